import type { FlowUnit, LengthUnit, PressureUnit } from './units.ts';

/** How the network or the sensor wraps what it measured; one small file each in `formats/`. */
export const payloadFormats = ['senml', 'tts-v3', 'chirpstack-v4', 'sensorthings', 'json', 'plain-number'] as const;
export type PayloadFormat = (typeof payloadFormats)[number];

/**
 * What a foreign sensor says and how it becomes a reading of one station. All of it is stated by the operator; nothing is
 * guessed from a number. A path is a key, or keys joined by dots, in what the format gives as measured values:
 * the decoded payload (The Things Stack, ChirpStack), the record names (SenML), the observation itself (SensorThings: `result`),
 * the object (JSON), `value` (a plain number).
 */
export interface DeviceMapping {
  /** As the sensor publishes; `+` stands for any one level. */
  topic: string;
  station: string;
  format: PayloadFormat;
  /** Path of the measured value. */
  value: string;
  measures: Measure;
  /** -1 for a sensor that counts the other way; 1 when absent. */
  sign?: 1 | -1;
  /** Where the sensor's own time stands. Where none is named, or a frame lacks it: the format's own time, else the time of receiving. */
  time?: TimePath;
  /** Earlier values that are sent along, in any order. */
  history?: { path: string; value: string; time: TimePath };
  /** Each must hold, or the frame has no value: the sensor's own word on its health, a vendor's odd frame types. */
  only?: readonly Condition[];
  battery?: { path: string; unit: 'V' | '%' };
  /** In degrees from where it was mounted: a sensor that was knocked measures something else. */
  tilt?: { path: string };
  /** Where the sensor says that it only tries things out: `true` there counts as simulated. */
  simulated?: { path: string };
}

/** The quantity and its unit as sent, and where the instrument sits, in metres above the gauge's zero. */
export type Measure =
  /** `gaugeZeroM`: what the sensor says when the water stands at the gauge's zero; 0 where both agree. */
  | { kind: 'stage'; unit: LengthUnit; gaugeZeroM: number }
  /** Falls as the water rises. */
  | { kind: 'distance-to-water'; unit: LengthUnit; mountedAtM: number }
  | { kind: 'relative-pressure'; unit: PressureUnit; mountedAtM: number }
  /** Water and air together: the air's part is taken off, so it must be measured too. */
  | { kind: 'absolute-pressure'; unit: PressureUnit; mountedAtM: number; air: { path: string; unit: PressureUnit } }
  | { kind: 'discharge'; unit: FlowUnit }
  | { kind: 'rain'; unit: 'mm' };

export interface TimePath {
  path: string;
  as: 'iso' | 's' | 'ms';
}

export type Condition = { path: string } & (
  | { is: readonly (string | number | boolean)[] }
  | { atLeast: number }
  | { absent: true }
);

/**
 * The mappings of what is published there: several where one device measures for several stations, a level and the rain.
 * @example findMappings([{ topic: 'v3/+/devices/weir/up', … }], 'v3/town@ttn/devices/weir/up') // that one
 */
export function findMappings(mappings: readonly DeviceMapping[], topic: string): DeviceMapping[] {
  return mappings.filter((each) => matches(each.topic, topic));
}

/**
 * Can one topic fit both?
 * @example overlap('v3/+/up', 'v3/weir/+') // true
 */
export function overlap(a: string, b: string): boolean {
  const others = b.split('/');
  const levels = a.split('/');
  return (
    levels.length === others.length &&
    levels.every((each, index) => each === '+' || others[index] === '+' || each === others[index])
  );
}

export function matches(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const found = topic.split('/');
  return wanted.length === found.length && wanted.every((each, index) => each === '+' || each === found[index]);
}
