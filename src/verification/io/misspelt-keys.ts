import type { TObject } from 'typebox';
import { Value } from 'typebox/value';
import { closest } from '../../lib/io/closest.ts';
import { editDistance } from '../../lib/io/edit-distance.ts';
import { type Mistake, type Path, unknownKey } from '../../lib/io/mistake.ts';
import { valueAt, type YamlFile } from '../../lib/io/yaml-file.ts';

/** A word so long is no other word of the language when one letter is changed. */
const LONG = 6;

/**
 * Keys that mean one of the schema and miss its name: `upsteam: [mill]` would be read by nobody, and the gauge judged without
 * the water above it. Other keys are free to stand there, and near is not yet meant: `remarks` is two letters from `marks`,
 * `train` one from `rain`. So the key itself must be missing, and what is written be right below it or the word too long for
 * chance.
 */
export function misspeltKeys({ properties }: TObject, file: YamlFile, path: Path): Mistake[] {
  const entry = valueAt(file.value, path);
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
  const written = Object.entries(entry);
  const missing = Object.keys(properties).filter((key) => (valueAt(entry, [key]) ?? null) === null);
  return written.flatMap(([key, value]) => {
    const meant = Object.hasOwn(properties, key) ? null : closest(key, missing);
    if (meant === null) return [];
    const isBeyondChance = meant.length >= LONG && editDistance(key.toLowerCase(), meant.toLowerCase()) <= 1;
    const isMeant = isBeyondChance || (value !== null && Value.Check(properties[meant]!, value));
    return isMeant
      ? [unknownKey(file, [...path, key], key, `did you mean ${meant}? (a remark goes under another name)`)]
      : [];
  });
}
