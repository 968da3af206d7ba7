import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ExerciseMove, endExercise, isPlayable, playExercise, startExercise } from '../../src/alert/exercise.ts';
import { isEndedByAlert } from '../../src/alert/last-told.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { createExercises } from '../../src/notification/exercise/exercises.ts';
import { messageFor } from '../../src/notification/words/message.ts';
import { raisedLevels } from '../../src/territory/alert-level.ts';
import { MIN, T0 } from '../support/decisions.ts';
import { memoryStores } from '../support/memory-database.ts';
import { alertAt, contextOf, coursan } from '../support/notices.ts';

const plan = {
  steps: [
    { level: 'prepare', afterMin: 0 },
    { level: 'danger', afterMin: 30 },
    { level: 'act', afterMin: 50 },
  ],
  lastsMin: 60,
  reason: 'Yearly test of the plan',
} as const;
const by = { person: 'mayor-1', residents: false };
const lines = ({ events }: ExerciseMove) => events.map(({ kind, from, level }) => `${kind} ${from} → ${level}`);

test('plays its script by the clock and ends', () => {
  let move = startExercise('coursan', plan, by, T0);
  const told = lines(move);
  for (let minute = 1; minute <= 70; minute += 1) {
    move = playExercise(move.exercise, T0 + minute * MIN);
    told.push(...lines(move).map((line) => `${minute} min ${line}`));
  }
  expect(told).toEqual([
    'raised normal → prepare',
    '30 min escalated prepare → danger',
    '50 min lowered danger → act',
    '60 min closed act → normal',
  ]);
  expect(move.exercise.ended).toEqual({ at: T0 + 60 * MIN, why: 'over' });
});

test('one that is begun anew within its second has a name of its own, and so has the next', () => {
  const first = startExercise('coursan', plan, by, T0).exercise;
  const second = startExercise('coursan', plan, by, T0, first).exercise;
  const third = startExercise('coursan', plan, by, T0, second).exercise;
  expect([second, third].map(({ id }) => id)).toEqual([`${first.id}-2`, `${first.id}-3`]);
  expect(startExercise('coursan', plan, by, T0 + 1_000, third).exercise.id).not.toContain(first.id);
});

test('after a standstill only what holds now is told', () => {
  const { exercise } = startExercise('coursan', plan, by, T0);
  expect(lines(playExercise(exercise, T0 + 55 * MIN))).toEqual(['escalated prepare → act']);
  expect(lines(playExercise(exercise, T0 + 9_000 * MIN))).toEqual(['closed prepare → normal']);
});

test('its end is told to residents who were told of something before it, and not to those who were to be told later', () => {
  const { exercise } = startExercise('coursan', plan, by, T0);
  const widened = { ...exercise, residentsBy: 'mayor-1', widenedAfter: 1 };
  const audiences = ({ events }: ExerciseMove) => events.map(({ audience }) => audience);
  expect(audiences(endExercise(widened, 'person', T0 + MIN))).toEqual(['staff']);
  const worse = playExercise(widened, T0 + 30 * MIN);
  expect(audiences(worse)).toEqual(['public']);
  expect(audiences(endExercise(worse.exercise, 'person', T0 + 31 * MIN))).toEqual(['public']);
  const { exercise: told } = startExercise('coursan', plan, { ...by, residents: true }, T0);
  expect(audiences(endExercise(told, 'person', T0 + MIN))).toEqual(['public']);
});

test('one that was started by a clock that was ahead ends once that is set right, and not when that time has come', () => {
  const { exercise } = startExercise('coursan', plan, by, T0);
  const move = playExercise(exercise, T0 - 24 * 60 * MIN);
  expect(lines(move)).toEqual(['closed prepare → normal']);
  // It has not ended as planned, and nobody reads that it has.
  expect(move.events).toMatchObject([{ reason: { because: 'exercise-over', why: 'clock-set' } }]);
  expect(lines(playExercise(exercise, T0 - MIN))).toEqual([]);
});

test('a clock that is set back amid it takes nobody back to a step that is over', () => {
  const { exercise } = playExercise(startExercise('coursan', plan, by, T0).exercise, T0 + 55 * MIN);
  const back = playExercise(exercise, T0 + 5 * MIN);
  expect(lines(back)).toEqual([]);
  expect(lines(playExercise(back.exercise, T0 + 55 * MIN))).toEqual([]);
  expect(lines(playExercise(back.exercise, T0 + 60 * MIN))).toEqual(['closed act → normal']);
});

