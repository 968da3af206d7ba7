import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/reading/decode/decode.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { stationNamed } from '../../support/station-named.ts';

const now = Date.UTC(2020, 0, 22, 12, 10);
const network = createNetwork([stationNamed('trebes'), stationNamed('rain-carcassonne', { quantity: 'rain' })]);

function read(payload: unknown, topic = 'amont/v1/trebes/stage', acceptSimulated = false) {
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return decode({ topic, payload: bytes, receivedAt: now }, { network, acceptSimulated, now });
}

const good = { observedAt: '2020-01-22T12:05:00Z', stageM: 3.114 };
const observed = { station: 'trebes', quantity: 'stage', observedAt: Date.UTC(2020, 0, 22, 12, 5), value: 3.114 };

describe('a right message', () => {
  test('becomes an observation', () => {
    expect(read(good)).toEqual({ ok: true, value: { observations: [observed], refusals: [] } });
  });
  test('may name another offset, and keys that are not ours', () => {
    expect(read({ ...good, observedAt: '2020-01-22T13:05:00+01:00', battery: 3.6 })).toMatchObject({
      ok: true,
      value: { observations: [observed] },
    });
  });
  test('may be a batch', () => {
    const earlier = { observedAt: '2020-01-22T11:55:00Z', stageM: 3.02 };
    const result = read([earlier, good]);
    expect(result.ok && result.value.observations.map((each) => each.value)).toEqual([3.02, 3.114]);
  });
  test('may be a day of which a logger has not every value: what it lacks is told once, and takes nothing from the rest', () => {
    const gaps = [
      { ...good, stageM: null },
      { ...good, stageM: -999 },
      { stageM: 2, observedAt: '1970-01-01T00:00:10Z' },
    ];
    expect(read([...gaps, good])).toEqual({
      ok: true,
      value: {
        observations: [observed],
        refusals: [
          { reason: 'no-value', detail: expect.stringMatching(/^2 items, the first: item 1 of 4: stageM is null;/) },
          { reason: 'too-old', detail: expect.stringMatching(/^item 3 of 4: observedAt is 1970/) },
        ],
      },
    });
  });
  test('may measure rain', () => {
    const result = read({ observedAt: good.observedAt, rainMm: 4.2 }, 'amont/v1/rain-carcassonne/rain');
    expect(result.ok && result.value.observations[0]?.value).toBe(4.2);
  });
  test('may measure rain as docs/sensors.md says it', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../../docs/sensors.md'), 'utf8');
    const payload = /^\{.*"rainMm".*\}$/m.exec(docs)?.[0] ?? '';
    const result = read(payload, 'amont/v1/rain-carcassonne/rain');
    const observedAt = Date.UTC(2020, 0, 22, 12, 10);
    expect(result).toEqual({
      ok: true,
      value: {
        observations: [{ station: 'rain-carcassonne', quantity: 'rain', observedAt, value: 0.4 }],
        refusals: [],
      },
    });
  });
  test('may be simulated where the instance says so', () => {
    expect(read({ ...good, simulated: true }, undefined, true).ok).toBe(true);
  });
  test('may run five minutes ahead', () => {
    expect(read({ ...good, observedAt: '2020-01-22T12:15:00Z' }).ok).toBe(true);
  });
});

