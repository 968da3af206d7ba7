import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, iso } from '../../lib/units.ts';
import { isAccepted } from '../../reading/reading.ts';
import type { ReadingStore } from '../../reading/reading-store.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Network } from '../../territory/network.ts';
import type { Quantity, Station } from '../../territory/station.ts';

const columnOf: Record<Quantity, string> = { stage: 'level_m', discharge: 'discharge_m3s', rain: 'rain_mm' };

export interface DatasetSource {
  name: string;
  readings: Pick<ReadingStore, 'window'>;
  network: Network;
  communes: Iterable<Commune>;
  /** The first and the last moment that is written. */
  from: Instant;
  to: Instant;
  /** As known at this moment. */
  receivedBy: Instant;
}

/** So much is held in memory at a time. */
const CHUNK_MS = 30 * DAY_MS;

/**
 * Writes what the store holds as `dataset.yaml` and one CSV a station: the newest revision of each reading that passed quality
 * control, which is what a forecast rests on. Times of receiving are lost: who reads it takes each reading as known when it was
 * observed, so a gauge that reports late looks better there than it is.
 */
export async function writeDataset(
  folder: string,
  source: DatasetSource,
  onStation: (station: Station, counts: { written: number; leftOut: number }) => void,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const stations = [...source.network.stations.values()];
  const marks = marksOf(source.communes);
  for (const station of stations) onStation(station, await writeSeries(join(folder, fileOf(station)), station, source));
  const entries = stations.map((station) => ({
    id: station.id,
    name: station.name,
    file: fileOf(station),
    quantity: station.quantity,
    // What reads it knows steps from a minute to three hours.
    stepMin: Math.min(180, Math.max(1, station.intervalMin)),
    ...(station.upstream.length > 0 ? { upstream: [...station.upstream] } : {}),
    bankfullRiseM: station.bankfullRiseM,
    ...(marks.has(station.id) ? { marks: marks.get(station.id) } : {}),
    ...(station.attribution === null ? {} : { attribution: station.attribution }),
  }));
  const isRain = ({ quantity }: { quantity: Quantity }) => quantity === 'rain';
  const rain = entries.filter(isRain);
  const dataset = {
    name: source.name,
    timeZone: 'UTC',
    stations: entries.filter((entry) => !isRain(entry)),
    ...(rain.length > 0 ? { rain } : {}),
  };
  writeFileSync(join(folder, 'dataset.yaml'), stringify(dataset));
}

function fileOf({ id }: Station): string {
  return `${id}.csv`;
}

async function writeSeries(file: string, { id, quantity }: Station, { readings, from, to, receivedBy }: DatasetSource) {
  const out = openSync(file, 'w');
  const counts = { written: 0, leftOut: 0 };
  try {
    writeSync(out, `time,${columnOf[quantity]}\n`);
    for (let start = from; start <= to; start += CHUNK_MS) {
      const end = Math.min(start + CHUNK_MS - 1, to);
      const all = await readings.window({ station: id, quantity }, start, end, receivedBy);
      const accepted = all.filter(isAccepted);
      counts.written += accepted.length;
      counts.leftOut += all.length - accepted.length;
      writeSync(out, accepted.map(({ observedAt, value }) => `${iso(observedAt)},${value}\n`).join(''));
    }
  } finally {
    closeSync(out);
  }
  return counts;
}

/** By station, named by commune and level. */
function marksOf(communes: Iterable<Commune>): Map<string, Record<string, number>> {
  const marks = new Map<string, Record<string, number>>();
  for (const commune of communes) {
    for (const watch of commune.watches) {
      const named = Object.entries(watch.marks).map(([level, markM]) => [`${commune.id}-${level}`, markM] as const);
      marks.set(watch.station, { ...marks.get(watch.station), ...Object.fromEntries(named) });
    }
  }
  return marks;
}
