import { expect, test } from 'vitest';
import type { AlertEvent } from '../../../src/alert/alert.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { createExercises } from '../../../src/notification/exercise/exercises.ts';
import { outboxId } from '../../../src/notification/outbox.ts';
import { rowOf } from '../../support/commits.ts';
import { MIN, T0 } from '../../support/decisions.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { alertAt } from '../../support/notices.ts';

const communes = ['a', 'b', 'c', 'd', 'e'];
const plan = {
  steps: [
    { level: 'prepare', afterMin: 0 },
    { level: 'danger', afterMin: 5 },
  ],
  lastsMin: 60,
  reason: 'Yearly test of the plan',
} as const;
const by = { person: 'prefect', residents: false, inTurn: true } as const;

/** Five communes, each with one contact. */
function drill() {
  const stores = memoryStores();
  const { journal, exerciseStore: store, record } = stores;
  const clock = manualClock(T0);
  const messagesOf = (events: readonly AlertEvent[]) =>
    events.map(({ id, commune }) => {
      const recipient = { kind: 'contact', id: `mayor-${commune}` } as const;
      return { ...rowOf(id, recipient), commune, id: outboxId(id, recipient, 'email') };
    });
  const exercises = createExercises({ kind: 'operational', clock, store, journal, messagesOf, observe: () => {} });
  const waiting = () => journal.due('contacts', T0, T0, 99);
  return {
    ...stores,
    exercises,
    clock,
    waiting,
    start: () => communes.every((each) => exercises.start(each, plan, by).ok),
    /** Exercises of one commune each, all of which have told. */
    others(from: number, to: number) {
      for (let index = from; index < to; index++) {
        const commune = `other-${index}`;
        expect(exercises.start(commune, plan, { person: 'mayor', residents: false }).ok).toBe(true);
        exercises.advance(commune, null, clock.now(), true);
      }
    },
    /** What a minute brings: each event as `commune kind level`. */
    minute(to: number): string[] {
      clock.advanceTo(T0 + to * MIN);
      const inTurn = exercises.nextInTurn(communes, clock.now());
      const events = inTurn.flatMap((each) => exercises.advance(each, null, clock.now(), true));
      return events.map(({ commune, kind, level }) => `${commune} ${kind} ${level}`);
    },
    send() {
      for (const { id } of waiting()) journal.settle(id, { status: 'sent', attempts: 1, sentAt: T0, providerId: null });
    },
    said: (commune: string) => record.recent(commune, 9).map(({ action, actor }) => [action, actor]),
  };
}

test('of many communes three a minute are told, told least first, each of what it is late with the newest alone', () => {
  const { exercises, start, minute, send, waiting, clock } = drill();
  expect(start()).toBe(true);
  // A round of judging is not their turn.
  expect(communes.flatMap((each) => exercises.advance(each, null, clock.now()))).toEqual([]);
  expect(waiting()).toEqual([]);
  expect(minute(0)).toEqual(['a raised prepare', 'b raised prepare', 'c raised prepare']);
  expect(waiting().length).toBe(3);
  send();
  expect(minute(6)).toEqual(['d raised danger', 'e raised danger', 'a escalated danger']);
  send();
  expect(minute(7)).toEqual(['b escalated danger', 'c escalated danger']);
  send();
  expect(minute(8)).toEqual([]);
  expect(minute(60)).toEqual(['d closed normal', 'e closed normal', 'a closed normal']);
  send();
  expect(minute(61)).toEqual(['b closed normal', 'c closed normal']);
});

test('who began one first is not told after a script that begins in others, and begins anew there', () => {
  const { exercises, start, clock } = drill();
  expect(exercises.start('e', plan, by).ok).toBe(true);
  clock.advanceTo(T0 + 1_000);
  expect(start()).toBe(false);
  const again = ['a', 'b', 'c'].map((each) => exercises.end(each, 'prefect') && exercises.start(each, plan, by).ok);
  expect(again).toEqual([true, true, true]);
  expect(exercises.nextInTurn(communes, clock.now())).toEqual(['e', 'a', 'b']);
});

