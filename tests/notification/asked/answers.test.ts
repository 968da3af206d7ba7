import { expect, test } from 'vitest';
import { type Act, type ActRefusal, act } from '../../../src/alert/act.ts';
import { type AlertEvent, type CommuneState, newCommuneState } from '../../../src/alert/alert.ts';
import { transition } from '../../../src/alert/transition.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { err, ok, type Result } from '../../../src/lib/result.ts';
import { createAnswers } from '../../../src/notification/asked/answers.ts';
import { answerToken, replyCode } from '../../../src/notification/asked/question.ts';
import type { ResidentReply } from '../../../src/notification/residents/resident-replies.ts';
import type { Subscription } from '../../../src/people/subscription.ts';
import { decide } from '../../../src/policy/decide.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../../support/decisions.ts';
import { coursan } from '../../support/notices.ts';

const PHONE = '+33612345678';
const KEY = Buffer.alloc(32, 7);
const DAY = 24 * 60 * MIN;

/** Two communes with one mayor, whose contacts answer; what is done, and by which way, is noted. */
function towns() {
  const clock = manualClock(T0);
  const [mayor, ...others] = coursan.contacts;
  const named = (id: string, mayorId: string) => ({
    ...coursan,
    id,
    contacts: [{ ...mayor!, id: mayorId, phone: PHONE }, ...others],
  });
  const communes = new Map([
    ['coursan', named('coursan', 'mayor-1')],
    ['limoux', named('limoux', 'mayor-2')],
  ]);
  const states = new Map<string, CommuneState>();
  const events: AlertEvent[] = [];
  const looked: string[] = [];
  const deeds: { commune: string; deed: Act; person: string; by: string }[] = [];
  let refuses: ActRefusal | null = null;
  let resident: ((text: string) => ResidentReply | null) | null = null;
  const policyFor = (commune: string) => policyOf({ commune });
  const take = (next: { state: CommuneState; events: readonly AlertEvent[] }) => {
    states.set(next.state.commune, next.state);
    events.push(...next.events);
  };
  const stateOf = (commune: string) => states.get(commune) ?? newCommuneState(commune);
  const perform = (commune: string, deed: Act, person: string): Result<null, ActRefusal> => {
    if (refuses) return err(refuses);
    const done = act(stateOf(commune), deed, person, policyFor(commune), clock.now());
    if (done.ok) take(done.value);
    return done.ok ? ok(null) : done;
  };
  const answers = createAnswers({
    communes,
    journal: {
      state: (commune) => {
        looked.push(commune);
        return stateOf(commune);
      },
      event: (id) => events.find((each) => each.id === id) ?? null,
      events: (commune, { alert }) => events.filter((each) => each.commune === commune && each.alert === alert),
    },
    decisions: { last: () => undefined },
    clock,
    wallClock: clock,
    linkKey: KEY,
    act(commune, deed, person, by) {
      deeds.push({ commune, deed, person, by });
      return perform(commune, deed, person);
    },
    ofResident: (_phone, text) => resident?.(text) ?? null,
  });
  return {
    answers,
    looked,
    deeds,
    communes,
    river(commune: string, stageM: number): AlertEvent {
      const assessment = assessmentOf(clock.now(), stageM, [0.01, 0.01, 0.01], { commune });
      take(transition(stateOf(commune), decide(policyFor(commune), assessment), policyFor(commune), 0.02));
      return events.at(-1)!;
    },
    later: (minutes: number) => clock.advanceTo(clock.now() + minutes * MIN),
    perform,
    refuse: (refusal: ActRefusal) => void (refuses = refusal),
    live(says: (text: string) => ResidentReply | null) {
      resident = says;
    },
    answersOf: (commune: string) => stateOf(commune).alert?.acknowledgements,
    newest: () => events.at(-1)!,
    link: ({ id }: AlertEvent, contact = 'mayor-1') => answerToken({ event: id, contact }, KEY),
    code: ({ id }: AlertEvent, contact = 'mayor-1') => replyCode({ event: id, contact }, KEY),
  };
}

