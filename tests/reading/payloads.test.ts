import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeDevice } from '../../src/reading/decode/decode-device.ts';
import type { DeviceMapping } from '../../src/reading/decode/device-mapping.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { stationNamed } from '../support/station-named.ts';

const folder = new URL('../fixtures/payloads/', import.meta.url);
const now = Date.UTC(2026, 10, 24);
const network = createNetwork([stationNamed('weir'), stationNamed('intake', { quantity: 'discharge' })]);
const seen = new Set<string>();

function payload(file: string): string {
  seen.add(file);
  return readFileSync(new URL(file, folder), 'utf8');
}

/** Most files are what a vendor's decoder gives: they come inside the envelope of a network. */
const asSent = {
  bare: (text: string) => text,
  tts: (text: string) =>
    JSON.stringify({
      end_device_ids: { device_id: 'weir', dev_eui: '0004A30B001C0530' },
      received_at: '2026-11-20T12:00:01.000000000Z',
      uplink_message: { f_cnt: 7, received_at: '2026-11-20T12:00:00.123456789Z', decoded_payload: JSON.parse(text) },
    }),
  chirpstack: (text: string) =>
    JSON.stringify({
      deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d',
      time: '2026-11-20T12:00:00.123456789+00:00',
      deviceInfo: { devEui: '0101010101010101' },
      object: JSON.parse(text),
    }),
};

const formats = { bare: 'json', tts: 'tts-v3', chirpstack: 'chirpstack-v4' } as const;
const topics = {
  json: 'sensors/weir',
  'plain-number': 'sensors/weir',
  senml: 'sensors/weir',
  sensorthings: 'v1.0/Datastreams(1)/Observations',
  'tts-v3': 'v3/town@ttn/devices/weir/up',
  'chirpstack-v4': 'application/1/device/0101010101010101/event/up',
};

function read(
  file: string,
  envelope: keyof typeof asSent,
  mapping: Partial<DeviceMapping> & Pick<DeviceMapping, 'value' | 'measures'>,
  more: { topic?: string; acceptSimulated?: boolean; edit?: (text: string) => string } = {},
) {
  const format = mapping.format ?? formats[envelope];
  const topic = more.topic ?? topics[format];
  const text = asSent[envelope]((more.edit ?? ((same) => same))(payload(file)));
  return decodeDevice(
    { topic, payload: Buffer.from(text), receivedAt: now },
    { topic, station: 'weir', format, ...mapping },
    { network, acceptSimulated: more.acceptSimulated ?? false, now },
  );
}

const distance = { kind: 'distance-to-water', unit: 'mm', mountedAtM: 5 } as const;
const stage = (unit: 'm' | 'cm' | 'mm') => ({ kind: 'stage', unit, gaugeZeroM: 0 }) as const;
const pressure = { kind: 'relative-pressure', unit: 'bar', mountedAtM: 0.2 } as const;

