import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Commune } from '../../territory/commune.ts';
import type { Station } from '../../territory/station.ts';

/** @example hindcastFile('bourg', 'ponton', 'tried') // 'hindcast-bourg-ponton-tried.bin' */
export function hindcastFile(commune: string, station: string, as?: string): string {
  return `${['hindcast', commune, station, ...(as === undefined ? [] : [as])].join('-')}.bin`;
}

/** Until communes had forecasts of their own a gauge had one file, which nobody reads any more. Gives the names of those that went. */
export function removeOldHindcasts(
  folder: string,
  stations: Iterable<Pick<Station, 'id'>>,
  communes: Iterable<Pick<Commune, 'id' | 'watches'>>,
): string[] {
  const inUse = new Set(
    [...communes].flatMap(({ id, watches }) => watches.map((each) => hindcastFile(id, each.station))),
  );
  const old = [...stations].map(({ id }) => `hindcast-${id}.bin`);
  const found = old.filter((name) => !inUse.has(name) && existsSync(join(folder, name)));
  for (const name of found) rmSync(join(folder, name), { force: true });
  return found;
}
