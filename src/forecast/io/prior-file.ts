import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { MINUTE_MS } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import type { PriorRiver } from '../learn/prior.ts';
import type { Series } from '../observed/series.ts';

/** The rivers that are shipped with the project. */
export const shippedPrior = new URL('../prior.json.gz', import.meta.url);

/** As written: levels in whole millimetres and times in whole minutes, each as the difference to the one before. */
interface StoredRiver extends Omit<PriorRiver, 'series' | 'stations'> {
  stations: (Omit<Station, 'delayMin'> & { minutes: number[]; thousandths: number[] })[];
}

export function writePrior(file: URL | string, rivers: readonly PriorRiver[]): void {
  const stored: StoredRiver[] = rivers.map(({ series, stations, ...river }) => ({
    ...river,
    stations: stations.map(({ delayMin: _d, ...station }) => {
      const { times, values } = series.get(station.id)!;
      const minutes = differences(times, (at) => Math.round(at / MINUTE_MS));
      return { ...station, minutes, thousandths: differences(values, (value) => Math.round(value * 1000)) };
    }),
  }));
  writeFileSync(file, gzipSync(JSON.stringify(stored), { level: 9 }));
}

export function readPrior(): PriorRiver[] {
  const stored: StoredRiver[] = JSON.parse(gunzipSync(readFileSync(shippedPrior)).toString('utf8'));
  return stored.map(({ stations, ...river }) => ({
    ...river,
    // A recording tells each value when it was observed.
    stations: stations.map(({ minutes: _m, thousandths: _t, ...station }) => ({ ...station, delayMin: 0 })),
    series: new Map(
      stations.map(({ id, minutes, thousandths }): [string, Series] => [
        id,
        { times: sums(minutes, (minute) => minute * MINUTE_MS), values: sums(thousandths, (each) => each / 1000) },
      ]),
    ),
  }));
}

function differences(values: Float64Array, toWhole: (value: number) => number): number[] {
  let before = 0;
  return Array.from(values, (value) => {
    const whole = toWhole(value);
    const difference = whole - before;
    before = whole;
    return difference;
  });
}

function sums(differences: readonly number[], fromWhole: (whole: number) => number): Float64Array {
  let whole = 0;
  return Float64Array.from(differences, (difference) => {
    whole += difference;
    return fromWhole(whole);
  });
}
