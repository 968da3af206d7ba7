import { expect, test } from 'vitest';
import { whatCanBeRead } from '../../src/compose/what-can-be-read.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { commitOf, eventOf } from '../support/commits.ts';
import { memoryStores } from '../support/memory-database.ts';

const bridge = { station: 'bridge', quantity: 'stage' } as const;

test('what the disk no longer gives is told by its place, and read as not known; nothing of it is swallowed', async () => {
  const { db, ...stores } = memoryStores();
  const told: string[] = [];
  const tell = (what: string) => (place: string, error: unknown) =>
    void told.push(`${what} ${place}: ${String(error)}`);
  const { grounds, shown } = whatCanBeRead(stores, { failed: tell('failed'), notShown: tell('not shown') });
  db.close();
  for (const { decisions, forecasts, told: messages } of [grounds, shown]) {
    expect(decisions.last('coursan', 'bridge', 0, 1)).toBeUndefined();
    expect(forecasts.latest('bridge', 1)).toBeNull();
    expect(messages.toContacts('coursan:1')).toEqual([]);
  }
  expect(shown.journal.state('coursan')).toBeNull();
  expect(await shown.seen.latest(bridge, 1)).toBeNull();
  expect(await shown.seen.window(bridge, 0, HOUR_MS, HOUR_MS)).toEqual([]);
  const ofGrounds = ['bridge', 'bridge', 'coursan:1'];
  expect(told.map((each) => each.split(': TypeError')[0])).toEqual([
    ...ofGrounds.map((each) => `failed ${each}`),
    ...[...ofGrounds, 'coursan', 'bridge', 'bridge'].map((each) => `not shown ${each}`),
  ]);
});

test('what it gives is all there', async () => {
  const { db, ...stores } = memoryStores();
  const failed = (_place: string, error: unknown) => {
    throw error;
  };
  const { grounds, shown } = whatCanBeRead(stores, { failed, notShown: failed });
  stores.journal.commit(commitOf(1));
  expect(shown.journal.state('coursan')?.events).toBe(1);
  expect(shown.journal.events('coursan', { limit: 9 })).toEqual([eventOf(1)]);
  expect(grounds.told.toContacts('coursan:1')).toHaveLength(2);
  expect(shown.told.eachResident('coursan:1')).toEqual([]);
  expect(shown.decisions.between('coursan', 'bridge', 0, 1)).toEqual([]);
  expect(await shown.seen.window(bridge, 0, HOUR_MS, HOUR_MS)).toEqual([]);
  db.close();
});
