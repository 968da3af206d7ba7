import { describe, expect, test } from 'vitest';
import { manualClock } from '../../src/lib/clock.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import { createMailroom } from '../../src/notification/mailroom.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { AT, contextOf, coursan } from '../support/notices.ts';
import { testDatabases } from '../support/open-test-database.ts';

const openDatabase = testDatabases();

async function town() {
  const db = await openDatabase();
  const stores = createSqliteStores(db);
  const clock = manualClock(AT);
  let token = 0;
  const mailroom = createMailroom({
    ...stores,
    issuer: contextOf().issuer,
    communes: new Map([coursan, { ...coursan, id: 'trebes', name: 'Trèbes' }].map((each) => [each.id, each])),
    network: createNetwork([]),
    clock,
    linkKey: Buffer.alloc(32, 5),
    replyNumber: null,
    atomically: (work) => db.transaction(work)(),
    newToken: () => `token-${(token += 1)}`,
  });
  const ask = (email: string, commune = 'coursan') => mailroom.requestSubscription(commune, email, 'fr', null);
  const mails = () => ['coursan', 'trebes'].flatMap((commune) => stores.journal.deliveries(commune, 99));
  return { ...stores, db, clock, ask, mails };
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
      subject: 'VOUS ÊTES DÉJÀ INSCRIT aux alertes de crue (Coursan)',
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

  test('keeps quiet hours, and sets and unsets them', async () => {
    const { subscriptions } = await town();
    const hours = { fromMin: 1_320, toMin: 420 };
    const row = { commune: 'coursan', email: 'a@example.org', language: 'fr', requestedAt: AT } as const;
    subscriptions.request({ ...row, id: 's1', confirmedAt: null, quietHours: hours }, 'hash');
    subscriptions.confirm('s1', AT);
    expect(subscriptions.confirmed('coursan')[0]?.quietHours).toEqual(hours);
    expect(subscriptions.setQuietHours('s1', null)).toBe(true);
    expect(subscriptions.find('s1')?.quietHours).toBeNull();
    expect(subscriptions.setQuietHours('gone', hours)).toBe(false);
  });
});
