import { expect, test } from 'vitest';
import { type Act, act, releaseWhenDue } from '../../src/alert/act.ts';
import { type AlertEvent, answerTo, type CommuneState, newCommuneState, publicLevelOf } from '../../src/alert/alert.ts';
import { closedSince } from '../../src/alert/closed-since.ts';
import { lastTold } from '../../src/alert/last-told.ts';
import { standingAt } from '../../src/alert/standing-at.ts';
import { transition } from '../../src/alert/transition.ts';
import { reopenable } from '../../src/alert/undo.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Rule } from '../../src/policy/policy.ts';
import { alertsOf } from '../../src/verification/past-events.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';

/** The river every ten minutes (`null`: not seen), and what the mayor does. */
function play(release: Rule['release'] = { by: 'person' }) {
  const policy = policyOf({ release });
  let state: CommuneState = newCommuneState('coursan');
  let at = T0;
  const events: AlertEvent[] = [];
  return {
    river(...stages: (number | null)[]) {
      for (const stageM of stages) {
        at += 10 * MIN;
        const next = transition(state, decide(policy, assessmentOf(at, stageM, [0, 0, 0])), policy, 0.02);
        const due = releaseWhenDue(next.state, policy, at);
        state = due.state;
        events.push(...next.events, ...due.events);
      }
      return events.at(-1)?.kind;
    },
    does(deed: Act, person = 'mayor') {
      const done = act(state, deed, person, policy, at);
      if (!done.ok) return done.error.kind;
      state = done.value.state;
      events.push(...done.value.events);
      return done.value.events.map(({ kind, audience, level }) => `${kind} ${level} ${audience}`).join();
    },
    get state() {
      return state;
    },
    get at() {
      return at;
    },
    events,
    standing: () => standingAt(events, at),
  };
}

test('an answer is handed back as the page that asks for it shows it: whose stands since is said, and kept', () => {
  const town = play();
  town.river(2.5);
  town.does({ kind: 'acknowledge', level: 'act' }, 'mayor');
  const seenAt = town.at;
  town.does({ kind: 'hand-back', level: 'act', answeredAt: seenAt }, 'duty-officer');
  town.river(2.5);
  town.does({ kind: 'acknowledge', level: 'act' }, 'deputy');
  const again = act(town.state, { kind: 'hand-back', level: 'act', answeredAt: seenAt }, 'mayor', policyOf(), town.at);
  expect(again).toEqual({ ok: false, error: { kind: 'already-acknowledged', person: 'deputy', at: town.at } });
});

test('an answer is not handed back from a page that shows a lower level than stands since: whoever looks again sees who is asked', () => {
  const town = play();
  town.river(2.5);
  town.does({ kind: 'acknowledge', level: 'act' });
  const answeredAt = town.at;
  town.river(3.5);
  expect(town.does({ kind: 'hand-back', level: 'act', answeredAt })).toBe('level-changed');
  expect(town.does({ kind: 'hand-back', level: 'danger', answeredAt })).toBe('not-in-hand');
});

test('what residents were told by mistake no longer holds: they know what they knew before, and can be told later', () => {
  const town = play();
  town.river(1.5);
  town.does({ kind: 'release', level: 'prepare' });
  town.river(2.5);
  town.does({ kind: 'release', level: 'act' });
  expect(town.does({ kind: 'correct', level: 'act' })).toBe('corrected act public');
  expect(town.state.alert).toMatchObject({
    level: 'act',
    telling: { told: 'prepare', pending: null, heldBack: 'act' },
  });
  expect(town.standing()).toMatchObject({ level: 'act', told: 'prepare' });
  expect(lastTold(town.events, 'public')).toMatchObject({ kind: 'released', level: 'prepare' });
  expect(town.does({ kind: 'release', level: 'act' })).toBe('released act public');
  expect(publicLevelOf(town.state)).toBe('act');
});

