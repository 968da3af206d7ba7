import { describe, expect, it } from 'vitest';
import { type Alert, type AlertEvent, type CommuneState, newCommuneState } from '../../src/alert/alert.ts';
import { nothingTold } from '../../src/alert/release.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createMailroom, type MailroomParts } from '../../src/notification/mailroom.ts';
import { type OutboxRow, outboxId } from '../../src/notification/outbox.ts';
import type { QuietHours } from '../../src/people/quiet-hours.ts';
import type { Rule } from '../../src/policy/policy.ts';
import { raisedLevels } from '../../src/territory/alert-level.ts';
import type { Marks } from '../../src/territory/commune.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { rowOf } from '../support/commits.ts';
import { memoryStores } from '../support/memory-database.ts';
import { AT, contextOf, coursan, eventOf } from '../support/notices.ts';
import { aude } from '../support/official.ts';

const phoned = {
  ...coursan,
  contacts: coursan.contacts.map((each) => (each.id === 'mayor-1' ? { ...each, phone: '+33612345678' } : each)),
};
const alert: Alert = {
  id: eventOf().alert!,
  raisedAt: AT,
  level: 'act',
  highest: 'act',
  acknowledgements: [],
  telling: nothingTold,
};
const state = { ...newCommuneState('coursan'), alert };

function mailroom(change: Partial<MailroomParts> = {}) {
  const { db, ...stores } = memoryStores();
  const parts: MailroomParts = {
    ...stores,
    officialWarnings: () => [],
    issuer: contextOf().issuer,
    communes: new Map([[phoned.id, phoned]]),
    network: createNetwork([]),
    knownFloods: new Map(),
    clock: manualClock(AT),
    linkKey: Buffer.alloc(32, 5),
    replyNumber: null,
    residentTexts: null,
    webhooks: [],
    ways: new Set(['log', 'email', 'sms', 'voice'] as const),
    atomically: (work) => db.transaction(work)(),
    newToken: () => 'token',
    ...change,
  };
  const subscribe = (id: string, quietHours: QuietHours | null = null) => {
    const address = `${id}@example.org`;
    const resident = { id, commune: 'coursan', way: 'email', address, language: 'fr', quietHours } as const;
    stores.subscriptions.request({ ...resident, requestedAt: AT, confirmedAt: null }, `hash-${id}`);
  };
  return { ...stores, ...createMailroom(parts), subscribe };
}

const forecastAt = (issuedAt: number) => ({
  issuedAt,
  station: 'bridge',
  leadTimesH: [1],
  stageM: 3.1,
  observedAt: AT,
  modelVersion: 'test',
  degraded: ['above'],
  outsideExperience: false,
  learning: false,
  stageQuantilesM: [],
  chances: [],
  curves: [],
  explanation: null,
});

describe('what limits the forecast is said', () => {
  const told = (issuedAt: number, event: Partial<AlertEvent> = {}) => {
    const { forecasts, messagesOf } = mailroom();
    forecasts.append(forecastAt(issuedAt));
    return messagesOf([eventOf(event)], state)[0]!.text;
  };

  it('of the one that the alert was raised by', () => {
    expect(told(AT)).toContain('sans above');
  });
  it.each([
    ['of one made before it', told(AT - 5 * MINUTE_MS)],
    ['of a river while an exercise plays another', told(AT, { exercise: true })],
    ['where no gauge raised it', told(AT, { station: null })],
  ])('and not %s', (_, text) => {
    expect(text).not.toContain('above');
  });
});

const atMarks = (markM: Marks): Rule[] => {
  const rule = { commune: 'coursan', station: 'bridge', leadTimeH: 6, raiseAt: 0.6, lowerAt: 0.3, k: 2, n: 3 } as const;
  const kept = { ...rule, minDwellMin: 60, release: { by: 'person' } } as const;
  return raisedLevels.map((level) => ({ ...kept, level, markM: markM[level] }));
};

