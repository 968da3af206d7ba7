import { describe, expect, test } from 'vitest';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import type { ForecastSummary, KeptPaths } from '../../../src/forecast/forecast-store.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import type { Account } from '../../../src/people/account.ts';
import type { Subscription } from '../../../src/people/subscription.ts';
import type { Rejection } from '../../../src/reading/reading.ts';
import { createSqliteRejectionStore } from '../../../src/store/sqlite/rejections.ts';
import { createSqliteStores } from '../../../src/store/sqlite/stores.ts';
import { entryOf } from '../../support/commits.ts';
import { policyOf, T0 } from '../../support/decisions.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { stageReading } from '../../support/stage-reading.ts';

const open = testDatabases();
const openStores = async () => createSqliteStores(await open());

test('a gauge that was new in a batch that failed is new still: its readings are no other gauge’s', async () => {
  const { readings } = await openStores();
  const at = (station: string, value: number) => stageReading(station, T0, value);
  await expect(readings.append([at('trebes', 1), at('trebes', Number.POSITIVE_INFINITY)])).rejects.toThrow('CHECK');
  await readings.append([at('coursan', 2)]);
  await readings.append([at('trebes', 3)]);
  const known = ['trebes', 'coursan'].map((station) => readings.latest({ station, quantity: 'stage' }, T0));
  expect((await Promise.all(known)).map((each) => each?.value)).toEqual([3, 2]);
});

describe('policies', () => {
  const { version: _, ...first } = policyOf();

  test('follow each other, and each can be shown again', async () => {
    const { policies, record } = await openStores();
    expect([policies.current(), policies.at(1), policies.history(9)]).toEqual([null, null, []]);
    const one = policies.append(first, entryOf('policy.changed'));
    const two = policies.append({ ...first, reason: 'after the flood', rules: [] }, entryOf('policy.changed'));
    expect([one.version, two.version]).toEqual([1, 2]);
    expect(policies.current()).toEqual(two);
    expect(policies.at(1)).toEqual({ version: 1, ...first });
    expect(policies.history(9)).toEqual([two, one]);
    expect(policies.history(1)).toEqual([two]);
    expect(record.recent(null, 9)).toHaveLength(2);
  });

  test('of an earlier version, which took longer lead times, tell those that the forecast reaches', async () => {
    const { policies } = await openStores();
    policies.append(
      { ...first, rules: first.rules.map((rule) => ({ ...rule, leadTimeH: 24 })) },
      entryOf('policy.changed'),
    );
    const told = first.rules.map((rule) => ({ ...rule, leadTimeH: 12 }));
    expect([policies.current()?.rules, policies.at(1)?.rules, policies.history(1)[0]?.rules]).toEqual([
      told,
      told,
      told,
    ]);
  });

  test('that were in force at a moment are the newest that were there by then', async () => {
    const { policies } = await openStores();
    expect(policies.inForceAt(99)).toBeNull();
    const append = (createdAt: number) => policies.append({ ...first, createdAt }, entryOf('policy.changed'));
    const [one, two, again] = [append(10), append(20), append(20)];
    expect([9, 10, 19, 20, 99].map(policies.inForceAt)).toEqual([null, one, one, again, again]);
    expect(again.version).toBeGreaterThan(two.version);
  });

  test('that another process changed are in force at once', async () => {
    const db = await open();
    const [mine, theirs] = [createSqliteStores(db).policies, createSqliteStores(db).policies];
    mine.append(first, entryOf('policy.changed'));
    expect(mine.current()?.version).toBe(1);
    const two = theirs.append({ ...first, reason: 'by another process' }, entryOf('policy.changed'));
    expect(mine.current()).toEqual(two);
  });

  test('without its entry in the record no version is written', async () => {
    const { policies, record } = await openStores();
    const unwritable = entryOf('policy.changed');
    Reflect.set(unwritable, 'at', null);
    expect(() => policies.append(first, unwritable)).toThrow(/NOT NULL.*record/);
    expect(policies.current()).toBeNull();
    expect(record.recent(null, 9)).toEqual([]);
  });
});

