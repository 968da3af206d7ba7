import { describe, expect, it } from 'vitest';
import { type AlertEvent, newCommuneState } from '../../../src/alert/alert.ts';
import { nothingTold } from '../../../src/alert/release.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createMailroom } from '../../../src/notification/mailroom.ts';
import { toGsm } from '../../../src/notification/phone/gsm-text.ts';
import { spokenMessageOf } from '../../../src/notification/phone/spoken-message.ts';
import { textMessageOf } from '../../../src/notification/phone/text-message.ts';
import { basisOf, groundsOf } from '../../../src/notification/words/basis.ts';
import { messageFor } from '../../../src/notification/words/message.ts';
import { writingFor } from '../../../src/notification/words/writing.ts';
import type { Assessment } from '../../../src/policy/assessment.ts';
import { decide } from '../../../src/policy/decide.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { assessmentOf, policyOf, T0 } from '../../support/decisions.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { AT, contextOf, coursan, eventOf } from '../../support/notices.ts';

const raised = eventOf({ id: 'coursan:1', station: 'bridge', probability: 0.72, stageM: 1.3 });
const silent = { probability: null, leadTimeH: null, passage: null, stageM: null } as const;
const releasedAt = (at: number) =>
  eventOf({
    id: 'coursan:2',
    kind: 'released',
    audience: 'public',
    at,
    station: null,
    reason: { because: 'person', person: 'mayor-1' },
    probability: null,
    leadTimeH: null,
    passage: null,
    stageM: null,
  });
/** Judged every five minutes: by then the water stood so high and had such a chance at the mark of 2 m. */
const judged = (stageM: number | null, chance: number) => ({
  last: (_commune: string, _station: string, from: number, to: number) => {
    const at = to - MINUTE_MS;
    return at < from ? undefined : decide(policyOf(), assessmentOf(at, stageM, [1, chance, 0]));
  },
});
const told = (at: number, journal: Parameters<typeof basisOf>[2]) => basisOf(releasedAt(at), [raised], journal);
const unjudged = { last: () => undefined };

