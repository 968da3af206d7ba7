import { type Mistake, mistake } from '../../lib/io/mistake.ts';
import type { YamlFile } from '../../lib/io/yaml-file.ts';
import type { Language } from '../../territory/commune.ts';
import type { Station } from '../../territory/station.ts';
import type { Entry } from '../entries.ts';
import type { StationEntry } from '../schema/stations-file.ts';

/** What a schema cannot see of the floods that people remember at a gauge. `spoken`: the languages of the instance, `null` where they are not known. */
export function checkKnownFloods(
  file: YamlFile,
  { value, path }: Entry<StationEntry>,
  { quantity, minValue, maxValue }: Station,
  spoken: readonly Language[] | null,
): Mistake[] {
  const { knownFloods = [] } = value;
  const at = [...path, 'knownFloods'];
  if (quantity !== 'stage' && knownFloods.length > 0) {
    return [mistake(file, at, knownFloods, `none: they are heights of the water, and this one measures ${quantity}`)];
  }
  return knownFloods.flatMap(({ name, stageM }, index) => {
    const isPossible = minValue >= maxValue || (stageM > minValue && stageM < maxValue);
    const range = `above ${minValue} and below ${maxValue} m (minValue, maxValue): metres above the zero of this gauge, not above the sea`;
    const unsaid = typeof name === 'object' ? (spoken ?? []).filter((language) => name[language] === undefined) : [];
    const allowed = `a name in every language of the pages (${spoken?.join(', ')}), or one text for all`;
    return [
      ...unsaid.map((language) => mistake(file, [...at, index, 'name', language], undefined, allowed)),
      ...(isPossible ? [] : [mistake(file, [...at, index, 'stageM'], stageM, range)]),
    ];
  });
}
