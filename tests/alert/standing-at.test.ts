import { expect, test } from 'vitest';
import { act } from '../../src/alert/act.ts';
import { type AlertEvent, type CommuneState, newCommuneState } from '../../src/alert/alert.ts';
import { standingAt } from '../../src/alert/standing-at.ts';
import { transition } from '../../src/alert/transition.ts';
import { decide } from '../../src/policy/decide.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';

test('who answered for a level has not answered when it is raised again, nobody for any once it was handed back, neither then nor as it is told afterwards', () => {
  const policy = policyOf();
  let state: CommuneState = newCommuneState('coursan');
  let at = T0;
  const events: AlertEvent[] = [];
  const river = (stageM: number, steps = 1) => {
    for (let step = 0; step < steps; step += 1) {
      at += 10 * MIN;
      const next = transition(state, decide(policy, assessmentOf(at, stageM, [0, 0, 0])), policy, 0.02);
      state = next.state;
      events.push(...next.events);
    }
  };
  const answers = (level: 'act' | 'danger', person: string) => {
    const done = act(state, { kind: 'acknowledge', level }, person, policy, at);
    if (!done.ok) throw new Error(done.error.kind);
    state = done.value.state;
    events.push(...done.value.events);
  };
  const answered = () => standingAt(events, at).acknowledged.map(({ person }) => person);

  river(2.5);
  answers('act', 'deputy');
  river(3.5);
  answers('danger', 'mayor');
  expect(answered()).toEqual(['deputy', 'mayor']);
  river(2.5, 30);
  expect(state.alert?.level).toBe('act');
  river(3.5);
  expect(answered()).toEqual(['deputy']);
  answers('danger', 'duty');
  expect(answered()).toEqual(['deputy', 'duty']);

  const handedBack = act(state, { kind: 'hand-back', level: 'danger', answeredAt: at }, 'duty', policy, at);
  if (!handedBack.ok) throw new Error(handedBack.error.kind);
  state = handedBack.value.state;
  events.push(...handedBack.value.events);
  expect(answered()).toEqual([]);
  river(2.5, 30);
  expect([state.alert?.level, state.alert?.acknowledgements]).toEqual(['act', []]);
  expect(standingAt(events, at).acknowledged).toEqual(state.alert?.acknowledgements);
});

test('an alert begins untold, also where the end of the one before can no longer be read', () => {
  const policy = policyOf();
  const raised = (at: number, state: CommuneState) =>
    transition(state, decide(policy, assessmentOf(at, 2.5, [0, 0, 0])), policy, 0.02);
  const first = raised(T0, newCommuneState('coursan'));
  const told = act(first.state, { kind: 'release', level: 'act' }, 'mayor', policy, T0);
  if (!told.ok) throw new Error(told.error.kind);
  const next = raised(T0 + 60 * MIN, newCommuneState('coursan'));
  const readable = [...first.events, ...told.value.events, ...next.events];
  expect(standingAt(readable, T0)).toMatchObject({ level: 'act', told: 'act' });
  expect(standingAt(readable, T0 + 60 * MIN)).toMatchObject({ level: 'act', told: 'normal', acknowledged: [] });
});