describe('what a release rests on', () => {
  const later = AT + 10 * MINUTE_MS;

  it('is what is known when the mayor decides, not what was when the alert was raised', () => {
    expect(told(later, judged(1.9, 0.97))).toMatchObject({
      at: later - MINUTE_MS,
      level: 'act',
      reason: { because: 'chance-high', probability: 0.97 },
      probability: 0.97,
      leadTimeH: 6,
      stageM: 1.9,
      observedAt: later - MINUTE_MS,
    });
  });

  it('says when the mark is passed by what is known when the mayor decides', () => {
    const passage = { p10At: later + HOUR_MS, p50At: later + 2 * HOUR_MS, p90At: later + 3 * HOUR_MS };
    const judgement = assessmentOf(later, 1.9, [1, 0.97, 0]);
    const chances = judgement.chances.map((each) => ({ ...each, passage }));
    const last = () => decide(policyOf(), { ...judgement, chances });
    expect(told(later, { last })?.passage).toEqual(passage);
  });

  it('is the water itself once it stands at the mark, and residents read that', () => {
    const basis = told(later, judged(2.3, 1));
    expect(basis).toMatchObject({
      reason: { because: 'observed-passage', stageM: 2.3 },
      probability: null,
      passage: null,
    });
    const resident = { kind: 'resident', language: 'fr', leaveUrl: 'https://a.example/leave' } as const;
    const { subject, text } = messageFor(releasedAt(later), resident, coursan, contextOf({ basis }));
    expect(subject).toContain('mesuré');
    expect(text).toContain("Certitude : c'est mesuré, l'eau est au-dessus du repère");
    expect(text).not.toMatch(/72 %|Quand/);
  });

  it('says of a river that is not seen what is forecast of it, and no stage', () => {
    expect(told(later, judged(null, 0.8))).toMatchObject({ probability: 0.8, stageM: null, observedAt: null });
  });

  it('is the raise where nothing was judged since, for an hour, and then nothing', () => {
    expect(told(later, unjudged)).toBe(raised);
    expect(told(AT + HOUR_MS, unjudged)).toBe(raised);
    expect(told(AT + HOUR_MS + 1, unjudged)).toBeNull();
    expect(told(AT + 2 * HOUR_MS, judged(1.9, 0.97))).toMatchObject({ probability: 0.97 });
  });

  it.each([
    ['nothing could be forecast', 1.4],
    ['the gauge was not seen', null],
  ])('is the raise where the last judgement says nothing of the river: %s', (_name, stageM) => {
    const decisions = { last: () => decide(policyOf(), assessmentOf(later, stageM, null)) };
    expect(told(later, decisions)).toBe(raised);
    expect(told(AT + 2 * HOUR_MS, decisions)).toBeNull();
  });

  it('is the raise where the rule of its level was taken out of the policy since', () => {
    const { act: _, ...others } = decide(policyOf(), assessmentOf(later, 1.9, [1, 0.97, 0])).verdicts;
    const last = () => ({ ...decide(policyOf(), assessmentOf(later, 1.9, [1, 0.97, 0])), verdicts: others });
    expect(told(later, { last })).toBe(raised);
  });

  it('is nothing of what was judged more than half an hour ago', () => {
    const judgedAt = AT + 2 * HOUR_MS;
    const last = decide(policyOf(), assessmentOf(judgedAt, 1.9, [1, 0.97, 0]));
    const journal = {
      last: (_commune: string, _station: string, from: number, to: number) =>
        from <= judgedAt && judgedAt <= to ? last : undefined,
    };
    expect(told(judgedAt + 30 * MINUTE_MS, journal)).toMatchObject({ probability: 0.97 });
    expect(told(judgedAt + 31 * MINUTE_MS, journal)).toBeNull();
  });

  it('is nothing where the chance no longer speaks for the level that stands', () => {
    expect(told(later, judged(1.4, 0.4))).toMatchObject({ reason: { because: 'chance-between' }, probability: 0.4 });
    expect(told(later, judged(1.4, 0.04))).toBeNull();
  });

  it('is the newest raise to its own level by then', () => {
    const raise = (number: number, change: Partial<AlertEvent> = {}) =>
      eventOf({ id: `coursan:${number}`, kind: 'escalated', at: AT + number * MINUTE_MS, ...change });
    const story = [
      raise(1, { kind: 'raised' }),
      raise(2, { kind: 'lowered', level: 'prepare' }),
      raise(3),
      raise(4, { level: 'danger' }),
      raise(5, { kind: 'lowered' }),
      raise(6, { at: later + 1 }),
    ];
    expect(basisOf(releasedAt(later), story, unjudged)?.id).toBe('coursan:3');
    expect(basisOf(releasedAt(later), [...story.slice(0, 5), raise(7, { at: later })], unjudged)?.id).toBe('coursan:7');
  });

  it('is nothing of an alert before, nor of another mark, where this one came down to its level', () => {
    const before = eventOf({ id: 'coursan:1', alert: 'coursan-20200120T120000Z' });
    const higher = eventOf({ id: 'coursan:2', level: 'danger' });
    const lowered = eventOf({ id: 'coursan:3', kind: 'lowered', from: 'danger' });
    expect(basisOf(releasedAt(later), [before, higher, lowered], judged(2.3, 1))).toBeNull();
  });

  it('mixes nothing of the river into what is played', () => {
    const played = { ...raised, exercise: true } as const;
    expect(basisOf(releasedAt(later), [played], judged(2.3, 1))).toBe(played);
  });
});

