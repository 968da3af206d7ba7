import { basename, join } from 'node:path';
import { type Instant, machineClock } from '../lib/clock.ts';
import { nearestOf } from '../lib/io/nearest-of.ts';
import { err, type Result } from '../lib/result.ts';
import { DAY_MS } from '../lib/units.ts';
import type { Imported } from '../reading/imports/import-history.ts';
import { numberedImport } from '../reading/imports/numbered-import.ts';
import { contradictions } from '../reading/imports/points.ts';
import { areApart, type Spread, spreadOf } from '../reading/imports/spread.ts';
import { isAccepted, type QualityTest } from '../reading/reading.ts';
import { type Quantity, type Station, unitOf } from '../territory/station.ts';
import { letOthersWrite } from './let-others-write.ts';
import { inTown, type Town } from './open-town.ts';
import { progressBar } from './shown/progress-bar.ts';
import { signedBy } from './signed-by.ts';
import { type ImportCall, readCall } from './typed/import-call.ts';
import { type HistoryFile, type HistoryOptions, readHistory } from './typed/read-history.ts';
import { readText } from './typed/read-text.ts';
import { toPaste } from './typed/to-paste.ts';

export const usage = `usage: amont import FILE --station ID [options]

Stores a record of the past. FILE may be gzipped. Importing it again changes nothing. A wrong one is taken back by 'amont imports'.

  --format csv|hubeau|ea   csv (default): rows of time,value (2020-01-22 12:05, or 22/01/2020 12:05); an answer of Hub'Eau or of the Environment Agency as JSON
  --unit m|cm|mm|ft        of a CSV: stage; for discharge m3s or l/s; for rain mm. It has no default.
  --time-zone ZONE         of a CSV whose times have no offset: Europe/Paris, or +01:00
  --date-order dmy|mdy     of a CSV in which no date shows which number is the day, as each morning's file until the 12th of a month
  --time-column NAME       of a CSV whose first column is not the time: the head of the column, or its number from 1; given twice
                           where day and hour stand apart. What stands above the heads is left alone
  --value-column NAME      likewise where the second column is not the value
  --by ACCOUNT             who imports it: an account of the service; by default the user of this machine
  --config DIR             default config

Readings are received at the moment of the import: forecasts issued earlier are never judged as if they had known them.
A running service sees them within five minutes, and learns within the hour from those of the last ten years.

Ends with 0 where all of it is stored but rows without a value, 3 where others were refused and the rest is stored, or where all that was new lies outside what the
gauge can show; with 1 where nothing was stored, 2 where the call is wrong.`;

const nothing: Imported & { number: number | null } = {
  counts: { new: 0, repeat: 0, revision: 0 },
  doubted: new Map(),
  number: null,
};

export async function importCommand(args: readonly string[], out: (line: string) => void): Promise<number> {
  const read = readCall(args);
  if (!read.ok) {
    out(`${read.error}\n\n${usage}`);
    return 2;
  }
  const call = read.value;
  const { file, station: id, format, unit, timeZone, dayFirst, columns } = call;
  return inTown(call.config, out, async (town) => {
    const { config, readings, imports, exclusions } = town;
    const { network, national } = config;
    const station = network.stations.get(id);
    if (!station) {
      const known = nearestOf(id, [...network.stations.keys()]);
      out(`--station: found ${id}; allowed are ${known} (${join(call.config, 'stations.yaml')})`);
      return 2;
    }
    const by = signedBy(call.by, town);
    if (!by.ok) {
      out(by.error);
      return 2;
    }
    const now = machineClock.now();
    const gauge = national.gauges.get(id) ?? null;
    const history = readFile(file, { format, station, gauge, unit, timeZone, dayFirst, columns, now });
    if (!history.ok) {
      out(history.error);
      return 1;
    }
    const { points, refused } = history.value;
    const before = await storedOf(station, readings, now);
    const bar = progressBar(points.times.length, 'readings');
    const source = {
      by: by.value,
      file: basename(file),
      options: { format, unit, timeZone },
      refused: refused.count,
    };
    const excluding = exclusions.inForce;
    const context = { imports, readings, network, excluding, clock: machineClock, giveWay: letOthersWrite };
    const imported =
      points.times.length > 0 ? await numberedImport({ station, points }, source, context, bar.show) : nothing;
    bar.clear();
    for (const line of outcome(history.value, imported, before, station, call)) out(line);
    return exitCode(history.value, imported);
  });
}

