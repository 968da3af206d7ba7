import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { startTuner } from '../../../src/compose/learning/start-tuner.ts';
import { readPrior } from '../../../src/forecast/io/prior-file.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createReadingExclusions } from '../../../src/reading/exclusions/exclude-readings.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import type { Station } from '../../../src/territory/station.ts';
import { eventually } from '../../support/eventually.ts';
import { ponton, ruleAt } from '../../support/hindcasts.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { stageReading } from '../../support/stage-reading.ts';
import { stationNamed } from '../../support/station-named.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { floodySeries } from '../../support/tunings.ts';

/** A run as staff ask for it. */
const asked = { commune: 'bourg', station: 'ponton', policyVersion: 1, askedBy: 'staff' };

async function recorded(
  days: number,
  { others = [], unread = () => null }: { others?: readonly Station[]; unread?: () => Error | null } = {},
) {
  const stores = memoryStores();
  const station = { ...ponton, intervalMin: 60 };
  const { times, values } = floodySeries(days, 3);
  await stores.readings.append(
    [...times].map((observedAt, index) => stageReading(station.id, observedAt, values[index]!)),
  );
  const now = times.at(-1)!;
  const entry = { at: now, actor: { service: true }, action: 'policy.seeded', commune: null, detail: {} } as const;
  stores.policies.append({ author: 'x', reason: 'first', createdAt: now, rules: [ruleAt('act')] }, entry);
  const clock = manualClock(now);
  const network = createNetwork([station, ...others]);
  const folder = tempFolder('tuner');
  const logged: string[] = [];
  const communes = new Map([
    ['bourg', { watches: [{ station: station.id, marks: { prepare: 1, act: 2, danger: 3 } }] }],
  ]);
  const start = () =>
    startTuner({
      ...stores,
      readings: {
        async window(...span) {
          const why = unread();
          if (why !== null) throw why;
          return stores.readings.window(...span);
        },
      },
      clock,
      network,
      communes,
      folder,
      priorWithout: readPrior().map(({ id }) => id),
      log: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
    });
  const tuner = start();
  const fileOf = (commune: string) => join(folder, `hindcast-${commune}-${station.id}.bin`);
  /** Of the file with the forecasts that rules were tried on: another one once they are made anew. */
  const forecasts = (commune = 'bourg') => statSync(fileOf(commune)).ino;
  const seen = async (observedAt: number, at = station.id) => {
    clock.advanceTo(Math.max(clock.now(), observedAt));
    await stores.readings.append([stageReading(at, observedAt, 0.5)]);
  };
  const recent = createRecentReadings(stores.readings, 48);
  const changed = () => undefined;
  const exclusions = createReadingExclusions({ ...stores, clock, network, recent, store: stores.exclusions, changed });
  return { tuner, start, communes, stores, clock, folder, fileOf, forecasts, seen, exclusions, logged };
}

