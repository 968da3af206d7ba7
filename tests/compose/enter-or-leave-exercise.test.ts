import { expect, test, vi } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { transition } from '../../src/alert/transition.ts';
import { enterOrLeaveExercise } from '../../src/compose/enter-or-leave-exercise.ts';
import type { Instance } from '../../src/config/config.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { EXERCISE_OVER } from '../../src/notification/outbox.ts';
import { decide } from '../../src/policy/decide.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { entryOf, rowOf } from '../support/commits.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';
import { openTestDatabase } from '../support/open-test-database.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const TOLD = [
  ['EXERCICE – ALERTE', true],
  ['ALERTE', false],
] as const;

/** Nobody knows yet when it ends. */
const STILL = Number.POSITIVE_INFINITY;

/** A town with a policy, which can be started as any kind a minute later. */
async function town() {
  const db = await openTestDatabase(`${tempFolder('leave-exercise')}/amont.db`);
  const stores = createSqliteStores(db);
  const { journal, policies } = stores;
  policies.append(policyOf(), entryOf('policy.seeded'));
  const { instance, communes } = await demoConfig();
  const clock = manualClock(T0);
  const failures: string[] = [];
  const failed = (where: string) => void failures.push(where);
  const atomically = (work: () => void): void => db.transaction(work).immediate();
  return {
    db,
    ...stores,
    failures,
    /** Gives the times of exercises, or why it does not start. */
    startAs(kind: Instance['kind'], without?: string) {
      clock.advanceTo(clock.now() + MIN);
      const own = new Map([...communes].filter(([id]) => id !== without));
      const parts = { ...stores, clock, atomically, failed };
      const started = enterOrLeaveExercise({ instance: { ...instance, kind }, communes: own }, parts);
      return started.ok ? started.value : started.error;
    },
    /** Gives the event. */
    raise(commune: string, subject: string, stageM = 2.5) {
      const ofCommune = policyOf({ commune });
      const decision = decide(ofCommune, assessmentOf(clock.now(), stageM, [0, 0, 0], { commune }));
      const raised = transition(journal.state(commune) ?? newCommuneState(commune), decision, ofCommune, 0.02);
      const outbox = raised.events.map(({ id }) => ({ ...rowOf(id), commune, subject, createdAt: clock.now() }));
      journal.commit({ ...raised, outbox, record: [] });
      return raised.events[0]!.id;
    },
    end: (commune: string) =>
      journal.commit({ state: { ...newCommuneState(commune), events: 1 }, events: [], outbox: [], record: [] }),
  };
}

test('a commune that cannot be read keeps no other in the exercise, and is named', async () => {
  const { db, journal, failures, startAs, raise } = await town();
  expect([startAs('operational'), startAs('exercise')]).toEqual([[], [{ from: T0 + 2 * MIN, to: STILL }]]);
  raise('coursan', 'EXERCICE – ALERTE');
  raise('trebes', 'EXERCICE – ALERTE');
  db.prepare("UPDATE commune_state SET state = '{' WHERE commune = 'coursan'").run();

  const exercise = { from: T0 + 2 * MIN, to: T0 + 3 * MIN };
  expect(startAs('operational')).toEqual([exercise]);
  expect(failures).toEqual(['coursan']);
  expect(journal.state('trebes')?.alert).toBeNull();
  expect(startAs('operational')).toEqual([exercise]);
  db.close();
});

test('what waits of the exercise is dropped, which stands on record; what was told before it goes out', async () => {
  const { db, journal, record, startAs, raise, end } = await town();
  startAs('operational');
  const real = raise('trebes', 'ALERTE');
  end('trebes');
  startAs('exercise');
  const played = raise('coursan', 'EXERCICE – ALERTE');
  // As where the clock was behind when the exercise began.
  const behind = raise('lagrasse', 'ALERTE');
  raise('narbonne', 'EXERCISE – ALERT');
  const own = { ...rowOf('subscription:1'), about: 'subscription' as const, createdAt: T0 + 2 * MIN };
  journal.enqueue(own);
  startAs('operational');
  const waiting = journal.waiting(['coursan', 'trebes', 'lagrasse', 'narbonne'], 9).map(({ event }) => event);
  expect(waiting.toSorted()).toEqual(['subscription:1', real, behind].toSorted());
  const [row] = journal.deliveries('coursan', 9).filter(({ event }) => event === played);
  expect(row?.delivery).toMatchObject({ status: 'dropped', reason: EXERCISE_OVER });
  expect(journal.undeliverable(T0).contacts).toBe(0);
  expect(record.recent(null, 1)).toMatchObject([
    { action: 'instance.kind', detail: { kind: 'operational', dropped: 2 } },
  ]);
  db.close();
});

test.each(TOLD)(
  'of an earlier version, which put no kind on record, the messages tell: %s',
  async (subject, isExercise) => {
    const { db, journal, record, startAs, raise } = await town();
    raise('coursan', subject);
    const exercise = { from: T0, to: T0 + MIN };
    expect(startAs('operational')).toEqual(isExercise ? [exercise] : []);
    expect(journal.state('coursan')?.alert === null).toBe(isExercise);
    const kinds = record.ofAction(null, 'instance.kind').map(({ detail }) => detail['kind']);
    expect(kinds).toEqual(isExercise ? ['operational', 'exercise'] : []);
    // And so it stays at the next start.
    expect(startAs('operational')).toEqual(isExercise ? [exercise] : []);
    db.close();
  },
);

