import { describe, expect, test } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import { createMailroom } from '../../src/notification/mailroom.ts';
import { confirmationRow } from '../../src/notification/outbox-rows.ts';
import { messagesFor } from '../../src/notification/phone/gsm-text.ts';
import type { QuietHours } from '../../src/people/quiet-hours.ts';
import { hashToken } from '../../src/people/signed-link.ts';
import { CONFIRMABLE_MS } from '../../src/people/subscription.ts';
import { decide } from '../../src/policy/decide.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import type { Language } from '../../src/territory/commune.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { assessmentOf, policyOf } from '../support/decisions.ts';
import { AT, contextOf, coursan, eventOf } from '../support/notices.ts';
import { testDatabases } from '../support/open-test-database.ts';

const openDatabase = testDatabases();
const person = { because: 'person', person: 'mayor-1' } as const;

const further = (count: number) =>
  ['trebes', ...Array.from({ length: count - 1 }, (_, index) => `ville-${index}`)].map((id) => ({ ...coursan, id }));

const texted = { country: '+33', prefixes: ['+33'], perMinute: 30, requestsPerDay: 4 };

async function town(others = 1, residentTexts: typeof texted | null = texted, rest = '') {
  const db = await openDatabase();
  const stores = createSqliteStores(db);
  const clock = manualClock(AT);
  let token = 0;
  const mailroom = createMailroom({
    ...stores,
    officialWarnings: () => [],
    issuer: contextOf().issuer,
    communes: new Map([coursan, ...further(others)].map((each) => [each.id, each])),
    network: createNetwork([]),
    knownFloods: new Map(),
    clock,
    linkKey: Buffer.alloc(32, 5),
    replyNumber: null,
    ways: new Set(['log', 'email', 'sms', 'push'] as const),
    residentTexts,
    webhooks: [],
    atomically: (work) => db.transaction(work)(),
    newToken: () => `token-${(token += 1)}${rest}`,
  });
  const ask = (email: string, commune = 'coursan', quietHours: QuietHours | null = null) =>
    mailroom.requestSubscription(commune, { way: 'email', address: email, language: 'fr', quietHours }) !== 'day';
  const askByText = (phone: string, commune = 'coursan') =>
    mailroom.requestSubscription(commune, { way: 'sms', address: phone, language: 'fr', quietHours: null });
  const subscribe = (address: string, commune = 'coursan', language: Language = 'fr') =>
    mailroom.subscribeBrowser(commune, { address, language });
  const mails = () => ['coursan', 'trebes'].flatMap((commune) => stores.journal.deliveries(commune, 99));
  const { confirmSubscription: confirm, lookUp } = mailroom;
  return { ...stores, db, clock, ask, askByText, subscribe, mails, confirm, lookUp };
}

