import { Value } from 'typebox/value';
import { checkShape } from '../../lib/io/check-shape.ts';
import { type Mistake, mistake, type Path, unknownName } from '../../lib/io/mistake.ts';
import { valueAt, type YamlFile } from '../../lib/io/yaml-file.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { findCycle } from '../../territory/network.ts';
import type { Quantity } from '../../territory/station.ts';
import { BANKFULL_RISE, bankfullRise, DatasetFile, RainEntry, StationEntry, WHOLE } from './dataset-file.ts';
import { misspeltKeys } from './misspelt-keys.ts';

/** A station or rain gauge as written, and where. */
export interface WrittenStation {
  entry: RainEntry;
  quantity: Quantity;
  path: Path;
}

/** What dataset.yaml names, stations first, where all of it is in order; else the first mistake. */
export function checkDataset(file: YamlFile): Result<WrittenStation[], Mistake> {
  const { value, errors } = checkShape(DatasetFile, file);
  // A key that is misspelt first: what is then missing follows from it.
  const wrong = [...misspeltIn(file), ...errors];
  if (wrong[0] || !value) return err(wrong[0] ?? mistake(file, [], file.value, WHOLE));
  const written = [
    ...value.stations.map((entry, at) => ({ entry, quantity: entry.quantity, path: ['stations', at] })),
    ...(value.rain ?? []).map((entry, at) => ({ entry, quantity: 'rain' as const, path: ['rain', at] })),
  ];
  const misfit = [...withoutScale(file, written), ...twice(file, written), ...misled(file, written)][0];
  return misfit ? err(misfit) : ok(written);
}

/** Direct neighbours above: what flows in and what falls. */
export function neighboursOf({ upstream = [], rain = [] }: RainEntry): string[] {
  return [...upstream, ...rain].map(String);
}

function misspeltIn(file: YamlFile): Mistake[] {
  const below = (list: string, schema: typeof RainEntry) => {
    const entries = valueAt(file.value, [list]);
    return Array.isArray(entries) ? entries.flatMap((_, at) => misspeltKeys(schema, file, [list, at])) : [];
  };
  return [...misspeltKeys(DatasetFile, file, []), ...below('stations', StationEntry), ...below('rain', RainEntry)];
}

function withoutScale(file: YamlFile, written: readonly WrittenStation[]): Mistake[] {
  return written
    .filter(({ entry, quantity }) => quantity === 'stage' && !Value.Check(bankfullRise, entry.bankfullRiseM))
    .map(({ entry, path }) => mistake(file, [...path, 'bankfullRiseM'], entry.bankfullRiseM, BANKFULL_RISE));
}

function twice(file: YamlFile, written: readonly WrittenStation[]): Mistake[] {
  const ids = written.map(({ entry }) => entry.id);
  return written
    .filter(({ entry }, at) => ids.indexOf(entry.id) < at)
    .map(({ entry, path }) =>
      mistake(file, [...path, 'id'], entry.id, 'an id that no other station or rain gauge has'),
    );
}

function misled(file: YamlFile, written: readonly WrittenStation[]): Mistake[] {
  const known = written.map(({ entry }) => entry.id);
  const unknown = written.flatMap(({ entry, path }) =>
    (['upstream', 'rain'] as const).flatMap((list) =>
      (entry[list] ?? []).flatMap((id, at) =>
        known.includes(String(id))
          ? []
          : [unknownName(file, [...path, list, at], String(id), 'a station or rain gauge of this file', known)],
      ),
    ),
  );
  const circle = findCycle(written.map(({ entry }) => ({ id: entry.id, upstream: neighboursOf(entry) })));
  if (unknown.length > 0 || !circle) return unknown;
  const first = written.find(({ entry }) => entry.id === circle[0])!;
  const found = circle.join(' is below ');
  return [{ ...mistake(file, [...first.path, 'upstream'], null, 'water that flows down: no circle'), found }];
}
