import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { newCommuneState } from '../../../src/alert/alert.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { Reading } from '../../../src/reading/reading.ts';
import { giveWay } from '../../../src/store/give-way.ts';
import { createRetention } from '../../../src/store/sqlite/retention.ts';
import { createSpool } from '../../../src/store/sqlite/spool.ts';
import { createSqliteStores } from '../../../src/store/sqlite/stores.ts';
import { createThinned } from '../../../src/store/sqlite/thinned.ts';
import { readDataset } from '../../../src/verification/io/read-dataset.ts';
import { commitOf, eventOf } from '../../support/commits.ts';
import { readingsBetween } from '../../support/dataset-cuts.ts';
import { openTestDatabase, testDatabases } from '../../support/open-test-database.ts';
import { spoil } from '../../support/spoil.ts';
import { tempFolder } from '../../support/temp-folder.ts';

// The recorded river of weeks is written and thinned: on a busy machine that takes more than a minute.
vi.setConfig({ testTimeout: 240_000 });
const open = testDatabases();
const gloria = readDataset('sensors-sim/recordings/aude-2020-01');
if (!gloria.ok) throw new Error(gloria.error.reason);
const river = gloria.value;
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const LATER = day('2020-06-01');
const series = (station: string) => ({ station, quantity: 'stage' }) as const;

const never = (error: unknown) => {
  throw error;
};

async function recorded() {
  const db = await open();
  const stores = createSqliteStores(db);
  for (const station of river.network.stations.keys()) {
    await stores.readings.append(readingsBetween(river, station, 0, LATER));
  }
  const read = (station: string, from = 0, to = LATER) => stores.readings.window(series(station), from, to, LATER);
  return { db, stores, read };
}