describe('asking for a subscription', () => {
  test('of an address that is subscribed writes to it too: whoever asked cannot tell, its owner can', async () => {
    const { ask, mails, subscriptions } = await town();
    ask('ines@example.org');
    const [first] = mails();
    subscriptions.confirm(first!.recipient.id, AT);
    ask('ines@example.org');
    const [again] = mails();
    expect(again).toMatchObject({
      recipient: { kind: 'subscription', id: first!.recipient.id },
      subject: 'DÉJÀ FAIT : votre inscription aux alertes de crue (Coursan)',
    });
    expect(again!.text).toContain(`/fr/subscriptions/leave/${first!.recipient.id}.`);
    expect(subscriptions.confirmed('coursan')).toHaveLength(1);
  });

  test('writes to one address three times a day at most, whatever the commune and the letter case', async () => {
    const { ask, mails, clock, db } = await town();
    ask('ines@example.org');
    ask('INES@example.org');
    ask('ines@example.org', 'trebes');
    ask('ines@example.org', 'trebes');
    ask('Ines@example.org');
    expect(mails()).toHaveLength(3);
    ask('paul@example.org');
    expect(mails()).toHaveLength(4);
    clock.advanceTo(AT + DAY_MS + 1);
    ask('ines@example.org');
    expect(mails()).toHaveLength(5);
    // The address is not kept where it is only counted.
    expect(JSON.stringify(db.prepare('SELECT * FROM request_mail').all())).not.toContain('@');
  });

  test('counts what a mailbox sorts by as the one mailbox that it is', async () => {
    const { ask, mails } = await town();
    for (const tag of ['', '+1', '+2', '+3', '+a+b']) ask(`victim${tag}@example.org`);
    expect(mails()).toHaveLength(3);
    for (const name of ['o.ther', 'ot.her', 'oth.er', 'othe.r', 'o.t.h.e.r']) ask(`${name}@example.org`);
    expect(mails()).toHaveLength(6);
  });

  test('of a town that there is none is for nothing, and what nobody confirmed in time is forgotten', async () => {
    const { ask, mails, subscriptions, clock, confirm } = await town();
    ask('ines@example.org', 'nowhere');
    expect(mails()).toEqual([]);
    ask('ines@example.org');
    const { id } = mails()[0]!.recipient;
    clock.advanceTo(AT + CONFIRMABLE_MS);
    ask('paul@example.org');
    expect(subscriptions.find(id)).not.toBeNull();
    clock.advanceTo(AT + CONFIRMABLE_MS + 1);
    // It is too late though nobody has come by who would sweep it out.
    expect(confirm('token-1')).toBeNull();
    ask('jo@example.org');
    expect(subscriptions.find(id)).toBeNull();
  });

  test('of a thousand others on one day is refused, whoever asks, and taken again the day after', async () => {
    const { ask, mails, clock, subscriptions } = await town();
    for (let n = 0; n < 999; n += 1) subscriptions.countRequest('email', `a${n}`, AT, AT - DAY_MS, 3);
    expect(ask('ines@example.org')).toBe(true);
    expect(ask('paul@example.org')).toBe(false);
    expect(mails()).toHaveLength(1);
    clock.advanceTo(AT + DAY_MS + 1);
    expect(ask('paul@example.org')).toBe(true);
    expect(mails()).toHaveLength(2);
  });

  test('of the thousandth in a day closes the form of a town, and not that of an agency with hundreds of communes', async () => {
    const { ask, subscriptions } = await town(29);
    for (let n = 0; n < 2_999; n += 1) subscriptions.countRequest('email', `a${n}`, AT, AT - DAY_MS, 3);
    expect(ask('ines@example.org')).toBe(true);
    expect(ask('paul@example.org')).toBe(false);
  });

  test('confirmed in a flood gets at once what residents were told, and no more', async () => {
    const { ask, mails, confirm, journal, clock } = await town();
    const raised = eventOf({ id: 'coursan:1', level: 'danger' });
    const alert = raised.alert!;
    const released = eventOf({ id: 'coursan:2', at: AT + 1, kind: 'released', level: 'danger', audience: 'public' });
    const lowered = eventOf({ id: 'coursan:3', at: AT + 2, kind: 'lowered', level: 'act', audience: 'public' });
    const telling = { told: 'act', pending: null, heldBack: null } as const;
    const standing = {
      id: alert,
      raisedAt: AT,
      level: 'act',
      highest: 'danger',
      acknowledgements: [],
      telling,
    } as const;
    const state = { ...newCommuneState('coursan'), alert: standing, events: 3 };
    journal.commit({ state, events: [raised, released, lowered], outbox: [], record: [] });
    clock.advanceTo(AT + HOUR_MS);
    ask('ines@example.org');
    expect(confirm('token-1')?.address).toBe('ines@example.org');
    const [told, ...rest] = mails();
    expect(told).toMatchObject({
      subject: "BAISSE D'ALERTE INONDATION Coursan : Agir",
      createdAt: AT + HOUR_MS,
      notBefore: 0,
    });
    expect(told!.recipient.kind).toBe('subscription');
    expect(rest).toHaveLength(1);
    // A second press of the button sends nothing more.
    expect(confirm('token-1')).not.toBeNull();
    expect(mails()).toHaveLength(2);
  });

  test.each([
    [
      'with what is judged now',
      [decide(policyOf(), assessmentOf(AT + 2 * DAY_MS, 1.9, [1, 0.97, 0]))],
      '97 %',
      '1,90 m',
    ],
    ['without a number where nothing is', [], null, null],
  ])(
    'confirmed on the third day of a flood is told %s: clock times of the first day would pass for today',
    async (_, decisions, chance, stage) => {
      const { ask, mails, confirm, journal, clock, ...stores } = await town();
      const raised = eventOf({ id: 'coursan:1' });
      const released = eventOf({ id: 'coursan:2', at: AT + 1, kind: 'released', audience: 'public', reason: person });
      const telling = { told: 'act', pending: null, heldBack: null } as const;
      const levels = { level: 'act', highest: 'act' } as const;
      const alert = { id: raised.alert!, raisedAt: AT, ...levels, acknowledgements: [], telling };
      const state = { ...newCommuneState('coursan'), alert, events: 2 };
      journal.commit({ state, events: [raised, released], outbox: [], record: [] });
      for (const each of decisions) stores.decisions.append(each);
      clock.advanceTo(AT + 2 * DAY_MS);
      ask('ines@example.org');
      confirm('token-1');
      const { subject, text } = mails().find(({ event }) => event === released.id)!;
      expect(subject).toBe(`ALERTE INONDATION Coursan : Agir${chance === null ? '' : `, ${chance}`}`);
      expect(text).toContain('Écrit vendredi 24 janvier');
      expect(/Certitude : (\S+ %)/.exec(text)?.[1] ?? null).toBe(chance);
      expect(/Mesure : (\S+ m)/.exec(text)?.[1] ?? null).toBe(stage);
      expect(text).not.toContain('mercredi');
    },
  );

  test('confirmed in quiet hours is told at once what would else wait for their end: whoever presses the button is awake', async () => {
    const { ask, mails, confirm, journal } = await town();
    const raised = eventOf({ id: 'coursan:1', level: 'act' });
    const released = eventOf({ id: 'coursan:2', at: AT + 1, kind: 'released', level: 'act', audience: 'public' });
    const telling = { told: 'act', pending: null, heldBack: null } as const;
    const levels = { level: 'act', highest: 'act' } as const;
    const alert = { id: raised.alert!, raisedAt: AT, ...levels, acknowledgements: [], telling };
    const state = { ...newCommuneState('coursan'), alert, events: 2 };
    journal.commit({ state, events: [raised, released], outbox: [], record: [] });
    // It is five past one in Paris.
    ask('ines@example.org', 'coursan', { fromMin: 12 * 60, toMin: 20 * 60 });
    confirm('token-1');
    expect(mails().filter(({ recipient }) => recipient.kind === 'subscription')).toMatchObject([{ notBefore: 0 }]);
  });

  test('confirmed while residents were told nothing gets nothing', async () => {
    const { ask, mails, confirm, journal } = await town();
    const raised = eventOf({ id: 'coursan:1' });
    const telling = { told: 'normal', pending: null, heldBack: null } as const;
    const alert = {
      id: raised.alert!,
      raisedAt: AT,
      level: 'act',
      highest: 'act',
      acknowledgements: [],
      telling,
    } as const;
    journal.commit({
      state: { ...newCommuneState('coursan'), alert, events: 1 },
      events: [raised],
      outbox: [],
      record: [],
    });
    ask('ines@example.org');
    confirm('token-1');
    expect(mails()).toHaveLength(1);
  });

  test('by a crowd keeps no more than a thousand that wait: the oldest give way, nobody confirmed does', async () => {
    const { subscriptions, db } = await town();
    const row = { commune: 'coursan', way: 'email', language: 'fr', confirmedAt: null, quietHours: null } as const;
    const request = (n: number) =>
      subscriptions.request({ ...row, id: `s${n}`, address: `a${n}@example.org`, requestedAt: AT + n }, `hash-${n}`);
    db.transaction(() => {
      for (let n = 0; n < 1_000; n += 1) request(n);
    })();
    subscriptions.confirm('s0', AT);
    request(1_000);
    request(1_001);
    expect(subscriptions.find('s0')).not.toBeNull();
    expect(subscriptions.find('s1')).toBeNull();
    expect(subscriptions.find('s2')).not.toBeNull();
    expect(db.prepare('SELECT count(*) FROM subscription').pluck().get()).toBe(1_001);
    // Nor does what waits in another commune, however old.
    const elsewhere = { ...row, id: 'elsewhere', commune: 'trebes', address: 'e@example.org', requestedAt: AT - 1 };
    subscriptions.request(elsewhere, 'hash-elsewhere');
    request(1_002);
    expect(subscriptions.find('elsewhere')).not.toBeNull();
  });

  test('keeps quiet hours and language, and changes them', async () => {
    const { subscriptions } = await town();
    const hours = { fromMin: 1_320, toMin: 420 };
    const row = {
      commune: 'coursan',
      way: 'email',
      address: 'a@example.org',
      language: 'fr',
      requestedAt: AT,
    } as const;
    subscriptions.request({ ...row, id: 's1', confirmedAt: null, quietHours: hours }, 'hash');
    subscriptions.confirm('s1', AT);
    expect(subscriptions.confirmed('coursan')[0]?.quietHours).toEqual(hours);
    expect(subscriptions.change('s1', { language: 'en', quietHours: null })).toBe(true);
    expect(subscriptions.find('s1')).toMatchObject({ quietHours: null, language: 'en' });
    expect(subscriptions.change('gone', { language: 'fr', quietHours: hours })).toBe(false);
  });
});

