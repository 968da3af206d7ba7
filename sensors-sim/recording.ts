import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { byDelivery, type Quantity, type TimedMessage } from './message.ts';
import { type Source, type Station, UsageError } from './source.ts';

const shipped = join(import.meta.dirname, 'recordings');

/** The form of `dataset.yaml`; other keys (marks, time zone) are of no interest to a sensor. */
interface Dataset {
  name: string;
  stations: Listed[];
  rain?: Listed[];
}
type Listed = Pick<Station, 'id' | 'stepMin'> & { file: string } & Partial<Station>;

export function listRecordings(): string[] {
  return readdirSync(shipped).filter((name) => existsSync(join(shipped, name, 'dataset.yaml')));
}

/** Reads a recording that the project ships, by name, or any folder with a `dataset.yaml`, by path. */
export function loadRecording(nameOrPath: string): Source {
  const folder = [join(shipped, nameOrPath), nameOrPath].find((each) => existsSync(join(each, 'dataset.yaml')));
  if (!folder) {
    throw new UsageError(
      `There is no recording "${nameOrPath}": neither one of those shipped (${listRecordings().join(', ')}) nor a folder with a dataset.yaml.`,
    );
  }
  const dataset = readDataset(join(folder, 'dataset.yaml'));
  const gauges = dataset.stations.map((each) => ({ file: each.file, station: stationOf(each, 'stage') }));
  const rain = (dataset.rain ?? []).map((each) => ({ file: each.file, station: stationOf(each, 'rain') }));
  const all = [...gauges, ...rain];
  const messages = all.flatMap(({ file, station }) => readSeries(join(folder, file), station.id, station.quantity));
  if (messages.length === 0) throw new UsageError(`The recording in ${folder} holds no reading.`);
  return { name: dataset.name, stations: all.map(({ station }) => station), messages: byDelivery(messages) };
}

function stationOf(listed: Listed, otherwise: Quantity): Station {
  const { id, name = id, quantity = otherwise, stepMin, upstream = [], bankfullRiseM = null } = listed;
  return { id, name, quantity, stepMin, upstream, bankfullRiseM };
}

function readDataset(path: string): Dataset {
  const dataset: unknown = parse(readFileSync(path, 'utf8'));
  if (isDataset(dataset)) return dataset;
  throw new UsageError(`${path} is no dataset: it needs a name and stations, each with id, file and stepMin.`);
}

function isDataset(value: unknown): value is Dataset {
  if (!has(value, 'name', 'string') || !('stations' in value)) return false;
  const lists = 'rain' in value ? [value.stations, value.rain] : [value.stations];
  return lists.every((list) => Array.isArray(list) && list.every(isListed));
}

function isListed(value: unknown): value is Listed {
  return has(value, 'id', 'string') && has(value, 'file', 'string') && has(value, 'stepMin', 'number');
}

function has(value: unknown, key: string, type: 'string' | 'number'): value is object {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, key) === type;
}

function readSeries(path: string, station: string, quantity: Quantity): TimedMessage[] {
  if (!existsSync(path)) throw new UsageError(`The recording names the file ${path}, which is not there.`);
  const raw = readFileSync(path);
  const rows = (path.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8').trimEnd().split('\n').slice(1);
  return rows.map((row, index) => {
    const [time = '', text = ''] = row.trim().split(',');
    const observedAt = Date.parse(time);
    const value = text === '' ? Number.NaN : Number(text);
    if (Number.isNaN(observedAt) || !Number.isFinite(value)) {
      throw new UsageError(`${path}, line ${index + 2}: "${row}" is not "time,value" with an ISO 8601 time.`);
    }
    return { station, quantity, observedAt, value, deliverAt: observedAt };
  });
}
