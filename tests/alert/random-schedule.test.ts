import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Act, act, releaseWhenDue } from '../../src/alert/act.ts';
import { type AlertEvent, type CommuneState, newCommuneState } from '../../src/alert/alert.ts';
import { isEndedByAlert } from '../../src/alert/last-told.ts';
import { standingAt } from '../../src/alert/standing-at.ts';
import { suppress, suppressionAt, suppressionKinds } from '../../src/alert/suppress.ts';
import { createGaugeSuppressions } from '../../src/alert/suppress-gauge.ts';
import { transition } from '../../src/alert/transition.ts';
import { createExercises } from '../../src/notification/exercise/exercises.ts';
import { createMailroom } from '../../src/notification/mailroom.ts';
import { decide } from '../../src/policy/decide.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { rank, type StandingLevel } from '../../src/territory/alert-level.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { assessmentOf, MIN, marks, policyOf, T0 } from '../support/decisions.ts';
import { evenly } from '../support/evenly.ts';
import { coursan } from '../support/notices.ts';
import { asSeen, deed } from '../support/random-story.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** One thing that happens, and how far the clock stands from the one before: also back, as a machine's clock is set right. */
type Step =
  | { kind: 'river'; stageM: number | null; chance: number }
  | { kind: 'act'; deed: Act }
  | { kind: 'suppress'; how: (typeof suppressionKinds)[number]; hours: number }
  | { kind: 'unsuppress' | 'exercise' | 'widen' | 'end-exercise' | 'kill' };

const river = fc.record({
  kind: fc.constant('river' as const),
  stageM: fc.option(evenly(0, 4), { freq: 6 }),
  chance: evenly(0, 1),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: river },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('act' as const), deed }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('suppress' as const),
      how: fc.constantFrom(...suppressionKinds),
      hours: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'unsuppress' as const,
        'exercise' as const,
        'widen' as const,
        'end-exercise' as const,
        'kill' as const,
      ),
    }),
  },
);
const minutes = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 90 }) },
  fc.integer({ min: -120, max: 600 }),
);
const story = fc.array(fc.record({ step, minutes }), { minLength: 5, maxLength: 45 });

interface Told {
  event: AlertEvent;
  before: CommuneState;
  after: CommuneState;
  step: Step;
  suppressed: boolean;
}

const plan = { steps: [{ level: 'danger' as const, afterMin: 0 }], lastsMin: 240, reason: 'Yearly test' };

const folder = tempFolder('schedule');
let files = 0;