test('a link and a text message are told apart on record, by the contact and for the commune that it was about', () => {
  const town = towns();
  const raised = town.river('limoux', 1.1);
  town.answers.byLink(town.link(raised, 'deputy-1'));
  const handedBack = town.answers.handBack(town.link(raised, 'deputy-1'), T0);
  expect(handedBack).toMatchObject({ value: { refusal: null, inHandSince: null } });
  town.later(1);
  expect(town.answers.byReply('06 12 34 56 78', `oui ${town.code(raised, 'mayor-2')}`)).toEqual({
    kind: 'unknown-number',
  });
  // A sender that is no number is no contact without one.
  const before = town.looked.length;
  expect(town.answers.byReply('SFR', `oui ${town.code(raised, 'mayor-2')}`)).toEqual({ kind: 'unknown-number' });
  expect(town.looked.length).toBe(before);
  expect(town.answers.byReply('+33698765432', `oui ${town.code(raised, 'mayor-2')}`)).toEqual({
    kind: 'unknown-number',
  });
  expect(town.answers.byReply('0033 6 12 34 56 78', `oui ${town.code(raised, 'mayor-2')}`)).toMatchObject({
    kind: 'acknowledged',
    question: { commune: { id: 'limoux' }, contact: { id: 'mayor-2' }, refusal: null, inHandSince: T0 + MIN },
  });
  expect(town.deeds).toEqual([
    { commune: 'limoux', deed: { kind: 'acknowledge', level: 'prepare' }, person: 'deputy-1', by: 'link' },
    {
      commune: 'limoux',
      deed: { kind: 'hand-back', level: 'prepare', answeredAt: T0 },
      person: 'deputy-1',
      by: 'link',
    },
    { commune: 'limoux', deed: { kind: 'acknowledge', level: 'prepare' }, person: 'mayor-2', by: 'reply' },
  ]);
});

test('a link of somebody who is a contact no more, or of an event that nobody knows, opens nothing', () => {
  const town = towns();
  const raised = town.river('coursan', 2.1);
  const nobody = { ok: false, error: { kind: 'not-ours' } };
  for (const token of [town.link(raised, 'mayor-9'), town.link({ ...raised, id: 'coursan:99' })])
    for (const found of [town.answers.look(token), town.answers.byLink(token), town.answers.handBack(token, T0)])
      expect(found).toEqual(nobody);
  town.communes.delete('coursan');
  expect(town.answers.byLink(town.link(raised))).toEqual(nobody);
  expect(town.deeds).toEqual([]);
});

test('a question that is over is answered by nothing: no deed is tried', () => {
  const town = towns();
  const raised = town.river('coursan', 2.1);
  town.answers.byLink(town.link(raised));
  // It is another's to hand back, and the page says whose.
  const own = { kind: 'already-acknowledged', person: 'mayor-1', at: T0 };
  expect(town.answers.handBack(town.link(raised, 'deputy-1'), T0)).toMatchObject({ value: { refusal: own } });
  expect(town.answersOf('coursan')).toHaveLength(1);
  town.answers.handBack(town.link(raised), T0);
  const done = town.deeds.length;
  const refusalOf = (found: ReturnType<typeof town.answers.byLink>) => found.ok && found.value.refusal?.kind;
  expect(refusalOf(town.answers.byLink(town.link(raised)))).toBe('handed-back');
  expect(refusalOf(town.answers.handBack(town.link(raised, 'deputy-1'), T0))).toBe('not-in-hand');
  town.later(DAY / MIN);
  expect(refusalOf(town.answers.byLink(town.link(raised, 'deputy-1')))).toBe('expired');
  expect(town.deeds).toHaveLength(done);
});

test('what has changed between the look and the deed is said, and not that it was done', () => {
  const town = towns();
  const raised = town.river('coursan', 2.1);
  town.refuse({ kind: 'level-changed', level: 'danger' });
  const refused = { refusal: { kind: 'level-changed', level: 'danger' } };
  expect(town.answers.byLink(town.link(raised))).toMatchObject({ ok: true, value: refused });
  expect(town.answers.byReply(PHONE, `OUI ${town.code(raised)}`)).toMatchObject({ kind: 'refused', ...refused });
});

test('an answer that cannot be handed back any more is said to stand: the page shows why', () => {
  const town = towns();
  const raised = town.river('coursan', 2.1);
  town.answers.byLink(town.link(raised));
  town.refuse({ kind: 'level-changed', level: 'danger' });
  const found = town.answers.handBack(town.link(raised), T0);
  expect(found).toMatchObject({ value: { refusal: { kind: 'level-changed', level: 'danger' } } });
  expect(town.answersOf('coursan')).toHaveLength(1);
});

