import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Series } from '../../forecast/series.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { parseInstant } from '../../lib/units.ts';
import type { DatasetFault } from './read-dataset.ts';

const columns = ['level_m', 'stage_m', 'discharge_m3s', 'rain_mm'];

/** Reads `time,value` rows, ISO 8601 with offset, sorted and unique; a missing value is a missing row. */
export function readSeries(file: string): Result<Series, DatasetFault> {
  if (!existsSync(file)) return err({ file, line: 1, reason: 'there is no such file' });
  const bytes = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
  const header = lines[0]!.trim().split(',');
  if (header[0] !== 'time' || !columns.includes(header[1] ?? '')) {
    return err({ file, line: 1, reason: `the header is time,${columns.join(' or time,')}` });
  }
  const times = new Float64Array(lines.length);
  const values = new Float64Array(lines.length);
  let count = 0;
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index]!.trim();
    if (line === '') continue;
    const [time = '', value = ''] = line.split(',');
    const instant = parseInstant(time);
    const fault = (reason: string): Result<Series, DatasetFault> => err({ file, line: index + 1, reason });
    if (instant === null) return fault(`"${time}" is no ISO 8601 instant with its offset`);
    if (value === '' || !Number.isFinite(Number(value))) return fault(`"${value}" is no number`);
    if (count > 0 && instant <= times[count - 1]!) return fault('the rows are sorted by time, each instant once');
    times[count] = instant;
    values[count] = Number(value);
    count += 1;
  }
  return ok({ times: times.slice(0, count), values: values.slice(0, count) });
}
