import { type Mistake, mistake, unknownName } from '../../lib/io/mistake.ts';
import type { YamlFile } from '../../lib/io/yaml-file.ts';
import { overlap } from '../../reading/decode/device-mapping.ts';
import { quantityOfMeasure } from '../../reading/decode/formats/environment-agency.ts';
import { isHubeauQuantity } from '../../reading/decode/formats/hubeau.ts';
import type { Language } from '../../territory/commune.ts';
import { findCycle } from '../../territory/network.ts';
import { type Entry, idsIn, repeated, soundDefaults, soundEntries } from '../entries.ts';
import { StationDefaults, StationEntry } from '../schema/stations-file.ts';
import { toStation } from '../to-station.ts';
import { checkDevice } from './check-device.ts';
import { checkKnownFloods } from './check-known-floods.ts';

/**
 * What a schema cannot see: ids, the river tree, and limits that come from two places. `serviceUser` and `spoken`, the languages of
 * the instance, are `null` where they are not known.
 */
export function checkStations(
  file: YamlFile,
  serviceUser: string | null,
  spoken: readonly Language[] | null,
): Mistake[] {
  const entries = soundEntries(file, 'stations', StationEntry);
  const known = idsIn(file, 'stations') ?? [];
  const defaults = soundDefaults(file, StationDefaults);
  const errors = repeated(entries, ({ id }) => id).map(({ value, path }) =>
    mistake(file, [...path, 'id'], value.id, 'an id that no other station has'),
  );
  // A device publishes as the user of its station's name; under the service's it would be the service to the broker.
  for (const { value, path } of entries) {
    if (value.id === serviceUser) {
      const allowed = "another id: this one is the service's own user name at the broker (config/mosquitto.acl)";
      errors.push(mistake(file, [...path, 'id'], value.id, allowed));
    }
    (value.upstream ?? []).forEach((id, index) => {
      if (!known.includes(id))
        errors.push(unknownName(file, [...path, 'upstream', index], id, 'a station of this file', known));
    });
    if (value.bankfullRiseM === undefined && (value.quantity ?? 'stage') === 'stage') {
      errors.push(
        mistake(file, [...path, 'bankfullRiseM'], undefined, 'metres from normal water to bankfull, roughly'),
      );
    }
    if (value.device) {
      errors.push(...checkDevice(file, [...path, 'device'], value.device, value.quantity ?? 'stage'));
    }
    errors.push(...checkSource(file, { value, path }));
    if (defaults === null) continue;
    const station = toStation(value, defaults);
    const { river, minValue, maxValue } = station;
    errors.push(...checkKnownFloods(file, { value, path }, station, spoken));
    if (river === '') {
      errors.push(mistake(file, [...path, 'river'], undefined, 'the name of the river, here or in defaults'));
    }
    if (minValue >= maxValue) {
      errors.push(mistake(file, [...path, 'minValue'], { minValue, maxValue }, 'minValue below maxValue'));
    }
  }
  errors.push(...sharedTopics(file, entries));
  const circle = findCycle(entries.map(({ value }) => ({ id: value.id, upstream: value.upstream ?? [] })));
  if (circle) {
    const first = entries.find(({ value }) => value.id === circle[0])!;
    const found = circle.join(' is below ');
    errors.push({ ...mistake(file, [...first.path, 'upstream'], null, 'water that flows down: no circle'), found });
  }
  return errors;
}

/**
 * One message is of one device: topics that can both fit it would leave the choice to their order. The very same topic says
 * that one device measures for several stations, each its own value.
 */
function sharedTopics(file: YamlFile, entries: readonly Entry<StationEntry>[]): Mistake[] {
  const devices = entries.flatMap(({ value: { id, device }, path }) => (device ? [{ id, device, path }] : []));
  return devices.flatMap(({ device, path }, index) => {
    const before = devices.slice(0, index);
    const other = before.find((each) => overlap(each.device.topic, device.topic) && each.device.topic !== device.topic);
    if (other) {
      const allowed = `a topic that the device of ${other.id} (${other.device.topic}) does not have`;
      return [mistake(file, [...path, 'device', 'topic'], device.topic, allowed)];
    }
    const same = before.find((each) => each.device.topic === device.topic);
    if (same && same.device.format !== device.format) {
      const allowed = `${same.device.format}, as for ${same.id}: it is one device on one topic`;
      return [mistake(file, [...path, 'device', 'format'], device.format, allowed)];
    }
    const twin = before.find((each) => each.device.topic === device.topic && each.device.value === device.value);
    if (!twin) return [];
    const allowed = `another value than that of ${twin.id}, whose device has the same topic`;
    return [mistake(file, [...path, 'device', 'value'], device.value, allowed)];
  });
}

/** A national gauge measures what the station is said to measure. */
function checkSource(file: YamlFile, { value, path }: Entry<StationEntry>): Mistake[] {
  const { quantity = 'stage', source } = value;
  const at = [...path, 'quantity'];
  if (source?.hubeau && !isHubeauQuantity(quantity)) {
    return [mistake(file, at, quantity, "stage or discharge: Hub'Eau's real-time stations measure no rain")];
  }
  const measured = source?.environmentAgency ? quantityOfMeasure(source.environmentAgency.measure) : quantity;
  return measured === quantity ? [] : [mistake(file, at, quantity, `${measured}, which the measure is of`)];
}
