import type { Alert, AlertEvent, EventReason } from '../../src/alert/alert.ts';
import type { MessageContext } from '../../src/notification/words/writing.ts';
import type { RaisedLevel, StandingLevel } from '../../src/territory/alert-level.ts';
import type { Commune } from '../../src/territory/commune.ts';
import type { Names } from '../../src/text/words.ts';

/** 22 January 2020, 13:05 in Paris. */
export const AT = Date.UTC(2020, 0, 22, 12, 5);
const MIN = 60_000;

const card = (level: string) => ({
  fr: { staff: [`Personnel ${level}, un`, `Personnel ${level}, deux`], residents: [`Habitants ${level}, un`] },
  en: { staff: [`Staff ${level}, one`, `Staff ${level}, two`], residents: [`Residents ${level}, one`] },
});

/** What is real amid an exercise. */
export function alertAt(level: RaisedLevel, told: StandingLevel = 'normal'): Pick<Alert, 'level' | 'telling'> {
  return { level, telling: { told, pending: null, heldBack: null } };
}

export const coursan: Commune = {
  id: 'coursan',
  name: 'Coursan',
  timeZone: 'Europe/Paris',
  codes: [],
  area: null,
  officialWarnings: [],
  controller: null,
  broadcaster: null,
  languages: ['fr', 'en'],
  watches: [{ station: 'bridge', marks: { prepare: 3, act: 4.2, danger: 5.5 } }],
  contacts: [
    { id: 'mayor-1', role: 'mayor', name: 'Anne Roux', email: 'mayor@example.org', phone: null, language: 'fr' },
    { id: 'deputy-1', role: 'deputy', name: 'Paul Petit', email: 'deputy@example.org', phone: null, language: 'fr' },
    { id: 'duty-1', role: 'duty-officer', name: 'Jo Hill', email: 'duty@example.org', phone: null, language: 'en' },
    { id: 'agency-1', role: 'agency', name: 'Bassin', email: 'agency@example.org', phone: null, language: 'fr' },
  ],
  escalation: {
    prepare: { nextAfterMin: 30, againAfterMin: 120 },
    act: { nextAfterMin: 10, againAfterMin: 60 },
    danger: { nextAfterMin: 5, againAfterMin: 15 },
  },
  actionCards: { prepare: card('prepare'), act: card('act'), danger: card('danger') },
};

export const names: Names = {
  station: (id) => (id === 'bridge' ? 'Coursan pont' : id),
  person: (id) => coursan.contacts.find((each) => each.id === id)?.name ?? id,
  timeZone: 'Europe/Paris',
};

const passage = { p10At: AT + 85 * MIN, p50At: AT + 120 * MIN, p90At: AT + 175 * MIN };

const chanceHigh: EventReason = {
  because: 'chance-high',
  probability: 0.72,
  raiseAt: 0.5,
  lowerAt: 0.3,
  markM: 4.2,
  leadTimeH: 6,
  passage,
};

/** One reason of every kind. */
export const reasons: readonly EventReason[] = [
  { because: 'observed-passage', stageM: 4.35, observedAt: AT, markM: 4.2 },
  chanceHigh,
  { ...chanceHigh, because: 'chance-between', probability: 0.4, passage: null },
  { ...chanceHigh, because: 'chance-low', probability: 0.004, passage: null },
  { because: 'no-forecast', markM: 4.2 },
  { because: 'not-seen', since: AT },
  { because: 'not-seen', since: null },
  { because: 'zero-shift', at: AT - 1_800_000, fellM: 0.6, inMin: 10, stays: true },
  { because: 'suspect-only', since: AT },
  { because: 'suspect-only', since: null },
  {
    because: 'suspect',
    stageM: 9.1,
    observedAt: AT,
    tests: ['gross-range', 'rate-of-change', 'spike', 'flat-line', 'late'],
  },
  { because: 'suspect', stageM: 9.1, observedAt: AT, tests: [] },
  { because: 'suppressed', how: 'maintenance', until: AT, person: 'duty-1' },
  { because: 'suppressed', how: 'silenced', until: AT, person: 'duty-1' },
  { because: 'exercise', person: 'mayor-1', purpose: 'Test of the yearly plan' },
  { because: 'exercise-over', why: 'over', person: 'mayor-1' },
  { because: 'exercise-over', why: 'real-alert', person: 'mayor-1' },
  { because: 'exercise-over', why: 'real-alert', person: 'mayor-1', inForce: { level: 'danger', told: 'normal' } },
  { because: 'exercise-over', why: 'real-alert', person: 'mayor-1', inForce: { level: 'danger', told: 'danger' } },
  { because: 'exercise-over', why: 'simulated-alert', person: 'mayor-1' },
  { because: 'exercise-over', why: 'person', person: 'mayor-1' },
  { because: 'exercise-over', why: 'clock-set', person: 'mayor-1' },
  { because: 'seen-again', stageM: 2.1, observedAt: AT },
  { because: 'seen-again', stageM: 2.1, observedAt: AT, first: true },
  { because: 'person', person: 'mayor-1' },
  { because: 'told-by-mistake', person: 'mayor-1', released: 'act', told: 'normal' },
  { because: 'closed-by-mistake', person: 'mayor-1', told: 'act' },
  { because: 'policy-timeout', signedBy: 'mayor-1', signedIn: 1, afterMin: 15 },
  { because: 'no-answer', since: AT, asked: ['mayor-1'], told: ['deputy-1'], again: false },
  { because: 'no-answer', since: AT, asked: ['mayor-1', 'deputy-1'], told: ['mayor-1', 'deputy-1'], again: true },
  { because: 'no-rule' },
];

/** The alert raised to `act` by a chance of 72 % at 13:05. */
export function eventOf(change: Partial<AlertEvent> = {}): AlertEvent {
  return {
    id: 'coursan:7',
    alert: 'coursan-20200122T120500Z',
    at: AT,
    commune: 'coursan',
    station: 'bridge',
    kind: 'raised',
    level: 'act',
    from: 'prepare',
    audience: 'staff',
    reason: chanceHigh,
    probability: 0.72,
    leadTimeH: 6,
    passage,
    stageM: 3.1,
    observedAt: AT - 10 * MIN,
    policyVersion: 1,
    modelVersion: 'test',
    ...change,
  };
}

export function contextOf(change: Partial<MessageContext> = {}): MessageContext {
  return {
    issuer: { name: 'Amont Aude', kind: 'operational', baseUrl: 'https://amont.example.org' },
    names,
    telling: {
      told: 'normal',
      pending: { level: 'act', since: AT, dueAt: AT + 15 * MIN, signed: { by: 'mayor-1', version: 1 } },
      heldBack: null,
    },
    basis: null,
    seen: null,
    cameDown: { staff: false, public: false },
    official: [],
    askedToCheckAt: null,
    floodsAt: () => [],
    caveatsOf: () => null,
    zeroShiftOf: () => null,
    chancesAbove: () => [],
    ...change,
  };
}