describe('a right reading', () => {
  test.each([
    ['dragino-ldds45.ttn-decoded.json', 'tts', { value: 'Distance', measures: distance }, 2.201],
    ['dragino-ldds75.ttn-vendor-old-decoder.json', 'tts', { value: 'Distance', measures: distance }, 2.201],
    ['dragino-ldds75.ttn-vendor-v1.1.4.json', 'tts', { value: 'Distance', measures: distance }, 2.201],
    ['dragino-ldds75.chirpstack-v4-vendor-v1.1.4.json', 'chirpstack', { value: 'Distance', measures: distance }, 2.201],
    ['decentlab-dl-mbx.ttn-decoded.json', 'tts', { value: 'distance', measures: distance }, 3.766],
    ['decentlab-dl-lid.ttn-decoded.json', 'tts', { value: 'distance_median', measures: distance }, 0.49],
    // -0.01171875 bar is 11.9 cm of water too little: in air, drifted.
    ['decentlab-dl-pr26.vendor-decoded.json', 'tts', { value: 'pressure', measures: pressure }, 0.0805],
    ['decentlab-dl-pr36.vendor-decoded.json', 'chirpstack', { value: 'pressure', measures: pressure }, 0.3282],
    ['milesight-em500-swl.ttn-decoded.json', 'tts', { value: 'level', measures: stage('cm') }, 0.02],
    ['milesight-em500-swl.vendor-decoded.json', 'tts', { value: 'depth', measures: stage('cm') }, 0.02],
    ['milesight-em500-udl.ttn-decoded.json', 'tts', { value: 'distance', measures: distance }, 4.97],
    ['milesight-em500-udl.vendor-periodic-1000mm.json', 'tts', { value: 'distance', measures: distance }, 4],
    [
      'elsys-elt-ultrasonic.ttn-decoded.json',
      'tts',
      { value: 'distance', measures: { ...distance, mountedAtM: 10 } },
      1.023,
    ],
    [
      'vegapuls-air-42.akenza-decoded.json',
      'bare',
      {
        value: '0.data.distanceM',
        measures: { ...distance, unit: 'm' },
        only: [{ path: '2.data.namurState', is: ['GOOD'] }],
      },
      3.7256,
    ],
    // A bench reading: the right arithmetic gives a level that the gauge's range then refuses.
    ['keller-ttn-decoded.json', 'tts', { value: 'Pd (P1-PBaro)', measures: pressure }, -9.6893],
    [
      'sensorthings-observation-frost-published.json',
      'bare',
      { format: 'sensorthings', value: 'result', measures: stage('m') },
      1.2,
    ],
  ] as const)('%s (%s)', (file, envelope, mapping, stageM) => {
    const result = read(file, envelope, mapping);
    expect(result).toMatchObject({
      ok: true,
      value: { refusals: [], observations: [{ station: 'weir', quantity: 'stage' }] },
    });
    expect(result.ok && result.value.observations[0]?.value).toBe(stageM);
  });

  test('tts-v3-uplink.json: the envelope as documented, the network server’s time, absent fields', () => {
    const mapping = { format: 'tts-v3', value: 'luminosity', measures: stage('m') } as const;
    const result = read('tts-v3-uplink.json', 'bare', mapping);
    expect(result).toMatchObject({
      ok: true,
      value: {
        observations: [{ value: 0.64, observedAt: Date.parse('2020-02-12T15:15:45.789Z') }],
        dedupId: '0004A30B001C0530/AXA50tHUGUucuzS/bCGMNw==/1',
        frameCounter: 1,
      },
    });
    const without = read('tts-v3-uplink.json', 'bare', mapping, { edit: (text) => text.replace('"f_cnt": 1,', '') });
    expect(without).toMatchObject({ ok: true, value: { frameCounter: 0 } });
  });

  test('senml-rfc8428-s5.1.2-pack.json: seven records at six moments, base values applied', () => {
    const result = read(
      'senml-rfc8428-s5.1.2-pack.json',
      'bare',
      {
        format: 'senml',
        station: 'intake',
        value: 'urn:dev:ow:10e2073a0108006:current',
        measures: { kind: 'discharge', unit: 'm³/s' },
      },
      { edit: (text) => text.replaceAll('"A"', '"m3/s"') },
    );
    const start = 1_276_020_076_001;
    expect(result.ok && result.value.observations.map((each) => [each.observedAt - start, each.value])).toEqual([
      [0, 1.7],
      [-5000, 1.2],
      [-4000, 1.3],
      [-3000, 1.4],
      [-2000, 1.5],
      [-1000, 1.6],
    ]);
  });

  test('an observation heard twice is one reading: created by the sensor, then echoed with the server’s clock', () => {
    const mapping = { format: 'sensorthings', value: 'result', measures: stage('m') } as const;
    const created = read('sensorthings-observation-mqtt-create.json', 'bare', mapping);
    const echoed = read('sensorthings-observation-mqtt-echo.json', 'bare', mapping);
    expect(created.ok && created.value.observations).toEqual([
      { station: 'weir', quantity: 'stage', observedAt: Date.UTC(2019, 7, 31, 13, 16, 16), value: 26 },
    ]);
    expect(echoed.ok && echoed.value.observations).toEqual(created.ok && created.value.observations);
    expect(echoed).toMatchObject({ value: { dedupId: '47352' } });
  });

  test('milesight-em500-udl.vendor-history.json: the past comes along with its own times', () => {
    const result = read('milesight-em500-udl.vendor-history.json', 'tts', {
      value: 'distance',
      measures: distance,
      history: { path: 'history', value: 'distance', time: { path: 'timestamp', as: 's' } },
    });
    expect(result).toMatchObject({
      ok: true,
      value: { observations: [{ observedAt: 1_701_326_592_000, value: 4 }], refusals: [] },
    });
  });
});