test('an exercise of which nobody has heard ends without a word', () => {
  const late = { ...plan, steps: [{ level: 'act' as const, afterMin: 30 }] };
  expect(endExercise(startExercise('coursan', late, by, T0).exercise, 'person', T0 + MIN).events).toEqual([]);
});

test.each([
  [{ steps: [] }],
  [{ lastsMin: 0 }],
  [{ lastsMin: 1441 }],
  [{ lastsMin: 30 }],
  [{ reason: 'no' }],
  [{ steps: [{ level: 'act' as const, afterMin: -1 }] }],
  [{ steps: [{ level: 'act' as const, afterMin: 0.5 }] }],
  [{ steps: [...plan.steps, { level: 'act' as const, afterMin: 30 }] }],
])('%j cannot be played', (change) => {
  expect(isPlayable(plan)).toBe(true);
  expect(isPlayable({ ...plan, ...change })).toBe(false);
});

test('whatever is played, whenever it is looked at: one beginning, one end, and no message without the word first', () => {
  const steps = fc.uniqueArray(
    fc.record({ level: fc.constantFrom(...raisedLevels), afterMin: fc.integer({ min: 0, max: 100 }) }),
    { minLength: 1, maxLength: 8, selector: ({ afterMin }) => afterMin },
  );
  const looks = fc.array(fc.integer({ min: -30, max: 60 }), { maxLength: 30 });
  const residents = fc.boolean();
  fc.assert(
    fc.property(
      steps,
      looks,
      residents,
      fc.constantFrom('over', 'real-alert', 'simulated-alert', 'person', 'clock-set'),
      (script, jumps, wide, why) => {
        const played = { ...plan, steps: script, lastsMin: 101 };
        let move = startExercise('coursan', played, { person: 'mayor-1', residents: wide }, T0);
        const events = [...move.events];
        let at = T0;
        for (const minutes of jumps) {
          at += minutes * MIN;
          // What is stored is all that there is.
          move = playExercise(JSON.parse(JSON.stringify(move.exercise)), at);
          events.push(...move.events);
        }
        events.push(...endExercise(move.exercise, why, at).events);
        const kinds = events.map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === 'raised').length).toBeLessThanOrEqual(1);
        expect(kinds.filter((kind) => kind === 'closed').length).toBe(events.length > 0 ? 1 : 0);
        expect(kinds.at(-1) ?? 'closed').toBe('closed');
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        for (const event of events) {
          expect(event).toMatchObject({ exercise: true, audience: wide ? 'public' : 'staff' });
          const isReal = isEndedByAlert(event);
          for (const [language, played, real] of [
            ['fr', 'EXERCICE', { contact: 'VRAIE ALERTE', resident: 'VRAIE ALERTE INONDATION' }],
            ['en', 'EXERCISE', { contact: 'REAL ALERT', resident: 'REAL FLOOD ALERT' }],
          ] as const) {
            for (const reader of [
              { kind: 'contact', language, answer: null },
              { kind: 'resident', language, leaveUrl: 'https://x.example' },
            ] as const) {
              const word = isReal ? real[reader.kind] : played;
              const { subject, text } = messageFor(event, reader, coursan, contextOf({ telling: null }));
              expect(subject.startsWith(isReal ? `${word} Coursan` : `${word} – `)).toBe(true);
              expect(text.startsWith(word)).toBe(true);
            }
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  ['operational', 'real-alert'],
  ['exercise', 'simulated-alert'],
  ['demonstration', 'simulated-alert'],
] as const)('an alert of an installation that is %s ends it as a %s', (kind, why) => {
  const stores = memoryStores();
  const clock = manualClock(T0);
  const quiet = { messagesOf: () => [], observe: () => {} };
  const exercises = createExercises({ ...stores, ...quiet, kind, clock, store: stores.exerciseStore });
  exercises.start('coursan', plan, { person: 'mayor-1', residents: false });
  expect(exercises.advance('coursan', alertAt('danger', 'act'), T0 + MIN)).toMatchObject([
    { level: 'normal', reason: { because: 'exercise-over', why, inForce: { level: 'danger', told: 'act' } } },
  ]);
  expect(stores.record.recent('coursan', 1)).toMatchObject([{ action: 'exercise.ended', detail: { why } }]);
});