/** Lives a story on a real database file, opened anew at every kill: what is not on the disk is forgotten. */
async function live(steps: readonly { step: Step; minutes: number }[], byItself: boolean) {
  files += 1;
  const file = join(folder, `${files}.db`);
  const release = { by: 'person-or-timeout', afterMin: 30, signedBy: 'mayor-1', signedIn: 1 } as const;
  const policy = policyOf(byItself ? { release } : {});
  let at = T0;
  const clock = { now: () => at };
  const told: Told[] = [];
  const exercised: AlertEvent[] = [];
  const open = async () => {
    const opened = await openDatabase(file);
    if (!opened.ok) throw new Error(opened.error);
    const db = opened.value;
    const stores = createSqliteStores(db);
    const mailroom = createMailroom({
      ...stores,
      officialWarnings: () => [],
      issuer: { name: 'Amont', kind: 'operational', baseUrl: 'https://amont.example.org' },
      communes: new Map([['coursan', coursan]]),
      network: createNetwork([]),
      knownFloods: new Map(),
      clock,
      linkKey: Buffer.alloc(32, 1),
      replyNumber: null,
      ways: new Set(['log', 'email'] as const),
      residentTexts: null,
      webhooks: [],
      atomically: (work) => db.transaction(work)(),
      newToken: () => 'token',
    });
    const { messagesOf } = mailroom;
    const observe = (event: AlertEvent) => void exercised.push(event);
    const exercises = createExercises({
      ...stores,
      kind: 'operational',
      clock,
      store: stores.exerciseStore,
      messagesOf,
      observe,
    });
    const suppressions = createGaugeSuppressions({ clock, store: stores.suppressionStore, changed: () => {} });
    return { db, stores, messagesOf, exercises, suppressions };
  };
  let town = await open();
  const resident = {
    id: 'lea',
    commune: 'coursan',
    way: 'email',
    address: 'lea@example.org',
    language: 'en',
    requestedAt: T0,
    quietHours: null,
  } as const;
  town.stores.subscriptions.request({ ...resident, confirmedAt: null }, 'hash');
  town.stores.subscriptions.confirm('lea', T0);
  const stateNow = () => town.stores.journal.state('coursan') ?? newCommuneState('coursan');

  for (const { step, minutes } of steps) {
    at += minutes * MIN;
    const { journal } = town.stores;
    const take = (next: { state: CommuneState; events: readonly AlertEvent[] }, suppressed: boolean) => {
      const before = stateNow();
      const outbox = town.messagesOf(next.events, next.state);
      journal.commit({ ...next, outbox, record: [] });
      for (const event of next.events) told.push({ event, before, after: next.state, step, suppressed });
    };
    const who = { person: 'mayor-1', commune: 'coursan' };
    if (step.kind === 'kill') {
      town.db.close();
      town = await open();
    } else if (step.kind === 'act') {
      const done = act(stateNow(), asSeen(step.deed, stateNow()), 'mayor-1', policy, at);
      if (done.ok) take(done.value, false);
    } else if (step.kind === 'river') {
      const p = [step.chance, step.chance * 0.7, step.chance * 0.4] as const;
      const held = suppressionAt(town.stores.suppressionStore.open(at), 'bridge', at);
      const assessment = suppress(assessmentOf(at, step.stageM, p), held);
      take(transition(stateNow(), decide(policy, assessment), policy, 0.02), held?.kind === 'maintenance');
      take(releaseWhenDue(stateNow(), policy, at), false);
      exercised.push(...town.exercises.advance('coursan', stateNow().alert, at));
      if (stateNow().alert) expect(town.exercises.running('coursan')).toBeNull();
    } else {
      const before = JSON.stringify(journal.state('coursan'));
      const held = town.suppressions.of('bridge');
      if (step.kind === 'suppress') {
        const until = at + step.hours * 60 * MIN;
        town.suppressions.begin({ station: 'bridge', kind: step.how, until, reason: 'New sensor' }, who);
      } else if (step.kind === 'unsuppress') {
        if (held) town.suppressions.end('bridge', held.id, 'It is in place', who);
      } else if (step.kind === 'exercise') {
        const started = town.exercises.start('coursan', plan, { person: 'mayor-1', residents: false });
        if (stateNow().alert) expect(started.ok).toBe(false);
      } else if (step.kind === 'widen') town.exercises.widen('coursan', 'mayor-1');
      else town.exercises.end('coursan', 'mayor-1');
      // Nothing of this touches what is real.
      expect(JSON.stringify(journal.state('coursan'))).toBe(before);
    }
  }
  const { journal, exerciseStore } = town.stores;
  const lived = {
    told,
    exercised,
    state: stateNow(),
    written: journal.events('coursan', { limit: 10_000 }),
    playedOnDisk: exerciseStore.events('coursan', 10_000),
    rows: journal.deliveries('coursan', 10_000),
  };
  town.db.close();
  return lived;
}

const standing = (event: AlertEvent, at: 'level' | 'from'): StandingLevel =>
  event[at] === 'unknown' ? 'normal' : event[at];

