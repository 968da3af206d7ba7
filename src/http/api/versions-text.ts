import type { Policy } from '../../policy/policy.ts';
import { PolicyVersion } from './schemas/policy.ts';
import { policyToWire } from './to-wire.ts';
import { writerOf } from './write-answers.ts';

const write = writerOf(PolicyVersion);

/** So many versions, one after another as they are taken: of an agency each has hundreds of rules, and a thousand at once took a gigabyte of memory. */
export async function* versionsText(
  versions: AsyncIterable<Policy>,
  own: readonly string[],
  limit: number,
): AsyncGenerator<string> {
  let open = '[';
  let left = limit;
  for await (const each of versions) {
    yield open + JSON.stringify(write(policyToWire(each, own)));
    open = ',';
    left -= 1;
    if (left === 0) break;
  }
  yield open === '[' ? '[]' : ']';
}
