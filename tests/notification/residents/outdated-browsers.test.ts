import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/lib/units.ts';
import { type OutdatedBrowsers, openOutdatedBrowsers } from '../../../src/notification/residents/outdated-browsers.ts';
import { memoryStores } from '../../support/memory-database.ts';

const T0 = Date.parse('2026-05-01T08:00:00Z');

/** A town of which the service is started with one key after another; `subscribe` is done by a browser. */
function town() {
  const { db, record, subscriptions } = memoryStores();
  let now = T0;
  const clock = { now: () => now };
  const atomically = (work: () => void) => db.transaction(work)();
  const failed = (error: unknown) => expect.fail(String(error));
  return {
    clock,
    record,
    start: (publicKey: string | null) =>
      openOutdatedBrowsers({ record, subscriptions, clock, publicKey, atomically, failed }),
    /** Earlier, where the clock is set back. */
    later: (days: number) => void (now += days * DAY_MS),
    subscribe(id: string, way: 'push' | 'email' = 'push') {
      const at = clock.now();
      const asked = { id, commune: 'coursan', way, address: `${id} p a`, language: 'fr', quietHours: null } as const;
      subscriptions.request({ ...asked, requestedAt: at, confirmedAt: at }, id);
    },
    left: () => subscriptions.confirmed('coursan').map(({ id }) => id),
  };
}

test('who subscribed before the key was exchanged is outdated, and is not once that is put back', () => {
  const { start, later, subscribe } = town();
  subscribe('before-any-was-known');
  later(1);
  expect(start('A').exchange).toBeNull();
  later(1);
  subscribe('old');
  subscribe('by-mail', 'email');
  later(1);
  expect(start('A').count('coursan')).toBe(0);
  const exchanged = start('B');
  subscribe('new');
  expect(exchanged.count('coursan')).toBe(2);
  expect(exchanged.exchange).toEqual({ at: T0 + 3 * DAY_MS, erasedAt: T0 + 33 * DAY_MS });
  later(1);
  expect(start('B').count('coursan')).toBe(2);
  expect(start('A').count('coursan')).toBe(1);
  expect(start(null).count('coursan')).toBe(0);
});

test('they are erased thirty days after, and how many and why stands on record', () => {
  const { start, later, subscribe, left, record } = town();
  start('A');
  for (const id of ['ines', 'tom']) subscribe(id);
  later(1);
  const browsers = start('B');
  subscribe('new');
  later(29.9);
  expect([browsers.forget(['coursan']), left()]).toEqual([0, ['ines', 'tom', 'new']]);
  later(0.1);
  expect([browsers.forget(['limoux', 'coursan']), left()]).toEqual([2, ['new']]);
  expect(browsers.forget(['coursan'])).toBe(0);
  expect(record.ofAction('coursan', 'browsers.erased')).toMatchObject([
    { detail: { browsers: 2, why: 'earlier-key' } },
  ]);
});

test.each([
  ['while the service runs', (browsers: OutdatedBrowsers) => browsers],
  ['while it is stopped', (_: OutdatedBrowsers, start: () => OutdatedBrowsers) => start()],
])('a key that was exchanged by a clock which was ahead is in use from when that is set back, %s', (_name, next) => {
  const { start, later, subscribe, left } = town();
  start('A');
  later(1);
  subscribe('old');
  later(365);
  const ahead = start('B');
  subscribe('by-the-clock-ahead');
  later(-364);
  const browsers = next(ahead, () => start('B'));
  expect(browsers.forget(['coursan'])).toBe(0);
  later(1);
  subscribe('new');
  expect(browsers.exchange).toEqual({ at: T0 + 2 * DAY_MS, erasedAt: T0 + 32 * DAY_MS });
  expect(browsers.count('coursan')).toBe(1);
  later(30);
  expect([browsers.forget(['coursan']), left()]).toEqual([1, ['new', 'by-the-clock-ahead']]);
});

test('a record that cannot be read says nothing, and lets the service start', () => {
  const { clock } = town();
  const spoiled = new Error('database disk image is malformed');
  const told: unknown[] = [];
  const browsers = openOutdatedBrowsers({
    record: {
      append: () => {},
      ofAction: () => {
        throw spoiled;
      },
    },
    subscriptions: { confirmed: () => [], countConfirmed: () => ({ email: 0, sms: 0, push: 0 }), remove: () => false },
    clock,
    publicKey: 'A',
    atomically: (work) => work(),
    failed: (error) => void told.push(error),
  });
  expect([browsers.exchange, browsers.has({ way: 'push', requestedAt: 0 }), told]).toEqual([null, false, [spoiled]]);
});
