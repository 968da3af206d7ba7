import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { machineClock } from '../lib/clock.ts';
import type { History } from '../reading/import-history.ts';
import { numberedImport } from '../reading/numbered-import.ts';
import type { QualityTest } from '../reading/reading.ts';
import type { Station } from '../territory/station.ts';
import { letOthersWrite } from './let-others-write.ts';
import { openReadings } from './open-readings.ts';
import { progressBar } from './progress-bar.ts';
import { historyFormats, readHistory } from './read-history.ts';
import { signedBy } from './signed-by.ts';

export const usage = `usage: amont import FILE --station ID [options]

Stores a record of the past. FILE may be gzipped. Importing it again changes nothing. A wrong one is taken back by 'amont imports'.

  --format csv|hubeau|ea   csv (default): rows of time,value (2020-01-22 12:05, or 22/01/2020 12:05); an answer of Hub'Eau or of the Environment Agency as JSON
  --unit m|cm|mm|ft        of a CSV: stage; for discharge m3s or l/s; for rain mm. It has no default.
  --time-zone ZONE         of a CSV whose times have no offset: Europe/Paris, or +01:00
  --time-column NAME       of a CSV whose first column is not the time: the head of the column, or its number from 1; given twice
                           where day and hour stand apart. What stands above the heads is left alone
  --value-column NAME      likewise where the second column is not the value
  --by ACCOUNT             who imports it: an account of the service; by default the user of this machine
  --config DIR             default config

Readings are received at the moment of the import: forecasts issued earlier are never judged as if they had known them.
A running service sees them within five minutes, and learns within the hour from those of the last ten years.`;

const SHOWN = 10;
const nothing = { counts: { new: 0, repeat: 0, revision: 0 }, doubted: new Map<QualityTest, number>(), number: null };

export async function importCommand(args: readonly string[], out: (line: string) => void): Promise<number> {
  const call = readCall(args);
  if (call === null) {
    out(usage);
    return 2;
  }
  const { file, station: id, values } = call;
  if (!existsSync(file)) {
    out(`${file}: there is no such file`);
    return 1;
  }
  const opened = await openReadings(values.config);
  if (!opened.ok) {
    out(opened.error);
    return 1;
  }
  const { config, readings, imports, accounts, close } = opened.value;
  try {
    const { network, national } = config;
    const station = network.stations.get(id);
    if (!station) {
      out(`--station: found ${id}; allowed are ${[...network.stations.keys()].join(', ')}`);
      return 2;
    }
    const by = signedBy(values.by, accounts);
    if (!by.ok) {
      out(by.error);
      return 2;
    }
    const now = machineClock.now();
    const bytes = readFileSync(file);
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const read = readHistory(textOf(zipped ? gunzipSync(bytes) : bytes), {
      format: call.format,
      station,
      gauge: national.gauges.get(id) ?? null,
      unit: values.unit ?? null,
      timeZone: values['time-zone'] ?? null,
      columns: call.columns,
      now,
    });
    if (!read.ok) {
      out(`${file}: ${read.error}`);
      return 1;
    }
    const { points, refused, ignored } = read.value;
    const bar = progressBar(points.length, 'readings');
    const source = {
      by: by.value,
      file: basename(file),
      options: { format: call.format, unit: values.unit ?? null, timeZone: values['time-zone'] ?? null },
      refused: refused.length,
    };
    const context = { imports, readings, network, clock: machineClock, giveWay: letOthersWrite };
    const { counts, doubted, number } =
      points.length > 0 ? await numberedImport({ station, points }, source, context, bar.show) : nothing;
    bar.clear();
    out(`${counts.new} new, ${counts.repeat} repeats, ${counts.revision} revisions, ${refused.length} refused`);
    for (const [test, count] of doubted)
      out(`${count} of them are kept and not taken for true: ${explained(test, station)}`);
    if (points.length === 0 && call.format === 'csv' && call.columns === null) {
      out('Do time and value stand in other columns? --time-column and --value-column name them.');
    }
    const twice = contradictions(points);
    if (twice > 0) {
      out(
        `${twice} times stand there again with another value; the last counts. Are other gauges or quantities in the file?`,
      );
    }
    if (ignored > 0) out(`${ignored} rows of something else ignored`);
    for (const { place, detail: why } of refused.slice(0, SHOWN)) out(`  ${place}: ${why}`);
    if (refused.length > SHOWN) out(`  and ${refused.length - SHOWN} more`);
    if (number !== null) out(`import ${number}: amont imports take-back ${number} takes it back`);
    return points.length > 0 ? 0 : 1;
  } finally {
    close();
  }
}

function explained(test: QualityTest, { minValue, maxValue }: Station): string {
  if (test !== 'gross-range') return test;
  return `gross-range, outside minValue ${minValue} to maxValue ${maxValue} of stations.yaml. Is --unit right?`;
}

function readCall(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config' },
      by: { type: 'string' },
      station: { type: 'string' },
      unit: { type: 'string' },
      format: { type: 'string', default: 'csv' },
      'time-zone': { type: 'string' },
      'time-column': { type: 'string', multiple: true },
      'value-column': { type: 'string' },
    },
  });
  const [file, ...rest] = positionals;
  const format = historyFormats.find((each) => each === values.format);
  const { station } = values;
  if (file === undefined || rest.length > 0 || !format || !station) return null;
  if (values['time-zone'] !== undefined && !isTimeZone(values['time-zone'])) return null;
  const { 'time-column': time, 'value-column': value } = values;
  const columns = time || value ? { time: time ?? ['1'], value: value ?? '2' } : null;
  return { file, format, station, values, columns };
}

/** A file of several gauges, or of stage and discharge, says several values of one time. */
function contradictions(points: History['points']): number {
  const said = new Map<number, number>();
  return points.filter(({ observedAt, value }) => {
    const before = said.get(observedAt);
    said.set(observedAt, value);
    return before !== undefined && before !== value;
  }).length;
}

/** Spreadsheets write UTF-8, or the Windows one of old: heads with an accent are found in both. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError is how Intl says that it knows no such zone.
  }
}