test('an alert that was told as an exercise before others were told as real is left: since when all was real nobody knows', async () => {
  const { db, journal, startAs, raise } = await town();
  raise('coursan', 'EXERCICE – ALERTE');
  raise('trebes', 'ALERTE');
  expect(startAs('operational')).toEqual([]);
  expect(journal.state('trebes')?.alert).not.toBeNull();
  db.close();
});

test('where what was told last is real, no start reads all that was told before it', async () => {
  const { db, told, journal, startAs, raise } = await town();
  const event = raise('trebes', 'ALERTE');
  const raised = { state: journal.state('trebes')!, record: [] };
  for (const number of [2, 3, 4]) {
    const later = { ...journal.event(event)!, id: `trebes:${number}`, at: T0 + number };
    journal.commit({
      ...raised,
      events: [later],
      outbox: [{ ...rowOf(later.id), commune: 'trebes', subject: 'RAPPEL' }],
    });
  }
  const asked = vi.spyOn(told, 'toContacts');
  expect(startAs('operational')).toEqual([]);
  expect(asked.mock.calls).toEqual([['trebes:4']]);
  db.close();
});

test.each(['exercise', 'demonstration'] as const)(
  'nothing real is told as not real: while a real alert stands nothing starts as %s, and nothing on record says that it did',
  async (kind) => {
    const { db, record, startAs, raise, end } = await town();
    expect(startAs('operational')).toEqual([]);
    raise('trebes', 'ALERTE');
    const refused = startAs(kind);
    expect(refused).toMatch(`kind: ${kind}), and a real alert stands in trebes (act). Start it as operational`);
    expect(record.ofAction(null, 'instance.kind')).toEqual([]);
    expect(startAs('operational')).toEqual([]);
    // A copy that is only tried.
    expect(startAs(kind, 'trebes')).toEqual(kind === 'exercise' ? [{ from: T0 + 4 * MIN, to: STILL }] : []);
    // Put back it is as real as before.
    expect(startAs(kind)).toEqual(refused);
    end('trebes');
    expect(startAs(kind)).not.toEqual(refused);
    db.close();
  },
);

test('an alert of the exercise itself keeps it from no start, also where an earlier version put no kind on record', async () => {
  const exercise = [{ from: T0 + MIN, to: STILL }];
  const { startAs, raise, db } = await town();
  expect(startAs('exercise')).toEqual(exercise);
  raise('trebes', 'EXERCICE – ALERTE');
  expect(startAs('exercise')).toEqual(exercise);
  db.close();
  const earlier = await town();
  earlier.raise('trebes', 'EXERCICE – ALERTE');
  const since = [{ from: T0, to: STILL }];
  expect([earlier.startAs('exercise'), earlier.startAs('exercise')]).toEqual([since, since]);
  const kinds = earlier.record.ofAction(null, 'instance.kind').map(({ detail }) => detail);
  expect(kinds).toEqual([{ kind: 'exercise', since: T0 }]);
  earlier.db.close();
});

test('an alert that was told as an exercise is none that is real where it stood before the exercise did on record, as by a clock that was ahead', async () => {
  const { db, journal, record, startAs, raise } = await town();
  raise('trebes', 'EXERCICE – ALERTE');
  record.append({ ...entryOf('instance.kind'), at: T0 + HOUR_MS, commune: null, detail: { kind: 'exercise' } });
  expect(startAs('exercise')).toEqual([{ from: T0 + HOUR_MS, to: STILL }]);
  startAs('operational');
  // The next round raises it anew: whoever decides has read of none that is real.
  expect(journal.state('trebes')?.alert).toBeNull();
  db.close();
});

test('an alert amid which an earlier version let an exercise begin is as real as before, and no more', async () => {
  const { db, journal, record, startAs, raise } = await town();
  raise('trebes', 'ALERTE');
  record.append({ ...entryOf('instance.kind'), at: T0 - HOUR_MS, commune: null, detail: { kind: 'exercise' } });
  startAs('exercise');
  raise('trebes', 'EXERCICE – AGGRAVATION', 3.5);
  expect(startAs('exercise')).toMatch('a real alert stands in trebes (danger)');
  startAs('operational');
  // It falls to where it was real: what it rose to since is told anew.
  expect(journal.state('trebes')?.alert?.level).toBe('act');
  db.close();
});

test('of several exercises each is known', async () => {
  const { db, startAs } = await town();
  const kinds = ['exercise', 'operational', 'exercise', 'operational'] as const;
  expect(kinds.map((kind) => startAs(kind)).at(-1)).toEqual([
    { from: T0 + MIN, to: T0 + 2 * MIN },
    { from: T0 + 3 * MIN, to: T0 + 4 * MIN },
  ]);
  db.close();
});
