import { describe, expect, test } from 'vitest';
import type { Alert, AlertEvent } from '../../../src/alert/alert.ts';
import { nothingTold } from '../../../src/alert/release.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { answerToken, readAnswerToken, refusalOf, replyCode } from '../../../src/notification/asked/question.ts';
import { AT, eventOf } from '../../support/notices.ts';

const key = Buffer.alloc(32, 7);

describe('the question that a message asks a contact', () => {
  const raised = eventOf({ id: 'coursan:1' });
  const by = (person: string) => ({ because: 'person', person }) as const;
  const after = (number: number, kind: AlertEvent['kind'], change: Partial<AlertEvent> = {}) =>
    eventOf({ id: `coursan:${number}`, at: AT + number * MINUTE_MS, kind, ...change });
  const alert = (change: Partial<Alert> = {}): Alert => ({
    id: 'coursan-20200122T120500Z',
    raisedAt: AT,
    level: 'act',
    highest: 'act',
    acknowledgements: [],
    telling: nothingTold,
    ...change,
  });
  const refusal = (events: readonly AlertEvent[], of: Alert | null = alert(), event = raised, now = AT + HOUR_MS) =>
    refusalOf(event, 'mayor-1', of, events, now);

  test('stands for a day, and whoever else is asked meanwhile', () => {
    const passedOn = after(2, 'passed-on');
    expect(refusal([raised, passedOn], alert(), raised, AT + 24 * HOUR_MS - 1)).toBeNull();
    expect(refusal([raised, passedOn], alert(), passedOn)).toBeNull();
    expect(refusal([raised], alert(), raised, AT + 24 * HOUR_MS)).toEqual({ kind: 'expired', at: AT + 24 * HOUR_MS });
  });

  test('is over with its alert, also where another has begun', () => {
    expect(refusal([raised], null)).toEqual({ kind: 'no-alert' });
    expect(refusal([raised], alert({ id: 'the next flood' }))).toEqual({ kind: 'no-alert' });
  });

  test.each(['raised', 'escalated', 'lowered'] as const)(
    'is another once the level was %s; that one stands',
    (kind) => {
      const moved = after(2, kind, { level: 'danger' });
      const at = alert({ level: 'danger' });
      expect(refusal([raised, moved], at)).toEqual({ kind: 'level-changed', level: 'danger' });
      expect(refusal([raised, moved], at, moved)).toBeNull();
    },
  );

  test('is answered by whoever answered for its level or a higher one', () => {
    const answeredFor = (level: 'prepare' | 'act' | 'danger') =>
      refusal([raised], alert({ acknowledgements: [{ level, person: 'deputy-1', at: AT + 1 }] }));
    const refused = { kind: 'already-acknowledged', person: 'deputy-1', at: AT + 1 };
    expect([answeredFor('act'), answeredFor('danger'), answeredFor('prepare')]).toEqual([refused, refused, null]);
  });

  test('is answered once by each: who has handed it back answers the newer one, and others this one', () => {
    const own = after(2, 'acknowledged', { reason: by('mayor-1') });
    const other = after(2, 'acknowledged', { reason: by('deputy-1') });
    const back = after(3, 'handed-back', { reason: by('mayor-1') });
    expect(refusal([raised, own, back])).toEqual({ kind: 'handed-back', at: own.at });
    expect(refusal([raised, own, back], alert(), back)).toBeNull();
    expect(refusal([raised, other, back])).toBeNull();
  });
});

describe('what answers it', () => {
  const asked = { event: 'coursan:7', contact: 'mayor-1' };

  test('a link says who was asked by what, and nobody without our key can make one', () => {
    expect(readAnswerToken(answerToken(asked, key), key)).toEqual(asked);
    expect(readAnswerToken(answerToken(asked, Buffer.alloc(32, 8)), key)).toBeNull();
  });

  test('a code is four digits, and that of no other event, contact or town', () => {
    const numbered = Array.from({ length: 50 }, (_, index) => ({ ...asked, event: `coursan:${index}` }));
    const codes = [...numbered, { ...asked, contact: 'deputy-1' }].map((each) => replyCode(each, key));
    for (const code of codes) expect(code).toMatch(/^\d{4}$/);
    // Of fifty-one codes of ten thousand, one or two may be the same.
    expect(new Set(codes).size).toBeGreaterThan(48);
    expect(replyCode(asked, Buffer.alloc(32, 8))).not.toBe(replyCode(asked, key));
  });
});
