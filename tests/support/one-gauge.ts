import { act, releaseWhenDue } from '../../src/alert/act.ts';
import { type AlertEvent, type CommuneState, newCommuneState } from '../../src/alert/alert.ts';
import { transition } from '../../src/alert/transition.ts';
import type { Assessment } from '../../src/policy/assessment.ts';
import { decide } from '../../src/policy/decide.ts';
import { assessmentOf, MIN, policyOf, T0 } from './decisions.ts';

/** The chances of the three levels where the water is sure to pass the mark of `act`, and where it passes none. */
export const sure = [1, 1, 0] as const;
export const calm = [0, 0, 0] as const;

/** A timeline of one gauge: an assessment every ten minutes, told as its stage and the chances of the three levels. */
export function play(policy = policyOf(), noiseM = 0.02) {
  let state: CommuneState = newCommuneState('coursan');
  let at = T0;
  const told: AlertEvent[] = [];
  return {
    step(stageM: number | null, p: readonly [number, number, number] | null, change: Partial<Assessment> = {}) {
      at += 10 * MIN;
      const next = transition(state, decide(policy, assessmentOf(at, stageM, p, change)), policy, noiseM);
      const released = releaseWhenDue(next.state, policy, at);
      state = released.state;
      const events = [...next.events, ...released.events];
      told.push(...events);
      return events.map((event) => `${event.kind} ${event.level}`);
    },
    setClock: (byMs: number) => void (at += byMs),
    act: (deed: Parameters<typeof act>[1], person = 'mayor') => {
      const done = act(state, deed, person, policy, at);
      if (!done.ok) return done.error.kind;
      state = done.value.state;
      told.push(...done.value.events);
      return done.value.events.map((event) => `${event.kind} ${event.audience}`).join();
    },
    get state() {
      return state;
    },
    told,
  };
}