/** Whoever imports every night reads no lines: a file of which a part was lost must not end as one that went in whole. */
function exitCode({ points, refused }: HistoryFile, { counts, doubted }: Imported): number {
  if (points.times.length === 0) return 1;
  const written = counts.new + counts.revision;
  // Single values outside are a sensor's; all of them are a wrong unit or another gauge.
  const isAllOutside = written > 0 && doubted.get('gross-range') === written;
  return refused.count > refused.gaps || isAllOutside ? 3 : 0;
}

/** The text of the file is let go once it is read. */
function readFile(file: string, options: HistoryOptions): Result<HistoryFile, string> {
  const text = readText(file);
  if (!text.ok) return text;
  const history = readHistory(text.value, options);
  return history.ok ? history : err(`${file}: ${history.error}`);
}

/** So much of what is stored shows what the gauge is like. */
const LOOKED_AT_DAYS = 30;

/** The newest of what the gauge had before. */
async function storedOf({ id, quantity }: Station, readings: Town['readings'], now: Instant): Promise<Spread | null> {
  const series = { station: id, quantity };
  const newest = await readings.latest(series, now);
  if (newest === null) return null;
  const since = newest.observedAt - LOOKED_AT_DAYS * DAY_MS;
  const stored = await readings.window(series, since, newest.observedAt, now);
  return spreadOf(stored.filter(isAccepted).map(({ value }) => value));
}

/** That a record was in another unit than was said shows in what was read, beside what the gauge had before. */
function spreadText(read: Spread, before: Spread | null, quantity: Quantity): string {
  const said = ({ lowest, median, highest }: Spread) =>
    `lowest ${short(lowest)}, median ${short(median)}, highest ${short(highest)} ${unitOf[quantity]}`;
  const beside = before === null ? '' : `; stored before, in its newest ${LOOKED_AT_DAYS} days: ${said(before)}`;
  const isAsked = before !== null && quantity !== 'rain' && areApart(read, before);
  return `read: ${said(read)}${beside}${isAsked ? '. Is --unit right, and is it this gauge?' : ''}`;
}

const short = (value: number): number => Number(value.toFixed(3));

function outcome(
  { points, refused, ignored }: HistoryFile,
  { counts, doubted, number }: typeof nothing,
  before: Spread | null,
  station: Station,
  { format, columns, config }: ImportCall,
): string[] {
  const lines = [
    `${counts.new} new, ${counts.repeat} repeats, ${counts.revision} revisions, ${refused.count} refused`,
    ...Array.from(
      doubted,
      ([test, count]) => `${count} of them are kept and not taken for true: ${explained(test, station)}`,
    ),
  ];
  if (refused.gaps > 0) lines.push(`of those refused, without a value (gaps of the file): ${refused.gaps}`);
  if (counts.revision > 0)
    lines.push('A revision has another value than was stored for its time: it counts, and the earlier one is kept.');
  // Where an offset alone is missing, or the order of day and month, the time was found.
  const isFound = refused.first.some(({ detail }) => /--(time-zone|date-order)/.test(detail));
  if (points.times.length === 0 && refused.count > 0 && format === 'csv' && columns === null && !isFound)
    lines.push('Do time and value stand in other columns? --time-column and --value-column name them.');
  // A file of several gauges, or of stage and discharge, says several values of one time.
  const twice = contradictions(points);
  if (twice > 0)
    lines.push(
      `${twice} times stand there again with another value; the last counts. Are other gauges or quantities in the file?`,
    );
  if (ignored > 0) lines.push(`${ignored} rows of something else ignored`);
  lines.push(...refused.first.map(({ place, detail }) => `  ${place}: ${detail}`));
  if (refused.count > refused.first.length) lines.push(`  and ${refused.count - refused.first.length} more`);
  if (points.times.length === 0)
    lines.push(
      refused.count + ignored > 0
        ? 'Nothing was stored: no row of it can be taken.'
        : 'Nothing was stored: no reading stands in it.',
    );
  const read = spreadOf(points.values);
  if (read !== null && counts.new + counts.revision > 0) lines.push(spreadText(read, before, station.quantity));
  if (number !== null)
    lines.push(`import ${number}: ${toPaste(`imports take-back ${number} --reason "…"`, config)} takes it back`);
  return lines;
}

function explained(test: QualityTest, { minValue, maxValue }: Station): string {
  if (test !== 'gross-range') return test;
  return `gross-range, outside minValue ${minValue} to maxValue ${maxValue} of stations.yaml. Is --unit right?`;
}