describe('forecasts', () => {
  const forecastOf = (issuedAt: number, stageM: number): ForecastSummary => ({
    station: 'bridge',
    issuedAt,
    leadTimesH: [1, 2],
    stageM,
    observedAt: issuedAt,
    degraded: ['upstream'],
    outsideExperience: false,
    learning: true,
    modelVersion: 'test',
    stageQuantilesM: [[0.1, 0.2]],
    chances: [{ markM: 2, leadTimeH: 2, probability: 0.1 + 0.2 }],
    curves: [{ markM: 2, probabilities: [0.1, 0.3] }],
    explanation: {
      leadTimeH: 1,
      riseM: 0.3,
      p10M: 0.1,
      p90M: 0.6,
      contributions: [{ from: 'own', station: null, riseM: 0.3 }],
      similarEvents: [{ station: null, name: 'Ganges', river: 'Hérault', at: 5, share: 0.4 }],
    },
  });

  test('the latest issued by then, and all between, bounds included', async () => {
    const { forecasts } = await openStores();
    const [a, b, c] = [forecastOf(10, 1), forecastOf(20, 2), forecastOf(30, 3)];
    for (const each of [b, a, c]) forecasts.append(each);
    expect(forecasts.latest('bridge', 29)).toEqual(b);
    expect(forecasts.latest('bridge', 9)).toBeNull();
    expect(forecasts.latest('elsewhere', 99)).toBeNull();
    expect(forecasts.between('bridge', 10, 20)).toEqual([a, b]);
  });

  test('from whole paths, kept to the millimetre, the chance of a mark that nobody had asked for can be read', async () => {
    const { forecasts } = await openStores();
    const random = seededRandom(3);
    const paths = Array.from({ length: 150 }, () => Float64Array.of(1.2 + random(), 1.1 + 2 * random(), 40 * random()));
    const issue = { station: 'bridge', issuedAt: 10, stageM: 1.234, leadTimesH: [1, 2, 3] };
    const ensemble = { ...issue, paths, weights: paths.map(() => 1 / 150) };
    forecasts.keepPaths(ensemble);
    const kept = forecasts.paths('bridge', 99);
    expect(kept).toMatchObject(issue);
    for (const [index, path] of paths.entries()) {
      expect(kept!.paths[index]![0]).toBeCloseTo(path[0]!, 3);
      expect(kept!.paths[index]![1]).toBeCloseTo(path[1]!, 3);
    }
    const { curves: _c, chances: _p, stageQuantilesM: _q, explanation: _e, ...rest } = forecastOf(10, 1.234);
    const why = { explainedLeadTimeH: 3, contributions: [], similarEvents: [], oddsShift: 0 };
    const chance = (paths: KeptPaths) => exceedanceProbability({ ...rest, ...why, ...paths }, 2.1, 2);
    expect(chance(kept!)).toBeCloseTo(chance(ensemble), 3);

    const uneven = { ...ensemble, weights: paths.map((_, index) => (index === 0 ? 0.5 : 0.5 / 149)) };
    forecasts.keepPaths({ ...uneven, issuedAt: 20 });
    expect(forecasts.paths('bridge', 99)?.weights).toEqual(uneven.weights);
    expect(forecasts.paths('bridge', 9)).toBeNull();
  });

  test('whole paths take little room, and those of before are read as they were kept', async () => {
    const db = await open();
    const { forecasts } = createSqliteStores(db);
    const paths = Array.from({ length: 540 }, (_, path) =>
      Float64Array.of(1 + path / 5000, 1 + path / 3000, 1 + path / 2000),
    );
    const ensemble = {
      station: 'bridge',
      issuedAt: 10,
      stageM: 1,
      leadTimesH: [1, 2, 3],
      paths,
      weights: paths.map(() => 1 / 540),
    };
    forecasts.keepPaths(ensemble);
    const { size } = db.prepare<[], { size: number }>('SELECT length(rises) AS size FROM forecast_paths').get()!;
    expect(size).toBeLessThan(0.7 * 540 * 3 * 2);
    const plain = Buffer.alloc(2 * 3 * 2);
    [100, 200, 300, -100, 0, 100].forEach((mm, index) => plain.writeInt16LE(mm, 2 * index));
    db.prepare(
      `INSERT INTO forecast_paths (station, issued_at, stage_m, lead_times_h, weights, rises) VALUES ('bridge', 5, 1, '[1,2,3]', 'null', ?)`,
    ).run(plain);
    expect(forecasts.paths('bridge', 6)!.paths.map((path) => [...path])).toEqual([
      [1.1, 1.2, 1.3],
      [0.9, 1, 1.1],
    ]);
  });

  test('of two at one instant the later is kept', async () => {
    const { forecasts } = await openStores();
    forecasts.append(forecastOf(10, 1));
    forecasts.append(forecastOf(10, 2));
    expect(forecasts.between('bridge', 0, 99)).toEqual([forecastOf(10, 2)]);
  });
});

