import { pino } from 'pino';
import { createFitter, type FitterOptions } from '../../src/forecast/io/fitter.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { readingsBetween } from './dataset-cuts.ts';
import { station, syntheticRiver } from './synthetic-river.ts';

const river = syntheticRiver(15 * DAY_MS);
export const gauges = ['a', 'b', 'c', 'd'];
export const UNTIL = 15 * DAY_MS;

/** Learns from four gauges that saw the same floods, but for those that are silent. */
export function fitterOf(
  file: string | null,
  silent: readonly string[] = [],
  excludedAt: number | null = null,
  change: Partial<FitterOptions> = {},
) {
  return createFitter({
    network: createNetwork(gauges.map((id) => station(id, []))),
    readings: {
      window: async ({ station: id }, from, to, receivedBy) =>
        silent.includes(id) ? [] : readingsBetween(river, 'up', from - 1, Math.min(to, receivedBy)),
    },
    file,
    priorWithout: null,
    importedAt: () => null,
    excludedAt: () => excludedAt,
    log: pino({ enabled: false }),
    ...change,
  });
}

/** Run as a process of its own: learns, and ends where nobody ends it before. */
if (process.argv[1] === import.meta.filename) await fitterOf(process.argv[2] ?? null).refresh(UNTIL);