describe('readings', () => {
  test('a recorded flood stays whole at every gauge; the days before it keep the highest and the last of every hour', async () => {
    const { db, read } = await recorded();
    const before = await Promise.all([...river.network.stations.keys()].map((station) => read(station)));
    const removed = await createRetention(db, river.network, 90, never)(LATER, giveWay);
    expect(removed.readings).toBeGreaterThan(5_000);
    const after = await Promise.all([...river.network.stations.keys()].map((station) => read(station)));
    const hours = (some: readonly Reading[]) =>
      [...Map.groupBy(some, (each) => Math.floor(each.observedAt / HOUR_MS))].map(([hour, group]) => [
        hour,
        Math.max(...group.map(({ value }) => value)),
        group.at(-1)?.value,
      ]);
    // Gloria: the rain began on the 20th, the Aude passed its peak on the 23rd and fell until the 26th.
    const flood = (some: readonly Reading[]) =>
      some.filter((each) => each.observedAt >= day('2020-01-20') && each.observedAt <= day('2020-01-26'));
    for (const [index, whole] of before.entries()) {
      const kept = after[index]!;
      expect(flood(kept)).toEqual(flood(whole));
      expect(hours(kept)).toEqual(hours(whole));
    }
    expect(await createRetention(db, river.network, 90, never)(LATER, giveWay)).toEqual({
      readings: 0,
      forecasts: 0,
      paths: 0,
    });
    expect(await createRetention(db, river.network, 90, never)(LATER + DAY_MS, giveWay)).toEqual({
      readings: 0,
      forecasts: 0,
      paths: 0,
    });
  });

  test('null keeps every reading; younger ones stay', async () => {
    const { db, read } = await recorded();
    const whole = await read('trebes');
    await createRetention(db, river.network, null, never)(LATER, giveWay);
    expect(await read('trebes')).toEqual(whole);
    await createRetention(db, river.network, 90, never)(day('2020-01-10') + 90 * DAY_MS, giveWay);
    expect(await read('trebes', day('2020-01-10'))).toEqual(
      whole.filter((each) => each.observedAt >= day('2020-01-10')),
    );
    expect((await read('trebes')).length).toBeLessThan(whole.length);
  });

  test('ends at its next turn where it is told to, which is no failure, and goes on from there', async () => {
    const { db, read } = await recorded();
    const whole = await read('trebes');
    const failures: unknown[] = [];
    const retention = createRetention(db, river.network, 90, (error) => failures.push(error));
    const ended = new Error('the service stops');
    let turns = 0;
    const endAfter = async () => {
      if (++turns === 150) throw ended;
    };
    await expect(retention(LATER, endAfter)).rejects.toBe(ended);
    expect(turns).toBe(150);
    expect(failures).toEqual([]);
    const mark = createThinned(db).before();
    expect(mark).toBeGreaterThan(day('2020-01-09'));
    expect(await read('trebes', mark)).toEqual(whole.filter(({ observedAt }) => observedAt >= mark));
    expect((await read('trebes')).length).toBeLessThan(whole.length);
    expect((await retention(LATER, giveWay)).readings).toBeGreaterThan(0);
    expect(createThinned(db).before()).toBe(day('2020-03-03'));
  });

  test('what InfluxDB has yet to be given stays, and goes once it has been', async () => {
    const { db, read } = await recorded();
    const whole = await read('trebes');
    const spool = createSpool(db);
    spool.aim('somewhere');
    const retention = createRetention(db, river.network, 90, never);
    expect((await retention(LATER, giveWay)).readings).toBe(0);
    expect(await read('trebes')).toEqual(whole);
    expect(createThinned(db).before()).toBe(-Infinity);
    const [refused] = spool.next(1);
    spool.refuse(refused!.number, 'no');
    spool.sent(1e9);
    expect((await retention(LATER, giveWay)).readings).toBeGreaterThan(5_000);
    const { station, observedAt } = refused!.reading;
    expect(await read(station, observedAt, observedAt)).toHaveLength(1);
    expect(createThinned(db).before()).toBe(day('2020-03-03'));
  });

  test('a flood that was taken back with its import keeps nothing around it', async () => {
    const calm = await recorded();
    await createRetention(calm.db, river.network, 90, never)(LATER, giveWay);
    const { db, stores, read } = await recorded();
    const [before] = await read('trebes', day('2020-01-12'));
    const wrong = { ...before!, value: 300, receivedAt: LATER - 2 };
    await stores.readings.append([wrong]);
    await stores.readings.regrade([{ ...wrong, quality: 'fail', tests: ['taken-back'], receivedAt: LATER - 1 }]);
    await createRetention(db, river.network, 90, never)(LATER, giveWay);
    for (const station of river.network.stations.keys()) {
      const others = (some: readonly Reading[]) => some.filter((each) => each.observedAt !== wrong.observedAt);
      expect(others(await read(station)).length).toBeLessThan(others(await calm.read(station)).length + 5);
    }
  });

  test('an alert keeps them all', async () => {
    const { db, stores, read } = await recorded();
    const whole = await read('trebes');
    stores.journal.commit(commitOf(1, { events: [eventOf(1, { at: day('2020-01-12') })] }));
    await createRetention(db, river.network, 90, never)(LATER, giveWay);
    const [from, to] = [day('2020-01-09'), day('2020-01-15')];
    const around = (each: Reading) => each.observedAt >= from && each.observedAt <= to;
    expect((await read('trebes')).filter(around)).toEqual(whole.filter(around));
    expect((await read('trebes')).length).toBeLessThan(whole.length);
  });
});

