import { type Static, Type } from 'typebox';
import { closed, keeping, list, number, oneOf, text } from '../../lib/io/field.ts';
import { quantityOfMeasure } from '../../reading/decode/formats/environment-agency.ts';
import { quantities } from '../../territory/station.ts';
import { DeviceEntry } from './device-entry.ts';
import { id, phone } from './field.ts';
import { knownFloods } from './known-flood-entry.ts';

const optional = Type.Optional;

const shared = {
  river: optional(text('the name of the river')),
  intervalMin: optional(number('minutes between two readings', 0.1, 1_440)),
  delayMin: optional(number('minutes until a reading usually arrives', 0, 1_440)),
  minValue: optional(number('the lowest possible value', -500, 100_000)),
  maxValue: optional(number('the highest possible value', -500, 100_000)),
  attribution: optional(text('whose readings these are and under which licence')),
};

const hubeauCode = keeping(
  text("a station code of Hub'Eau"),
  (code) => /^[A-Z]\d{9}$/.test(code),
  "Hub'Eau's code of the station, a letter and nine digits such as Y161205001 (a site has eight characters)",
);

const measure = keeping(
  text('a measure of the Environment Agency'),
  (id) => /^[\w.-]+$/.test(id) && quantityOfMeasure(id) !== null,
  "the Environment Agency's name of the measure, the last part of its address, with a unit at its end: " +
    '690140-level-stage-i-15_min-m (--- is no unit)',
);

const source = keeping(
  closed({
    hubeau: optional(closed({ code: hubeauCode })),
    environmentAgency: optional(closed({ measure })),
  }),
  ({ hubeau, environmentAgency }) => (hubeau === undefined) !== (environmentAgency === undefined),
  'one of hubeau and environmentAgency',
);

/** What most stations have in common; each may say otherwise. */
export const StationDefaults = closed(shared);

export const StationEntry = closed({
  id: id(),
  name: text('the name of the place'),
  quantity: optional(oneOf(quantities)),
  upstream: optional(list(id(), 'a list of station ids, [] for none')),
  bankfullRiseM: optional(number('metres from normal water to bankfull, roughly', 0.05, 50)),
  source: optional(source),
  position: optional(closed({ lat: number('latitude', -90, 90), lon: number('longitude', -180, 180) })),
  device: optional(DeviceEntry),
  knownFloods: optional(knownFloods),
  phone: optional(closed({ name: text('who answers there, such as Barrage, astreinte'), number: phone() })),
  ...shared,
});

/** How rivers run, for the map. */
export const RiversEntry = closed({
  file: text('a GeoJSON file, seen from the config folder'),
  attribution: text('whose data it is and under which licence'),
});

export const StationsFile = closed({
  rivers: optional(RiversEntry),
  defaults: optional(StationDefaults),
  stations: list(StationEntry, 'a list of stations, at least one', 1),
});

export type StationDefaults = Static<typeof StationDefaults>;
export type StationEntry = Static<typeof StationEntry>;
export type StationsFile = Static<typeof StationsFile>;