test('whatever happens in whatever order, on a real database that is killed and opened again', {
  timeout: 180_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.boolean(), async (steps, byItself) => {
      const { told, exercised, state, written, playedOnDisk, rows } = await live(steps, byItself);
      const events = told.map(({ event }) => event);
      const mailsOf = (event: AlertEvent) => rows.filter((row) => row.event === event.id && row.channel === 'email');

      // What was told is what is on the disk, each once; real and played apart.
      expect(written).toEqual(events);
      expect(playedOnDisk).toEqual(exercised);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(events.some(({ exercise }) => exercise)).toBe(false);

      // Raised once, ended once, in turn; and the end is told to the mayor, and to residents who knew.
      const begun = ['raised', 'reopened'];
      const ends = told.filter(({ event: { kind } }) => begun.includes(kind) || kind === 'closed');
      ends.forEach(({ event }, index) => expect(begun.includes(event.kind)).toBe(index % 2 === 0));
      // What a person closed by mistake is the same alert, and whoever was told of its end is told that it goes on.
      ends.forEach(({ event, before }, index) => {
        if (event.kind !== 'reopened') return;
        const closed = ends[index - 1]!.event;
        expect([event.alert, closed.reason.because]).toEqual([closed.alert, 'person']);
        expect(mailsOf(event).map(({ recipient }) => recipient.id)).toEqual(
          mailsOf(closed).map(({ recipient }) => recipient.id),
        );
        expect(before.closedByHand?.alert.level).toBe(event.level);
      });
      expect(ends.length % 2 === 1).toBe(state.alert !== null);
      for (const { event, before } of ends.filter(({ event: { kind } }) => kind === 'closed')) {
        const to = mailsOf(event).map(({ recipient }) => recipient.id);
        expect(to).toContain('mayor-1');
        expect(to.includes('lea')).toBe(before.alert?.telling.told !== 'normal');
      }

      for (const [index, { event, before, after, step, suppressed }] of told.entries()) {
        // Nothing is lowered by silence or by maintenance: only by water seen below the mark, or by a person.
        if (rank(standing(event, 'level')) < rank(standing(event, 'from'))) {
          expect(suppressed).toBe(false);
          const left = standing(event, 'from');
          const seen = step.kind === 'river' && step.stageM !== null;
          if (seen && left !== 'normal') expect(step.stageM!).toBeLessThan(marks[left]);
          else expect(step).toMatchObject({ kind: 'act', deed: { kind: 'close' } });
        }
        // What the events tell of a moment is what was in force.
        expect(standingAt(events.slice(0, index + 1), Number.POSITIVE_INFINITY)).toMatchObject({
          level: event.level,
          told: after.alert?.telling.told ?? 'normal',
        });
        if (suppressed) expect(['suppressed', 'still-not-seen']).toContain(event.kind);
        // Residents hear of nothing that no person and no signed rule has released.
        if (mailsOf(event).some(({ recipient }) => recipient.kind === 'subscription')) {
          if (event.kind === 'released') {
            const byPerson = step.kind === 'act' && step.deed.kind === 'release';
            expect(byPerson || (byItself && event.reason.because === 'policy-timeout')).toBe(true);
          } else expect((before.alert ?? before.closedByHand?.alert)?.telling.told).not.toBe('normal');
        }
      }

      // An exercise says so first to everybody, and the real thing never does: nor does the real alert that ends one.
      for (const row of rows.filter(({ recipient }) => recipient.kind !== 'unconfirmed')) {
        const event = exercised.find(({ id }) => id === row.event);
        const isReal = event !== undefined && isEndedByAlert(event);
        const played = event !== undefined && !isReal;
        const real =
          row.recipient.kind === 'contact' ? /^(VRAIE ALERTE|REAL ALERT) Coursan/ : /^REAL FLOOD ALERT Coursan/;
        expect(real.test(row.subject), row.subject).toBe(isReal);
        expect(/^EXERCI[CS]E – /.test(row.subject) && /^EXERCI[CS]E\. /.test(row.text), row.subject).toBe(played);
      }
      const starts = exercised.filter(({ kind }) => kind === 'raised').length;
      const stops = exercised.filter(({ kind }) => kind === 'closed').length;
      expect(starts - stops === 0 || starts - stops === 1).toBe(true);
    }),
    { numRuns: 60 },
  );
});