test('the first message of an alert is put right too: then no instruction holds, and whoever subscribes is told none', () => {
  const town = play();
  town.river(2.5);
  town.does({ kind: 'release', level: 'act' });
  town.does({ kind: 'correct', level: 'act' });
  expect([publicLevelOf(town.state), town.standing().told]).toEqual(['normal', 'normal']);
  expect(lastTold(town.events, 'public')).toBeUndefined();
  // Residents were told that it does not hold: its end is no news to them.
  town.river(...Array<number>(20).fill(0.2));
  expect(town.events.at(-1)).toMatchObject({ kind: 'closed', audience: 'staff' });
});

test('a higher level that waits goes on waiting; one that was held back can still be told', () => {
  const waiting = play();
  waiting.river(2.5);
  waiting.does({ kind: 'release', level: 'act' });
  waiting.river(3.5);
  waiting.does({ kind: 'correct', level: 'act' });
  expect(waiting.state.alert?.telling.pending?.level).toBe('danger');
  const held = play();
  held.river(2.5);
  held.does({ kind: 'release', level: 'act' });
  held.river(3.5);
  held.does({ kind: 'hold-back', level: 'danger' });
  held.does({ kind: 'correct', level: 'act' });
  expect(held.does({ kind: 'release', level: 'danger' })).toBe('released danger public');
});

test('whoever puts right what was told of a lower level has not answered for a higher one, which they may not have seen', () => {
  const town = play();
  town.river(2.5);
  town.does({ kind: 'release', level: 'act' });
  town.river(3.5);
  town.does({ kind: 'correct', level: 'act' }, 'deputy');
  expect(town.state.alert).toMatchObject({ level: 'danger', acknowledgements: [{ level: 'act', person: 'mayor' }] });
  expect(answerTo(town.state.alert!)).toBeNull();
  expect(town.standing().acknowledged).toEqual(town.state.alert?.acknowledgements);
  expect(town.does({ kind: 'acknowledge', level: 'danger' })).toBe('acknowledged danger staff');
});

test('only the last message is put right, by whoever looks at it, and not after the level has come down', () => {
  const town = play();
  expect(town.does({ kind: 'correct', level: 'act' })).toBe('no-alert');
  town.river(2.5);
  expect(town.does({ kind: 'correct', level: 'act' })).toBe('too-late');
  town.does({ kind: 'release', level: 'act' });
  expect(town.does({ kind: 'correct', level: 'danger' })).toBe('too-late');
  town.river(...Array<number>(20).fill(1.5));
  expect(town.state.alert).toMatchObject({ level: 'prepare', telling: { told: 'prepare' } });
  expect(town.does({ kind: 'correct', level: 'prepare' })).toBe('too-late');
});

test('what the signed rule told by itself is put right by a person, and is not told again by itself', () => {
  const town = play({ by: 'person-or-timeout', afterMin: 10, signedBy: 'mayor', signedIn: 1 });
  town.river(2.5, 2.5);
  expect(town.state.alert?.telling.told).toBe('act');
  town.does({ kind: 'correct', level: 'act' });
  town.river(2.5, 2.5, 2.5);
  expect(town.state.alert?.telling).toEqual({ told: 'normal', pending: null, heldBack: 'act' });
});

test('an alert that was closed by mistake goes on as it stood, in the hand of whoever says so', () => {
  const town = play();
  town.river(2.5);
  town.does({ kind: 'release', level: 'act' });
  town.river(...Array<null>(7).fill(null));
  const { alert } = town.state;
  expect(town.does({ kind: 'close' })).toBe('closed unknown public');
  town.river(null);
  expect(town.does({ kind: 'reopen' }, 'deputy')).toBe('reopened act public');
  const acknowledgements = [{ level: 'act', person: 'deputy', at: town.at }];
  expect(town.state.alert).toEqual({ ...alert, acknowledgements });
  expect(town.state.gauges['bridge']).toMatchObject({ level: 'act', notSeen: { why: 'silent' } });
  expect(town.standing()).toMatchObject({
    level: 'act',
    told: 'act',
    alert: alert?.id,
    acknowledged: acknowledgements,
  });
  expect(alertsOf(town.events)).toMatchObject([{ id: alert?.id, closedAt: null }]);
  // It ends as any other: by a fall that is seen.
  town.river(...Array<number>(20).fill(0.2));
  expect(town.events.at(-1)).toMatchObject({ kind: 'closed', audience: 'public', alert: alert?.id });
});