describe('rejections', () => {
  const rejectionOf = (n: number, reason: Rejection['reason']): Rejection => ({
    receivedAt: T0 + n,
    topic: `amont/v1/gauge/${n}`,
    payload: '\u0000{"é":',
    reason,
    detail: 'Unexpected end of JSON input',
  });

  test('are kept, newest first, and counted by reason', async () => {
    const { rejections } = await openStores();
    expect([rejections.recent(9), rejections.counts()]).toEqual([[], {}]);
    rejections.append([rejectionOf(1, 'malformed'), rejectionOf(2, 'future')]);
    rejections.append([rejectionOf(3, 'malformed')]);
    expect(rejections.recent(2)).toEqual([rejectionOf(3, 'malformed'), rejectionOf(2, 'future')]);
    expect(rejections.counts()).toEqual({ malformed: 2, future: 1 });
  });

  test('the oldest go when there are too many, and stay counted', async () => {
    const rejections = createSqliteRejectionStore(await open(), 3);
    for (let n = 1; n <= 5; n++) rejections.append([rejectionOf(n, 'malformed')]);
    expect(rejections.recent(9).map((each) => each.receivedAt - T0)).toEqual([5, 4, 3]);
    expect(rejections.counts()).toEqual({ malformed: 5 });
  });
});

describe('accounts', () => {
  const mayor: Account = {
    id: 'mayor',
    name: 'Zoé',
    role: 'mayor',
    language: 'fr',
    communes: ['coursan', 'trebes'],
    passwordHash: 'scrypt$x',
    secondFactor: null,
    createdAt: T0,
  };

  test('an id is taken once', async () => {
    const { accounts } = await openStores();
    expect(accounts.add(mayor)).toBe(true);
    expect(accounts.add({ ...mayor, passwordHash: 'another' })).toBe(false);
    expect(accounts.find('mayor')).toEqual(mayor);
    expect(accounts.find('Mayor')).toBeNull();
    expect(accounts.list()).toEqual([mayor]);
  });

  test('a second factor is set, kept and taken away', async () => {
    const { accounts } = await openStores();
    accounts.add(mayor);
    const secondFactor = { salt: 'c2FsdA', used: [3] };
    expect(accounts.setSecondFactor('mayor', secondFactor)).toBe(true);
    expect(accounts.find('mayor')).toEqual({ ...mayor, secondFactor });
    expect(accounts.list()).toEqual([{ ...mayor, secondFactor }]);
    expect(accounts.setSecondFactor('mayor', null)).toBe(true);
    expect(accounts.find('mayor')).toEqual(mayor);
    expect(accounts.setSecondFactor('nobody', secondFactor)).toBe(false);
  });
});

