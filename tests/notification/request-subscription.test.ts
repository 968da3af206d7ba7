import { describe, expect, test } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import { createMailroom } from '../../src/notification/mailroom.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { AT, contextOf, coursan, eventOf } from '../support/notices.ts';
import { testDatabases } from '../support/open-test-database.ts';

const openDatabase = testDatabases();

const further = (count: number) =>
  ['trebes', ...Array.from({ length: count - 1 }, (_, index) => `ville-${index}`)].map((id) => ({ ...coursan, id }));

async function town(others = 1) {
  const db = await openDatabase();
  const stores = createSqliteStores(db);
  const clock = manualClock(AT);
  let token = 0;
  const mailroom = createMailroom({
    ...stores,
    issuer: contextOf().issuer,
    communes: new Map([coursan, ...further(others)].map((each) => [each.id, each])),
    network: createNetwork([]),
    clock,
    linkKey: Buffer.alloc(32, 5),
    replyNumber: null,
    ways: new Set(['log', 'email'] as const),
    atomically: (work) => db.transaction(work)(),
    newToken: () => `token-${(token += 1)}`,
  });
  const ask = (email: string, commune = 'coursan') => mailroom.requestSubscription(commune, email, 'fr', null);
  const mails = () => ['coursan', 'trebes'].flatMap((commune) => stores.journal.deliveries(commune, 99));
  return { ...stores, db, clock, ask, mails, confirm: mailroom.confirmSubscription };
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

  test('of a thousand others on one day is refused, whoever asks, and taken again the day after', async () => {
    const { ask, mails, clock, subscriptions } = await town();
    for (let n = 0; n < 999; n += 1) subscriptions.countMail(`a${n}@example.org`, AT, AT - DAY_MS, 3);
    expect(ask('ines@example.org')).toBe(true);
    expect(ask('paul@example.org')).toBe(false);
    expect(mails()).toHaveLength(1);
    clock.advanceTo(AT + DAY_MS + 1);
    expect(ask('paul@example.org')).toBe(true);
    expect(mails()).toHaveLength(2);
  });

  test('of the thousandth in a day closes the form of a town, and not that of an agency with hundreds of communes', async () => {
    const { ask, subscriptions } = await town(29);
    for (let n = 0; n < 2_999; n += 1) subscriptions.countMail(`a${n}@example.org`, AT, AT - DAY_MS, 3);
    expect(ask('ines@example.org')).toBe(true);
    expect(ask('paul@example.org')).toBe(false);
  });

  test('confirmed in a flood gets at once what residents were told, quiet hours or not, and no more', async () => {
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
    expect(confirm('token-1')?.email).toBe('ines@example.org');
    const [told, ...rest] = mails();
    expect(told).toMatchObject({ subject: 'BAISSE Coursan : Agir', createdAt: AT + HOUR_MS, notBefore: 0 });
    expect(told!.recipient.kind).toBe('subscription');
    expect(rest).toHaveLength(1);
    // A second press of the button sends nothing more.
    expect(confirm('token-1')).not.toBeNull();
    expect(mails()).toHaveLength(2);
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
    const row = { commune: 'coursan', language: 'fr', confirmedAt: null, quietHours: null } as const;
    const request = (n: number) =>
      subscriptions.request({ ...row, id: `s${n}`, email: `a${n}@example.org`, requestedAt: AT + n }, `hash-${n}`);
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
  });

  test('keeps quiet hours and language, and changes them', async () => {
    const { subscriptions } = await town();
    const hours = { fromMin: 1_320, toMin: 420 };
    const row = { commune: 'coursan', email: 'a@example.org', language: 'fr', requestedAt: AT } as const;
    subscriptions.request({ ...row, id: 's1', confirmedAt: null, quietHours: hours }, 'hash');
    subscriptions.confirm('s1', AT);
    expect(subscriptions.confirmed('coursan')[0]?.quietHours).toEqual(hours);
    expect(subscriptions.change('s1', { language: 'en', quietHours: null })).toBe(true);
    expect(subscriptions.find('s1')).toMatchObject({ quietHours: null, language: 'en' });
    expect(subscriptions.change('gone', { language: 'fr', quietHours: hours })).toBe(false);
  });
});