test('an alert that is put in force again knows how the water rose before: a gauge that then stands still may be stuck', () => {
  const town = play();
  town.river(2.5, 1.2, 1.4, 1.7, null);
  expect(town.does({ kind: 'close' })).toBe('closed unknown staff');
  expect(town.does({ kind: 'reopen' })).toBe('reopened act staff');
  town.river(...Array<number>(24).fill(1.7));
  expect(town.state.alert?.level).toBe('act');
  town.river(1.6, 1.5);
  expect(town.state.alert?.level).toBe('prepare');
});

test('the minutes of a signed release begin anew with an alert that is put in force again', () => {
  const town = play({ by: 'person-or-timeout', afterMin: 120, signedBy: 'mayor', signedIn: 1 });
  town.river(2.5, ...Array<null>(7).fill(null));
  town.does({ kind: 'close' });
  town.river(...Array<null>(12).fill(null));
  expect(town.does({ kind: 'reopen' })).toBe('reopened act staff');
  expect(town.state.alert?.telling.pending).toMatchObject({ since: town.at, dueAt: town.at + 120 * MIN });
});

test('nothing is put in force again after six hours, after a new alert, or after an end that the river brought', () => {
  const late = play();
  late.river(2.5, ...Array<null>(7).fill(null));
  late.does({ kind: 'close' });
  late.river(...Array<null>(36).fill(null));
  expect([late.does({ kind: 'reopen' }), reopenable(late.state, late.at)]).toEqual(['too-late', null]);

  const again = play();
  again.river(2.5, ...Array<null>(7).fill(null));
  again.does({ kind: 'close' });
  again.river(2.6);
  expect(again.does({ kind: 'reopen' })).toBe('too-late');
  again.river(...Array<number>(20).fill(0.2));
  expect([again.river(), again.does({ kind: 'reopen' })]).toEqual(['closed', 'too-late']);
});

test('an alert is put in force again at a gauge that was taken out of the configuration meanwhile, and is judged there', () => {
  const town = play();
  town.river(2.5, ...Array<null>(7).fill(null));
  town.does({ kind: 'close' });
  const { state } = town;
  const reopened = (gauges: CommuneState['gauges']) => {
    const done = act({ ...state, gauges }, { kind: 'reopen' }, 'mayor', policyOf(), town.at);
    return done.ok ? Object.entries(done.value.state.gauges).map(([id, { level }]) => [id, level]) : done.error.kind;
  };
  expect(reopened({})).toEqual([['bridge', 'act']]);
  expect(reopened({ quay: state.gauges['bridge']! })).toEqual([
    ['quay', 'normal'],
    ['bridge', 'act'],
  ]);
});

test('what a person had read before an alert was closed by mistake counts again once it is put in force', () => {
  const town = play();
  town.river(2.5, null);
  const readAt = town.at;
  town.does({ kind: 'close' });
  const isKnown = () => closedSince({ observedAt: readAt, receivedAt: readAt }, town.state, town.at);
  expect(isKnown()).toBe(true);
  town.does({ kind: 'reopen' });
  expect(isKnown()).toBe(false);
});

test('what residents were told of, and that it came down to a lower level, is not asked or told once more', () => {
  const town = play({ by: 'person-or-timeout', afterMin: 10, signedBy: 'mayor', signedIn: 1 });
  town.river(2.5, 2.5, ...Array<number>(20).fill(1.5));
  expect(town.state.alert).toMatchObject({ level: 'prepare', telling: { told: 'prepare', pending: null } });
  const toPublic = town.events.filter(({ audience }) => audience === 'public');
  expect(toPublic.map(({ kind, level }) => `${kind} ${level}`)).toEqual(['released act', 'lowered prepare']);
});

test('a message stays one that can be put right while the water comes down to the level that it told of, not below it', () => {
  const town = play();
  town.river(2.5);
  town.does({ kind: 'release', level: 'act' });
  town.river(3.5, ...Array<number>(30).fill(2.5));
  expect(town.state.alert).toMatchObject({ level: 'act', telling: { told: 'act', before: 'normal' } });
  expect(town.does({ kind: 'correct', level: 'act' })).toBe('corrected act public');
});