describe('subscriptions', () => {
  const asked = (id: string, change: Partial<Subscription> = {}): Subscription => ({
    id,
    commune: 'coursan',
    way: 'email',
    address: 'zoe@example.org',
    language: 'fr',
    requestedAt: T0,
    confirmedAt: null,
    quietHours: null,
    ...change,
  });

  test('a repeated request replaces the unconfirmed one and its token', async () => {
    const { subscriptions } = await openStores();
    expect(subscriptions.request(asked('a'), 'hash-a')).toBeNull();
    expect(subscriptions.request(asked('b', { address: 'ZOE@example.org', language: 'en' }), 'hash-b')).toBeNull();
    expect(subscriptions.findByConfirmToken('hash-a', T0)).toBeNull();
    expect(subscriptions.find('a')).toBeNull();
    expect(subscriptions.findByConfirmToken('hash-b', T0)?.language).toBe('en');
    expect(subscriptions.confirmed('coursan')).toEqual([]);
  });

  test('confirming twice is kind, and a confirmed one is not replaced', async () => {
    const { subscriptions } = await openStores();
    subscriptions.request(asked('a'), 'hash-a');
    expect(subscriptions.confirm('a', T0 + 5)).toBe(true);
    expect(subscriptions.confirm('a', T0 + 9)).toBe(false);
    expect(subscriptions.findByConfirmToken('hash-a', T0)).toEqual(asked('a', { confirmedAt: T0 + 5 }));
    expect(subscriptions.findByConfirmToken('hash-a', T0 + 1)).toEqual(asked('a', { confirmedAt: T0 + 5 }));
    expect(subscriptions.request(asked('b'), 'hash-b')).toMatchObject({ id: 'a' });
    expect(subscriptions.findByConfirmToken('hash-b', T0)).toBeNull();
    expect(subscriptions.confirmed('coursan')).toEqual([asked('a', { confirmedAt: T0 + 5 })]);
    expect(subscriptions.request(asked('c', { commune: 'trebes' }), 'hash-c')).toBeNull();
  });

  test('a link that was not used in time is dead, whether its request was forgotten or not', async () => {
    const { subscriptions } = await openStores();
    subscriptions.request(asked('a'), 'hash-a');
    expect(subscriptions.findByConfirmToken('hash-a', T0)?.id).toBe('a');
    expect(subscriptions.findByConfirmToken('hash-a', T0 + 1)).toBeNull();
  });

  test('who leaves is gone, and may come again', async () => {
    const { subscriptions } = await openStores();
    subscriptions.request(asked('a'), 'hash-a');
    subscriptions.confirm('a', T0);
    expect(subscriptions.remove('a')).toBe(true);
    expect(subscriptions.remove('a')).toBe(false);
    expect([subscriptions.find('a'), subscriptions.findByConfirmToken('hash-a', T0)]).toEqual([null, null]);
    expect(subscriptions.request(asked('b'), 'hash-b')).toBeNull();
  });

  test('of one phone are found in all communes, newest request first; a mailbox is no phone', async () => {
    const { subscriptions } = await openStores();
    const phone = { way: 'sms', address: '+33611111111' } as const;
    subscriptions.request(asked('a', phone), 'hash-a');
    subscriptions.request(asked('b', { ...phone, commune: 'trebes', requestedAt: T0 + 1 }), 'hash-b');
    subscriptions.request(asked('c', { ...phone, address: '+33622222222' }), 'hash-c');
    subscriptions.request(asked('d'), 'hash-d');
    expect(subscriptions.ofPhone('+33611111111').map(({ id }) => id)).toEqual(['b', 'a']);
    expect(subscriptions.ofPhone('zoe@example.org')).toEqual([]);
    expect(subscriptions.find('a')).toEqual(asked('a', phone));
    expect(subscriptions.request(asked('e', phone), 'hash-e')).toBeNull();
    expect(subscriptions.find('a')).toBeNull();
  });

  test('that are asked for are counted by way and by the mark of an address', async () => {
    const { subscriptions } = await openStores();
    const count = (way: 'email' | 'sms', mark: string, at: number) =>
      subscriptions.countRequest(way, mark, at, at - 10, 2);
    expect([count('sms', 'x', T0), count('sms', 'x', T0), count('sms', 'x', T0), count('sms', 'y', T0)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(count('email', 'z', T0)).toBe(true);
    expect([subscriptions.requestsSince('sms', T0), subscriptions.requestsSince('email', T0)]).toEqual([3, 1]);
    expect(count('sms', 'x', T0 + 11)).toBe(true);
    // Whose address was typed, and when, is not kept once it counts no more.
    expect([subscriptions.requestsSince('sms', 0), subscriptions.requestsSince('email', 0)]).toEqual([1, 0]);
  });

  test('requests never confirmed are forgotten, confirmed ones are not', async () => {
    const { subscriptions } = await openStores();
    subscriptions.request(asked('old'), 'hash-1');
    subscriptions.request(asked('kept', { address: 'kept@example.org' }), 'hash-2');
    subscriptions.request(asked('new', { address: 'new@example.org', requestedAt: T0 + 10 }), 'hash-3');
    subscriptions.confirm('kept', T0 + 1);
    expect(subscriptions.forgetUnconfirmed(T0 + 10)).toBe(1);
    expect(['old', 'kept', 'new'].map((id) => subscriptions.find(id) !== null)).toEqual([false, true, true]);
  });
});
