import { describe, expect, test } from 'vitest';
import { type Act, act } from '../../../src/alert/act.ts';
import { type Alert, type AlertEvent, type CommuneState, newCommuneState } from '../../../src/alert/alert.ts';
import { transition } from '../../../src/alert/transition.ts';
import { undecidedSince } from '../../../src/notification/asked/ask-to-decide.ts';
import { timePasses } from '../../../src/notification/time-passes.ts';
import { decide } from '../../../src/policy/decide.ts';
import type { Release } from '../../../src/policy/policy.ts';
import type { RaisedLevel } from '../../../src/territory/alert-level.ts';
import { assessmentOf, MIN, marks, policyOf, T0 } from '../../support/decisions.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { coursan } from '../../support/notices.ts';

/** Coursan with the water above a mark, minute by minute; people act at their minutes. */
function night(
  level: RaisedLevel,
  deeds: Record<number, Act>,
  minutes: number,
  release: Release = { by: 'person' },
  setBack = { at: Number.POSITIVE_INFINITY, byMin: 0 },
) {
  const rules = policyOf().rules.map((rule) => ({ ...rule, release }));
  const policy = { ...policyOf(), rules };
  const stores = memoryStores();
  let state: CommuneState = newCommuneState('coursan');
  const take = (next: { state: CommuneState; events: readonly AlertEvent[] }) => {
    state = next.state;
    stores.journal.commit({ state, events: next.events, outbox: [], record: [] });
  };
  const assessment = assessmentOf(T0, marks[level] + 0.1, [0.01, 0.01, 0.01]);
  take(transition(state, decide(policy, assessment), policy, 0.02));
  for (let minute = 1; minute <= minutes; minute += 1) {
    const now = T0 + (minute < setBack.at ? minute : minute - setBack.byMin) * MIN;
    const deed = deeds[minute];
    const done = deed && act(state, deed, 'deputy-1', policy, now);
    if (done?.ok) take(done.value);
    take(timePasses({ ...stores, listening: { since: () => T0 } }, coursan, { state, events: [] }, policy, now));
  }
  return stores.journal
    .events('coursan', { limit: 999 })
    .filter(({ kind }) => kind === 'undecided')
    .map(({ at, reason }) => [(at - T0) / MIN, reason.because === 'no-decision' && (reason.since - T0) / MIN]);
}

describe('while somebody takes care of an alert and nobody decides whether residents are told', () => {
  const answered = { 5: { kind: 'acknowledge', level: 'act' } } as const;
  test('they are asked to decide, at the pace at which an alert without an answer is asked again', () => {
    expect(night('act', answered, 5 + 7 * 60)).toEqual([
      [65, 5],
      [125, 5],
      [245, 5],
    ]);
    expect(night('danger', { 5: { kind: 'acknowledge', level: 'danger' } }, 120)).toEqual(
      [20, 35, 65, 95].map((minute) => [minute, 5]),
    );
  });

  test.each([
    ['once they have decided', 'act', { ...answered, 70: { kind: 'release', level: 'act' } }, [[65, 5]]],
    ['once they have decided not to tell', 'act', { ...answered, 70: { kind: 'hold-back', level: 'act' } }, [[65, 5]]],
    ['where nobody has answered: the ladder asks', 'act', {}, []],
    [
      'at the lowest level: there is time until somebody reads',
      'prepare',
      { 5: { kind: 'acknowledge', level: 'prepare' } },
      [],
    ],
  ] as const)('but not %s', (_, level, deeds, wanted) => {
    expect(night(level, deeds, 600)).toEqual(wanted);
  });

  test('but not where the signed policy tells residents by itself', () => {
    const timed = { by: 'person-or-timeout', afterMin: 240, signedBy: 'mayor-1', signedIn: 1 } as const;
    expect(night('act', answered, 600, timed)).toEqual([]);
  });

  test('counted from when it began to wait, where that was after the answer: it was answered while it was higher', () => {
    const since = T0 + 55 * MIN;
    const pending = { level: 'act', since, dueAt: null, signed: null } as const;
    const alert: Alert = {
      id: 'coursan-1',
      raisedAt: T0,
      level: 'act',
      highest: 'danger',
      acknowledgements: [{ level: 'danger', person: 'deputy-1', at: T0 + 5 * MIN }],
      telling: { told: 'normal', pending, heldBack: null },
    };
    expect(undecidedSince(alert)).toBe(since);
  });

  test('where the clock is set back they are asked at once, and then at that pace', () => {
    const asked = night(
      'act',
      { 20: { kind: 'acknowledge', level: 'act' } },
      180,
      { by: 'person' },
      { at: 31, byMin: 60 },
    );
    expect(asked.map(([minute]) => minute)).toEqual([-29, 31, 91]);
  });

  test('handed back it is asked as any alert that nobody has answered, and anew once somebody has', () => {
    const handed = { kind: 'hand-back', level: 'act', answeredAt: T0 + 5 * MIN } as const;
    expect(night('act', { ...answered, 70: handed, 300: answered[5] }, 400)).toEqual([
      [65, 5],
      [360, 300],
    ]);
  });
});