describe('health comes apart from level', () => {
  test.each([
    ['dragino-ldds45.ttn-decoded.json', 'tts', { battery: { path: 'Bat', unit: 'V' } }, { batteryV: 3.387 }],
    [
      'dragino-ldds75.chirpstack-v4-vendor-v1.1.4.json',
      'chirpstack',
      { battery: { path: 'Bat', unit: 'V' } },
      { batteryV: 3.387 },
    ],
    [
      'milesight-em500-swl.ttn-decoded.json',
      'tts',
      { battery: { path: 'battery', unit: '%' } },
      { batteryPercent: 92 },
    ],
    [
      'vegapuls-air-42.akenza-decoded.json',
      'bare',
      { battery: { path: '2.data.batteryLevel', unit: '%' }, tilt: { path: '0.data.inclinationDegree' } },
      { batteryPercent: 36, tiltDeg: 9 },
    ],
  ] as const)('%s', (file, envelope, paths, health) => {
    const result = read(file, envelope, { value: 'Distance', measures: distance, ...paths });
    expect(result).toMatchObject({ ok: true, value: { health } });
  });

  test('a frame with the battery alone: the device is alive, its level is not known', () => {
    const result = read('decentlab-dl-mbx.ttn-decoded-battery-only.json', 'tts', {
      value: 'distance',
      measures: distance,
      battery: { path: 'battery_voltage', unit: 'V' },
    });
    expect(result).toMatchObject({
      ok: true,
      value: { observations: [], refusals: [{ reason: 'no-value' }], health: { batteryV: 2.993 } },
    });
  });

  test.each([
    [{ externalPowerSource: true }, 'mains'],
    [{ externalPowerSource: true, batteryLevel: 0 }, 'mains'],
    [{ batteryLevelUnavailable: true, batteryLevel: 0 }, null],
  ])('a ChirpStack device that has no battery, or cannot tell of it, has none that is empty: %j', (said, percent) => {
    const topic = 'application/1/device/0101010101010101/event/status';
    const mapping = { format: 'chirpstack-v4', value: 'distance', measures: distance } as const;
    const edit = (text: string) => JSON.stringify({ ...JSON.parse(text), batteryLevel: undefined, ...said });
    expect(read('chirpstack-v4-event-status.json', 'bare', mapping, { topic, edit })).toMatchObject({
      ok: true,
      value: { observations: [], refusals: [], health: { batteryPercent: percent } },
    });
  });

  test('chirpstack-v4-event-status.json: battery without a level is no failure', () => {
    const topic = 'application/1/device/0101010101010101/event/status';
    const mapping = { format: 'chirpstack-v4', value: 'distance', measures: distance } as const;
    const result = read('chirpstack-v4-event-status.json', 'bare', mapping, { topic });
    expect(result).toMatchObject({
      ok: true,
      value: { observations: [], refusals: [], health: { batteryPercent: 88.3 } },
    });
  });
});

