import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Series } from '../../forecast/observed/series.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { parseInstant } from '../../lib/units.ts';
import { refuseValue } from '../../reading/decode/refusal.ts';
import type { Quantity } from '../../territory/station.ts';
import type { DatasetFault } from '../backtest/dataset.ts';

const columns: Readonly<Record<Quantity, readonly string[]>> = {
  stage: ['level_m', 'stage_m'],
  discharge: ['discharge_m3s'],
  rain: ['rain_mm'],
};

/** As numbers are written in a CSV: no hexadecimal, no decimal comma. */
const DECIMAL = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;

/** Reads `time,value` rows, ISO 8601 with offset, sorted and unique; a missing value is a missing row. */
export function readSeries(file: string, quantity: Quantity): Result<Series, DatasetFault> {
  if (!existsSync(file)) return err({ file, line: 1, reason: 'there is no such file' });
  const text = textOf(file);
  if (text === null)
    return err({ file, line: 1, reason: `this is no ${file.endsWith('.gz') ? 'gzip ' : ''}file that can be read` });
  const lines = text.split('\n');
  // Spreadsheets call UTF-16 "Unicode text".
  if (/[\0\uFFFD]/.test(lines[0]!))
    return err({ file, line: 1, reason: 'this is no text in UTF-8: save it as CSV UTF-8' });
  const header = lines[0]!.trim().split(',');
  if (header[0] !== 'time' || !columns[quantity].includes(header[1] ?? '')) {
    return err({
      file,
      line: 1,
      reason: `the header of a ${quantity} is time,${columns[quantity].join(' or time,')}, found ${JSON.stringify(lines[0]!.trim().slice(0, 60))}`,
    });
  }
  const times = new Float64Array(lines.length);
  const values = new Float64Array(lines.length);
  let count = 0;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index]!.trim();
    if (line === '') continue;
    const [time = '', value = '', ...more] = line.split(',');
    const instant = parseInstant(time);
    const fault = (reason: string): Result<Series, DatasetFault> => err({ file, line: index + 1, reason });
    if (instant === null) return fault(`"${time}" is no ISO 8601 instant with its offset`);
    if (more.length > header.length - 2)
      return fault(`${more.length + 2} values below ${header.length} columns: is a decimal comma meant?`);
    if (!DECIMAL.test(value)) return fault(`"${value}" is no number`);
    const refused = refuseValue(Number(value))?.detail ?? refuseBeyond(quantity, Number(value));
    if (refused !== null) return fault(`${refused}: a value that is missing is a row that is missing`);
    if (instant === times[count - 1]) return fault(`${time} stands twice: each instant once`);
    if (count > 0 && instant < times[count - 1]!)
      return fault('this row is older than the one before: they are sorted by time');
    times[count] = instant;
    values[count] = Number(value);
    count += 1;
  }
  return ok({ times: times.slice(0, count), values: values.slice(0, count) });
}

/** What no place on Earth goes beyond: m, m³/s, mm. */
const POSSIBLE: Readonly<Record<Quantity, readonly [low: number, high: number]>> = {
  stage: [-500, 9000],
  discharge: [-1e6, 1e6],
  rain: [0, 2000],
};

function refuseBeyond(quantity: Quantity, value: number): string | null {
  const [low, high] = POSSIBLE[quantity];
  return value >= low && value <= high ? null : `${value} is no ${quantity}; allowed is ${low} to ${high}`;
}

/** `null` where it cannot be read, or is not packed as its name says. */
function textOf(file: string): string | null {
  try {
    const bytes = readFileSync(file);
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch {
    return null;
  }
}
