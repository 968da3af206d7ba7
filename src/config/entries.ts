import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Path } from '../lib/io/mistake.ts';
import { valueAt, type YamlFile } from '../lib/io/yaml-file.ts';

/** One entry of a list in a file, and where it stands. */
export interface Entry<T> {
  value: T;
  path: Path;
}

/** The entries of a list that are in order, so that one broken entry hides no mistake in the others. */
export function soundEntries<S extends TSchema>(file: YamlFile, list: string, schema: S): Entry<Static<S>>[] {
  return (listIn(file, list) ?? []).flatMap((value, index) =>
    Value.Check(schema, value) ? [{ value, path: [list, index] }] : [],
  );
}

/** The file's `defaults`; `null` where they are broken, so that nothing which rests on them can be judged. */
export function soundDefaults<S extends TSchema>(file: YamlFile, schema: S): Static<S> | Record<string, never> | null {
  const value = valueAt(file.value, ['defaults']) ?? {};
  return Value.Check(schema, value) ? value : null;
}

/** The ids of all entries, of broken ones too: a station with a mistake in it is still known. `null`: no list at all. */
export function idsIn(file: YamlFile, list: string): string[] | null {
  const ids = listIn(file, list)?.map((entry) => valueAt(entry, ['id']));
  return ids ? [...new Set(ids.filter((id) => typeof id === 'string'))] : null;
}

/** The entries whose key an earlier one has. */
export function repeated<T>(entries: readonly Entry<T>[], keyOf: (value: T) => string): Entry<T>[] {
  const seen = new Set<string>();
  return entries.filter(({ value }) => {
    const known = seen.has(keyOf(value));
    seen.add(keyOf(value));
    return known;
  });
}

function listIn(file: YamlFile, list: string): unknown[] | null {
  const found = valueAt(file.value, [list]);
  return Array.isArray(found) ? found : null;
}
