import type { Shape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake, unknownName } from '../../lib/io/mistake.ts';
import { isLoopback } from '../../lib/loopback.ts';
import type { AmontFile } from '../schema/amont-file.ts';
import { isNear, nearAllowed } from './near.ts';

/** What a schema cannot see of the machines that are told: names of their own, communes that there are, and nothing in clear over a network. */
export function checkWebhooks({ file, value }: Shape<AmontFile>, known: readonly string[] | null): Mistake[] {
  const webhooks = value?.webhooks ?? [];
  const kind = value?.instance.kind;
  return webhooks.flatMap(({ name, url, communes = [] }, index) => {
    const path = ['webhooks', index];
    const { protocol, hostname, origin } = new URL(url);
    const isTaken = webhooks.slice(0, index).some((each) => each.name === name);
    return [
      ...(isTaken ? [mistake(file, [...path, 'name'], name, 'a name that no other webhook has')] : []),
      ...(protocol === 'https:' || isNear(hostname) ? [] : [mistake(file, [...path, 'url'], origin, nearAllowed)]),
      ...(kind === 'operational' || isLoopback(hostname)
        ? []
        : [mistake(file, [...path, 'url'], origin, `a receiver on this machine, or no webhook: this is kind ${kind}`)]),
      ...(known === null ? [] : communes).flatMap((id, at) =>
        known?.includes(id)
          ? []
          : [unknownName(file, [...path, 'communes', at], id, 'a commune of communes.yaml', known ?? [])],
      ),
    ];
  });
}