test('nobody has a turn while somebody who decides has yet to be told: what is real waits behind few of these', () => {
  const { start, minute, send, journal, waiting } = drill();
  start();
  minute(0);
  const real = rowOf('limoux:1', { kind: 'contact', id: 'mayor-limoux' });
  journal.enqueue({ ...real, commune: 'limoux', about: 'level' });
  expect([minute(1), minute(2)]).toEqual([[], []]);
  expect(waiting().length).toBe(4);
  send();
  expect(minute(3)).toEqual(['d raised prepare', 'e raised prepare']);
});

test('nor while twenty messages of exercises are put off, as by a server that takes none: they would all go out at once some day', () => {
  const { exercises, start, others, minute, journal, waiting } = drill();
  const putOff = (lastError: string) => {
    for (const { id } of waiting())
      journal.settle(id, { status: 'pending', attempts: 1, nextAttemptAt: T0 + MIN, lastError });
  };
  others(0, 30);
  putOff('the mailbox is full: 452');
  start();
  expect(minute(0).length).toBe(3);
  others(30, 46);
  putOff('451 not now');
  expect(exercises.nextInTurn(communes, T0)).toEqual(['d', 'e']);
  expect(exercises.heldUp(communes, T0)).toBeNull();
  others(46, 47);
  putOff('451 not now');
  expect(exercises.nextInTurn(communes, T0)).toEqual([]);
  expect(exercises.heldUp(communes, T0)).toBe('put-off');
  // Of those that have nothing to tell nobody is told that they are held up.
  expect(exercises.heldUp(['a'], T0)).toBeNull();
});

test('whoever cannot be reached at all, as a landline by text message, holds up nobody while others are: it would never end', () => {
  const { start, others, minute, send, journal, waiting } = drill();
  others(0, 30);
  for (const { id } of waiting())
    journal.settle(id, { status: 'pending', attempts: 1, nextAttemptAt: T0 + MIN, lastError: '450 no such domain' });
  start();
  expect(minute(0)).toEqual([]);
  // A line of the log reaches nobody, and a text message says nothing of mail.
  for (const channel of ['log', 'sms'] as const)
    journal.enqueue({ ...rowOf(`limoux:${channel}`, { kind: 'contact', id: 'mayor-limoux' }), channel });
  for (const { id } of [...waiting(), ...journal.due('texts', T0, T0, 99)])
    journal.settle(id, { status: 'sent', attempts: 1, sentAt: T0, providerId: null });
  expect(minute(1)).toEqual([]);
  journal.enqueue(rowOf('limoux:1', { kind: 'contact', id: 'mayor-limoux' }));
  send();
  expect(minute(2).length).toBe(3);
});

test('one that is ended by a person says so in its turn to those who were told, and to nobody else', () => {
  const { exercises, start, minute, send, said } = drill();
  start();
  minute(0);
  send();
  expect(communes.map((each) => exercises.end(each, 'prefect'))).toEqual(communes.map(() => true));
  expect(communes.map((each) => exercises.running(each)?.endedBy)).toEqual([
    'prefect',
    'prefect',
    'prefect',
    undefined,
    undefined,
  ]);
  expect(exercises.widen('a', 'prefect')).toBe(false);
  // Pressed twice it is one end; nor is another begun before it is told.
  expect(communes.map((each) => exercises.end(each, 'other'))).toEqual(communes.map(() => false));
  expect(exercises.start('a', plan, by)).toMatchObject({ ok: false, error: 'already-running' });
  expect(minute(10)).toEqual(['a closed normal', 'b closed normal', 'c closed normal']);
  expect(communes.map((each) => exercises.running(each))).toEqual(communes.map(() => null));
  const people = [
    ['exercise.ended', { person: 'prefect' }],
    ['exercise.started', { person: 'prefect' }],
  ];
  expect(communes.map(said)).toEqual(communes.map(() => people));
});

test('the end that nobody could be told for a day is told to nobody any more, and is one', () => {
  const { exercises, start, minute, send, said, clock } = drill();
  start();
  minute(0);
  send();
  exercises.end('a', 'prefect');
  const day = 24 * 60;
  const none = (to: number) => {
    clock.advanceTo(T0 + to * MIN);
    expect(communes.flatMap((each) => exercises.advance(each, null, clock.now()))).toEqual([]);
    return communes.filter((each) => exercises.running(each) !== null);
  };
  expect(none(60 + day - 1)).toEqual(['a', 'b', 'c']);
  expect(none(60 + day)).toEqual([]);
  expect(minute(61 + day)).toEqual([]);
  expect([said('a')[0], said('b')[0]]).toEqual([
    ['exercise.ended', { person: 'prefect' }],
    ['exercise.ended', { service: true }],
  ]);
});

