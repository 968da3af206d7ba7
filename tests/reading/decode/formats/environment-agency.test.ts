import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  measuresIn,
  quantityOfMeasure,
  readEnvironmentAgency,
  readLatestAt,
  unitOfMeasure,
} from '../../../../src/reading/decode/formats/environment-agency.ts';

const NOW = Date.parse('2026-09-02T20:00:00Z');
const MEASURE = '690140-level-stage-i-15_min-m';
const payload = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/payloads', name), 'utf8');
const at = (time: string) => ({ dateTime: time, measure: `http://x/id/measures/${MEASURE}` });

test('the recorded readings, oldest first', () => {
  const page = readEnvironmentAgency(payload('ea-flood-monitoring-readings.json'), MEASURE, NOW);
  expect(page).toMatchObject({ ok: true, value: { refused: [], ignored: 0, next: null } });
  expect(page.ok && page.value.points).toEqual([
    { observedAt: Date.parse('2015-12-10T15:30:00Z'), value: 0.774 },
    { observedAt: Date.parse('2015-12-10T15:45:00Z'), value: 0.765 },
    { observedAt: Date.parse('2015-12-10T16:00:00Z'), value: 0.754 },
  ]);
  expect(measuresIn(payload('ea-flood-monitoring-readings.json'))).toEqual([MEASURE]);
});

test('two equal values for one time are one, two different ones are refused, and none is no zero', () => {
  const items = [
    { ...at('2026-09-02T19:00:00Z'), value: [0.754, 0.754] },
    { ...at('2026-09-02T19:15:00Z'), value: [0.754, 1.9] },
    at('2026-09-02T19:30:00Z'),
    { ...at('2026-09-02T19:45:00Z'), value: 1000 },
    { dateTime: '2026-09-02T19:45:00Z', measure: { '@id': 'http://x/id/measures/another-m' }, value: 3 },
  ];
  const page = readEnvironmentAgency(JSON.stringify({ items }), MEASURE, NOW);
  expect(page).toMatchObject({ ok: true, value: { points: [{ value: 0.754 }, { value: 1000 }], ignored: 1 } });
  expect(page.ok && page.value.refused.map(({ reason }) => reason)).toEqual(['malformed', 'no-value']);
});

test('an answer without a list of readings is an error', () => {
  for (const body of ['', '{"items":', '{"error":"x"}', payload('vigicrues-error-with-http-200.json')]) {
    expect(readEnvironmentAgency(body, MEASURE, NOW).ok).toBe(false);
  }
});

test('when a measure last spoke: from an object, or from a bare address', () => {
  const station = payload('ea-flood-monitoring-station-measures.json');
  const latest = (measure: string) => readLatestAt(station, measure);
  expect(latest('L2011-level-stage-i-15_min-mAOD')).toEqual({ ok: true, value: Date.parse('2026-09-02T19:30:00Z') });
  expect(latest('L2011-level-stage-i-15_min-m')).toEqual({ ok: true, value: Date.parse('2021-07-26T05:30:00Z') });
  expect(latest('L2011-level-stage-i-15_min----')).toEqual({ ok: true, value: Date.parse('2021-07-26T05:30:00Z') });
  expect(latest('nowhere-m').ok).toBe(false);
  const wrapped = JSON.stringify({ items: { '@id': `http://x/${MEASURE}`, unitName: 'm' } });
  expect(readLatestAt(wrapped, MEASURE)).toEqual({ ok: true, value: null });
  const other = JSON.stringify({ items: { '@id': `http://x/${MEASURE}`, unitName: 'mm' } });
  expect(readLatestAt(other, MEASURE)).toMatchObject({ ok: false });
});

test.each([
  ['L2011-level-stage-i-15_min----', '---', null],
  ['L2011-level-stage-i-15_min-mAOD', 'mAOD', 'stage'],
  ['L2011-level-stage-i-15_min-mASD', 'mASD', 'stage'],
  [MEASURE, 'm', 'stage'],
  ['690140-flow--i-15_min-m3_s', 'm3_s', 'discharge'],
  ['690140-rainfall-tipping_bucket_raingauge-t-15_min-mm', 'mm', 'rain'],
  ['690140-temperature-dry_bulb-i-15_min-deg_C', 'deg_C', null],
  ['690140-level-stage-i-15_min-constructor', 'constructor', null],
])('%s is in %s: %s', (measure, unit, quantity) => {
  expect(unitOfMeasure(measure)).toBe(unit);
  expect(quantityOfMeasure(measure)).toBe(quantity);
});
