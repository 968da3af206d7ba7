import { describe, expect, test } from 'vitest';
import { act } from '../../src/alert/act.ts';
import { type CommuneState, newCommuneState } from '../../src/alert/alert.ts';
import { suppress } from '../../src/alert/suppress.ts';
import { transition } from '../../src/alert/transition.ts';
import { err } from '../../src/lib/result.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { assess } from '../../src/policy/assess.ts';
import { type Assessment, standingRead } from '../../src/policy/assessment.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';
import { stageReading } from '../support/stage-reading.ts';
import { stationNamed } from '../support/station-named.ts';

/** Marks of the policy: 1, 2 and 3 m. */
const policy = policyOf();
const station = stationNamed('bridge');

function reading(minute: number, value: number, change: Partial<Reading> = {}): Reading {
  return { ...stageReading('bridge', T0 + minute * MIN, value), ...change };
}
const read = (minute: number, value: number) => reading(minute, value, { tests: ['by-person'] });

function assessed(recent: readonly Reading[], minute: number): Assessment {
  const known = {
    station,
    recent,
    forecast: err({ kind: 'failed' } as const),
    dataAt: recent.at(-1)?.observedAt ?? null,
    trembleM: 0,
  };
  return assess('coursan', policy.rules, known, T0 + minute * MIN);
}

const verdictOf = (assessment: Assessment) => decide(policy, assessment).verdicts.act;
const withRead = (assessment: Assessment, stageM: number, minutesAgo: number): Assessment => ({
  ...assessment,
  read: { stageM, observedAt: assessment.issuedAt - minutesAgo * MIN },
});

