import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeDevice } from '../../../src/reading/decode/decode-device.ts';
import {
  type DeviceMapping,
  findMappings,
  type Measure,
  payloadFormats,
} from '../../../src/reading/decode/device-mapping.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { stationNamed } from '../../support/station-named.ts';

const now = Date.UTC(2026, 10, 24, 12);
const network = createNetwork([
  stationNamed('weir'),
  stationNamed('roof', { quantity: 'rain' }),
  stationNamed('intake', { quantity: 'discharge' }),
]);

const base: DeviceMapping = {
  topic: 'sensors/weir',
  station: 'weir',
  format: 'json',
  value: 'v',
  measures: { kind: 'stage', unit: 'm', gaugeZeroM: 0 },
};

function read(payload: string | object, mapping: Partial<DeviceMapping> = {}, retained = false) {
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const context = { network, acceptSimulated: false, now };
  const message = { topic: 'sensors/weir', payload: bytes, receivedAt: now, retained };
  return decodeDevice(message, { ...base, ...mapping }, context);
}

describe('of what the broker had kept for whoever subscribes', () => {
  const senml: Partial<DeviceMapping> = { format: 'senml' };
  test.each<[string, string | object, Partial<DeviceMapping>]>([
    ['a plain number', '0.72', { format: 'plain-number', value: 'value' }],
    ['an object', { v: 0.72 }, {}],
    ['an object of a sensor that has not set its clock', { v: 0.72 }, { time: { path: 't', as: 's' } }],
    ['SenML', [{ n: 'v', u: 'm', v: 0.72 }], senml],
  ])('%s without a time is no reading of now', (_name, payload, mapping) => {
    expect(read(payload, mapping)).toMatchObject({ ok: true, value: { observations: [{ observedAt: now }] } });
    expect(read(payload, mapping, true)).toMatchObject({
      ok: true,
      value: {
        observations: [],
        refusals: [{ reason: 'malformed', detail: expect.stringContaining('found no time') }],
      },
    });
  });
  test('what SenML counts from now is counted from when nobody knows, and what it dates is taken', () => {
    const pack = [
      { bn: 'v', u: 'm', v: 0.7, t: -120 },
      { u: 'm', v: 0.71, t: -60 },
      { u: 'm', v: 0.72, t: now / 1000 },
    ];
    const dated = { observedAt: now, value: 0.72 };
    expect(read(pack, senml)).toMatchObject({
      value: { observations: [{ observedAt: now - 120_000 }, { observedAt: now - 60_000 }, dated] },
    });
    expect(read(pack, senml, true)).toMatchObject({
      value: { observations: [dated], refusals: [{ detail: expect.stringContaining('found no time') }] },
    });
  });
  test.each<[string, string | object, Partial<DeviceMapping>]>([
    ['the sensor', { v: 0.72, t: now / 1000 - 600 }, { time: { path: 't', as: 's' } }],
    ['SenML', [{ n: 'v', u: 'm', v: 0.72, t: now / 1000 - 600 }], senml],
  ])('what has a time by %s is of that time', (_name, payload, mapping) => {
    const observedAt = now - 600_000;
    expect(read(payload, mapping, true)).toMatchObject({
      ok: true,
      value: { observations: [{ observedAt }], refusals: [] },
    });
  });
});

