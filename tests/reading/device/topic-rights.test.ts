import { expect, test } from 'vitest';
import type { DeviceMapping } from '../../../src/reading/decode/device-mapping.ts';
import { mayPublish } from '../../../src/reading/device/topic-rights.ts';

const mapped: DeviceMapping = {
  station: 'weir',
  topic: 'v3/+/devices/weir/up',
  format: 'tts-v3',
  value: 'distance',
  measures: { kind: 'distance-to-water', unit: 'mm', mountedAtM: 5 },
};
const rights = { devices: [mapped], gateways: new Map([['ttn', ['weir', 'bridge']]]) };

test.each([
  ['weir', 'amont/v1/weir/stage', true],
  ['weir', 'amont/v1/weir', false],
  ['weir', 'amont/v1/weir/stage/more', false],
  ['weir', 'amont/v1/weirs/stage', false],
  ['weir', 'amont/v1/bridge/stage', false],
  ['weir', 'v3/town@ttn/devices/weir/up', true],
  ['bridge', 'v3/town@ttn/devices/weir/up', false],
  ['ttn', 'v3/town@ttn/devices/weir/up', true],
  ['ttn', 'amont/v1/bridge/stage', true],
  ['ttn', 'amont/v1/ttn/stage', false],
  ['', 'amont/v1//stage', true],
])('%s on %s: %s', (user, topic, may) => {
  expect(mayPublish(user, topic, rights)).toBe(may);
});