describe('where nothing speaks for the level any more', () => {
  const later = AT + 2 * HOUR_MS;
  const again = eventOf({ id: 'coursan:2', kind: 'passed-on', at: later });
  const seen = { station: 'bridge', stageM: 1.4, observedAt: later - MINUTE_MS };
  const calm = decide(policyOf(), assessmentOf(later - MINUTE_MS, 1.4, [0, 0, 0]));
  const unsure = decide(policyOf(), assessmentOf(later - MINUTE_MS, 1.4, null));
  /** The bridge has fallen; of the mill so much has been judged. */
  const seenWith = (mill: typeof calm | undefined, bridge = calm, story = [raised, again]) =>
    groundsOf(again, story, { last: (_, station) => (station === 'bridge' ? bridge : mill) }, ['bridge', 'mill']).seen;

  it('the water says how it stands, also where nothing can be forecast of it', () => {
    expect(seenWith(calm)).toEqual(seen);
    expect(seenWith(calm, unsure)).toEqual(seen);
  });

  it('low water calms nobody where another gauge is above its mark, or where nothing is known of it', () => {
    const high = decide(policyOf(), assessmentOf(later - MINUTE_MS, 2.3, [1, 1, 0]));
    expect([high, unsure, undefined].map((mill) => seenWith(mill))).toEqual([null, null, null]);
    // There is no mark of that level at the mill: nothing there holds it.
    expect(seenWith({ ...high, verdicts: {} })).toEqual(seen);
  });

  it('nothing is said of water that is not seen, nor of a level to which nothing was raised', () => {
    expect(seenWith(calm, decide(policyOf(), assessmentOf(later, null, [0, 0, 0])))).toBeNull();
    expect(seenWith(calm, calm, [again])).toBeNull();
  });
});

function openMailroom() {
  const { db, ...stores } = memoryStores();
  const mailroom = createMailroom({
    ...stores,
    officialWarnings: () => [],
    issuer: contextOf().issuer,
    communes: new Map([[coursan.id, coursan]]),
    network: createNetwork([]),
    knownFloods: new Map(),
    clock: manualClock(AT),
    linkKey: Buffer.alloc(32, 5),
    replyNumber: null,
    ways: new Set(['log', 'email'] as const),
    residentTexts: null,
    webhooks: [],
    atomically: (work) => db.transaction(work)(),
    newToken: () => 'token',
  });
  return { stores, mailroom };
}

it('goes to residents by the mailroom: the water of a minute ago, not that of the raise', () => {
  const { stores, mailroom } = openMailroom();
  const resident = {
    id: 'a',
    commune: 'coursan',
    way: 'email',
    address: 'a@example.org',
    language: 'fr',
    quietHours: null,
  } as const;
  stores.subscriptions.request({ ...resident, requestedAt: AT, confirmedAt: null }, 'hash');
  stores.subscriptions.confirm('a', AT);
  const later = AT + 10 * MINUTE_MS;
  const decision = decide(policyOf(), assessmentOf(later - MINUTE_MS, 1.9, [1, 0.97, 0]));
  const alert = { id: raised.alert!, raisedAt: AT, level: 'act', highest: 'act', acknowledgements: [] } as const;
  const state = {
    ...newCommuneState('coursan'),
    alert: { ...alert, telling: { ...nothingTold, told: 'act' } },
  } as const;
  stores.journal.commit({ state, events: [raised], outbox: [], record: [] });
  stores.decisions.append(decision);
  const [row] = mailroom
    .messagesOf([releasedAt(later)], state)
    .filter(({ recipient }) => recipient.kind === 'subscription');
  expect(row!.subject).toBe('ALERTE INONDATION Coursan : Agir, 97 %');
  expect(row!.text).toContain('Mesure : 1,90 m');
  expect(row!.text).not.toContain('72 %');
});

it.each([
  ['seen to stay', true],
  ['not yet seen to stay', false],
])('says by the mailroom that a gauge has a step that may be another zero: %s', (_name, stays) => {
  const { stores, mailroom } = openMailroom();
  const later = AT + 10 * MINUTE_MS;
  const zeroShift = { at: AT, fellM: 0.47, inMin: 10, stays };
  stores.decisions.append(decide(policyOf(), assessmentOf(later, 1.9, [1, 0.97, 0], { zeroShift })));
  const state = { ...newCommuneState('coursan'), alert: null };
  const raise = eventOf({ id: 'coursan:2', station: 'bridge', at: later, probability: 0.97, stageM: 1.9 });
  const rows = mailroom.messagesOf([raise], state).filter(({ channel }) => channel === 'email');
  expect(rows.length).toBeGreaterThan(0);
  const said = rows.map(({ text }) => text.includes("d'un coup à 13 h 05") || text.includes('at once at 13:05'));
  expect(said).toEqual(rows.map(() => stays));
});

