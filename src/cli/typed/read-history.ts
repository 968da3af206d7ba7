import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { readCsv } from '../../reading/decode/formats/csv.ts';
import { findColumns, firstTwoColumns, type NamedColumns, readTable } from '../../reading/decode/formats/csv-table.ts';
import {
  measuresIn,
  quantityOfMeasure,
  readEnvironmentAgency,
} from '../../reading/decode/formats/environment-agency.ts';
import { hubeauCodes, isHubeauQuantity, readHubeau } from '../../reading/decode/formats/hubeau.ts';
import { flowUnits, lengthUnits } from '../../reading/decode/units.ts';
import { inOrder, type Points, toPoints } from '../../reading/imports/points.ts';
import type { NationalGauge, Page } from '../../reading/national/national-gauge.ts';
import type { Point } from '../../reading/reading.ts';
import type { Quantity, Station } from '../../territory/station.ts';

export const historyFormats = ['csv', 'hubeau', 'ea'] as const;

/** What may be said with `--unit`, by what it measures. */
const unitFactors: Record<Quantity, Readonly<Record<string, number>>> = {
  stage: { m: 1, cm: lengthUnits.cm, mm: lengthUnits.mm, ft: lengthUnits.ft },
  discharge: { m3s: flowUnits['m³/s'], 'l/s': flowUnits['l/s'] },
  rain: { mm: 1 },
};

/** So many are told; where no row can be read there are as many as rows. */
const SHOWN = 10;

export interface HistoryFile {
  /** In order. */
  points: Points;
  /** The place is a line of a CSV, or the row itself; `gaps`: those whose value is empty. */
  refused: { count: number; gaps: number; first: RefusedRow[] };
  ignored: number;
}

interface RefusedRow {
  place: string;
  detail: string;
}

export interface HistoryOptions {
  format: (typeof historyFormats)[number];
  station: Station;
  /** Where the station is a national gauge: which one of the file. */
  gauge: NationalGauge | null;
  unit: string | null;
  timeZone: string | null;
  /** Of a CSV; `null`: the file shows it. */
  dayFirst: boolean | null;
  /** Of a CSV; `null` for the first two. */
  columns: NamedColumns | null;
  now: Instant;
}

/** The readings of a file, in the unit of the station; or why none can be read. */
export function readHistory(text: string, options: HistoryOptions): Result<HistoryFile, string> {
  const { format, station, gauge, now } = options;
  const { quantity } = station;
  if (format === 'csv') return readCsvHistory(text, options);
  if (options.unit !== null || options.timeZone !== null || options.dayFirst !== null || options.columns !== null) {
    return err(`--unit, --time-zone, --date-order and named columns are for CSV: ${format} says its own`);
  }
  if (format === 'hubeau') {
    const code = gauge?.service === 'hubeau' ? ok(gauge.code) : onlyOne(hubeauCodes(text), 'station code');
    if (!code.ok) return code;
    if (!isHubeauQuantity(quantity)) return err(`${station.id} measures ${quantity}; Hub'Eau has stage and discharge`);
    return toFile(readHubeau(text, { code: code.value, quantity }, now));
  }
  const measure = gauge?.service === 'environment-agency' ? ok(gauge.measure) : onlyOne(measuresIn(text), 'measure');
  if (!measure.ok) return measure;
  const measured = quantityOfMeasure(measure.value);
  if (measured !== quantity)
    return err(`${measure.value} is ${measured ?? 'in no unit that is known'}; ${station.id} measures ${quantity}`);
  return toFile(readEnvironmentAgency(text, measure.value, now));
}

function readCsvHistory(
  text: string,
  { station, unit, timeZone, dayFirst, columns: named, now }: HistoryOptions,
): Result<HistoryFile, string> {
  const units = unitFactors[station.quantity];
  const factor = unit !== null && Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined) {
    const found = unit === null ? 'nothing' : unit;
    return err(
      `--unit: found ${found}; ${station.id} measures ${station.quantity}, in ${Object.keys(units).join(', ')}`,
    );
  }
  const table = readTable(text);
  const columns = named === null ? ok(firstTwoColumns) : findColumns(table, named);
  if (!columns.ok) return columns;
  const rows = readCsv(table, { factor, timeZone, dayFirst, now, columns: columns.value });
  return ok({ ...parted(rows, ({ line, detail }) => ({ place: `line ${line}`, detail })), ignored: 0 });
}

/** Row by row: what is not kept of one is gone before the next. */
function parted<Refused extends { reason: string; isGap?: boolean }>(
  rows: Iterable<Point | Refused>,
  told: (refused: Refused) => RefusedRow,
): Omit<HistoryFile, 'ignored'> {
  const refused: HistoryFile['refused'] = { count: 0, gaps: 0, first: [] };
  function* read(): Generator<Point> {
    for (const row of rows) {
      if ('reason' in row) {
        if (refused.count < SHOWN) refused.first.push(told(row));
        refused.count += 1;
        if (row.isGap) refused.gaps += 1;
      } else yield row;
    }
  }
  return { points: inOrder(toPoints(read())), refused };
}

function toFile(page: Result<Page, string>): Result<HistoryFile, string> {
  if (!page.ok) return page;
  const { points, refused, ignored } = page.value;
  return ok({ ...parted([...points, ...refused], ({ row, detail }) => ({ place: row, detail })), ignored });
}

function onlyOne(found: readonly string[], what: string): Result<string, string> {
  const [first, ...others] = found;
  if (first === undefined) return err(`the file names no ${what}`);
  if (others.length === 0) return ok(first);
  return err(`the file holds several: ${found.join(', ')}; name the station's own as its source in stations.yaml`);
}
