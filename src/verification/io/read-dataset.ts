import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Series } from '../../forecast/observed/series.ts';
import type { Mistake } from '../../lib/io/mistake.ts';
import { readYamlFile, valueAt, type YamlFile } from '../../lib/io/yaml-file.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { createDataset, type Dataset, type DatasetFault, type DatasetStation } from '../backtest/dataset.ts';
import { checkDataset, neighboursOf, type WrittenStation } from './check-dataset.ts';
import { readSeries } from './read-series.ts';

const NAME = 'dataset.yaml';

/** Reads a folder with `dataset.yaml` and one CSV (or `.csv.gz`) a station. Stops at the first fault. */
export function readDataset(folder: string): Result<Dataset, DatasetFault> {
  const path = join(folder, NAME);
  if (!existsSync(path)) return err({ file: path, line: 1, reason: 'there is no such file' });
  const file = readYamlFile(folder, NAME);
  if (!file.ok) return err(toFault(path, file.error[0]!));
  const written = checkDataset(file.value);
  if (!written.ok) return err(toFault(path, written.error));

  const series = new Map<string, Series>();
  for (const { entry, quantity } of written.value) {
    const read = readSeries(join(folder, entry.file), quantity);
    if (!read.ok) return read;
    series.set(entry.id, read.value);
  }
  const id = basename(resolve(folder));
  const stations = written.value.map((each) => toStation(each, nameAt(file.value, each.path, each.entry.id)));
  const files = [path, ...written.value.map(({ entry }) => join(folder, entry.file))];
  return ok(createDataset(nameAt(file.value, [], id), id, stations, series, files));
}

function toFault(file: string, { line, path, found, allowed }: Mistake): DatasetFault {
  return { file, line: line ?? 1, reason: `${path === '' ? '' : `${path}: `}found ${found}; allowed: ${allowed}` };
}

/** A name is for people to read, and may be anything or nothing. */
function nameAt(file: YamlFile, path: WrittenStation['path'], otherwise: string): string {
  const name = valueAt(file.value, [...path, 'name']);
  return typeof name === 'string' ? name : otherwise;
}

function toStation({ entry, quantity }: WrittenStation, name: string): DatasetStation {
  return {
    id: entry.id,
    name,
    river: '',
    quantity,
    upstream: neighboursOf(entry),
    intervalMin: entry.stepMin,
    delayMin: 0,
    bankfullRiseM: typeof entry.bankfullRiseM === 'number' ? entry.bankfullRiseM : 1,
    minValue: Number.NEGATIVE_INFINITY,
    maxValue: Number.POSITIVE_INFINITY,
    position: null,
    attribution: null,
    marks: { ...entry.marks },
  };
}
