import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../lib/result.ts';
import type { NamedColumns } from '../../reading/decode/formats/csv-table.ts';
import { isTimeZone } from '../../reading/local-instant.ts';
import { historyFormats } from './read-history.ts';

export interface ImportCall {
  file: string;
  station: string;
  format: (typeof historyFormats)[number];
  unit: string | null;
  timeZone: string | null;
  /** Of a CSV, in dates as 05/11/2025; `null`: the file shows it. */
  dayFirst: boolean | null;
  /** Of a CSV; `null` for the first two. */
  columns: NamedColumns | null;
  by: string | undefined;
  config: string;
}

/** A call that cannot be read comes back as what is wrong with it. */
export function readCall(args: readonly string[]): Result<ImportCall, string> {
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
      'date-order': { type: 'string' },
      'time-column': { type: 'string', multiple: true },
      'value-column': { type: 'string' },
    },
  });
  const [file, ...rest] = positionals;
  const format = historyFormats.find((each) => each === values.format);
  const { station } = values;
  if (file === undefined || rest.length > 0)
    return err(`FILE: found ${positionals.join(' ') || 'nothing'}; allowed is one file`);
  if (!format) return err(`--format: found ${values.format}; allowed are ${historyFormats.join(', ')}`);
  if (!station) return err('--station: missing; allowed is the id of one in stations.yaml');
  const { 'time-zone': timeZone = null, 'time-column': time, 'value-column': value, unit = null, by, config } = values;
  if (timeZone !== null && !isTimeZone(timeZone))
    return err(`--time-zone: found ${timeZone}; allowed is a zone such as Europe/Paris, or an offset such as +01:00`);
  const order = values['date-order'];
  if (order !== undefined && order !== 'dmy' && order !== 'mdy')
    return err(`--date-order: found ${order}; allowed are dmy (05/11/2025 is of November) and mdy (of May)`);
  const dayFirst = order === undefined ? null : order === 'dmy';
  const columns = time || value ? { time: time ?? ['1'], value: value ?? '2' } : null;
  return ok({ file, station, format, unit, timeZone, dayFirst, columns, by, config });
}