describe('forecasts and decisions', () => {
  const NOW = day('2022-01-01');
  const issued = (at: number, station = 'trebes') => ({
    station,
    issuedAt: at,
    leadTimesH: [],
    stageM: 1,
    observedAt: at,
    degraded: [],
    outsideExperience: false,
    learning: false,
    modelVersion: 'test',
    stageQuantilesM: [],
    chances: [],
    curves: [],
    explanation: null,
  });
  const decided = (at: number) => ({
    assessment: { commune: 'coursan', station: 'coursan', issuedAt: at },
    policyVersion: 1,
    verdicts: {},
  });

  test('go after 400 days, but for those made during an alert, one in force included, and the first decision of each gauge, since which it is judged', async () => {
    const db = await open();
    const { forecasts, decisions, journal, statements } = createSqliteStores(db);
    const moments = ['2020-01-01', '2020-03-01', '2020-06-01', '2020-11-20', '2021-12-01'].map(day);
    for (const at of moments) {
      forecasts.append(issued(at));
      forecasts.append(issued(at, 'coursan'));
      db.prepare('INSERT INTO decision (commune, station, issued_at, decision) VALUES (?, ?, ?, ?)').run(
        'coursan',
        'coursan',
        at,
        JSON.stringify(decided(at)),
      );
    }
    const state = { ...newCommuneState('coursan'), events: 2 };
    journal.commit(commitOf(1, { state, events: [eventOf(1, { alert: 'first', at: day('2020-02-28') })] }));
    const retention = createRetention(db, river.network, null, never);
    expect(await retention(NOW, giveWay)).toEqual({ readings: 0, forecasts: 3 * 3 - 1, paths: 0 });
    const left = [day('2020-03-01'), day('2021-12-01')];
    expect(forecasts.between('trebes', 0, NOW).map((each) => each.issuedAt)).toEqual(left);
    const judged = decisions.between('coursan', 'coursan', 0, NOW).map((each) => each.assessment.issuedAt);
    expect(judged).toEqual([day('2020-01-01'), ...left]);
    expect(statements.firstAt('coursan', 'coursan')).toBe(day('2020-01-01'));

    const inForce = { ...state, alert: { id: 'second' } };
    journal.commit(commitOf(2, { events: [eventOf(2, { alert: 'second', at: day('2021-11-30') })] }));
    db.prepare('UPDATE commune_state SET state = ?').run(JSON.stringify(inForce));
    expect(await retention(day('2030-01-01'), giveWay)).toEqual({ readings: 0, forecasts: 0, paths: 0 });
  });

  test('are thinned out after two days to the last of each quarter of an hour, but not those made during an alert', async () => {
    const db = await open();
    const { forecasts, decisions, journal } = createSqliteStores(db);
    const decide = db.prepare('INSERT INTO decision (commune, station, issued_at, decision) VALUES (?, ?, ?, ?)');
    const days = ['2021-06-01', '2021-12-01', '2021-12-31'].map(day);
    const minutes = [0, 4, 14, 15, 16, 31];
    for (const start of days) {
      for (const at of minutes.map((minute) => start + minute * MINUTE_MS)) {
        for (const station of ['trebes', 'coursan']) forecasts.append(issued(at, station));
        decide.run('coursan', 'coursan', at, JSON.stringify(decided(at)));
      }
      // What was judged later of another gauge, or for another commune, takes the place of none.
      for (const [commune, station] of [['coursan', 'trebes'] as const, ['trebes', 'coursan'] as const])
        decide.run(commune, station, start + 32 * MINUTE_MS, JSON.stringify(decided(start + 32 * MINUTE_MS)));
    }
    journal.commit(commitOf(1, { events: [eventOf(1, { alert: 'first', at: day('2021-06-02') })] }));
    const retention = createRetention(db, river.network, null, never);
    // Of six, three of each gauge and of the decisions go, on the one day that is neither of an alert nor new.
    expect(await retention(NOW, giveWay)).toMatchObject({ forecasts: 3 * 3 });
    const kept = (all: readonly number[], start: number) =>
      all.filter((at) => at >= start && at < start + DAY_MS).map((at) => (at - start) / MINUTE_MS);
    const left = forecasts.between('trebes', 0, NOW).map((each) => each.issuedAt);
    expect(days.map((start) => kept(left, start))).toEqual([minutes, [14, 16, 31], minutes]);
    const judged = decisions.between('coursan', 'coursan', 0, NOW).map((each) => each.assessment.issuedAt);
    expect(days.map((start) => kept(judged, start))).toEqual([minutes, [14, 16, 31], minutes]);
    expect(await retention(NOW, giveWay)).toMatchObject({ forecasts: 0 });
  });

  test('whole paths go after two days, but for those of a gauge whose commune was in an alert', async () => {
    const db = await open();
    const { forecasts, journal } = createSqliteStores(db);
    const keep = (station: string, issuedAt: number) => {
      forecasts.keepPaths({ station, issuedAt, stageM: 1, leadTimesH: [1], paths: [Float64Array.of(1)], weights: [1] });
    };
    const moments = ['2021-03-02', '2021-06-01', '2021-12-30', '2021-12-31'].map(day);
    for (const at of moments) for (const station of ['coursan', 'trebes']) keep(station, at);
    const decide = db.prepare('INSERT INTO decision (commune, station, issued_at, decision) VALUES (?, ?, ?, ?)');
    for (const id of ['coursan', 'trebes']) decide.run(id, id, NOW, JSON.stringify(decided(NOW)));
    journal.commit(
      commitOf(1, { events: [eventOf(1, { alert: 'first', commune: 'coursan', at: day('2021-03-01') })] }),
    );
    const { paths } = await createRetention(db, river.network, null, never)(NOW + HOUR_MS, giveWay);
    expect(paths).toBe(2 + 3);
    const kept = (station: string) =>
      moments.filter((at) => forecasts.paths(station, at)?.issuedAt === at).map((at) => moments.indexOf(at));
    expect(kept('coursan')).toEqual([0, 3]);
    expect(kept('trebes')).toEqual([3]);
  });

  test('the alerts of hundreds of communes are read a few at a time, and no more often than those of one; others have their turn between', async () => {
    const file = join(tempFolder('retention'), 'amont.db');
    const before = await openTestDatabase(file);
    const alert = before.prepare('INSERT INTO alert_event (id, commune, alert, at, event) VALUES (?, ?, ?, ?, ?)');
    const decide = before.prepare('INSERT INTO decision (commune, station, issued_at, decision) VALUES (?, ?, ?, ?)');
    const communes = Array.from({ length: 500 }, (_, index) => `commune-${index}`);
    before.transaction(() => {
      for (const commune of communes) {
        alert.run(`${commune}:1`, commune, `${commune}-20210301T000000Z`, day('2021-03-01'), '{}');
        decide.run(commune, 'trebes', NOW, '{}');
      }
    })();
    before.close();
    const done: string[] = [];
    const db = new BetterSqlite3(file, { verbose: (sql) => void done.push(String(sql)) });
    let next = setImmediate(function turn() {
      done.push('turn');
      next = setImmediate(turn);
    });
    await createRetention(db, river.network, null, never)(NOW, giveWay);
    clearImmediate(next);
    db.close();
    const isRead = (each: string) => each.includes('FROM alert_event');
    const reads = done.filter((each) => isRead(each) || each === 'turn').join('\n');
    expect(done.filter(isRead).length).toBeLessThan(20);
    expect(reads.split('turn').every((between) => between.split('FROM alert_event').length <= 2)).toBe(true);
  });

  test('what was forecast amid the alert that is read last of hundreds stays too', async () => {
    const db = await open();
    const { forecasts, journal } = createSqliteStores(db);
    const at = day('2021-03-02');
    forecasts.keepPaths({
      station: 'coursan',
      issuedAt: at,
      stageM: 1,
      leadTimesH: [1],
      paths: [Float64Array.of(1)],
      weights: [1],
    });
    for (const issuedAt of [at, at + MINUTE_MS]) forecasts.append(issued(issuedAt, 'coursan'));
    const decide = db.prepare('INSERT INTO decision (commune, station, issued_at, decision) VALUES (?, ?, ?, ?)');
    decide.run('coursan', 'coursan', NOW, JSON.stringify(decided(NOW)));
    const alerts = Array.from({ length: 450 }, (_, index) =>
      eventOf(index + 1, { alert: `a-${index}`, commune: `ville-${index}`, at: day('2019-03-01') }),
    );
    const last = eventOf(451, { alert: 'z', commune: 'coursan', at });
    journal.commit(commitOf(1, { events: [...alerts, last] }));
    expect(await createRetention(db, river.network, null, never)(NOW, giveWay)).toEqual({
      readings: 0,
      forecasts: 0,
      paths: 0,
    });
    expect(forecasts.paths('coursan', at)?.issuedAt).toBe(at);
  });

  test('go also where the disk has spoiled another table, and that is told', async () => {
    const file = join(tempFolder('retention'), 'amont.db');
    const before = await openTestDatabase(file);
    const written = createSqliteStores(before);
    for (const at of ['2020-01-01', '2020-01-02'].map(day)) {
      written.forecasts.append(issued(at));
      written.forecasts.keepPaths({
        station: 'trebes',
        issuedAt: at,
        stageM: 1,
        leadTimesH: [1],
        paths: [Float64Array.of(1)],
        weights: [1],
      });
    }
    before.close();
    spoil(file, 'forecast');
    const db = await open(file);
    const failures: unknown[] = [];
    const removed = await createRetention(db, river.network, 90, (error) => failures.push(error))(NOW, giveWay);
    expect(removed).toEqual({ readings: 0, forecasts: 0, paths: 2 });
    expect(failures.map(String)).toContainEqual(expect.stringMatching(/malformed/));
  });
});
