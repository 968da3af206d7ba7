import { describe, expect, test } from 'vitest';
import { act } from '../../src/alert/act.ts';
import { type CommuneState, newCommuneState } from '../../src/alert/alert.ts';
import { transition } from '../../src/alert/transition.ts';
import type { Read, Sight } from '../../src/policy/assessment.ts';
import { decide } from '../../src/policy/decide.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';

/** One commune that watches the bridge and the mill: every ten minutes both are looked at. */
function play() {
  const policy = { ...policyOf(), rules: [...policyOf().rules, ...policyOf({ station: 'mill' }).rules] };
  let state: CommuneState = newCommuneState('coursan');
  let at = T0;
  const look = (station: string, stage: number | Sight, read: Read | null = null) => {
    const stageM = typeof stage === 'number' ? stage : null;
    const sight = typeof stage === 'number' ? {} : { sight: stage };
    const assessment = assessmentOf(at, stageM, [0, 0, 0], { station, ...(read && { read }), ...sight });
    const next = transition(state, decide(policy, assessment), policy, 0.02);
    state = next.state;
    return next.events.map(({ kind, level }) => `${station}: ${kind} ${level}`);
  };
  return {
    step(bridge: number | Sight, mill: number | Sight, readAtMill: Read | null = null) {
      at += 10 * MIN;
      return [...look('bridge', bridge), ...look('mill', mill, readAtMill)];
    },
    act(deed: Parameters<typeof act>[1]) {
      const done = act(state, deed, 'mayor', policy, at);
      if (!done.ok) return done.error.kind;
      state = done.value.state;
      return done.value.events.map(({ kind }) => kind).join();
    },
  };
}
const silent: Sight = { kind: 'not-seen', since: T0, why: 'silent' };
const silenced: Sight = { kind: 'not-seen', since: T0, why: 'silenced', until: T0 + 600 * MIN, person: 'staff' };

describe('a commune with two gauges', () => {
  test('has one alert, at the highest level of the two, told once', () => {
    const town = play();
    expect(town.step(2.5, 0.5)).toEqual(['bridge: raised act']);
    expect(town.step(2.5, 1.5)).toEqual([]);
    expect(town.step(2.5, 2.5)).toEqual([]);
    expect(town.step(2.5, 3.5)).toEqual(['mill: escalated danger']);
    const mill = Array.from({ length: 10 }, () => town.step(2.5, 0.5)).flat();
    expect(mill).toEqual(['mill: lowered act']);
    const bridge = Array.from({ length: 10 }, () => town.step(0.5, 0.5)).flat();
    expect(bridge).toEqual(['bridge: closed normal']);
  });

  test('amid its alert reminds of the gauge that went silent, not of one whose silence is known', () => {
    const reminders = (mill: Sight) => {
      const town = play();
      town.step(2.5, 0.5);
      return Array.from({ length: 13 }, () => town.step(2.5, mill)).flat();
    };
    expect(reminders(silent)).toEqual(['mill: sight-lost act', 'mill: still-not-seen act', 'mill: still-not-seen act']);
    expect(reminders(silenced)).toEqual(['mill: suppressed act']);
  });

  test('is reminded of a known silence where the alert stands at that very gauge', () => {
    const town = play();
    town.step(0.5, 2.5);
    const told = Array.from({ length: 13 }, () => town.step(0.5, silenced)).flat();
    expect(told).toEqual(['mill: suppressed act', 'mill: still-not-seen act', 'mill: still-not-seen act']);
  });

  test('may close by hand what stands at the silent one, not what the other one still shows', () => {
    const town = play();
    town.step(2.5, 0.5);
    town.step(silent, 0.5);
    expect(town.act({ kind: 'close' })).toBe('closed');
    const both = play();
    both.step(2.5, 2.5);
    both.step(silent, 2.5);
    expect(both.act({ kind: 'close' })).toBe('still-on');
    const calm = play();
    calm.step(2.5, 0.5);
    expect(calm.act({ kind: 'close' })).toBe('still-on');
  });

  test('hears no more of what a person read before the close, whatever another gauge has raised and ended since', () => {
    const read = { stageM: 2.5, observedAt: T0 + 5 * MIN, receivedAt: T0 + 5 * MIN };
    const town = play();
    expect(town.step(0.5, silent, read)).toEqual(['mill: sight-lost unknown', 'mill: raised act']);
    expect(town.act({ kind: 'close' })).toBe('closed');
    expect(town.step(2.5, silent, read)).toEqual(['bridge: raised act']);
    const falls = Array.from({ length: 10 }, () => town.step(0.5, silent, read)).flat();
    expect(falls.filter((told) => !told.includes('still-not-seen'))).toEqual(['bridge: closed unknown']);
    expect(town.act({ kind: 'reopen' })).toBe('too-late');
    const anew = { ...read, observedAt: T0 + 130 * MIN, receivedAt: T0 + 130 * MIN };
    expect(town.step(0.5, silent, anew)).toEqual(['mill: raised act']);
  });

  test('is not on record as unknown for a gauge that is awaited: once that is seen nothing would be written that ends it', () => {
    const town = play();
    const awaited: Sight = { kind: 'not-seen', since: T0, why: 'silent', awaited: T0 };
    expect(town.step(silent, awaited)).toEqual(['bridge: sight-lost unknown']);
    expect(town.step(0.5, awaited)).toEqual(['bridge: sight-regained normal']);
    expect(town.step(0.5, 0.5)).toEqual([]);
    expect(town.step(0.5, silent)).toEqual(['mill: sight-lost unknown']);
  });
});