describe('what is measured becomes the quantity of the station', () => {
  const air = { path: 'air', unit: 'hPa' } as const;
  test.each<[string, Measure, number, number]>([
    ['a stage', { kind: 'stage', unit: 'cm', gaugeZeroM: 0 }, 123, 1.23],
    ['a height above the sea', { kind: 'stage', unit: 'm', gaugeZeroM: 32.5 }, 34.25, 1.75],
    ['a stage in feet', { kind: 'stage', unit: 'ft', gaugeZeroM: 0 }, 10, 3.048],
    ['the distance to the water', { kind: 'distance-to-water', unit: 'mm', mountedAtM: 6 }, 4500, 1.5],
    // 0.1 bar is 1.02 m of fresh water.
    ['the pressure of the water', { kind: 'relative-pressure', unit: 'bar', mountedAtM: 0.5 }, 0.1, 1.5197],
    ['water and air together', { kind: 'absolute-pressure', unit: 'hPa', mountedAtM: 0.5, air }, 1113.25, 1.5197],
  ])('%s', (_name, measures, v, stageM) => {
    const result = read({ v, air: 1013.25 }, { measures });
    expect(result).toMatchObject({
      ok: true,
      value: { observations: [{ station: 'weir', quantity: 'stage', value: stageM }] },
    });
  });
  test('discharge and rain', () => {
    const flow = read({ v: 4480 }, { station: 'intake', measures: { kind: 'discharge', unit: 'l/s' } });
    expect(flow).toMatchObject({ value: { observations: [{ quantity: 'discharge', value: 4.48 }] } });
    const rain = read({ v: '0.2 mm' }, { station: 'roof', measures: { kind: 'rain', unit: 'mm' } });
    expect(rain).toMatchObject({ value: { observations: [{ quantity: 'rain', value: 0.2 }] } });
  });
  test('a sensor that counts the other way', () => {
    expect(read({ v: -1.5 }, { sign: -1 })).toMatchObject({ value: { observations: [{ value: 1.5 }] } });
  });
  test('a payload without the key of the mapping is told which key it looked at', () => {
    const [value, missing] = [
      { v: 1113 },
      { measures: { kind: 'absolute-pressure', unit: 'hPa', mountedAtM: 0, air } },
    ] as const;
    const detailOf = (result: ReturnType<typeof read>) =>
      result.ok ? result.value.refusals.map((each) => each.detail) : [];
    expect(detailOf(read({ level: 2 }))).toEqual(['v: found nothing; allowed is a number in m']);
    expect(detailOf(read(value, missing))).toEqual(['air: found nothing; allowed is a number in hPa']);
  });
  test('without the air’s pressure, water and air together are no level', () => {
    const measures: Measure = { kind: 'absolute-pressure', unit: 'hPa', mountedAtM: 0, air };
    expect(read({ v: 1113 }, { measures })).toMatchObject({
      value: { observations: [], refusals: [{ reason: 'no-value' }] },
    });
  });
  test('a mapping to a station that measures something else is refused', () => {
    expect(read({ v: 1 }, { station: 'roof' })).toMatchObject({ ok: false, error: { reason: 'wrong-quantity' } });
    expect(read({ v: 1 }, { station: 'gone' })).toMatchObject({ ok: false, error: { reason: 'unknown-station' } });
  });
});

describe('a frame is a reading unless the mapping says otherwise of it', () => {
  const taken = { value: { observations: [{ value: 1 }], refusals: [] } };
  test.each([{ v: 1 }, { v: 1, test: false }, { v: 1, test: 'no' }])('where a trial would say so: %j', (frame) => {
    expect(read(frame, { simulated: { path: 'test' } })).toMatchObject(taken);
  });
  test('and a trial is refused', () => {
    const tried = read({ v: 1, test: true }, { simulated: { path: 'test' } });
    expect(tried).toMatchObject({ ok: false, error: { reason: 'simulated' } });
  });
  test.each([
    ['without what only a failing sensor says', { path: 'alarm', absent: true }, { v: 1 }, { v: 1, alarm: 'dry' }],
    ['with an echo strong enough', { path: 'echo', atLeast: 50 }, { v: 1, echo: '50' }, { v: 1, echo: 49 }],
    ['with the word that all is well', { path: 'state', is: ['ok', 0] }, { v: 1, state: 0 }, { v: 1, state: '0' }],
  ] as const)('%s', (_, condition, good, bad) => {
    expect(read(good, { only: [condition] })).toMatchObject(taken);
    const refused = { value: { observations: [], refusals: [{ reason: 'no-value' }] } };
    expect(read(bad, { only: [condition] })).toMatchObject(refused);
    expect(read({ v: 1 }, { only: [condition] })).toMatchObject('absent' in condition ? taken : refused);
  });
});

