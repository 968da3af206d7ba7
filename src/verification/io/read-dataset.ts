import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Series } from '../../forecast/series.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { findCycle } from '../../territory/network.ts';
import { type Quantity, quantities } from '../../territory/station.ts';
import { createDataset, type Dataset, type DatasetStation } from '../dataset.ts';
import { readSeries } from './read-series.ts';

/** What is wrong with a dataset, and where. */
export interface DatasetFault {
  file: string;
  line: number;
  reason: string;
}

type Entry = Readonly<Record<string, unknown>>;

/** Reads a folder with `dataset.yaml` and one CSV (or `.csv.gz`) a station. Stops at the first fault. */
export function readDataset(folder: string): Result<Dataset, DatasetFault> {
  const file = join(folder, 'dataset.yaml');
  if (!existsSync(file)) return err({ file, line: 1, reason: 'there is no such file' });
  const lines = new LineCounter();
  const text = textOf(file);
  if (text === null) return err({ file, line: 1, reason: 'this is no file that can be read' });
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (path: readonly (string | number)[]): number => {
    const node: unknown = document.getIn(path, true);
    return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
  };
  const problem = document.errors[0];
  if (problem) return err({ file, line: lines.linePos(problem.pos[0]).line, reason: problem.message.split('\n')[0]! });

  const root = contentOf(document);
  if (!isEntry(root) || toList(root['stations']).length === 0) {
    return err({
      file,
      line: 1,
      reason: 'needs a list `stations` with one at least, each written out or named by an anchor that is there',
    });
  }
  const stations: DatasetStation[] = [];
  const files: string[] = [];
  const written: number[] = [];
  for (const list of ['stations', 'rain'] as const) {
    for (const [index, each] of toList(root[list]).entries()) {
      const read = readStation(each, list === 'rain');
      const line = lineOf([list, index]);
      if (!read.ok) return err({ file, line, reason: read.error });
      stations.push(read.value.station);
      files.push(read.value.file);
      written.push(line);
    }
  }
  const known = new Map(stations.map((station) => [station.id, station]));
  const twice = stations.findIndex(({ id }, index) => stations.findIndex((each) => each.id === id) < index);
  if (twice !== -1) {
    return err({ file, line: written[twice]!, reason: `two stations bear the id ${stations[twice]!.id}` });
  }
  for (const [index, station] of stations.entries()) {
    const missing = station.upstream.find((id) => !known.has(id));
    const line = written[index]!;
    if (missing !== undefined)
      return err({ file, line, reason: `${station.id}: no station or rain gauge "${missing}"` });
  }
  const circle = findCycle(stations);
  if (circle)
    return err({
      file,
      line: written[stations.findIndex(({ id }) => id === circle[0])]!,
      reason: `water flows in a circle: ${circle.join(' → ')}`,
    });

  const series = new Map<string, Series>();
  for (const [index, station] of stations.entries()) {
    const read = readSeries(join(folder, files[index]!), station.quantity);
    if (!read.ok) return read;
    series.set(station.id, read.value);
  }
  const id = basename(resolve(folder));
  const name = typeof root['name'] === 'string' ? root['name'] : id;
  const all = [file, ...files.map((each) => join(folder, each))];
  return ok(createDataset(name, id, stations, series, all));
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** `null` where an alias leads nowhere, or to too much. */
function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch {
    return null;
  }
}

function readStation(entry: unknown, isRain: boolean): Result<{ station: DatasetStation; file: string }, string> {
  if (!isEntry(entry)) return err('a station is written as a map');
  const { id, name, file, stepMin, bankfullRiseM, marks } = entry as Readonly<
    Record<'id' | 'name' | 'file' | 'stepMin' | 'bankfullRiseM' | 'marks', unknown>
  >;
  if (typeof id !== 'string' || !/^[\w.-]+$/.test(id)) {
    return err('a station needs an `id` of letters, digits, dots, dashes and underscores');
  }
  if (typeof file !== 'string') return err(`${id}: needs a \`file\``);
  const quantity = isRain ? 'rain' : entry['quantity'];
  if (!isQuantity(quantity))
    return err(`${id}: \`quantity\` is one of ${quantities.join(', ')}, found ${JSON.stringify(quantity)}`);
  if (!(typeof stepMin === 'number' && stepMin >= 1 && stepMin <= 180))
    return err(`${id}: \`stepMin\` is 1 to 180 minutes, found ${JSON.stringify(stepMin)}`);
  if (quantity === 'stage' && !(typeof bankfullRiseM === 'number' && bankfullRiseM > 0 && bankfullRiseM < 9000)) {
    return err(
      `${id}: needs \`bankfullRiseM\`, the rough rise in metres from normal to bankfull, found ${JSON.stringify(bankfullRiseM)}`,
    );
  }
  for (const list of ['upstream', 'rain']) {
    if (entry[list] !== undefined && !Array.isArray(entry[list]))
      return err(`${id}: \`${list}\` is a list, like [a, b]`);
  }
  const own = marks ?? {};
  if (!isEntry(own)) return err(`${id}: \`marks\` is a map of names and metres, like {act: 2.1}`);
  const wrong = Object.entries(own).find(([, value]) => typeof value !== 'number' || !Number.isFinite(value));
  if (wrong) return err(`${id}: the mark \`${wrong[0]}\` is a number of metres, found ${JSON.stringify(wrong[1])}`);
  const station: DatasetStation = {
    id,
    name: typeof name === 'string' ? name : id,
    river: '',
    quantity,
    upstream: [...toList(entry['upstream']), ...toList(entry['rain'])].map(String),
    intervalMin: stepMin,
    delayMin: 0,
    bankfullRiseM: typeof bankfullRiseM === 'number' ? bankfullRiseM : 1,
    minValue: Number.NEGATIVE_INFINITY,
    maxValue: Number.POSITIVE_INFINITY,
    position: null,
    attribution: null,
    marks: Object.fromEntries(Object.entries(own).map(([key, value]) => [key, Number(value)])),
  };
  return ok({ station, file });
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isQuantity(value: unknown): value is Quantity {
  return quantities.some((each) => each === value);
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