test('a page of an earlier answer, left open, does not hand back the one that was given since', () => {
  const town = towns();
  const raised = town.river('coursan', 2.1);
  town.answers.byLink(town.link(raised));
  town.answers.handBack(town.link(raised), T0);
  const handedBack = town.newest();
  town.later(5);
  town.answers.byLink(town.link(handedBack));
  const again = town.answers.handBack(town.link(raised), T0);
  expect(again).toMatchObject({ value: { refusal: { kind: 'already-acknowledged', at: T0 + 5 * MIN } } });
  expect(town.answersOf('coursan')).toEqual([{ level: 'act', person: 'mayor-1', at: T0 + 5 * MIN }]);
});

test('an answer can be handed back by its link for a day from the question, and by nobody else’s', () => {
  const town = towns();
  const raised = town.river('coursan', 2.1);
  town.answers.byLink(town.link(raised));
  const sinceBy = (contact?: string) => {
    const found = town.answers.look(town.link(raised, contact));
    return found.ok && found.value.inHandSince;
  };
  expect([sinceBy(), sinceBy('deputy-1')]).toEqual([T0, null]);
  town.later(DAY / MIN - 1);
  expect(sinceBy()).toBe(T0);
  town.later(1);
  expect(sinceBy()).toBeNull();
});

test('whose phone two communes know answers for the one that its code is of, the older question too', () => {
  const town = towns();
  const [first, second] = [town.river('coursan', 2.1), town.river('limoux', 2.1)];
  expect(town.answers.byReply(PHONE, `OUI ${town.code(second, 'mayor-2')}`)).toMatchObject({ kind: 'acknowledged' });
  expect([town.answersOf('coursan'), town.answersOf('limoux')]).toMatchObject([[], [{ person: 'mayor-2' }]]);
  expect(town.answers.byReply(PHONE, `OUI ${town.code(first)}`)).toMatchObject({ kind: 'acknowledged' });
  // The code of another contact is none of this phone's.
  expect(town.answers.byReply(PHONE, `OUI ${town.code(first, 'deputy-1')}`).kind).toBe('wrong-code');
});

test('a right code forgives the wrong ones before it, and one that waits is not counted', () => {
  const town = towns();
  const raised = town.river('coursan', 2.1);
  const say = (code: string) => town.answers.byReply(PHONE, `OUI ${code}`);
  const wrong = String((Number(town.code(raised)) + 1) % 10_000).padStart(4, '0');
  for (let turn = 0; turn < 4; turn += 1) say(wrong);
  expect(say(town.code(raised)).kind).toBe('acknowledged');
  for (let turn = 0; turn < 5; turn += 1) expect(say(wrong).kind).toBe('wrong-code');
  town.later(30);
  expect(say(wrong)).toMatchObject({ kind: 'locked', contact: { id: 'mayor-1' }, minutes: 30 });
  // Without a code too: a phone that tries is not told whether anything is asked of it.
  expect(town.answers.byReply(PHONE, 'bonjour')).toMatchObject({ kind: 'locked' });
  town.later(30);
  expect(say(town.code(raised)).kind).toBe('refused');
});

test('a contact who is a resident too may stop those messages amid an alert; a code is never taken for a yes to them', () => {
  const town = towns();
  const subscription: Subscription = {
    id: 'r1',
    commune: 'coursan',
    way: 'sms',
    address: PHONE,
    language: 'fr',
    requestedAt: T0,
    confirmedAt: null,
    quietHours: null,
  };
  town.live((text) => ({ kind: text === 'STOP' ? 'unsubscribed' : 'subscribed', subscription }));
  const raised = town.river('coursan', 2.1);
  const code = town.code(raised);
  expect(town.answers.byReply(PHONE, 'oui').kind).toBe('not-understood');
  expect(town.answers.byReply(PHONE, 'STOP').kind).toBe('unsubscribed');
  const quiet = towns();
  quiet.live(() => ({ kind: 'subscribed', subscription }));
  expect(quiet.answers.byReply(PHONE, `OUI ${code}`).kind).toBe('nothing-asked');
  expect(quiet.answers.byReply(PHONE, 'OUI').kind).toBe('subscribed');
  // What says nothing of those messages is theirs as a contact; of a stranger it is a resident's.
  for (const said of [
    { kind: 'no-wish', subscription } as const,
    { kind: 'unsubscribed', subscription: null } as const,
  ]) {
    quiet.live(() => said);
    expect(quiet.answers.byReply(PHONE, 'STOP').kind).toBe('not-understood');
    expect(quiet.answers.byReply('+33698765432', 'STOP')).toEqual(said);
  }
});