describe('a run of tuning in the background', () => {
  it('replays the gauge’s own record in a thread, one at a time, and keeps what came of it', async () => {
    const { tuner, stores } = await recorded(90);
    expect(tuner.start('bourg', 'ponton', 'staff')).toBe(true);
    expect(tuner.start('bourg', 'ponton', 'staff')).toBe(false);
    expect(tuner.running()).toMatchObject({ commune: 'bourg', station: 'ponton' });
    await tuner.settled();
    const run = stores.tuningStore.latest('bourg', 'ponton');
    expect(run).toMatchObject({ failure: null, askedBy: 'staff', policyVersion: 1 });
    expect(run?.tunings).toHaveLength(1);
    expect(run?.tunings?.[0]?.rows).toHaveLength(200);
    expect(tuner.running()).toBeNull();
  }, 180_000);

  it('asked again on the same day, after another rule was saved, tries it on the forecasts that there are', async () => {
    const { tuner, stores, clock, forecasts, seen } = await recorded(90);
    const run = async () => {
      tuner.start('bourg', 'ponton', 'staff');
      await tuner.settled();
      return forecasts();
    };
    const first = await run();
    const at = clock.now();
    await seen(at + HOUR_MS / 2);
    const entry = { at, actor: { person: 'staff' }, action: 'policy.changed', commune: 'bourg', detail: {} };
    const rules = [{ ...ruleAt('act'), raiseAt: 0.8 }];
    stores.policies.append({ author: 'staff', reason: 'second', createdAt: at, rules }, entry);
    expect(await run()).toBe(first);
    expect(stores.tuningStore.latest('bourg', 'ponton')).toMatchObject({ failure: null, policyVersion: 2 });
    await seen(at + DAY_MS);
    expect(await run()).not.toBe(first);
  }, 180_000);

  it('of one commune leaves the forecasts of another at the same gauge, which has other marks', async () => {
    const { tuner, stores, clock, forecasts } = await recorded(90);
    const entry = { at: clock.now(), actor: { person: 'staff' }, action: 'policy.changed', commune: null, detail: {} };
    const rules = [ruleAt('act'), ruleAt('act', { commune: 'hameau', markM: 1.6 })];
    stores.policies.append({ author: 'x', reason: 'second', createdAt: clock.now(), rules }, entry);
    const run = async (commune: string) => {
      tuner.start(commune, 'ponton', 'staff');
      await tuner.settled();
      return forecasts(commune);
    };
    const bourg = await run('bourg');
    const hameau = await run('hameau');
    expect([await run('bourg'), await run('hameau')]).toEqual([bourg, hameau]);
  }, 180_000);

  it('looks at the gauges of its own river alone: what another basin of the network shows makes no forecast anew', async () => {
    const others = [stationNamed('mill', { upstream: [] }), stationNamed('spring', { upstream: [] })];
    const { tuner, stores, clock, forecasts, seen } = await recorded(90, { others });
    const run = async () => {
      tuner.start('bourg', 'ponton', 'staff');
      await tuner.settled();
      expect(stores.tuningStore.latest('bourg', 'ponton')?.failure).toBeNull();
      return forecasts();
    };
    const first = await run();
    await seen(clock.now() - 3 * DAY_MS, 'mill');
    expect(await run()).toBe(first);
  }, 180_000);

  it('says what came out where its forecasts cannot be kept, leaves nothing half-written, and tells the log', async () => {
    const { tuner, stores, folder, fileOf, logged } = await recorded(90);
    mkdirSync(join(fileOf('bourg'), 'in the way'), { recursive: true });
    tuner.start('bourg', 'ponton', 'staff');
    await tuner.settled();
    expect(stores.tuningStore.latest('bourg', 'ponton')).toMatchObject({ failure: null });
    expect(readdirSync(folder)).toEqual(['hindcast-bourg-ponton.bin']);
    expect(logged).toEqual([expect.stringContaining('cannot be kept')]);
  }, 180_000);

  it('tries one rule as it was typed, on the forecasts that there are, until the rules are others or the day is over', async () => {
    const { tuner, stores, clock, forecasts } = await recorded(90);
    const typed = { ...ruleAt('act'), raiseAt: 0.35 };
    expect(tuner.trialOf(typed)).toBeNull();
    expect(tuner.tryRule(typed)).toBe(true);
    expect([tuner.tryRule(typed), tuner.start('bourg', 'ponton', 'staff')]).toEqual([false, false]);
    expect([tuner.trialOf(typed)?.kind, tuner.running()?.tries]).toEqual(['running', 'act']);
    await tuner.settled();
    expect(tuner.running()).toBeNull();
    const done = tuner.trialOf(typed);
    if (done?.kind !== 'done') throw new Error(`it is ${done?.kind}`);
    expect(done.trial.tried.floods).toBeGreaterThan(0);
    expect(done.trial.inForce.floods).toBe(done.trial.tried.floods);
    const { leadTimeH, lowerAt, k, n, minDwellMin } = typed;
    for (const other of [
      { raiseAt: 0.36 },
      { lowerAt: lowerAt - 0.01 },
      { leadTimeH: leadTimeH + 1 },
      { k: k + 1 },
      { n: n + 1 },
      { minDwellMin: minDwellMin + 1 },
    ])
      expect([other, tuner.trialOf({ ...typed, ...other })]).toEqual([other, null]);
    // No tuning was asked for, so none is written down.
    expect(stores.tuningStore.latest('bourg', 'ponton')).toBeNull();

    // Another mark wants forecasts of its own; those of the rules in force stay.
    const kept = forecasts();
    const higher = { ...typed, markM: 2.2 };
    tuner.tryRule(higher);
    await tuner.settled();
    expect([tuner.trialOf(higher)?.kind, forecasts()]).toEqual(['done', kept]);

    const at = clock.now();
    const entry = { at, actor: { person: 'staff' }, action: 'policy.changed', commune: 'bourg', detail: {} };
    stores.policies.append({ author: 'staff', reason: 'second', createdAt: at, rules: [typed] }, entry);
    expect(tuner.trialOf(higher)).toBeNull();
    tuner.tryRule(higher);
    await tuner.settled();
    expect(tuner.trialOf(higher)?.kind).toBe('done');
    clock.advanceTo(at + DAY_MS);
    expect(tuner.trialOf(higher)).toBeNull();
  }, 180_000);

  it('gives way where somebody has changed the rules that a rule is tried beside: nobody can read what comes of it', async () => {
    const { tuner, stores, clock } = await recorded(62);
    const save = (raiseAt: number) => {
      const at = clock.now();
      const entry = { at, actor: { person: 'other' }, action: 'policy.changed', commune: 'bourg', detail: {} };
      stores.policies.append(
        { author: 'other', reason: 'x', createdAt: at, rules: [ruleAt('act', { raiseAt })] },
        entry,
      );
    };
    const [first, second] = [0.35, 0.3].map((raiseAt) => ruleAt('act', { raiseAt }));
    expect([tuner.tryRule(first!), tuner.tryRule(second!)]).toEqual([true, false]);
    await eventually(() => (tuner.running()?.share ?? 0) > 0, 'it is under way');
    save(0.7);
    expect([tuner.trialOf(first!), tuner.running()]).toEqual([null, null]);
    expect([tuner.tryRule(second!), tuner.tryRule(first!)]).toEqual([true, false]);
    expect([tuner.running()?.share, tuner.trialOf(second!)?.kind]).toEqual([0, 'running']);
    await tuner.settled();
    expect([tuner.trialOf(second!)?.kind, tuner.running()]).toEqual(['done', null]);
    // What was given up is not there where the rules are again what they were.
    save(ruleAt('act').raiseAt);
    expect(tuner.trialOf(first!)).toBeNull();
    // A tuning keeps its turn: it is written down, and read beside what has changed since.
    tuner.start('bourg', 'ponton', 'staff');
    save(0.7);
    expect([tuner.tryRule(first!), tuner.running()?.tries]).toEqual([false, null]);
    await tuner.close();
  }, 180_000);

  it('tries a rule anew where readings of the past were excluded, restored or imported since, be it on the same day', async () => {
    const { tuner, stores, clock, exclusions } = await recorded(90);
    const typed = ruleAt('act', { raiseAt: 0.35 });
    const floods = async () => {
      tuner.tryRule(typed);
      await tuner.settled();
      const state = tuner.trialOf(typed);
      return state?.kind === 'done' ? state.trial.tried.floods : null;
    };
    const all = await floods();
    const to = clock.now();
    const who = { person: 'staff', commune: 'bourg' };
    const spikes = { station: 'ponton', from: to - 20 * DAY_MS, to, reason: 'the sensor was lifted' };
    const excluded = await exclusions.exclude(spikes, who);
    if (!excluded.ok) throw new Error(excluded.error);
    expect(tuner.trialOf(typed)).toBeNull();
    expect(await floods()).toBeLessThan(all!);

    clock.advanceTo(to + MINUTE_MS);
    await exclusions.reverse('ponton', excluded.value.id, 'it was not', who);
    expect(tuner.trialOf(typed)).toMatchObject({ kind: 'done', trial: { tried: { floods: all } } });

    const options = { format: 'csv', unit: null, timeZone: null };
    const file = { file: 'past.csv', options, station: 'ponton', quantity: 'stage', from: 0, to } as const;
    stores.imports.begin({ ...file, at: clock.now(), by: { person: 'staff' } });
    expect(tuner.trialOf(typed)).toBeNull();
  }, 180_000);

  it('replays no part of the past where the whole is not given, and says so; nor what a stop gave up', async () => {
    const unreached = new Error('InfluxDB cannot be reached');
    let why = unreached;
    const { tuner, stores, logged } = await recorded(90, { unread: () => why });
    const failure = async () => {
      tuner.start('bourg', 'ponton', 'staff');
      await tuner.settled();
      return stores.tuningStore.latest('bourg', 'ponton')?.failure;
    };
    expect(await failure()).toBe('past-unread');
    expect(logged.map((line) => JSON.parse(line).err.message)).toEqual([unreached.message]);
    why = new Error('InfluxDB cannot be reached', { cause: AbortSignal.abort().reason });
    expect(await failure()).toBe('stopped');
    expect(logged).toHaveLength(1);
  });

  it('reads no further of the past that it gathers once the service stops', async () => {
    let asked = 0;
    const unread = () => {
      asked += 1;
      return null;
    };
    const { tuner, stores } = await recorded(90, { others: [stationNamed('mill')], unread });
    tuner.start('bourg', 'ponton', 'staff');
    await eventually(() => asked > 1, 'the past is read');
    const closing = tuner.close();
    const askedBefore = asked;
    await closing;
    expect(asked).toBe(askedBefore);
    expect(stores.tuningStore.latest('bourg', 'ponton')).toMatchObject({ failure: 'stopped' });
  }, 60_000);

  it('says why a rule could not be tried', async () => {
    const { tuner } = await recorded(20, { others: [stationNamed('mill')] });
    // The other has no reading at all.
    for (const station of ['ponton', 'mill']) {
      const typed = ruleAt('act', { raiseAt: 0.4, station });
      tuner.tryRule(typed);
      await tuner.settled();
      expect([station, tuner.trialOf(typed)]).toEqual([station, { kind: 'failed', because: 'record-too-short' }]);
    }
  }, 60_000);

  it.each([
    ['while the past is gathered', async () => {}],
    [
      'while it replays',
      (tuner: { running(): { share: number } | null }) =>
        eventually(() => (tuner.running()?.share ?? 0) > 0, 'it is under way'),
    ],
  ])(
    'is stopped, and not failed, by a stop of the service %s',
    async (_when, reached) => {
      const { tuner, stores } = await recorded(90);
      tuner.start('bourg', 'ponton', 'staff');
      await reached(tuner);
      await tuner.close();
      expect(stores.tuningStore.latest('bourg', 'ponton')).toMatchObject({ failure: 'stopped', tunings: null });
    },
    60_000,
  );

  it('begins again by itself when the service has started anew, once: it may be what ends the service', async () => {
    const { tuner, start, stores, clock } = await recorded(20);
    const latest = () => stores.tuningStore.latest('bourg', 'ponton');
    tuner.start('bourg', 'ponton', 'staff');
    await tuner.close();
    expect(latest()?.failure).toBe('stopped');
    const second = start();
    expect(second.running()).toBeNull();
    second.beginAgain();
    expect(second.running()).toMatchObject({ commune: 'bourg', station: 'ponton', tries: null });
    expect(latest()).toMatchObject({ askedBy: 'staff', doneAt: null });
    await second.close();
    const third = start();
    third.beginAgain();
    expect([third.running(), latest()?.failure]).toEqual([null, 'stopped']);
    // Asked for anew it is another one; and what has come to its end is not done again.
    third.start('bourg', 'ponton', 'other');
    await third.settled();
    expect(latest()).toMatchObject({ failure: 'record-too-short', askedBy: 'other' });
    third.beginAgain();
    expect(third.running()).toBeNull();
    // A process that was killed has written nothing down.
    stores.tuningStore.begin({ ...asked, askedAt: clock.now() });
    const last = start();
    last.beginAgain();
    expect(last.running()).toMatchObject({ station: 'ponton' });
    await last.settled();
    expect(latest()?.failure).toBe('record-too-short');
  }, 60_000);

  it('that cannot be written down as begun again, as on a full disk, does not keep the service from starting', async () => {
    const { start, stores, logged, clock } = await recorded(20);
    stores.tuningStore.begin({ ...asked, askedAt: clock.now() });
    stores.db.pragma('query_only = ON');
    const held = start();
    expect(logged).toEqual([expect.stringContaining('could not be written down')]);
    stores.db.pragma('query_only = OFF');
    stores.tuningStore.abandon(0, 'stopped');
    stores.db.pragma('query_only = ON');
    held.beginAgain();
    expect(held.running()).toBeNull();
    expect(logged).toEqual([expect.any(String), expect.stringContaining('could not be begun again')]);
  }, 60_000);

  it('does not begin again at a gauge that the commune no longer watches, nor what was asked days ago, nor while the service ends', async () => {
    const { tuner, start, communes, stores, clock } = await recorded(20);
    stores.tuningStore.begin({ ...asked, askedAt: clock.now() });
    stores.tuningStore.abandon(0, 'stopped');
    await tuner.close();
    tuner.beginAgain();
    expect(tuner.running()).toBeNull();
    const [bourg] = communes.values();
    communes.set('bourg', { watches: [] });
    const second = start();
    second.beginAgain();
    expect(second.running()).toBeNull();
    communes.clear();
    second.beginAgain();
    expect(second.running()).toBeNull();
    communes.set('bourg', bourg!);
    clock.advanceTo(clock.now() + 25 * HOUR_MS);
    second.beginAgain();
    expect(second.running()).toBeNull();
    stores.tuningStore.begin({ ...asked, commune: 'elsewhere', station: 'x', askedAt: 0 });
    stores.tuningStore.begin({ ...asked, askedAt: clock.now() });
    stores.tuningStore.abandon(0, 'stopped');
    second.beginAgain();
    expect(second.running()).not.toBeNull();
    await second.settled();
  }, 60_000);

  it('that cannot write down what came of it, as on a full disk, does not end the service, and may be asked for again', async () => {
    const { tuner, stores } = await recorded(20);
    tuner.start('bourg', 'ponton', 'staff');
    stores.db.pragma('query_only = ON');
    await expect(tuner.settled()).resolves.toBeUndefined();
    expect(tuner.running()).toBeNull();
    stores.db.pragma('query_only = OFF');
    expect(tuner.start('bourg', 'ponton', 'staff')).toBe(true);
    await tuner.settled();
    expect(stores.tuningStore.latest('bourg', 'ponton')?.failure).toBe('record-too-short');
  }, 60_000);

  it('says that a record is too short, and that a run was ended by a stop', async () => {
    const { tuner, stores } = await recorded(20);
    tuner.start('bourg', 'ponton', 'staff');
    await tuner.settled();
    expect(stores.tuningStore.latest('bourg', 'ponton')?.failure).toBe('record-too-short');
    stores.tuningStore.begin({ ...asked, askedAt: 0 });
    stores.tuningStore.abandon(1, 'stopped');
    expect(stores.tuningStore.latest('bourg', 'ponton')).toMatchObject({ failure: 'stopped', doneAt: 1 });
  }, 60_000);
});