describe('who is asked again while nothing is measured', () => {
  const later = AT + 2 * HOUR_MS;
  const reason = { because: 'no-answer', since: AT, asked: ['mayor-1'], told: ['deputy-1'], again: false } as const;
  const asked = eventOf({ id: 'coursan:2', kind: 'passed-on', at: later, station: null, reason, ...silent });
  const lost = T0 + 10 * MINUTE_MS;
  const blind = (why: 'silent' | 'suspect' | 'unreadable', change: Partial<Assessment> = {}) => ({
    last: (_commune: string, station: string, from: number, to: number) =>
      station !== 'bridge' || to < from
        ? undefined
        : decide(
            policyOf(),
            assessmentOf(to - MINUTE_MS, null, [1, 0.65, 0], {
              sight: { kind: 'not-seen', since: lost, why },
              dataAt: lost,
              ...change,
            }),
          ),
  });
  const written = (decisions: Parameters<typeof groundsOf>[2], language: 'fr' | 'en') => {
    const context = contextOf(groundsOf(asked, [raised, asked], decisions, ['bridge']));
    const writing = writingFor(asked, { kind: 'contact', language }, coursan, context);
    const mail = messageFor(asked, { kind: 'contact', language, answer: null }, coursan, context);
    return { ...mail, phone: textMessageOf(writing, null), call: spokenMessageOf(writing) };
  };

  it.each([
    ['fr', 'silent', "Agir, rien n'est mesuré depuis mercredi 13 h 10", "Envoyez quelqu'un voir la rivière"],
    ['fr', 'suspect', "Agir, rien de sûr n'est mesuré depuis mercredi 13 h 10", "Envoyez quelqu'un voir la rivière"],
    ['fr', 'unreadable', "Agir, rien n'est lu depuis mercredi 13 h 10", "Envoyez quelqu'un voir la rivière"],
    ['en', 'silent', 'Act now, nothing measured since Wednesday 13:10', 'Send someone to look at the river'],
    ['en', 'suspect', 'Act now, nothing reliable measured since Wednesday 13:10', 'Send someone to look at the river'],
    ['en', 'unreadable', 'Act now, nothing read since Wednesday 13:10', 'Send someone to look at the river'],
  ] as const)(
    'reads in %s that it is blind (%s) and to send somebody, and no chance or time of before',
    (language, why, first, step) => {
      const { subject, text, phone, call } = written(blind(why), language);
      expect(subject).toContain(first);
      for (const each of [text, phone, call]) expect(each).toContain(toGsm(step));
      for (const each of [subject, text, phone, call])
        expect(each).not.toMatch(/\d ?%|65|72|entre|between|Quand|When:/);
      expect(text).toContain(coursan.actionCards.act[language].staff[0]);
    },
  );

  it('but of a chance that newer readings above speak for, of what a person has read, or where another gauge of the commune is seen', () => {
    const newer = written(blind('silent', { dataAt: lost + MINUTE_MS }), 'fr');
    expect(newer.subject).toContain('65 %');
    const read = { stageM: 1.5, observedAt: later - MINUTE_MS, receivedAt: later - MINUTE_MS };
    expect(written(blind('silent', { read }), 'fr').subject).not.toContain('mesuré depuis');
    const elsewhere = {
      last: (...asking: [string, string, number, number]) =>
        blind('silent').last(...asking) ?? decide(policyOf(), assessmentOf(later - MINUTE_MS, 1.9, [1, 0.97, 0])),
    };
    const grounds = groundsOf(asked, [raised, asked], elsewhere, ['bridge', 'mill']);
    expect(grounds.basis).toMatchObject({ probability: 0.65 });
  });
});
