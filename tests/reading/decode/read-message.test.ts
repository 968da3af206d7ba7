import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DeviceMapping } from '../../../src/reading/decode/device-mapping.ts';
import { readMessage } from '../../../src/reading/decode/read-message.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { stationNamed } from '../../support/station-named.ts';

const topic = 'v3/town@ttn/devices/weir/up';
const node = { topic, format: 'tts-v3' } as const;
const devices: DeviceMapping[] = [
  { ...node, station: 'weir', value: 'distance', measures: { kind: 'distance-to-water', unit: 'mm', mountedAtM: 5 } },
  { ...node, station: 'weir-rain', value: 'rain', measures: { kind: 'rain', unit: 'mm' } },
];
const network = createNetwork([stationNamed('weir'), stationNamed('weir-rain', { quantity: 'rain' })]);
const receivedAt = Date.UTC(2020, 1, 12, 15, 16);
const context = { network, devices, acceptSimulated: false, now: receivedAt };

function uplink(decoded_payload: object) {
  const file = join(import.meta.dirname, '../../fixtures/payloads/tts-v3-uplink.json');
  const envelope = JSON.parse(readFileSync(file, 'utf8'));
  envelope.uplink_message.decoded_payload = decoded_payload;
  return { topic, payload: Buffer.from(JSON.stringify(envelope)), receivedAt };
}

test('one device that measures level and rain feeds two stations, each seen and each with its frame', () => {
  const read = readMessage(uplink({ distance: 1800, rain: 0.4 }), context);
  expect(read.observations).toMatchObject([
    { station: 'weir', quantity: 'stage', value: 3.2 },
    { station: 'weir-rain', quantity: 'rain', value: 0.4 },
  ]);
  expect(read.refusals).toEqual([]);
  expect(read.frames.map(({ station }) => station)).toEqual(['weir', 'weir-rain']);
  expect(read.sightings.map(({ station, frameCounter }) => [station, frameCounter])).toEqual([
    ['weir', 1],
    ['weir-rain', 1],
  ]);
});

test('a value that it lacks this time takes nothing from the other', () => {
  const read = readMessage(uplink({ distance: 1800 }), context);
  expect(read.observations).toMatchObject([{ station: 'weir', value: 3.2 }]);
  expect(read.refusals).toMatchObject([{ reason: 'no-value', detail: expect.stringContaining('rain') }]);
  expect(read.sightings).toHaveLength(2);
});

test("who publishes on another's topic is refused by name, whatever the message says", () => {
  const read = readMessage({ ...uplink({ distance: 1800 }), trespasser: 'alet' }, context);
  expect(read).toMatchObject({ observations: [], frames: [], sightings: [] });
  expect(read.refusals).toMatchObject([{ reason: 'foreign-topic', detail: expect.stringContaining('"alet"') }]);
});

test('a device of which the broker had kept a message has not been seen', () => {
  const read = readMessage({ ...uplink({ distance: 1800, rain: 0.4 }), retained: true }, context);
  expect(read.observations).toHaveLength(2);
  expect(read.sightings).toEqual([]);
});