it('compares water with floods that people remember from the lowest mark in force on', () => {
  const compared = (prepare: number, stageM: number) => {
    const knownFloods = new Map([['bridge', [{ name: null, date: '1999-11-12', stageM: 4.9 }]]]);
    const { policies, messagesOf } = mailroom({ knownFloods });
    const entry = { at: AT, actor: { person: 'anne' }, action: 'policy.seeded', commune: null, detail: {} };
    const rules = atMarks({ prepare, act: 4.2, danger: 5.5 });
    policies.append({ author: 'anne', reason: 'Premières règles', createdAt: AT, rules }, entry);
    return messagesOf([eventOf({ stageM })], state)[0]!.text.includes('Crues connues');
  };
  // 3 m in the file.
  expect([compared(3.4, 3.2), compared(3.4, 3.5), compared(2.5, 2.8), compared(2.5, 2.4)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

it('says by the forecast that it was raised by how likely the higher marks in force are passed', () => {
  const rules = atMarks({ prepare: 3.1, act: 4.2, danger: 5.5 });
  const told = (event: Partial<AlertEvent> = {}, issuedAt = AT) => {
    const { forecasts, policies, messagesOf } = mailroom();
    const entry = { at: AT, actor: { person: 'anne' }, action: 'policy.seeded', commune: null, detail: {} };
    policies.append({ author: 'anne', reason: 'Premières règles', createdAt: AT, rules }, entry);
    const chances = [0.97, 0.88, 0.34].flatMap((probability, index) => {
      const { markM, leadTimeH } = rules[index]!;
      // Within an hour and a day by other rules, which are not in force.
      return [1, leadTimeH, 24].map((each) => ({
        markM,
        leadTimeH: each,
        probability: each === leadTimeH ? probability : 0.5,
      }));
    });
    forecasts.append({ ...forecastAt(issuedAt), chances });
    return messagesOf([eventOf(event)], state)[0]!.text.match(/^Plus haut.*/gm);
  };
  expect(told({ level: 'prepare' })).toEqual([
    'Plus haut : Agir (4,20 m), 88 % dans les 6 h',
    'Plus haut : Danger pour la vie (5,50 m), 34 % dans les 6 h',
  ]);
  expect(told({ level: 'act' })).toEqual(['Plus haut : Danger pour la vie (5,50 m), 34 % dans les 6 h']);
  for (const event of [{ level: 'danger' }, { exercise: true }, { station: null }, { kind: 'lowered' }] as const)
    expect(told(event)).toBeNull();
  expect(told({ level: 'act' }, AT - 5 * MINUTE_MS)).toBeNull();
});

it('says what the State said at that moment, of the places that the commune has set, and not in an exercise', () => {
  const asked: unknown[] = [];
  const { messagesOf } = mailroom({
    communes: new Map([[phoned.id, { ...phoned, officialWarnings: [aude] }]]),
    officialWarnings: (...each) => {
      asked.push(each);
      return [{ ...aude, spell: null, isCurrent: false }];
    },
  });
  expect(messagesOf([eventOf()], state)[0]!.text).toContain('Vigicrues : pas encore vu');
  expect(asked).toEqual([[[aude], AT]]);
  expect(messagesOf([eventOf({ exercise: true })], state)[0]!.text).not.toContain('Vigicrues');
});

it('says what residents know, and how bad it is by floods before, which are no part of a play', () => {
  const floods = [
    { name: null, date: '1999-11', stageM: 4.1 },
    { name: null, date: '2020-01', stageM: 4.9 },
  ];
  const { messagesOf } = mailroom({ knownFloods: new Map([['bridge', floods]]) });
  const told = (event: AlertEvent, now = state) =>
    messagesOf([event], now)[0]!.text.match(/^(Crues connues|Habitants).*/gm);
  const [known] = told(eventOf({ stageM: 4.3 })) ?? [];
  expect(known).toContain('1999');
  expect(known).not.toContain('2020');
  const warned = { ...state, alert: { ...alert, telling: { ...nothingTold, told: 'act' as const } } };
  expect(told(eventOf(), warned)).toContain('Habitants : déjà prévenus de ce niveau.');
  expect(told(eventOf({ stageM: 4.3, exercise: true }))?.join() ?? '').not.toContain('Crues');
});

it('of a release that waits for the end of quiet hours names no chance, no time and no stage: they would be of the night before', () => {
  const { journal, subscriptions, subscribe, messagesOf } = mailroom();
  const raised = eventOf();
  journal.commit({ state, events: [raised], outbox: [], record: [] });
  subscribe('ines', { fromMin: 12 * 60, toMin: 20 * 60 });
  subscribe('tom');
  for (const id of ['ines', 'tom']) subscriptions.confirm(id, AT);
  const reason = { because: 'person', person: 'mayor-1' } as const;
  const released = eventOf({ id: 'coursan:8', kind: 'released', audience: 'public', at: AT + MINUTE_MS, reason });
  const rows = messagesOf([released], state).filter(({ recipient }) => recipient.kind === 'subscription');
  const told = (id: string) => rows.find(({ recipient }) => recipient.id === id)!;
  expect(told('ines').notBefore).toBeGreaterThan(0);
  expect(told('ines').subject).toBe('ALERTE INONDATION Coursan : Agir');
  expect(told('ines').text).not.toMatch(/%|Mesure|Quand/);
  expect(told('tom').subject).toBe('ALERTE INONDATION Coursan : Agir, 72 %, mercredi entre 14 h 30 et 16 h 00');
  expect(told('tom').text).toContain('Mesure : 3,10 m');
});

it('offers an answer while the alert waits for one, and by text message to whoever has a phone', () => {
  const mailTo = (commune: typeof coursan, event: AlertEvent, now: CommuneState) =>
    mailroom({ replyNumber: '+33700000000', communes: new Map([[commune.id, commune]]) })
      .messagesOf([event], now)
      .find(({ channel }) => channel === 'email')?.text;
  const [byPhone, byLink] = [phoned, coursan].map((each) => mailTo(each, eventOf(), state));
  for (const text of [byPhone, byLink]) expect(text).toContain('/acknowledge/');
  expect(byPhone).toContain('+33700000000');
  expect(byLink).not.toContain('+33700000000');
  const over = eventOf({ kind: 'closed', level: 'normal', from: 'act' });
  expect(mailTo(phoned, over, newCommuneState('coursan'))).not.toContain('/acknowledge/');
});

it('asks who is told of an exercise for an answer as in a real alert, by a link of its own and no code', () => {
  const rowsOf = (event: AlertEvent) =>
    mailroom({ replyNumber: '+33700000000' }).messagesOf([event], newCommuneState('coursan'));
  const played = eventOf({ kind: 'raised', exercise: true, station: null });
  const rows = rowsOf(played).filter(({ channel }) => channel !== 'log');
  expect(new Set(rows.map(({ channel }) => channel))).toEqual(new Set(['email', 'sms']));
  for (const { text } of rows) {
    expect(text).toMatch(/https:\/\/amont\.example\.org\/(fr|en)\/acknowledge\/exercise\//);
    expect(text).not.toContain('+33700000000');
  }
  const [mail] = rows.filter(({ channel, language }) => channel === 'email' && language === 'fr');
  expect(mail?.text).toContain("la page de l'exercice dit qui a répondu");
  expect(mail?.text).not.toContain("les relances s'arrêtent");
  for (const kind of ['lowered', 'closed'] as const)
    for (const { text } of rowsOf({ ...played, kind, level: 'normal', from: 'act' }))
      expect(text).not.toContain('/acknowledge/');
});

describe('a text message asks for an answer', () => {
  const textsTo = (replyNumber: string | null) =>
    mailroom({ replyNumber })
      .messagesOf([eventOf()], state)
      .filter(({ channel }) => channel === 'sms');

  it('by return where the town takes answers in, and by its link where it takes none', () => {
    const [reply, ...others] = textsTo('+33700000000');
    expect([reply?.recipient.id, others]).toEqual(['mayor-1', []]);
    expect(reply?.text).toMatch(/\d{4}.*\+33700000000/);
    const [link] = textsTo(null);
    expect(link?.text).toContain('https://amont.example.org/fr/acknowledge/');
    expect(link?.text).not.toMatch(/null|\+33/);
  });
});

describe('whoever was asked to check a suspect passage, and hears nothing else of the alert', () => {
  const by = { because: 'person', person: 'mayor-1' } as const;
  const passage = eventOf({ id: 'coursan:5', at: AT - HOUR_MS, kind: 'suspect-passage', alert: null });
  const answered = eventOf({ id: 'coursan:8', at: AT + MINUTE_MS, kind: 'acknowledged', reason: by });
  const contacts = phoned.contacts.map((each) => ({ ...each, phone: '+33612345678' }));
  const told = (event: AlertEvent, ...before: readonly AlertEvent[]) => {
    const { journal, messagesOf } = mailroom({ communes: new Map([[phoned.id, { ...phoned, contacts }]]) });
    journal.commit({ state, events: [passage, eventOf(), ...before], outbox: [], record: [] });
    return messagesOf([event], state);
  };
  const ways = (rows: ReturnType<typeof told>, who: string) =>
    rows.filter(({ recipient }) => recipient.id === who).map(({ channel }) => channel);

  it.each(['acknowledged', 'released', 'held-back'] as const)(
    'hears the first that is %s, by mail and text',
    (kind) => {
      const rows = told({ ...answered, kind });
      for (const who of ['duty-1', 'agency-1']) expect(ways(rows, who)).toEqual(['log', 'email', 'sms']);
      expect(ways(rows, 'deputy-1')).toEqual([]);
      const texts = rows.filter(({ recipient }) => recipient.id === 'duty-1').map(({ text }) => text);
      for (const text of texts)
        expect(text).toContain('Why you: you were asked on Wednesday at 12:05 to check a reading.');
      expect(rows.find(({ recipient }) => recipient.id === 'mayor-1')?.text).not.toContain('Pourquoi vous');
    },
  );

  it('and nothing of an answer of their own', () => {
    const reason = { because: 'person', person: 'duty-1' } as const;
    const rows = told({ ...answered, reason });
    expect([ways(rows, 'duty-1'), ways(rows, 'agency-1')]).toEqual([[], ['log', 'email', 'sms']]);
  });

  it('and nothing of what follows', () => {
    const released = eventOf({ id: 'coursan:9', at: AT + 2 * MINUTE_MS, kind: 'released', reason: by });
    expect(ways(told(released, answered), 'duty-1')).toEqual([]);
  });

  it('and that the answer was handed back, by mail and text and no call, with a way to take it over', () => {
    const back = eventOf({ id: 'coursan:9', at: AT + 2 * MINUTE_MS, kind: 'handed-back', reason: by });
    const rows = told(back, answered).filter(({ recipient }) => recipient.id === 'duty-1');
    expect(rows.map(({ channel }) => channel)).toEqual(['log', 'email', 'sms']);
    for (const { text } of rows) {
      expect(text).toContain('Why you: you were asked on Wednesday at 12:05 to check a reading.');
      expect(text).toContain('/acknowledge/');
    }
  });

  it('in the same transition too', () => {
    const { messagesOf } = mailroom();
    expect(ways(messagesOf([passage, { ...answered, at: passage.at }], state), 'agency-1').length).toBe(4);
  });
});

describe('quiet hours from 22:00 to 07:00', () => {
  const at = (hour: number) => Date.UTC(2020, 0, 22, hour - 1);
  const toldAt = (hour: number, level: 'act' | 'danger', number = 1) =>
    eventOf({ id: `coursan:${number}`, at: at(hour), kind: 'released', level, audience: 'public' });
  const endAt = (hour: number) =>
    eventOf({ id: 'coursan:9', at: at(hour), kind: 'closed', level: 'normal', audience: 'public' });
  /** Until when the end of the alert is held back from a resident who sleeps. */
  const heldUntil = (before: readonly AlertEvent[], end: AlertEvent) => {
    const { messagesOf, subscribe, subscriptions, journal } = mailroom();
    subscribe('ines', { fromMin: 22 * 60, toMin: 7 * 60 });
    subscriptions.confirm('ines', AT);
    journal.commit({ state, events: before, outbox: [], record: [] });
    const after = end.kind === 'closed' ? { ...state, alert: null } : state;
    return messagesOf([end], after).find(({ recipient }) => recipient.kind === 'subscription')!.notBefore;
  };

  it('hold back the end of what was no danger to life', () => {
    expect(heldUntil([toldAt(20, 'act')], endAt(23))).toBe(at(31));
  });
  it('hold back no end of a danger that woke people, within twelve hours', () => {
    expect(heldUntil([toldAt(20, 'act'), toldAt(23, 'danger', 2)], endAt(26))).toBe(0);
    expect(heldUntil([toldAt(15, 'danger')], endAt(26))).toBe(0);
    expect(heldUntil([toldAt(14, 'danger')], endAt(26))).toBe(at(31));
  });
  it('hold back no word that a danger was told by mistake', () => {
    const reason = { because: 'told-by-mistake', person: 'mayor-1', released: 'danger', told: 'normal' } as const;
    const corrected = eventOf({
      id: 'coursan:9',
      at: at(24),
      kind: 'corrected',
      level: 'act',
      audience: 'public',
      reason,
    });
    expect(heldUntil([toldAt(23, 'danger')], corrected)).toBe(0);
  });
  it('hold back the end of a danger of which a signature told residents the lower level alone', () => {
    const reason = { because: 'policy-timeout', signedBy: 'mayor-1', signedIn: 1, afterMin: 15, told: 'act' } as const;
    expect(heldUntil([{ ...toldAt(23, 'danger'), reason }], endAt(26))).toBe(at(31));
  });
  it('hold back what staff alone were told of danger, as anything', () => {
    const staff = { ...toldAt(23, 'danger'), kind: 'escalated', audience: 'staff' } as const;
    expect(heldUntil([toldAt(20, 'act', 2), staff], endAt(26))).toBe(at(31));
  });
});

describe('the address is looked up when a message is sent', () => {
  const row = (kind: 'contact' | 'subscription' | 'unconfirmed', id: string, channel: 'email' | 'sms' = 'email') => {
    const recipient = { kind, id };
    return { ...rowOf('coursan:7', recipient), id: outboxId('coursan:7', recipient, channel), channel };
  };
  const gone = { ok: false, error: 'the recipient is gone' };

  it('of a contact, by each way that there still is', () => {
    const { lookUp } = mailroom();
    expect(lookUp(row('contact', 'mayor-1'))).toMatchObject({
      value: { address: 'mayor@example.org', leaveUrl: null },
    });
    expect(lookUp(row('contact', 'mayor-1', 'sms'))).toMatchObject({ value: { address: '+33612345678' } });
    expect(lookUp(row('contact', 'deputy-1', 'sms'))).toEqual({
      ok: false,
      error: 'the recipient has no phone number any more',
    });
    expect(lookUp(row('contact', 'who-left'))).toEqual(gone);
    const daysLater = mailroom({ clock: manualClock(AT + 72 * HOUR_MS) }).lookUp(row('contact', 'mayor-1', 'sms'));
    expect(daysLater).toMatchObject({ value: { row: { text: expect.stringContaining('Écrit mercredi') } } });
    expect(lookUp({ ...row('contact', 'mayor-1'), commune: 'elsewhere' })).toEqual(gone);
  });

  it('of those of a commune that was taken out of the files, not yet: while its alert stands it is to be put back', () => {
    const { lookUp, journal, subscribe, subscriptions } = mailroom();
    const mine = { ...row('contact', 'mayor-1'), commune: 'elsewhere' };
    const machine = { ...mine, recipient: { kind: 'webhook', id: 'siren' } as const };
    const away = { ok: false, error: 'its commune is not in communes.yaml' };
    journal.commit({ state: { ...state, commune: 'elsewhere' }, events: [], outbox: [], record: [] });
    expect([lookUp(mine), lookUp(machine)]).toEqual([away, away]);
    expect(lookUp({ ...mine, test: true })).toEqual(gone);
    // Residents are not in the files.
    subscribe('ines');
    subscriptions.confirm('ines', AT);
    expect(lookUp({ ...row('subscription', 'ines'), commune: 'elsewhere' })).toMatchObject({ ok: true });
    // Ended by hand for good.
    journal.commit({ state: { ...state, commune: 'elsewhere', alert: null }, events: [], outbox: [], record: [] });
    expect([lookUp(mine), lookUp(machine)]).toEqual([gone, gone]);
  });

  it('of a resident: alerts once they have confirmed, the question whether they do until then, nothing once they left', () => {
    const { lookUp, subscribe, subscriptions } = mailroom();
    subscribe('ines');
    expect(lookUp(row('subscription', 'ines'))).toEqual(gone);
    expect(lookUp(row('unconfirmed', 'ines'))).toMatchObject({
      value: { address: 'ines@example.org', leaveUrl: null },
    });
    subscriptions.confirm('ines', AT + HOUR_MS);
    expect(lookUp(row('unconfirmed', 'ines'))).toEqual(gone);
    const leaveUrl = expect.stringContaining('https://amont.example.org/fr/subscriptions/leave/');
    expect(lookUp(row('subscription', 'ines'))).toMatchObject({ value: { address: 'ines@example.org', leaveUrl } });
    subscriptions.remove('ines');
    expect(lookUp(row('subscription', 'ines'))).toEqual(gone);
  });

  it('of a resident by text message, as long as the town offers residents that way', () => {
    const residentTexts = { country: '+33', prefixes: ['+33'], perMinute: 60, requestsPerDay: 9 };
    const reached = (offered: typeof residentTexts | null) => {
      const { lookUp, subscriptions } = mailroom({ residentTexts: offered });
      const ines = { id: 'ines', commune: 'coursan', way: 'sms', address: '+33611111111', language: 'fr' } as const;
      subscriptions.request({ ...ines, quietHours: null, requestedAt: AT, confirmedAt: null }, 'hash');
      subscriptions.confirm('ines', AT);
      return lookUp(row('subscription', 'ines', 'sms'));
    };
    expect(reached(residentTexts)).toMatchObject({ value: { address: '+33611111111' } });
    // The gateway of those who decide is still there.
    expect(reached(null)).toEqual({ ok: false, error: 'no sms channel is configured' });
  });

  it('of a browser, with the page and the alert that its notification is of, and the level that it tells of', () => {
    const { lookUp, journal, subscriptions } = mailroom({ ways: new Set(['push'] as const) });
    const ines = { id: 'ines', commune: 'coursan', way: 'push', address: '{}', language: 'fr' } as const;
    subscriptions.request({ ...ines, quietHours: null, requestedAt: AT, confirmedAt: null }, 'hash');
    subscriptions.confirm('ines', AT);
    const reason = { because: 'told-by-mistake', person: 'mayor-1', released: 'danger', told: 'normal' } as const;
    const mistake = eventOf({ id: 'coursan:8', kind: 'corrected', reason });
    journal.commit({ state, events: [eventOf(), mistake], outbox: [], record: [] });
    const noticeOf = (event: string, about: OutboxRow['about'] = 'level') => {
      const found = lookUp({ ...row('subscription', 'ines'), event, channel: 'push', about });
      return found.ok ? found.value.notice : found.error;
    };
    const path = '/fr/communes/coursan';
    expect(noticeOf(eventOf().id)).toEqual({ path, about: alert.id, level: 'act' });
    expect(noticeOf('coursan:8')).toEqual({ path, about: alert.id, level: 'normal' });
    expect(noticeOf('already/ines', 'subscription')).toEqual({ path, about: 'coursan/subscription', level: null });
    expect(noticeOf('exercise:1')).toEqual({ path, about: 'coursan/exercise', level: null });
  });

  it('of a machine, as long as it is told of that commune', () => {
    const siren = { id: 'siren', url: 'https://siren.example.org/', communes: ['limoux'], tells: 'residents' } as const;
    const panel = { ...siren, id: 'panel', url: 'https://panel.example.org/' };
    const secrets = ['whsec_siren'];
    const { lookUp } = mailroom({ webhooks: [panel, siren].map((each) => ({ ...each, secrets })) });
    const told = { ...rowOf('limoux:7', { kind: 'webhook', id: 'siren' }), channel: 'webhook' as const };
    expect(lookUp({ ...told, commune: 'limoux' })).toMatchObject({ value: { address: siren.url } });
    expect(lookUp(told)).toEqual(gone);
    const other = { ...told, recipient: { kind: 'webhook', id: 'bell' } as const };
    expect(lookUp({ ...other, commune: 'limoux' })).toEqual(gone);
  });
});

describe('a call that a gateway has not taken yet is made', () => {
  const call = rowOf(eventOf().id, { kind: 'contact', id: 'mayor-1' });
  const reached = (now: Alert | null) => {
    const { lookUp, journal } = mailroom();
    journal.commit({ state: { ...state, alert: now }, events: [eventOf()], outbox: [], record: [] });
    const found = lookUp({ ...call, channel: 'voice' });
    return found.ok ? found.value.address : found.error;
  };

  it('while its alert waits for an answer at a level that wakes', () => {
    expect(reached(alert)).toBe('+33612345678');
    expect(reached({ ...alert, level: 'danger' })).toBe('+33612345678');
  });
  it('and of a test at any time', () => {
    expect(mailroom().lookUp({ ...call, channel: 'voice', test: true })).toMatchObject({
      value: { address: '+33612345678' },
    });
  });
  it('not once somebody has answered', () => {
    const answer = { person: 'deputy-1', level: 'act', at: AT } as const;
    expect(reached({ ...alert, acknowledgements: [answer] })).toBe('somebody has answered meanwhile');
  });
  it.each([
    ['its alert is over, which nobody answered', null],
    ['another alert is in force', { ...alert, id: 'coursan-20200124T120000Z' }],
    ['it has come down to where nobody is woken', { ...alert, level: 'prepare' as const }],
  ])('not where %s', (_, now) => {
    expect(reached(now)).toBe('it is not asked any more');
  });
});

it('writes nothing for a commune that the configuration has no more', () => {
  expect(mailroom({ communes: new Map() }).messagesOf([eventOf()], state)).toEqual([]);
});
