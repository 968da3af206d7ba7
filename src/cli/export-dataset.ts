import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Instant, machineClock } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { withMarksInForce } from '../policy/marks-in-force.ts';
import { writeDataset } from '../verification/io/write-dataset.ts';
import { inTown } from './open-town.ts';
import { instantOption } from './typed/instant-option.ts';
import { mistyped } from './typed/mistyped.ts';

export const usage = `usage: amont export-dataset DIR [--from ISO] [--to ISO] [--config DIR]

Writes the readings that the store holds as a dataset that \`amont backtest\` reads: dataset.yaml and one CSV a station, the
newest revision of each reading that passed quality control. --from is 2000-01-01T00:00:00Z, --to the present if not given.`;

export async function exportDataset(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config' },
      from: { type: 'string', default: '2000-01-01T00:00:00Z' },
      to: { type: 'string' },
    },
  });
  const now = machineClock.now();
  const [folder, ...rest] = positionals;
  if (!folder || rest.length > 0) {
    out(mistyped('DIR', positionals, 'is one folder', usage));
    return 2;
  }
  const asked = spanOf(values, now);
  if (!asked.ok) {
    out(asked.error);
    return 2;
  }
  const { from, to } = asked.value;
  if (existsSync(join(folder, 'dataset.yaml'))) {
    out(`${folder} holds a dataset already; nothing was written`);
    return 1;
  }
  return inTown(values.config, out, async ({ config, readings, policies }) => {
    const { instance, network } = config;
    const policy = policies.current();
    const communes = [...config.communes.values()].map((each) => withMarksInForce(policy, each));
    const source = { name: instance.name, readings, network, communes, from, to, receivedBy: now };
    try {
      await writeDataset(folder, source, ({ id, attribution }, { written, leftOut }) =>
        out(
          `${id}: ${written} readings, ${leftOut} left out as suspect or failed${attribution ? `; ${attribution}` : ''}`,
        ),
      );
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      out(`${folder}: nothing more can be written there: ${error.message}`);
      return 1;
    }
    if (config.keepDays !== null) out(`older than ${config.keepDays} days: thinned out but for floods, as kept here`);
    return 0;
  });
}

/** The readings asked for: from, to. */
function spanOf(
  { from, to }: { from: string; to?: string | undefined },
  now: Instant,
): Result<{ from: Instant; to: Instant }, string> {
  const first = instantOption('--from', from);
  if (!first.ok) return first;
  const last = to === undefined ? ok(now) : instantOption('--to', to);
  if (!last.ok) return last;
  if (last.value <= first.value) return err('--to lies before --from: nothing would be written');
  return ok({ from: first.value, to: last.value });
}
