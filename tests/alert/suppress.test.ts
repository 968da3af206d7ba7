import { expect, test } from 'vitest';
import { type AlertEvent, type CommuneState, levelOf, newCommuneState } from '../../src/alert/alert.ts';
import { type Suppression, suppress, suppressionAt } from '../../src/alert/suppress.ts';
import { transition } from '../../src/alert/transition.ts';
import { decide } from '../../src/policy/decide.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';

const HOUR = 60 * MIN;
const maintenance = (fromH: number, untilH: number, kind: Suppression['kind'] = 'maintenance'): Suppression => ({
  id: 1,
  station: 'bridge',
  kind,
  from: T0 + fromH * HOUR,
  until: T0 + untilH * HOUR,
  reason: 'Sensor lifted out of the water',
  person: 'anne',
  ended: null,
});

/** The stage every half hour; `null`: silent. One assessment each, with the chance that goes with the stage. */
function play(stages: readonly (number | null)[], suppressions: readonly Suppression[]) {
  const policy = policyOf();
  let state: CommuneState = newCommuneState('coursan');
  const told: string[] = [];
  const events: AlertEvent[] = [];
  stages.forEach((stageM, step) => {
    const at = T0 + step * 30 * MIN;
    const p = stageM === null ? null : ([Math.min(1, stageM / 2), stageM / 4, stageM / 8] as const);
    const assessment = suppress(assessmentOf(at, stageM, p), suppressionAt(suppressions, 'bridge', at));
    const next = transition(state, decide(policy, assessment), policy, 0.02);
    state = next.state;
    events.push(...next.events);
    told.push(...next.events.map(({ kind, level }) => `${step / 2} h ${kind} ${level}`));
  });
  return { told, events, state };
}

test('under maintenance a gauge raises nothing, is unknown and never normal, and does not nag', () => {
  const { told, events } = play([0.5, 0.5, 2.5, 3.5, null, null, 3.5, 0.5, 0.5], [maintenance(1, 4)]);
  expect(told).toEqual(['1 h suppressed unknown', '4 h sight-regained normal']);
  expect(events[0]?.reason).toEqual({
    because: 'suppressed',
    how: 'maintenance',
    until: T0 + 4 * HOUR,
    person: 'anne',
  });
});

test('when maintenance ends and the gauge is still silent, staff are told anew', () => {
  expect(play([0.5, null, null, null, null, null], [maintenance(0.5, 2)]).told).toEqual([
    '0.5 h suppressed unknown',
    '2 h sight-lost unknown',
  ]);
});

test('it never lowers an alert in force, nor hides it: staff are reminded', () => {
  const { told, state } = play([2.5, 2.5, ...Array.from({ length: 6 }, () => 0.2)], [maintenance(1, 100)]);
  expect(told).toEqual(['0 h raised act', '1 h suppressed act', '2 h still-not-seen act', '3 h still-not-seen act']);
  expect(levelOf(state)).toBe('act');
});

test('a known silence stops the reminders, and no reading: what the gauge says counts as ever', () => {
  expect(play([0.5, null, null, 2.5], [maintenance(0, 9, 'silenced')]).told).toEqual([
    '0.5 h suppressed unknown',
    '1.5 h sight-regained normal',
    '1.5 h raised act',
  ]);
});

test('votes from before a maintenance do not count after it', () => {
  // 1.4 m: a chance of 70 % for prepare, two of three wanted.
  const { told } = play([1.4 / 1.5, 0.2, 0.2, 0.2], []);
  expect(told).toEqual([]);
  const once = play([0.9, 0.95, 0.95, 0.3, 0.3], [maintenance(0.5, 1.5)]);
  expect(once.told.filter((each) => each.includes('raised'))).toEqual([]);
});

test('ends by the clock or by a person, and maintenance goes before a known silence', () => {
  const at = (hour: number) => T0 + hour * HOUR;
  const ended = { ...maintenance(0, 9), ended: { person: 'anne', reason: 'done', at: at(2) } };
  expect(suppressionAt([ended], 'bridge', at(1.9))).toBe(ended);
  expect(suppressionAt([ended], 'bridge', at(2))).toBeNull();
  expect(suppressionAt([maintenance(0, 9)], 'bridge', at(9))).toBeNull();
  expect(suppressionAt([maintenance(0, 9)], 'elsewhere', at(1))).toBeNull();
  const both = [maintenance(0, 9, 'silenced'), maintenance(1, 3)];
  expect(suppressionAt(both, 'bridge', at(2))?.kind).toBe('maintenance');
  expect(suppressionAt(both, 'bridge', at(4))?.kind).toBe('silenced');
});

test('a passage in doubt goes to staff where only the silence is known, and never from a gauge under maintenance', () => {
  const suspectPassage = { stageM: 9, observedAt: T0, level: 'danger', tests: ['spike'] } as const;
  const sight = { kind: 'not-seen', since: T0, why: 'suspect' } as const;
  const doubtful = assessmentOf(T0 + HOUR, null, null, { sight, suspectPassage });
  const told = (kind: Suppression['kind']) => {
    const suppressed = suppress(doubtful, maintenance(0, 9, kind));
    const policy = policyOf();
    return transition(newCommuneState('coursan'), decide(policy, suppressed), policy, 0.02).events.map(
      (each) => each.kind,
    );
  };
  expect(told('silenced')).toEqual(['suppressed', 'suspect-passage']);
  expect(told('maintenance')).toEqual(['suppressed']);
});

test('a silence that is known takes nothing from what gauges above foretell; a maintenance takes everything, and says since when', () => {
  const foretold = assessmentOf(T0 + HOUR, null, [0.9, 0.5, 0.1], { dataAt: T0 + HOUR });
  const silenced = suppress(foretold, maintenance(0, 9, 'silenced'));
  expect(silenced).toMatchObject({
    chances: foretold.chances,
    dataAt: T0 + HOUR,
    sight: { why: 'silenced', since: T0 },
  });
  const due = { p10At: T0, p50At: T0 + HOUR, p90At: T0 + 2 * HOUR };
  const seen = assessmentOf(T0 + HOUR, 9, [1, 1, 1]);
  const shown = { ...seen, chances: seen.chances.map((each) => ({ ...each, passage: due })) };
  const maintained = suppress(shown, maintenance(0, 9));
  expect(maintained).toMatchObject({ dataAt: null, sight: { kind: 'not-seen', why: 'maintenance', since: T0 + HOUR } });
  expect(maintained.chances).toEqual(seen.chances.map((each) => ({ ...each, probability: null, passage: null })));
});
