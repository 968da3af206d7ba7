import { expect, test } from 'vitest';
import { createGaugeSuppressions } from '../../src/alert/suppress-gauge.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { memoryStores } from '../support/memory-database.ts';

const T0 = Date.UTC(2020, 0, 22, 12);
const who = { person: 'anne', commune: 'coursan' };
const wanted = {
  station: 'bridge',
  kind: 'maintenance',
  until: T0 + HOUR_MS,
  reason: 'Lifted out of the water',
} as const;

function town() {
  const clock = manualClock(T0);
  const changed: string[] = [];
  const { suppressionStore: store, record } = memoryStores();
  const suppressions = createGaugeSuppressions({ clock, store, changed: (station) => changed.push(station) });
  return { clock, changed, suppressions, store, record };
}

test('what is known of a gauge is judged anew when a word on it begins and when it is ended, and only then', () => {
  const { changed, suppressions } = town();
  const begun = suppressions.begin(wanted, who);
  expect(changed).toEqual(['bridge']);
  if (!begun.ok) throw new Error(begun.error);
  expect(suppressions.end('other', begun.value.id, 'It is back', who)).toBe(false);
  expect(suppressions.end('bridge', begun.value.id + 1, 'It is back', who)).toBe(false);
  expect(suppressions.of('bridge')?.id).toBe(begun.value.id);
  expect(changed).toEqual(['bridge']);
  expect(suppressions.end('bridge', begun.value.id, 'It is back', who)).toBe(true);
  expect(changed).toEqual(['bridge', 'bridge']);
  expect(suppressions.end('bridge', begun.value.id, 'It is back', who)).toBe(false);
  expect(changed).toEqual(['bridge', 'bridge']);
});

test('the same again within a minute is the same word; another person’s, of another gauge, kind or reason, for longer or later is one of its own', () => {
  const { clock, changed, suppressions, record } = town();
  const first = suppressions.begin(wanted, who);
  clock.advanceTo(T0 + MINUTE_MS - 1);
  expect(suppressions.begin({ ...wanted, until: wanted.until + MINUTE_MS - 1 }, who)).toEqual(first);
  expect([changed, record.recent('coursan', 9).length]).toEqual([['bridge'], 1]);
  const others = [
    [wanted, { ...who, person: 'jean' }],
    [{ ...wanted, station: 'weir' }, who],
    [{ ...wanted, kind: 'silenced' as const }, who],
    [{ ...wanted, reason: 'Lifted out once more' }, who],
    [{ ...wanted, until: wanted.until + MINUTE_MS }, who],
  ] as const;
  for (const [said, by] of others) expect(suppressions.begin(said, by)).not.toEqual(first);
  clock.advanceTo(T0 + MINUTE_MS);
  expect(suppressions.begin(wanted, who)).not.toEqual(first);
  expect(record.recent('coursan', 9)).toHaveLength(7);
});

test('it lasts thirty days at most, and holds until the moment that it names', () => {
  const { clock, changed, suppressions } = town();
  expect(suppressions.begin({ ...wanted, until: T0 + 30 * DAY_MS + 1 }, who)).toEqual({ ok: false, error: 'too-long' });
  expect(suppressions.begin({ ...wanted, until: T0 }, who)).toEqual({ ok: false, error: 'over-already' });
  expect(changed).toEqual([]);
  expect(suppressions.begin({ ...wanted, until: T0 + 30 * DAY_MS }, who).ok).toBe(true);
  clock.advanceTo(T0 + 30 * DAY_MS - 1);
  expect(suppressions.of('bridge')?.kind).toBe('maintenance');
  clock.advanceTo(T0 + 30 * DAY_MS);
  expect(suppressions.of('bridge')).toBeNull();
});

test('one that was begun just before the clock is set back holds on; one that was begun by a clock days ahead would hide the river for days', () => {
  const { suppressions, store } = town();
  const begun = suppressions.begin(wanted, who);
  const at = (now: number) => createGaugeSuppressions({ clock: { now: () => now }, store, changed: () => {} });
  expect(at(T0 - HOUR_MS).of('bridge')).toEqual(begun.ok && begun.value);
  expect(at(T0 - 2 * DAY_MS).of('bridge')).toBeNull();
});

test('of two words on one gauge the maintenance holds, in whatever order they end', () => {
  const { suppressions } = town();
  suppressions.begin({ ...wanted, kind: 'silenced' }, who);
  suppressions.begin({ ...wanted, until: T0 + 2 * HOUR_MS }, who);
  expect(suppressions.of('bridge')?.kind).toBe('maintenance');
  suppressions.begin({ ...wanted, station: 'weir', kind: 'silenced', until: T0 + 2 * HOUR_MS }, who);
  suppressions.begin({ ...wanted, station: 'weir' }, who);
  expect(suppressions.of('weir')?.kind).toBe('maintenance');
});

test('the record of the commune says what was begun and which was ended, by whom and why', () => {
  const { clock, suppressions, record } = town();
  suppressions.begin({ ...wanted, station: 'weir' }, who);
  const begun = suppressions.begin(wanted, who);
  if (!begun.ok) throw new Error(begun.error);
  clock.advanceTo(T0 + 1);
  suppressions.end('bridge', begun.value.id, 'It is back', { ...who, person: 'bruno' });
  const { until, reason } = wanted;
  expect(record.recent('coursan', 2)).toMatchObject([
    {
      at: T0 + 1,
      actor: { person: 'bruno' },
      action: 'gauge.suppression-ended',
      detail: { station: 'bridge', suppression: begun.value.id, kind: 'maintenance', until, reason: 'It is back' },
    },
    {
      at: T0,
      actor: { person: 'anne' },
      action: 'gauge.suppressed',
      detail: { station: 'bridge', kind: 'maintenance', until, reason },
    },
  ]);
  expect(suppressions.recent('bridge', 1)[0]?.ended).toEqual({ person: 'bruno', reason: 'It is back', at: T0 + 1 });
});
