import { describe, expect, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createReadAtGauge } from '../../../src/reading/by-person/read-at-gauge.ts';
import type { Exclusion } from '../../../src/reading/exclusions/exclusion.ts';
import type { Fetched } from '../../../src/reading/intake.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { stationNamed } from '../../support/station-named.ts';

const NOW = Date.parse('2020-01-23T02:10:40Z');
const station = stationNamed('bridge', { minValue: -1, maxValue: 6 });
const who = { person: 'anne', commune: 'coursan' };

function gauge(exclusions: readonly Pick<Exclusion, 'station' | 'from' | 'to'>[] = []) {
  const clock = manualClock(NOW);
  const { record } = memoryStores();
  const taken: Fetched[] = [];
  const excluding = () =>
    exclusions.map((each, id) => ({
      ...each,
      id,
      reason: 'jammed',
      person: 'anne',
      at: NOW,
      ofMaintenance: false,
      reversal: null,
    }));
  const reads = createReadAtGauge({ clock, record, excluding, take: async (each) => void taken.push(each) });
  return { reads, clock, record, taken };
}

describe('what a person read at the gauge', () => {
  test.each([
    ['above what the gauge can show', { stageM: 34 }, 'out-of-range'],
    ['below it', { stageM: -1.01 }, 'out-of-range'],
    ['no number', { stageM: Number.NaN }, 'out-of-range'],
    ['a second ahead', { observedAt: NOW + 1000 }, 'in-the-future'],
    ['three hours and a second ago', { observedAt: NOW - 3 * HOUR_MS - 1000 }, 'too-old'],
    ['at a rain gauge', { station: stationNamed('col', { quantity: 'rain' }) }, 'no-stage'],
    ['of a time that was excluded', { observedAt: NOW - HOUR_MS }, 'excluded'],
  ] as const)('is refused %s, and nothing is kept', async (_, wrong, refusal) => {
    const { reads, record, taken } = gauge([{ station: 'bridge', from: NOW - 2 * HOUR_MS, to: NOW - 30 * MINUTE_MS }]);
    const read = { station, stageM: 3.4, observedAt: NOW, ...wrong };
    expect(reads.refuse(read, 'coursan')).toBe(refusal);
    expect(await reads.enter(read, who)).toEqual({ ok: false, error: refusal });
    expect([taken, record.recent(null, 9)]).toEqual([[], []]);
  });

  test.each([
    ['the highest that the gauge can show', { stageM: 6 }],
    ['the lowest', { stageM: -1 }],
    ['three hours ago to the second', { observedAt: NOW - 3 * HOUR_MS }],
  ])('is taken where it is %s', async (_, read) => {
    expect(await gauge().reads.enter({ station, stageM: 3.4, observedAt: NOW, ...read }, who)).toMatchObject({
      ok: true,
    });
  });

  test('is said to be entered only once it is stored and about to be judged, and not where that failed', async () => {
    const { record } = memoryStores();
    const take = async () => {
      throw new Error('the disk is full');
    };
    const reads = createReadAtGauge({ clock: manualClock(NOW), record, excluding: () => [], take });
    await expect(reads.enter({ station, stageM: 3.4, observedAt: NOW }, who)).rejects.toThrow('the disk is full');
  });

  test('is shown for a day', async () => {
    const { reads, clock } = gauge();
    await reads.enter({ station, stageM: 3.4, observedAt: NOW }, who);
    const observedAt = Date.parse('2020-01-23T02:10:01Z');
    clock.advanceTo(observedAt + 24 * HOUR_MS);
    expect(reads.lately('bridge', 'coursan')).toHaveLength(1);
    clock.advanceTo(observedAt + 24 * HOUR_MS + 1);
    expect(reads.lately('bridge', 'coursan')).toEqual([]);
  });

  test('is taken in beside the sensor of the same minute, marked and on record by name', async () => {
    const { reads, record, taken } = gauge();
    const observedAt = Date.parse('2020-01-23T02:10:01Z');
    expect((await reads.enter({ station, stageM: 3.4, observedAt: NOW }, who)).ok).toBe(true);
    const observation = { station: 'bridge', quantity: 'stage', observedAt, value: 3.4 };
    expect(taken).toEqual([{ receivedAt: NOW, observations: [observation], rejections: [], byPerson: true }]);
    expect(record.ofAction('coursan', 'reading.read-at-gauge')).toMatchObject([
      { at: NOW, actor: { person: 'anne' }, detail: { station: 'bridge', stageM: 3.4, observedAt } },
    ]);
    expect(reads.lately('bridge', 'coursan')).toEqual([{ person: 'anne', at: NOW, stageM: 3.4, observedAt }]);
    expect(reads.lately('weir', 'coursan')).toEqual([]);
    expect(reads.lately('bridge', 'trebes')).toEqual([]);
  });

  test('said again of the same minute is of the same instant, so that it takes its place', async () => {
    const { reads, taken, clock } = gauge();
    await reads.enter({ station, stageM: 4.3, observedAt: NOW - 40_000 }, who);
    clock.advanceTo(NOW + 5 * MINUTE_MS);
    await reads.enter({ station, stageM: 3.4, observedAt: NOW }, who);
    expect(new Set(taken.flatMap(({ observations }) => observations.map((each) => each.observedAt))).size).toBe(1);
  });

  test('is never later than now: the minute has only begun', async () => {
    const { reads, clock } = gauge();
    const begun = Date.parse('2020-01-23T02:11:00.200Z');
    clock.advanceTo(begun);
    expect(await reads.enter({ station, stageM: 3, observedAt: begun - 200 }, who)).toMatchObject({
      value: { observedAt: begun },
    });
  });

  test('is taken thirty times an hour at a gauge, and again an hour later', async () => {
    const { reads, clock } = gauge();
    const read = { station, stageM: 3, observedAt: NOW };
    for (let count = 0; count < 30; count++) expect((await reads.enter(read, who)).ok).toBe(true);
    expect(await reads.enter(read, who)).toEqual({ ok: false, error: 'too-many' });
    expect(reads.refuse({ ...read, station: stationNamed('weir') }, 'coursan')).toBeNull();
    clock.advanceTo(NOW + HOUR_MS);
    expect(reads.refuse(read, 'coursan')).toBeNull();
  });
});