describe('a wrong message is refused by name', () => {
  test.each([
    ['amont/v1/trebes', good, 'wrong-topic', 'allowed is amont/v1/<station>/<quantity>'],
    ['amont/v2/trebes/stage', good, 'wrong-topic', '"amont/v2/trebes/stage"'],
    ['amont/v1/trebes/stage/raw', good, 'wrong-topic', 'allowed is'],
    ['tele/lamp/STATE', good, 'wrong-topic', 'allowed is'],
    ['amont/v1/trebe/stage', good, 'unknown-station', '"trebe"'],
    ['amont/v1/__proto__/stage', good, 'unknown-station', '"__proto__"'],
    ['amont/v1/trebes/rain', good, 'wrong-quantity', 'station trebes measures stage'],
    ['amont/v1/trebes/level', good, 'wrong-quantity', '"level"'],
    ['amont/v1/trebes/stage', { observedAt: good.observedAt, rainMm: 2 }, 'wrong-quantity', 'no stageM'],
    ['amont/v1/trebes/stage', { observedAt: good.observedAt, level: 2 }, 'malformed', 'no stageM'],
    ['amont/v1/rain-carcassonne/rain', { observedAt: good.observedAt, rain: 2 }, 'malformed', '"rainMm": number'],
    ['amont/v1/rain-carcassonne/rain', { time: good.observedAt, rain_mm: 2 }, 'malformed', '"rainMm": number'],
    ['amont/v1/trebes/stage', { stageM: 2 }, 'malformed', 'observedAt'],
    ['amont/v1/trebes/stage', '3.114', 'malformed', 'must be object'],
    ['amont/v1/trebes/stage', '{"observedAt":"2020-01-22T12:05:00Z","stageM":3.114', 'malformed', 'not valid JSON'],
    ['amont/v1/trebes/stage', '{"observedAt":"2020-01-22T12:05:00Z","stageM":NaN}', 'malformed', 'not valid JSON'],
    ['amont/v1/trebes/stage', '{"observedAt":"2020-01-22T12:05:00Z","stageM":1e999}', 'malformed', 'number'],
    ['amont/v1/trebes/stage', { ...good, stageM: '3.114' }, 'malformed', 'number'],
    ['amont/v1/trebes/stage', { ...good, stageM: null }, 'no-value', 'null'],
    ['amont/v1/trebes/stage', { ...good, stageM: -999 }, 'no-value', '-999'],
    ['amont/v1/trebes/stage', { ...good, stageM: -9999 }, 'no-value', '-9999'],
    ['amont/v1/trebes/stage', { ...good, stageM: -999999 }, 'no-value', '-999999'],
    ['amont/v1/trebes/stage', { ...good, stageM: -888 }, 'no-value', '-888'],
    ['amont/v1/trebes/stage', { ...good, observedAt: '2020-01-22T12:15:01Z' }, 'future', '5 minutes'],
    ['amont/v1/trebes/stage', { ...good, observedAt: '0001-01-01T00:00:00Z' }, 'too-old', '2000-01-01'],
    ['amont/v1/trebes/stage', { ...good, observedAt: '1970-01-01T00:00:10Z' }, 'too-old', '2000-01-01'],
    ['amont/v1/trebes/stage', { ...good, observedAt: '2020-01-22T12:05:00' }, 'malformed', 'offset'],
    ['amont/v1/trebes/stage', { ...good, observedAt: '2020-13-22T12:05:00Z' }, 'malformed', 'offset'],
    ['amont/v1/trebes/stage', { ...good, simulated: true }, 'simulated', 'real readings only'],
    ['amont/v1/trebes/stage', [], 'malformed', 'empty array'],
    ['amont/v1/trebes/stage', [good, { ...good, stageM: '3.1' }], 'malformed', 'item 2 of 2'],
    ['amont/v1/trebes/stage', [good, { ...good, observedAt: '2020-01-22T12:15:01Z' }], 'future', 'item 2 of 2'],
    ['amont/v1/trebes/stage', [good, { ...good, simulated: true }], 'simulated', 'real readings only'],
    ['amont/v1/trebes/stage', `[${' '.repeat(64 * 1024)}]`, 'too-large', 'allowed are 65536'],
  ])('%s %j → %s', (topic, payload, reason, says) => {
    const result = read(payload, topic);
    expect(result).toMatchObject({ ok: false, error: { reason } });
    expect(!result.ok && result.error.detail).toContain(says);
  });
  test('bytes that are no text', () => {
    const payload = new Uint8Array([0xff, 0xfe, 0x00]);
    const result = decode(
      { topic: 'amont/v1/trebes/stage', payload, receivedAt: now },
      { network, acceptSimulated: false, now },
    );
    expect(result).toMatchObject({ ok: false, error: { reason: 'malformed' } });
  });
});

test('whatever comes, it is an observation or a refusal with its reason, never an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constant('amont/v1/trebes/stage')),
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
        fc
          .record({ observedAt: fc.oneof(fc.date().map(String), fc.string()), stageM: fc.anything() })
          .map((each) => Buffer.from(JSON.stringify(each) ?? '')),
      ),
      (topic, payload) => {
        const result = decode({ topic, payload, receivedAt: now }, { network, acceptSimulated: true, now });
        const values = result.ok ? result.value.observations : [];
        expect(values.every((each) => Number.isFinite(each.value) && each.observedAt <= now + 300_000)).toBe(true);
        const said = result.ok ? '' : result.error.detail;
        expect(result.ok || (said.length > 10 && said.length < 600)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
