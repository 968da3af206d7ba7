import { describe, expect, test } from 'vitest';
import type { AlertEvent, EventReason } from '../../../src/alert/alert.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import {
  type CapFacts,
  certaintyOf,
  expiresOf,
  onsetOf,
  responseTypeOf,
  severityOf,
  urgencyOf,
} from '../../../src/notification/cap/cap-mapping.ts';
import { AT, eventOf } from '../../support/notices.ts';

const observed: EventReason = { because: 'observed-passage', stageM: 4.35, observedAt: AT - 5 * MINUTE_MS, markM: 4.2 };
const windowIn = (minutes: number) => ({
  p10At: AT + minutes * MINUTE_MS,
  p50At: AT + (minutes + 20) * MINUTE_MS,
  p90At: AT + (minutes + 60) * MINUTE_MS,
});
const chance = (probability: number | null, minutes: number | null = null): Partial<AlertEvent> => ({
  probability,
  passage: minutes === null ? null : windowIn(minutes),
});
const measured: Partial<AlertEvent> = { reason: observed, probability: null, leadTimeH: null, passage: null };
const nothing: Partial<AlertEvent> = {
  ...chance(null),
  leadTimeH: null,
  reason: { because: 'person', person: 'mayor-1' },
};

function codes({ told, evidence, isFalling }: CapFacts): string {
  const facts = { told, evidence, isFalling };
  return [responseTypeOf(facts), urgencyOf(facts, AT), severityOf(facts), certaintyOf(facts)].join(' ');
}
const raisedTo = (level: AlertEvent['level'], change: Partial<AlertEvent>): CapFacts => {
  const told = eventOf({ level, ...change });
  return { told, evidence: told, isFalling: false };
};

test.each<[string, CapFacts, string]>([
  ['prepare, 80 % in three hours', raisedTo('prepare', chance(0.8, 180)), 'Prepare Future Moderate Likely'],
  ['prepare, 80 % within the hour', raisedTo('prepare', chance(0.8, 60)), 'Prepare Expected Moderate Likely'],
  ['prepare, 30 %, no window', raisedTo('prepare', chance(0.3)), 'Prepare Future Moderate Possible'],
  ['prepare, 50 %', raisedTo('prepare', chance(0.5)), 'Prepare Future Moderate Possible'],
  ['prepare, measured', raisedTo('prepare', measured), 'Prepare Expected Moderate Observed'],
  ['act, 95 % in three hours', raisedTo('act', chance(0.95, 180)), 'Execute Immediate Severe Likely'],
  ['act, 100 %', raisedTo('act', chance(1, 180)), 'Execute Immediate Severe Likely'],
  ['act, 0 %', raisedTo('act', chance(0)), 'Execute Immediate Severe Unlikely'],
  ['act, measured', raisedTo('act', measured), 'Execute Immediate Severe Observed'],
  ['act, no forecast', raisedTo('act', nothing), 'Execute Immediate Severe Unknown'],
  ['danger, 51 %', raisedTo('danger', chance(0.51)), 'Execute Immediate Extreme Likely'],
  ['danger, measured', raisedTo('danger', measured), 'Execute Immediate Extreme Observed'],
  [
    'lowered to act, still above its mark',
    { told: eventOf({ kind: 'lowered' }), evidence: eventOf(measured), isFalling: true },
    'Avoid Expected Severe Observed',
  ],
  [
    'lowered to prepare, nothing of now says how sure',
    { told: eventOf({ kind: 'lowered', level: 'prepare' }), evidence: null, isFalling: true },
    'Avoid Expected Moderate Unknown',
  ],
  [
    'put in force again',
    { told: eventOf({ kind: 'reopened', ...nothing }), evidence: null, isFalling: false },
    'Execute Immediate Severe Unknown',
  ],
  ['over', raisedTo('normal', { kind: 'closed', ...chance(0.02) }), 'AllClear Past Minor Possible'],
  ['over, closed by a person', raisedTo('normal', { kind: 'closed', ...nothing }), 'AllClear Past Minor Unknown'],
  // Nobody sees the river: no all-clear.
  ['ended without readings', raisedTo('unknown', { kind: 'closed', ...nothing }), 'Monitor Unknown Unknown Unknown'],
  [
    'told by mistake, nothing holds',
    { told: eventOf({ kind: 'corrected', level: 'normal', ...nothing }), evidence: null, isFalling: false },
    'Monitor Past Minor Unknown',
  ],
  [
    'an exercise that a real alert ends',
    raisedTo('normal', {
      exercise: true,
      kind: 'closed',
      ...nothing,
      reason: { because: 'exercise-over', why: 'real-alert', person: 'mayor-1' },
    }),
    'None Past Minor Unknown',
  ],
])('%s: %s', (_, facts, expected) => {
  expect(codes(facts)).toBe(expected);
});

describe('when', () => {
  test('onset is the beginning of the window as the mail says it, never before what is sent; measured, when it was', () => {
    expect(onsetOf(raisedTo('act', chance(0.8, 87)), AT)).toBe(AT + 85 * MINUTE_MS);
    expect(onsetOf(raisedTo('act', chance(0.8, -10)), AT)).toBe(AT);
    expect(onsetOf(raisedTo('act', measured), AT)).toBe(AT - 5 * MINUTE_MS);
    expect(onsetOf(raisedTo('act', chance(0.8)), AT)).toBeNull();
    expect(onsetOf({ ...raisedTo('act', chance(0.8, 87)), told: eventOf({ kind: 'lowered' }) }, AT)).toBeNull();
  });

  test('a level that stands expires a week after the water is awaited, what ends it after two hours, an exercise in a day', () => {
    const week = 7 * 24 * HOUR_MS;
    expect(expiresOf(raisedTo('act', { ...chance(0.8, 600), leadTimeH: 6 }), AT)).toBe(AT + 660 * MINUTE_MS + week);
    expect(expiresOf(raisedTo('act', { ...chance(0.8, 60), leadTimeH: 6 }), AT)).toBe(AT + 6 * HOUR_MS + week);
    expect(expiresOf(raisedTo('act', measured), AT)).toBe(AT + week);
    expect(expiresOf({ told: eventOf(), evidence: null, isFalling: false }, AT)).toBe(AT + week);
    expect(expiresOf(raisedTo('normal', { kind: 'closed' }), AT)).toBe(AT + 2 * HOUR_MS);
    expect(expiresOf(raisedTo('unknown', { kind: 'closed' }), AT)).toBe(AT + 2 * HOUR_MS);
    expect(expiresOf(raisedTo('danger', { exercise: true, ...nothing }), AT)).toBe(AT + 24 * HOUR_MS);
  });
});
