import { type DeviceMapping, matches } from '../decode/device-mapping.ts';

/** What names under which a device comes in stand for. */
export interface TopicRights {
  devices: readonly DeviceMapping[];
  /** A network server or data logger that speaks for several stations; any other name is a station's own. */
  gateways: ReadonlyMap<string, readonly string[]>;
}

/**
 * May who came in under this name publish there? Below `amont/v1/` of its stations, and on the topics that they are mapped to.
 * @example mayPublish('trebes', 'amont/v1/trebes/stage', { devices: [], gateways: new Map() }) // true; …/v1/alet/… // false
 */
export function mayPublish(user: string, topic: string, { devices, gateways }: TopicRights): boolean {
  const stations = gateways.get(user) ?? [user];
  return stations.some(
    (station) =>
      matches(`amont/v1/${station}/+`, topic) ||
      devices.some((each) => each.station === station && matches(each.topic, topic)),
  );
}
