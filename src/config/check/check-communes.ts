import { type Mistake, mistake, unknownName } from '../../lib/io/mistake.ts';
import type { YamlFile } from '../../lib/io/yaml-file.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import type { Language } from '../../territory/commune.ts';
import { sourceKey } from '../../territory/official-warning.ts';
import type { Station } from '../../territory/station.ts';
import { type Entry, repeated, soundDefaults, soundEntries } from '../entries.ts';
import { CommuneDefaults, CommuneEntry } from '../schema/communes-file.ts';
import { toOfficialSource } from '../to-commune.ts';

/** The gauges that are in order, and all that are named (`null` where stations.yaml cannot be read). */
interface Stations {
  sound: ReadonlyMap<string, Station>;
  known: readonly string[] | null;
}

/**
 * What a schema cannot see: ids, gauges of the other file, and cards in every language of the commune. `spoken` are the
 * languages of the instance, `null` where they are not known.
 */
export function checkCommunes(file: YamlFile, stations: Stations, spoken: readonly Language[] | null): Mistake[] {
  const entries = soundEntries(file, 'communes', CommuneEntry);
  const defaults = soundDefaults(file, CommuneDefaults);
  const errors = repeated(entries, ({ id }) => id).map(({ value, path }) =>
    mistake(file, [...path, 'id'], value.id, 'an id that no other commune has'),
  );
  const people = entries.flatMap(({ value, path }) =>
    value.contacts.map((contact, index) => ({ value: contact, path: [...path, 'contacts', index] })),
  );
  for (const { value, path } of repeated(people, ({ id }) => id)) {
    errors.push(mistake(file, [...path, 'id'], value.id, 'an id that no other contact has, in no commune'));
  }
  for (const entry of entries) {
    errors.push(...checkWatches(file, entry, stations));
    errors.push(...checkOfficialWarnings(file, entry));
    if (defaults === null) continue;
    if (entry.value.timeZone === undefined && defaults.timeZone === undefined) {
      const allowed = 'a time zone such as Europe/Paris, here or in defaults';
      errors.push(mistake(file, [...entry.path, 'timeZone'], undefined, allowed));
    }
    errors.push(...checkLanguages(file, entry, entry.value.languages ?? defaults.languages ?? spoken ?? []));
  }
  return errors;
}

function checkWatches(file: YamlFile, { value, path }: Entry<CommuneEntry>, stations: Stations): Mistake[] {
  const errors: Mistake[] = [];
  const watches = value.watches.map((watch, index) => ({ value: watch, path: [...path, 'watches', index] }));
  for (const again of repeated(watches, ({ station }) => station)) {
    errors.push(mistake(file, [...again.path, 'station'], again.value.station, 'each gauge once in a commune'));
  }
  for (const { value: watch, path: at } of watches) {
    const station = stations.sound.get(watch.station);
    if (stations.known !== null && !stations.known.includes(watch.station)) {
      errors.push(unknownName(file, [...at, 'station'], watch.station, 'a station of stations.yaml', stations.known));
    }
    if (station === undefined || station.minValue >= station.maxValue) continue;
    if (station.quantity !== 'stage') {
      errors.push(
        mistake(file, [...at, 'station'], watch.station, `a gauge of stage, and this one measures ${station.quantity}`),
      );
    } else if (watch.marks.prepare <= station.minValue || watch.marks.danger >= station.maxValue) {
      const allowed = `stages between the lowest and the highest that the gauge can show: above ${station.minValue} and below ${station.maxValue} m (minValue, maxValue)`;
      errors.push(mistake(file, [...at, 'marks'], watch.marks, allowed));
    }
  }
  return errors;
}

function checkOfficialWarnings(file: YamlFile, { value, path }: Entry<CommuneEntry>): Mistake[] {
  const sources = (value.officialWarnings ?? []).map((source, index) => ({
    value: source,
    path: [...path, 'officialWarnings', index],
  }));
  return repeated(sources, (source) => sourceKey(toOfficialSource(source))).map((again) =>
    mistake(file, again.path, again.value, 'each section or area once in a commune'),
  );
}

function checkLanguages(
  file: YamlFile,
  { value, path }: Entry<CommuneEntry>,
  languagesHere: readonly Language[],
): Mistake[] {
  const errors: Mistake[] = [];
  for (const level of raisedLevels) {
    for (const language of languagesHere) {
      if (value.actionCards[level][language] !== undefined) continue;
      const allowed = `a card in every language of the commune (${languagesHere.join(', ')})`;
      errors.push(mistake(file, [...path, 'actionCards', level, language], undefined, allowed));
    }
  }
  return errors;
}