describe('a browser that subscribes', () => {
  const browser = (name: string) => `https://push.example.org/${name} key secret`;

  test('is told once that it has, and is the same one where it asks again', async () => {
    const { subscribe, mails, subscriptions } = await town();
    const first = subscribe(browser('ines'));
    expect(first).toMatchObject({ ok: true, value: { commune: 'coursan', way: 'push', address: browser('ines') } });
    expect(mails()).toMatchObject([{ channel: 'push', recipient: { kind: 'subscription' } }]);
    expect(subscriptions.confirmed('coursan')).toMatchObject([{ address: browser('ines'), confirmedAt: AT }]);
    const again = subscribe(browser('ines'));
    expect(first.ok && again.ok && again.value.id === first.value.id).toBe(true);
    expect(mails()).toHaveLength(1);
  });

  test('from a page in another language is told in that from then on, and keeps its quiet hours', async () => {
    const { subscribe, subscriptions, mails } = await town();
    const first = subscribe(browser('ines'));
    if (!first.ok) throw new Error(first.error);
    const quietHours = { fromMin: 1320, toMin: 420 };
    subscriptions.change(first.value.id, { language: 'fr', quietHours });
    const { id } = first.value;
    expect(subscribe(browser('ines'), 'coursan', 'en')).toMatchObject({
      value: { id, language: 'en', quietHours },
    });
    expect(subscriptions.find(id)).toMatchObject({ language: 'en', quietHours });
    expect(mails()).toHaveLength(1);
  });

  test('is refused beyond three a day for one browser, and writes nothing then', async () => {
    const { subscribe, mails, subscriptions, clock } = await town(4);
    const towns = ['coursan', 'trebes', 'ville-0', 'ville-1'];
    const answers = towns.map((each) => subscribe(browser('ines'), each));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(answers[3]).toEqual({ ok: false, error: 'address' });
    expect(subscriptions.confirmed('ville-1')).toEqual([]);
    expect(mails()).toHaveLength(2);
    clock.advanceTo(AT + DAY_MS + 1);
    expect(subscribe(browser('ines'), 'ville-1').ok).toBe(true);
  });

  test('of a thousand others on one day is refused, whoever asks, and taken again the day after', async () => {
    const { subscribe, subscriptions, clock } = await town();
    for (let n = 0; n < 999; n += 1) subscriptions.countRequest('push', `b${n}`, AT, AT - DAY_MS, 3);
    expect(subscribe(browser('ines')).ok).toBe(true);
    expect(subscribe(browser('paul'))).toEqual({ ok: false, error: 'day' });
    clock.advanceTo(AT + DAY_MS + 1);
    expect(subscribe(browser('paul')).ok).toBe(true);
    expect(subscribe(browser('paul'), 'nowhere')).toEqual({ ok: false, error: 'day' });
  });
});