describe('when it was measured', () => {
  const at = Date.UTC(2026, 10, 24, 11, 50);
  test.each([
    ['iso', '2026-11-24T11:50:00Z'],
    ['s', at / 1000],
    ['ms', at],
  ] as const)('in the sensor’s own words, %s', (as, t) => {
    expect(read({ v: 1, t }, { time: { path: 't', as } })).toMatchObject({
      value: { observations: [{ observedAt: at }] },
    });
  });
  test.each([
    ['s', String(at / 1000)],
    ['ms', { value: at, unit: 'ms' }],
  ] as const)('also where a decoder wrote the number of %s as it writes others: %j', (as, t) => {
    expect(read({ v: 1, t }, { time: { path: 't', as } })).toMatchObject({
      value: { observations: [{ observedAt: at }], refusals: [] },
    });
  });
  test.each([
    ['s', 'ten to twelve', 't: found "ten to twelve"; allowed is a number in s'],
    ['s', '2026-11-24T11:50:00Z', 't: the payload says the unit is "-11-24T11:50:00Z"; the mapping says s'],
    ['iso', at / 1000, `t: found ${at / 1000}; allowed is an ISO 8601 time in text`],
    ['iso', 'ten to twelve', expect.stringContaining('ten to twelve')],
  ] as const)('what the mapping cannot read as %s is not taken for the time of receiving: %j', (as, t, detail) => {
    expect(read({ v: 1, t }, { time: { path: 't', as } })).toMatchObject({
      value: { observations: [], refusals: [{ reason: 'malformed', detail }] },
    });
  });
  test.each([{ v: 1 }, { v: 1, t: null }])(
    'where a sensor has no clock at the moment, when it was received: %j',
    (values) => {
      expect(read(values, { time: { path: 't', as: 's' } })).toMatchObject({
        value: { observations: [{ observedAt: now }], refusals: [] },
      });
    },
  );
  test('where nothing says, when it was received', () => {
    expect(read('3.114', { format: 'plain-number', value: 'value' })).toMatchObject({
      ok: true,
      value: { observations: [{ observedAt: now, value: 3.114 }] },
    });
  });
  test('SenML relative to now', () => {
    const result = read([{ n: 'level', u: 'm', v: 1.2, t: -60 }], { format: 'senml', value: 'level' });
    expect(result).toMatchObject({ value: { observations: [{ observedAt: now - 60_000, value: 1.2 }] } });
  });
  test('SenML whose values and times are added to those of its base', () => {
    const pack = [
      { bn: 'weir/', bt: now / 1000 - 600, bv: 32.5, n: 'level', u: 'm', v: 1.2, t: -60 },
      { n: 'level', u: 'm', v: 1.3 },
    ];
    expect(read(pack, { format: 'senml', value: 'weir/level' })).toMatchObject({
      value: {
        observations: [
          { observedAt: now - 660_000, value: 33.7 },
          { observedAt: now - 600_000, value: 33.8 },
        ],
      },
    });
  });
  test('SenML that must be understood and is not', () => {
    const result = read([{ n: 'level', u: 'm', v: 1.2, secret_: 1 }], { format: 'senml', value: 'level' });
    expect(result).toMatchObject({ ok: false, error: { reason: 'malformed' } });
  });
});

test('a topic finds its mapping', () => {
  const mappings = [{ ...base, topic: 'v3/+/devices/weir/up' }, base];
  expect(findMappings(mappings, 'v3/town@ttn/devices/weir/up')).toEqual([mappings[0]]);
  expect(findMappings(mappings, 'sensors/weir')).toEqual([base]);
  expect(findMappings(mappings, 'v3/town@ttn/devices/weir/up/more')).toEqual([]);
});

test('whatever comes, in whatever format, is read or refused, never an exception', () => {
  const key = fc.constantFrom(
    'v',
    't',
    'value',
    'uplink_message',
    'end_device_ids',
    'object',
    'result',
    'bn',
    '__proto__',
  );
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.double(),
      fc.constant(null),
      fc.boolean(),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('node'), { maxLength: 3 }),
    object: fc.dictionary(key, tie('node'), { maxKeys: 4 }),
  })).node;
  fc.assert(
    fc.property(fc.constantFrom(...payloadFormats), tree, (format, json) => {
      const result = read(JSON.stringify(json), {
        format,
        time: { path: 't', as: 's' },
        history: { path: 'value', value: 'v', time: { path: 't', as: 's' } },
      });
      const values = result.ok ? result.value.observations : [];
      expect(values.every((each) => Number.isFinite(each.value) && each.observedAt <= now + 300_000)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