test('a real alert ends it at once, whosever turn it is, and one that nobody has heard of is over without a word', () => {
  const { exercises, start, minute, clock } = drill();
  start();
  minute(0);
  const end = (commune: string) => exercises.advance(commune, alertAt('act'), clock.now()).map(({ reason }) => reason);
  expect(end('a')).toMatchObject([{ because: 'exercise-over', why: 'real-alert' }]);
  expect(end('e')).toEqual([]);
  expect([exercises.running('a'), exercises.running('e')]).toEqual([null, null]);
  clock.advanceTo(T0 + 60 * MIN);
  expect(exercises.advance('d', null, clock.now())).toEqual([]);
  expect(exercises.running('d')).toBeNull();
});

test('of those that are begun one by one three within a minute are told at once, and the others have their turn', () => {
  const { exercises, clock } = drill();
  const alone = { person: 'prefect', residents: false };
  const begun = (commune: string) => {
    const started = exercises.start(commune, plan, alone);
    return started.ok && (started.value.inTurn ?? false);
  };
  // Begun anew, a commune is no other.
  expect([begun('a'), exercises.end('a', 'prefect'), begun('a')]).toEqual([false, true, false]);
  expect(['b', 'c', 'd'].map(begun)).toEqual([false, false, true]);
  clock.advanceTo(T0 + MIN);
  expect(begun('e')).toBe(false);
});

test('so are those that were begun slowly where they are ended one by one: three within a minute are told at once', () => {
  const { exercises, clock, minute, waiting, send } = drill();
  for (const [index, commune] of communes.entries()) {
    clock.advanceTo(T0 + index * MIN);
    expect(exercises.start(commune, plan, { person: 'prefect', residents: false }).ok).toBe(true);
  }
  send();
  clock.advanceTo(T0 + 6 * MIN);
  expect(communes.map((each) => exercises.end(each, 'prefect'))).toEqual(communes.map(() => true));
  expect(waiting().length).toBe(3);
  expect(communes.map((each) => exercises.running(each)?.endedBy ?? null)).toEqual([
    null,
    null,
    null,
    'prefect',
    'prefect',
  ]);
  expect(minute(7)).toEqual([]);
  send();
  expect(minute(8)).toEqual(['d closed normal', 'e closed normal']);
});

test('the exercise of a commune’s own people has its turn before those of whoever began one in many', () => {
  const { exercises, minute, send } = drill();
  const begin = (commune: string, person: string) => exercises.start(commune, plan, { person, residents: false });
  for (const each of ['other-1', 'other-2', 'other-3']) begin(each, 'prefect');
  for (const each of ['a', 'b', 'c', 'd']) expect(begin(each, 'prefect')).toMatchObject({ value: { inTurn: true } });
  expect(begin('e', 'mayor-e')).toMatchObject({ value: { inTurn: true } });
  send();
  expect(minute(1)).toEqual(['e raised prepare', 'a raised prepare', 'b raised prepare']);
  send();
  // Its next level comes before their first, too.
  expect(minute(6)).toEqual(['e escalated danger', 'c raised danger', 'd raised danger']);
});

test('the exercises of two who run many have their turns told least first: neither hears nothing while the other plays on', () => {
  const { exercises, clock, send } = drill();
  const groups = { large: ['l1', 'l2', 'l3', 'l4', 'l5'], small: ['s1', 's2', 's3', 's4'] };
  const quick = { ...plan, steps: plan.steps.map((each, index) => ({ ...each, afterMin: index })) };
  for (const [person, those] of Object.entries(groups))
    for (const each of those) expect(exercises.start(each, quick, { ...by, person }).ok).toBe(true);
  const all = [...groups.large, ...groups.small];
  const told = [0, 1, 2].flatMap((minute) => {
    clock.advanceTo(T0 + minute * MIN);
    const inTurn = exercises.nextInTurn(all, clock.now());
    for (const each of inTurn) exercises.advance(each, null, clock.now(), true);
    send();
    return inTurn;
  });
  expect(told).toEqual(all);
});