describe('what a person read', () => {
  test('is no sight of the sensor: that stays missed, since it was last heard itself', () => {
    expect(assessed([reading(0, 0.8), read(60, 2.4)], 61)).toMatchObject({
      sight: { kind: 'not-seen', since: T0, why: 'silent' },
      read: { stageM: 2.4, observedAt: T0 + 60 * MIN },
    });
  });

  test('raises by itself where it is at the mark, and says that it was a person', () => {
    expect(verdictOf(assessed([reading(0, 0.8), read(60, 2.4)], 61))).toEqual({
      kind: 'raise',
      reason: { because: 'observed-passage', stageM: 2.4, observedAt: T0 + 60 * MIN, markM: 2, byPerson: true },
    });
    expect(verdictOf(assessed([reading(0, 0.8), read(60, 2)], 61))?.kind).toBe('raise');
    expect(verdictOf(assessed([reading(0, 0.8), read(60, 1.99)], 61))?.kind).toBe('hold');
  });

  test('takes no doubtful passage of the sensor away from whoever is asked about it', () => {
    const doubted = reading(50, 2.5, { quality: 'suspect', tests: ['spike'] });
    expect(assessed([reading(40, 0.8), doubted, read(60, 0.9)], 61).suspectPassage).toEqual({
      stageM: 2.5,
      observedAt: T0 + 50 * MIN,
      level: 'act',
      tests: ['spike'],
    });
  });

  test('counts for three hours, and until the sensor is believed again', () => {
    expect(verdictOf(assessed([read(0, 2.4)], 180))?.kind).toBe('raise');
    expect(verdictOf(assessed([read(0, 2.4)], 181))?.kind).toBe('hold');
    expect(verdictOf(assessed([read(0, 2.4), reading(10, 1.8)], 11))?.kind).toBe('hold');
    const doubted = reading(10, 0.8, { quality: 'suspect', tests: ['spike'] });
    expect(verdictOf(assessed([read(0, 2.4), doubted], 11))?.kind).toBe('raise');
    const excluded = reading(0, 2.4, { quality: 'fail', tests: ['excluded', 'by-person'] });
    expect(assessed([excluded], 11).read).toBeUndefined();
  });

  test('stands until a sensor that speaks again after a silence is confirmed: its first value alone may be anything', () => {
    const first = reading(70, 0.5, { quality: 'not-evaluated' });
    expect(verdictOf(assessed([reading(0, 0.8), read(60, 2.4), first], 71))?.kind).toBe('raise');
    expect(verdictOf(assessed([reading(0, 0.8), read(60, 2.4), first, reading(80, 0.5)], 81))?.kind).toBe('hold');
  });

  test('says nothing any more of where the water stands once the sensor was believed again, be it silent or in doubt since', () => {
    const fallen = [reading(0, 2.2), read(5, 2.4), reading(10, 1.8), reading(60, 0.4)];
    const silent = assessed(fallen, 150);
    expect(silent.sight).toMatchObject({ kind: 'not-seen', since: T0 + 60 * MIN, why: 'silent' });
    expect(verdictOf(silent)?.kind).toBe('hold');
    const doubted = reading(149, 0.1, { quality: 'suspect', tests: ['spike'] });
    expect(assessed([...fallen, doubted], 150).sight).toMatchObject({ why: 'suspect' });
    expect(verdictOf(assessed([...fallen, doubted], 150))?.kind).toBe('hold');
    // Read again, and not heard since: it stands.
    expect(verdictOf(assessed([...fallen, read(149, 2.3)], 150))).toMatchObject({
      kind: 'raise',
      reason: { stageM: 2.3 },
    });
  });

  test('is overtaken by no reading that alone would alarm nobody', () => {
    const alone = reading(10, 0.5, { quality: 'not-evaluated' });
    expect(verdictOf(assessed([read(5, 2.4), alone], 11))?.kind).toBe('raise');
    expect(verdictOf(assessed([read(5, 2.4), alone], 90))?.kind).toBe('raise');
  });

  test('never calms: what the sensor shows raises beside it, and where the chance is low the level is held', () => {
    const high = assessmentOf(T0, 2.2, [0.1, 0.1, 0.1]);
    expect(verdictOf(withRead(high, 0.4, 0))).toMatchObject({ kind: 'raise', reason: { stageM: 2.2 } });
    const low = assessmentOf(T0, 0.4, [0.1, 0.1, 0.1]);
    expect(verdictOf(low)?.kind).toBe('lower');
    const observedAt = low.sight.kind === 'seen' ? low.sight.observedAt : 0;
    expect(verdictOf({ ...low, read: { stageM: 0.3, observedAt: observedAt + 1 } })?.kind).toBe('hold');
    expect(verdictOf({ ...low, read: { stageM: 0.3, observedAt } })?.kind).toBe('lower');
  });

  test('lowers no alert, however low it is and however often', () => {
    let { state } = transition(newCommuneState('coursan'), decide(policy, assessmentOf(T0, 2.4, null)), policy, 0.02);
    for (let minute = 60; minute < 48 * 60; minute += 30) {
      const at = T0 + minute * MIN;
      const calm = { ...assessmentOf(at, null, [0.01, 0.01, 0.01]), read: { stageM: 0.2, observedAt: at } };
      state = transition(state, decide(policy, calm), policy, 0.02).state;
    }
    expect(state.alert?.level).toBe('act');
    expect(state.gauges['bridge']?.notSeen).not.toBeNull();
  });

  test('keeps no alert longer where the sensor is seen to fall: how long it has been calm goes on', () => {
    /** The minute at which the alert is over, where somebody reads five minutes after each second value of the sensor; none before the last. */
    const overAt = (readsUntil: number) => {
      let { state } = transition(newCommuneState('coursan'), decide(policy, assessmentOf(T0, 2.4, null)), policy, 0.02);
      let minute = 120;
      for (; state.alert !== null && minute < 48 * 60; minute += 5) {
        const sensor = assessmentOf(T0 + (minute - (minute % 10)) * MIN, 0.4, [0.01, 0.01, 0.01]);
        const isRead = minute % 20 === 15 && minute < readsUntil;
        const at = { ...sensor, issuedAt: T0 + minute * MIN };
        const next = decide(policy, isRead ? withRead(at, 0.5, 0) : at);
        if (isRead) expect(transition(state, next, policy, 0.02).state.alert?.level).toBe(state.alert.level);
        state = transition(state, next, policy, 0.02).state;
      }
      return minute;
    };
    expect(overAt(0)).toBeLessThan(24 * 60);
    // Never at the moment of a reading, but with the next value of the sensor.
    expect(overAt(48 * 60) - overAt(0)).toBeLessThanOrEqual(5);
  });

  test('lowers nothing at the moment of it, be it that the sensor has been calm for the dwell time; nor is a silence calm', () => {
    const step = (state: CommuneState, minute: number, sensor: Assessment, readM?: number) => {
      const at = { ...sensor, issuedAt: T0 + minute * MIN };
      return transition(state, decide(policy, readM === undefined ? at : withRead(at, readM, 0)), policy, 0.02).state;
    };
    const sensorAt = (minute: number, chance: number) => assessmentOf(T0 + minute * MIN, 0.4, [chance, chance, chance]);
    const unseen = (minute: number) => assessmentOf(T0 + minute * MIN, null, [0.01, 0.01, 0.01]);
    const raised = step(newCommuneState('coursan'), 0, assessmentOf(T0, 2.4, null));
    const since = (minute: number) => step(raised, minute, sensorAt(minute, 0.01));
    const calm = since(120);
    // Calm for an hour: with the next value of the sensor it is over, with what a person reads beside its last one it is not.
    expect(step(calm, 180, sensorAt(180, 0.01)).alert).toBeNull();
    const readAt180 = step(calm, 180, sensorAt(175, 0.01), 0.9);
    expect(readAt180.alert?.level).toBe('act');
    expect(step(readAt180, 185, sensorAt(185, 0.01)).alert).toBeNull();
    // Where the chance is no longer low while a person reads, it has not been calm, nor where the sensor was silent.
    for (const between of [step(calm, 150, sensorAt(145, 0.4), 0.5), step(calm, 150, unseen(150), 0.5)])
      expect(step(between, 185, sensorAt(185, 0.01)).alert?.level).toBe('act');
  });

  test('raises no other alert once one was closed by hand, but read again it does', () => {
    const stood = (minute: number, readAt: number) =>
      decide(policy, {
        ...assessmentOf(T0 + minute * MIN, null, null),
        read: { stageM: 2.4, observedAt: T0 + readAt * MIN },
      });
    const raised = transition(newCommuneState('coursan'), stood(1, 0), policy, 0.02).state;
    const closed = act(raised, { kind: 'close' }, 'anne', policy, T0 + 60 * MIN);
    if (!closed.ok) throw new Error(closed.error.kind);
    const after = transition(closed.value.state, stood(65, 0), policy, 0.02);
    expect(after.state.alert).toBeNull();
    expect(transition(after.state, stood(80, 75), policy, 0.02).state.alert?.level).toBe('act');
  });

  test('read before an alert was closed by hand, and entered after, raises another where it was on its way within half an hour', () => {
    /** The level once the alert of 0:00 was closed at `closed`, where somebody read 2.4 m at 0:30 and entered it at `entered`. */
    const levelOnce = (closed: number, entered: number, revision = 0) => {
      const raised = transition(newCommuneState('coursan'), decide(policy, assessmentOf(T0, 2.2, null)), policy, 0.02);
      const lost = transition(raised.state, decide(policy, assessmentOf(T0 + 29 * MIN, null, null)), policy, 0.02);
      const done = act(lost.state, { kind: 'close' }, 'anne', policy, T0 + closed * MIN);
      if (!done.ok) throw new Error(done.error.kind);
      const late = { ...read(30, 2.4), receivedAt: T0 + entered * MIN, revision };
      const next = decide(policy, assessed([reading(0, 2.2), late], Math.max(entered, closed)));
      return transition(done.value.state, next, policy, 0.02).state.alert?.level;
    };
    expect(levelOnce(35, 42)).toBe('act');
    expect(levelOnce(60, 61)).toBe('act');
    expect(levelOnce(61, 62)).toBeUndefined();
    // Known by then, or entered as it was closed.
    expect(levelOnce(42, 42)).toBeUndefined();
    expect(levelOnce(45, 42)).toBeUndefined();
    // Corrected, or excluded and restored: whoever closed the alert knew of it.
    expect(levelOnce(35, 42, 1)).toBeUndefined();
    // People say minutes: what was read after the close, and in its minute.
    expect(levelOnce(30.5, 31)).toBe('act');
  });

  test('raises another where the last was closed by a clock that has been set back since', () => {
    const at = (minute: number) => decide(policy, assessed([reading(0, 2.2), read(minute, 2.4)], minute));
    const raised = transition(newCommuneState('coursan'), at(60), policy, 0.02);
    const closed = act(raised.state, { kind: 'close' }, 'anne', policy, T0 + 600 * MIN);
    if (!closed.ok) throw new Error(closed.error.kind);
    expect(transition(closed.value.state, at(70), policy, 0.02).state.alert?.level).toBe('act');
  });

  test('counts at a gauge under maintenance, whose own word does not', () => {
    const suppression = { id: 1, station: 'bridge', kind: 'maintenance', from: T0, until: T0 + HOUR_MS } as const;
    const signed = { ...suppression, reason: 'jammed', person: 'anne', ended: null };
    const jammed = withRead(assessmentOf(T0, 0.8, [0, 0, 0]), 2.4, 20);
    expect(standingRead(jammed)).toBeNull();
    expect(verdictOf(suppress(jammed, signed))).toMatchObject({ kind: 'raise', reason: { byPerson: true } });
  });

  test('is no news once a maintenance begins where the sensor had measured on until then; what it says during that takes nothing away', () => {
    const maintained = (from: number, recent: readonly Reading[], minute: number) => {
      const signed = {
        id: 1,
        station: 'bridge',
        kind: 'maintenance',
        reason: 'cleaned',
        person: 'anne',
        ended: null,
      } as const;
      return verdictOf(
        suppress(assessed(recent, minute), { ...signed, from: T0 + from * MIN, until: T0 + 10 * HOUR_MS }),
      );
    };
    const fallen = [reading(0, 2.2), read(5, 2.4), reading(10, 1.8), reading(60, 0.4)];
    expect(maintained(61, fallen, 62)?.kind).toBe('hold');
    expect(maintained(61, [...fallen, reading(70, 0.3)], 71)?.kind).toBe('hold');
    expect(maintained(4, fallen, 62)).toMatchObject({ kind: 'raise', reason: { byPerson: true, stageM: 2.4 } });
  });

  test('entered once the sensor had told its next value it stands until the sensor is believed in spite of it', () => {
    const entered = (minute: number) => ({ ...read(3, 2.4), receivedAt: T0 + minute * MIN });
    const known = [reading(0, 0.8), entered(12), reading(10, 0.8)];
    const byPerson = { kind: 'raise', reason: { byPerson: true, stageM: 2.4, observedAt: T0 + 3 * MIN } };
    expect(verdictOf(assessed(known, 13))).toMatchObject(byPerson);
    const entry = { stageM: 2.4, observedAt: T0 + 3 * MIN, receivedAt: T0 + 12 * MIN };
    expect(assessed(known, 13).read).toEqual({ ...entry, enteredAt: T0 + 12 * MIN });
    expect(verdictOf(assessed(known, 13))?.reason).not.toHaveProperty('enteredAt');
    expect(verdictOf(assessed([...known, reading(20, 0.8)], 21))?.kind).toBe('hold');
    const doubted = { ...reading(20, 0.8), quality: 'suspect', tests: ['spike'] } as const;
    expect(verdictOf(assessed([...known, doubted], 60))).toMatchObject(byPerson);
    // What is entered hours later the sensor has overtaken meanwhile.
    const measured = Array.from({ length: 12 }, (_, index) => reading(10 * (index + 1), 0.8));
    const late = [reading(0, 0.8), entered(120.5), ...measured];
    expect(verdictOf(assessed(late, 121))?.kind).toBe('hold');
    // Unless staff put it under maintenance for that, or it falls silent.
    expect(verdictOf(assessed(late, 160))).toMatchObject(byPerson);
    // A sensor that shows as much needs no person's word.
    const shown = assessed([reading(0, 0.8), entered(12), reading(10, 3.1)], 13);
    expect(shown.read).toEqual({ ...entry, overtakenAt: T0 + 10 * MIN });
  });

  test('stands in the event with its time', () => {
    const decision = decide(policy, withRead(assessmentOf(T0, null, null), 2.4, 5));
    const { events } = transition(newCommuneState('coursan'), decision, policy, 0.02);
    expect(events.find(({ kind }) => kind === 'raised')).toMatchObject({ stageM: 2.4, observedAt: T0 - 5 * MIN });
  });
});