describe('a refusal that names its reason', () => {
  const tts = { format: 'tts-v3', value: 'luminosity', measures: stage('m') } as const;
  const chirpstack = { format: 'chirpstack-v4', value: 'distance', measures: distance } as const;

  test.each([
    ['dragino-ldds75.ttn-decoded-no-sensor.json', { value: 'distance', measures: distance }, 'no-value', 'No Sensor'],
    [
      'dragino-ldds75.ttn-vendor-invalid-reading.json',
      { value: 'Distance', measures: distance },
      'no-value',
      'Invalid Reading',
    ],
    // The vendor's alarm frame divides the same raw 1000 by ten: 90 cm of water that never were.
    [
      'milesight-em500-udl.vendor-alarm-same-raw-1000.json',
      { value: 'distance', measures: distance, only: [{ path: 'distance_alarm', absent: true }] },
      'no-value',
      'threshold_alarm',
    ],
    [
      'decentlab-dl-mbx.ttn-decoded.json',
      { value: 'distance', measures: { ...distance, unit: 'cm' } },
      'malformed',
      'says the unit is "mm"',
    ],
    [
      'decentlab-dl-mbx.ttn-decoded.json',
      { value: 'distance', measures: distance, only: [{ path: 'number_of_valid_samples', atLeast: 3 }] },
      'no-value',
      'at least 3',
    ],
  ] as const)('%s', (file, mapping, reason, says) => {
    const result = read(file, 'tts', mapping);
    expect(result).toMatchObject({ ok: true, value: { observations: [], refusals: [{ reason }] } });
    expect(result.ok && result.value.refusals[0]?.detail).toContain(says);
  });

  test.each(['FAILURE', 'OUT_OF_SPECIFICATION'])('a radar that says %s has no level', (state) => {
    const mapping = { value: '0.data.distanceM', measures: { ...distance, unit: 'm' } } as const;
    const only = [{ path: '2.data.namurState', is: ['GOOD'] }];
    const result = read(
      'vegapuls-air-42.akenza-decoded.json',
      'bare',
      { ...mapping, only },
      {
        edit: (text) => text.replace('"GOOD"', `"${state}"`),
      },
    );
    expect(result).toMatchObject({ ok: true, value: { observations: [], refusals: [{ reason: 'no-value' }] } });
  });

  test.each([
    ['tts-v3-uplink.as-found.txt', tts, undefined, 'malformed', 'not valid JSON'],
    ['chirpstack-v4-event-up.json', chirpstack, undefined, 'no-value', 'set a codec'],
    [
      'chirpstack-v4-event-log.json',
      chirpstack,
      'application/1/device/0101010101010101/event/log',
      'no-value',
      '"log"',
    ],
    ['tts-v3-uplink.json', chirpstack, undefined, 'malformed', 'The Things Stack v3'],
    ['chirpstack-v4-event-up.json', tts, undefined, 'malformed', 'ChirpStack v4'],
    ['senml-rfc8428-s5.1.2-pack.json', tts, undefined, 'malformed', 'SenML'],
    ['hubeau-v1-observations_tr-Q.json', tts, undefined, 'malformed', "Hub'Eau"],
    ['hubeau-v2-observations_tr.json', chirpstack, undefined, 'malformed', "Hub'Eau"],
    ['vigicrues-error-with-http-200.json', tts, undefined, 'malformed', 'Vigicrues'],
    ['vigicrues-observations-simple.json', tts, undefined, 'malformed', 'Vigicrues'],
    ['vigicrues-prevision-v1.1.json', tts, undefined, 'malformed', 'Vigicrues'],
    ['ea-flood-monitoring-readings.json', tts, undefined, 'malformed', 'UK Environment Agency'],
    ['ea-flood-monitoring-station-measures.json', tts, undefined, 'malformed', 'UK Environment Agency'],
    ['ea-telemetry-with-spike.json', tts, undefined, 'malformed', 'UK Environment Agency telemetry'],
    ['usgs-nwis-iv-00065.json', tts, undefined, 'malformed', 'USGS NWIS'],
    ['usgs-nwis-iv-ice-missing.json', tts, undefined, 'malformed', 'USGS NWIS'],
    ['nwps-gauge.as-found-truncated.json', tts, undefined, 'malformed', 'US NWPS'],
  ] as const)('%s', (file, mapping, topic, reason, says) => {
    const result = read(file, 'bare', mapping, topic === undefined ? {} : { topic });
    expect(result).toMatchObject({ ok: false, error: { reason } });
    expect(!result.ok && result.error.detail).toContain(says);
  });

  test('a test uplink from the network’s console, except where exercises are welcome', () => {
    const edit = (text: string) => text.replace('"received_at"', '"simulated": true, "received_at"');
    expect(read('tts-v3-uplink.json', 'bare', tts, { edit })).toMatchObject({
      ok: false,
      error: { reason: 'simulated' },
    });
    expect(read('tts-v3-uplink.json', 'bare', tts, { edit, acceptSimulated: true }).ok).toBe(true);
  });

  const thing = { format: 'sensorthings', value: 'result', measures: stage('m') } as const;
  test.each([
    ['year 0001', '"2015-12-31T22:16:00.000Z"', '"0001-01-01T00:00:00Z"', 'too-old'],
    ['a year ahead', '"2015-12-31T22:16:00.000Z"', '"2027-12-31T22:16:00.000Z"', 'future'],
    ['no offset', '"2015-12-31T22:16:00.000Z"', '"2015-12-31T22:16:00"', 'malformed'],
    ['-999999', '"result": 1.2', '"result": -999999', 'no-value'],
    ['"-9999"', '"result": 1.2', '"result": "-9999"', 'no-value'],
    ['"NaN"', '"result": 1.2', '"result": "NaN"', 'no-value'],
    ['true', '"result": 1.2', '"result": true', 'no-value'],
    ['an object', '"result": 1.2', '"result": {}', 'no-value'],
    ['[]', '"result": 1.2', '"result": []', 'no-value'],
    ['values that differ', '"result": 1.2', '"result": [1.2, 1.3]', 'malformed'],
  ])('%s', (_name, from, to, reason) => {
    const result = read('sensorthings-observation-frost-published.json', 'bare', thing, {
      edit: (text) => text.replaceAll(from, to),
    });
    expect(result).toMatchObject({ ok: true, value: { observations: [], refusals: [{ reason }] } });
  });

  test('NaN as JavaScript writes it is no JSON', () => {
    const edit = (text: string) => text.replace('"result": 1.2', '"result": NaN');
    const result = read('sensorthings-observation-frost-published.json', 'bare', thing, { edit });
    expect(result).toMatchObject({ ok: false, error: { reason: 'malformed' } });
  });
});

test('every payload of the folder was read above', () => {
  expect(readdirSync(folder).filter((each) => each !== 'index.md' && !seen.has(each))).toEqual([]);
});
