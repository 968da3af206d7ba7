import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { askedToCheckAt } from '../../../src/notification/asked/asked-to-check.ts';
import { AT, eventOf } from '../../support/notices.ts';

const check = eventOf({ id: 'coursan:5', at: AT - HOUR_MS, kind: 'suspect-passage', alert: null });
const raised = eventOf({ id: 'coursan:6', at: AT - HOUR_MS / 2 });
const by = { because: 'person', person: 'mayor-1' } as const;
const answer = eventOf({ kind: 'acknowledged', reason: by });

it.each(['acknowledged', 'released', 'held-back'] as const)('is settled by the first that is %s', (kind) => {
  expect(askedToCheckAt({ ...answer, kind }, () => [check, raised])).toBe(check.at);
});

it.each([
  ['nobody was asked to check', answer, [raised]],
  ['it was answered already', answer, [check, raised, { ...answer, at: AT - MINUTE_MS }]],
  ['only the level moved', raised, [check]],
  ['it is handed back', eventOf({ kind: 'handed-back', reason: by }), [check, raised]],
  ['it is played', { ...answer, exercise: true as const }, [check, raised]],
  ['it is of another night', { ...answer, at: check.at + 12 * HOUR_MS + 1 }, [check, raised]],
])('is not settled where %s', (_, event, before) => {
  expect(askedToCheckAt(event, () => before)).toBeNull();
});

describe('once the answer is handed back', () => {
  const minutes = (count: number) => AT + count * MINUTE_MS;
  const back = eventOf({ kind: 'handed-back', at: minutes(5), reason: by });
  const again = { ...answer, at: minutes(9) };

  it('they hear that nobody has it, and who has then, once', () => {
    expect(askedToCheckAt(back, () => [check, raised, answer])).toBe(check.at);
    expect(askedToCheckAt(again, () => [check, raised, answer, back])).toBe(check.at);
    expect(askedToCheckAt({ ...again, at: minutes(12) }, () => [check, raised, answer, back, again])).toBeNull();
    expect(askedToCheckAt({ ...back, at: minutes(12) }, () => [check, raised, answer, back, again])).toBe(check.at);
  });
  it('they hear nothing where that answer is one that they had not heard of', () => {
    const released = eventOf({ kind: 'released', at: AT - MINUTE_MS, reason: by });
    expect(askedToCheckAt(back, () => [check, raised, released, answer])).toBeNull();
    expect(askedToCheckAt({ ...back, exercise: true }, () => [check, raised, answer])).toBeNull();
    expect(askedToCheckAt(again, () => [check, raised, released, answer, back])).toBeNull();
  });
  it('they hear nothing of the next alert, that they were not told of', () => {
    const closed = eventOf({ kind: 'closed', at: minutes(1) });
    const next = { alert: `${answer.alert}-next` };
    const taken = { ...answer, ...next, at: minutes(4) };
    const before = [check, raised, answer, closed, taken];
    expect(askedToCheckAt({ ...back, ...next }, () => before)).toBeNull();
    expect(askedToCheckAt({ ...again, ...next }, () => [...before, { ...back, ...next }])).toBeNull();
  });
});

it('is settled twelve hours later at the latest', () => {
  expect(askedToCheckAt({ ...answer, at: check.at + 12 * HOUR_MS }, () => [check])).toBe(check.at);
});

it('is asked anew by the next passage, and an exercise answers for nothing', () => {
  const played = { ...answer, at: AT - MINUTE_MS, exercise: true as const };
  expect(askedToCheckAt(answer, () => [{ ...answer, at: check.at - 1 }, check, played])).toBe(check.at);
});
