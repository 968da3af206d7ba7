import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { shippedPrior, writePrior } from '../src/forecast/io/prior-file.ts';
import type { PriorRiver } from '../src/forecast/learn/prior.ts';
import { sliceOf } from '../src/forecast/observed/series.ts';
import type { Station } from '../src/territory/station.ts';
import { readDataset } from '../src/verification/io/read-dataset.ts';

/**
 * The rivers that may be shipped: their licence is clearly open. `group`: rivers that share storms leave together.
 * `from`: of fifteen years of one gauge the last five are enough.
 */
const shipped: { id: string; group: string; notTaught: string[]; from?: string }[] = [
  { id: 'aude', group: 'aude-orb', notTaught: [] },
  { id: 'orb', group: 'aude-orb', notTaught: [] },
  { id: 'herault', group: 'herault', notTaught: ['02-saint-andre-de-majencoules', '03-ganges'] },
  { id: 'walnut-creek', group: 'walnut-creek', notTaught: [] },
  { id: 'wear', group: 'wear', notTaught: [] },
  { id: 'tioughnioga', group: 'tioughnioga', notTaught: [] },
  { id: 'kenduskeag', group: 'kenduskeag', notTaught: [] },
  { id: 'isar', group: 'isar', notTaught: [] },
  { id: 'annagh', group: 'annagh', notTaught: [], from: '2010-01-01T00:00:00Z' },
];

/** Owner and licence of a river, from the catalogue beside the recordings. */
function termsOf(catalogue: string, river: string): { owner: string; licence: string } {
  const line = catalogue.split('\n').find((each) => each.startsWith(`${river},`));
  if (line === undefined) throw new Error(`${river} is not in catalogue.csv`);
  const cells = [...line.matchAll(/("([^"]*)"|[^,]*)(,|$)/g)].map((match) => match[2] ?? match[1] ?? '');
  const [owner, licence] = cells.filter((_, index) => index > 0).slice(-3);
  if (!owner || !licence) throw new Error(`${river}: no owner or licence in catalogue.csv`);
  return { owner, licence };
}

/** A gauge without its marks: nothing in a forecast may depend on them. */
function bare(station: Station, attribution: string): Station {
  const { id, name, river, quantity, upstream, intervalMin, bankfullRiseM, position } = station;
  const limits = { delayMin: 0, minValue: -1000, maxValue: 10_000 };
  return { id, name, river, quantity, upstream, intervalMin, bankfullRiseM, ...limits, position, attribution };
}

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.data === undefined || !existsSync(join(values.data, 'catalogue.csv'))) {
  console.error(
    'usage: npm run fit:prior -- --data DIR [--out FILE]\n\nDIR holds catalogue.csv, which names the owners, and one dataset a river',
  );
  process.exit(2);
}
const data = values.data;
const catalogue = readFileSync(join(data, 'catalogue.csv'), 'utf8');
const rivers: PriorRiver[] = shipped.map(({ id, group, notTaught, from }) => {
  const read = readDataset(join(data, id));
  if (!read.ok) {
    console.error(`${read.error.file}:${read.error.line}: ${read.error.reason}`);
    process.exit(1);
  }
  const { owner, licence } = termsOf(catalogue, id);
  const since = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from);
  const series = new Map(
    [...read.value.series].map(([station, each]) => [station, sliceOf(each, since, Number.POSITIVE_INFINITY)]),
  );
  const stations = read.value.stations.map((station) => bare(station, owner));
  console.log(`${id}: ${stations.length} gauges, ${owner}, ${licence}`);
  return { id, group, owner, licence, stations, series, notTaught };
});
writePrior(values.out ?? shippedPrior, rivers);