describe('asking to be told by text message', () => {
  const [INES, PAUL] = ['+33611111111', '+33622222222'];

  test('writes one short text message to the phone, with what confirms, and keeps the number nowhere but with the request', async () => {
    const { askByText, mails, db, lookUp } = await town();
    expect(askByText(INES)).toBeNull();
    const [row] = mails();
    expect(row).toMatchObject({ channel: 'sms', recipient: { kind: 'unconfirmed' }, about: 'subscription' });
    expect(row!.text).toContain('https://amont.example.org/fr/subscriptions/confirm/token-1');
    expect(messagesFor(row!.text)).toBeLessThanOrEqual(2);
    const found = lookUp(row!);
    expect(found.ok && found.value.address).toBe(INES);
    for (const table of ['outbox', 'request_mail', 'record'])
      expect(JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all())).not.toContain('611111111');
    // Numbers are few enough to be tried one by one: what is counted by is made with a key.
    const marks = JSON.stringify(db.prepare('SELECT * FROM request_mail').all());
    expect(marks).not.toContain(hashToken(INES));
  });

  test('is refused beyond three a day for one phone and so many in all, and mail is counted apart', async () => {
    const { ask, askByText, mails, clock } = await town();
    expect([1, 2, 3, 4].map(() => askByText(INES))).toEqual([null, null, null, 'address']);
    expect(mails()).toHaveLength(3);
    expect(askByText(PAUL, 'trebes')).toBeNull();
    expect(askByText(PAUL)).toBe('day');
    expect(mails()).toHaveLength(4);
    expect(ask('ines@example.org')).toBe(true);
    expect(mails()).toHaveLength(5);
    clock.advanceTo(AT + DAY_MS + 1);
    expect(askByText(INES)).toBeNull();
  });

  test('of a phone that is subscribed writes to it too; who has left is gone, and gets nothing', async () => {
    const { askByText, mails, subscriptions, lookUp } = await town();
    askByText(INES);
    const [first] = mails();
    subscriptions.confirm(first!.recipient.id, AT);
    askByText(INES);
    const [again] = mails();
    expect(again).toMatchObject({ recipient: { kind: 'subscription', id: first!.recipient.id }, channel: 'sms' });
    expect(again!.text).toMatch(/Stop : https:\/\/amont\.example\.org\/s\/\S+$/);
    subscriptions.remove(first!.recipient.id);
    expect(lookUp(again!).ok).toBe(false);
    expect(subscriptions.ofPhone(INES)).toEqual([]);
  });

  test('confirms by 16 letters of a secret, where a mail has it whole', async () => {
    const rest = '-abcdefghijklmnopqrstuvwxyz';
    const { ask, askByText, mails, confirm } = await town(1, texted, rest);
    const secretIn = () => /\/confirm\/([A-Za-z0-9-]+)/.exec(mails()[0]!.text)?.[1] ?? '';
    askByText(INES);
    expect(secretIn()).toBe('token-1-abcdefgh');
    expect(confirm(secretIn())?.address).toBe(INES);
    ask('ines@example.org');
    expect(secretIn()).toMatch(new RegExp(`^token-\\d+${rest}$`));
    expect(confirm(secretIn())?.address).toBe('ines@example.org');
  });

  test('where the town has given it up is confirmed by nobody, and what waits is not sent', async () => {
    const { askByText, mails, subscriptions, confirm, lookUp } = await town(1, null);
    expect(askByText(INES)).toBe('day');
    const request = { way: 'sms', address: INES, language: 'fr', quietHours: null } as const;
    const asked = { ...request, id: 's1', commune: 'coursan', requestedAt: AT, confirmedAt: null };
    subscriptions.request(asked, hashToken('token'));
    expect(confirm('token')).toBeNull();
    expect(subscriptions.find('s1')?.confirmedAt).toBeNull();
    const { issuer } = contextOf();
    const row = confirmationRow(asked, coursan, { token: 'token', replyNumber: null }, issuer);
    expect(lookUp(row)).toEqual({ ok: false, error: 'no sms channel is configured' });
    expect(mails()).toEqual([]);
  });
});
