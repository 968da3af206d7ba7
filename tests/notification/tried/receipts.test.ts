import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { DAY_MS } from '../../../src/lib/units.ts';
import { answerToken, readAnswerToken } from '../../../src/notification/asked/question.ts';
import type { ChannelName } from '../../../src/notification/outbox.ts';
import { messagesFor, toGsm } from '../../../src/notification/phone/gsm-text.ts';
import { readReceiptToken, receiptToken } from '../../../src/notification/tried/receipt-link.ts';
import { createReceipts } from '../../../src/notification/tried/receipts.ts';
import { createTestMessages } from '../../../src/notification/tried/test-messages.ts';
import { testMessage } from '../../../src/notification/words/letters.ts';
import type { Way } from '../../../src/people/way.ts';
import type { Commune } from '../../../src/territory/commune.ts';
import { linkKey } from '../../support/flood-world.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { AT, coursan } from '../../support/notices.ts';

const issuer = { name: 'Amont Aude', kind: 'operational', baseUrl: 'https://amont.example.org' } as const;
const phoned: Commune = {
  ...coursan,
  contacts: coursan.contacts.slice(0, 2).map((each, index) => ({ ...each, phone: `+3361234567${index}` })),
};
const by = { person: 'anne' };

function town() {
  const stores = memoryStores();
  const clock = manualClock(AT);
  const partsOf = (commune: Commune) => ({
    ...stores,
    communes: new Map([[commune.id, commune]]),
    issuer,
    clock,
    linkKey,
    ways: new Set<ChannelName>(['log', 'email', 'sms']),
    webhooks: [],
    atomically: (work: () => void) => stores.db.transaction(work)(),
  });
  const tests = createTestMessages(partsOf(phoned));
  const receipts = createReceipts(partsOf(phoned));
  const linkIn = (event: string, way: Way) => {
    const text = tests.outcomes(event).find(({ channel }) => channel === way)?.text ?? '';
    return /\/fr\/received\/(\S+)/.exec(text)?.[1] ?? '';
  };
  const send = (contact = 'mayor-1') => tests.send('coursan', contact, by)!;
  const known = () =>
    receipts
      .ofCommune('coursan')
      .map(({ contact, way, tried, receivedAt }) => [contact.id, way, tried?.at ?? null, receivedAt]);
  /** The same database after the town's files were changed. */
  const restarted = (commune: Commune) => createReceipts(partsOf(commune));
  return { ...stores, clock, tests, receipts, linkIn, send, known, restarted, partsOf };
}

const id = fc.stringMatching(/^[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,2}$/);

describe('the link of a test message', () => {
  test('says which test, to whom and by which way', () => {
    fc.assert(
      fc.property(id, id, fc.constantFrom<Way>('email', 'sms'), fc.nat(4e12), (commune, contact, way, at) => {
        const token = receiptToken({ commune, contact, at }, way, linkKey);
        const whole = Math.floor(at / 10_000) * 10_000;
        expect(readReceiptToken(token, linkKey)).toEqual({ commune, contact, way, at: whole });
        expect(token).toMatch(/^[\w.-]+$/);
      }),
    );
  });

  test('answers no alert, and the link of an alert confirms no test', () => {
    fc.assert(
      fc.property(id, id, fc.nat(4e12), (commune, contact, at) => {
        expect(readAnswerToken(receiptToken({ commune, contact, at }, 'email', linkKey), linkKey)).toBeNull();
        const answer = answerToken({ event: `${commune}:7`, contact }, linkKey);
        expect(readReceiptToken(answer, linkKey)).toBeNull();
      }),
    );
  });

  test.each(['fr', 'en'] as const)('fits into three text messages with the longest names, in %s', (language) => {
    const name = 'Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson';
    const commune = { ...coursan, id: 'c'.repeat(64), name };
    const sent = { commune: commune.id, contact: 'm'.repeat(64), at: AT };
    const urlBy = (way: Way) =>
      `https://alertes-crues.syndicat-de-riviere.example.org/${language}/received/${receiptToken(sent, way, linkKey)}`;
    for (const kind of ['operational', 'exercise', 'demonstration'] as const) {
      const { short } = testMessage(language, commune, { by: 'Alix', at: AT, urlBy }, { ...issuer, kind });
      const text = toGsm(short);
      expect(messagesFor(text)).toBeLessThanOrEqual(3);
      expect(text).toContain(urlBy('sms'));
    }
  });
});

describe('a test message that came', () => {
  test('is put on record once, by the way of its link', () => {
    const { send, linkIn, receipts, record, clock, known } = town();
    const event = send();
    const [mail, text] = [linkIn(event, 'email'), linkIn(event, 'sms')];
    clock.advanceTo(AT + 60_000);
    expect(receipts.look(mail)).toMatchObject({
      ok: true,
      value: { by: 'anne', sentAt: AT, way: 'email', refusal: null },
    });
    expect(record.recent('coursan', 9)).toHaveLength(1);

    expect(receipts.confirm(mail)).toMatchObject({ ok: true, value: { refusal: null } });
    expect(record.recent('coursan', 1)).toMatchObject([
      {
        at: AT + 60_000,
        actor: { person: 'mayor-1' },
        action: 'message.received',
        detail: { contact: 'mayor-1', way: 'email', testedAt: AT },
      },
    ]);
    clock.advanceTo(AT + 120_000);
    const again = { ok: true, value: { refusal: { kind: 'already-received', at: AT + 60_000 } } };
    expect(receipts.confirm(mail)).toMatchObject(again);
    expect(receipts.look(mail)).toMatchObject(again);
    expect(record.recent('coursan', 9)).toHaveLength(2);

    expect(known()).toEqual([
      ['mayor-1', 'email', AT, AT + 60_000],
      ['mayor-1', 'sms', AT, null],
      ['deputy-1', 'email', null, null],
      ['deputy-1', 'sms', null, null],
    ]);
    receipts.confirm(text);
    expect(known()[1]).toEqual(['mayor-1', 'sms', AT, AT + 120_000]);
  });

  test('can be confirmed for seven days', () => {
    const { send, linkIn, receipts, record, clock } = town();
    const event = send();
    clock.advanceTo(AT + 7 * DAY_MS);
    const late = { ok: true, value: { refusal: { kind: 'expired', at: AT + 7 * DAY_MS } } };
    expect(receipts.confirm(linkIn(event, 'email'))).toMatchObject(late);
    expect(record.recent('coursan', 9)).toHaveLength(1);
    const inTime = town();
    const own = inTime.linkIn(inTime.send(), 'email');
    inTime.clock.advanceTo(AT + 7 * DAY_MS - 1);
    expect(inTime.receipts.confirm(own)).toMatchObject({ ok: true, value: { refusal: null } });
  });

  test('is forged by nobody: another key, a test that was never sent, who is no contact any more', () => {
    const { send, receipts, record, restarted, linkIn } = town();
    const event = send();
    const sent = { commune: 'coursan', contact: 'mayor-1', at: AT };
    const forged = [
      receiptToken(sent, 'email', Buffer.alloc(32, 9)),
      receiptToken({ ...sent, at: AT - 10_000 }, 'email', linkKey),
      receiptToken({ ...sent, contact: 'deputy-1' }, 'email', linkKey),
      receiptToken({ ...sent, commune: 'elsewhere' }, 'email', linkKey),
      '',
      'x',
    ];
    for (const token of forged) expect(receipts.confirm(token)).toEqual({ ok: false, error: { kind: 'not-ours' } });
    const gone = restarted({ ...phoned, contacts: phoned.contacts.slice(1) });
    expect(gone.confirm(linkIn(event, 'email')).ok).toBe(false);
    expect(record.recent('coursan', 9)).toHaveLength(1);
  });

  test('says nothing of the number that took its place, not even pressed afterwards', () => {
    const { send, linkIn, receipts, restarted } = town();
    const event = send();
    receipts.confirm(linkIn(event, 'email'));
    const changed = restarted({
      ...phoned,
      contacts: phoned.contacts.map((each) => ({ ...each, phone: '+33699999999' })),
    });
    changed.confirm(linkIn(event, 'sms'));
    const [mail, text] = changed.ofCommune('coursan');
    expect(mail).toMatchObject({ way: 'email', tried: { at: AT }, receivedAt: AT });
    expect(text).toMatchObject({ way: 'sms', tried: null, receivedAt: null });
    expect(receipts.ofCommune('coursan')[1]).toMatchObject({ way: 'sms', tried: { at: AT }, receivedAt: AT });
  });

  test('an earlier yes stands when a later test is not answered', () => {
    const { send, linkIn, receipts, clock, known } = town();
    receipts.confirm(linkIn(send(), 'email'));
    clock.advanceTo(AT + 30 * DAY_MS);
    send();
    expect(known()[0]).toEqual(['mayor-1', 'email', AT + 30 * DAY_MS, AT]);
  });
});

describe('a test to all contacts', () => {
  test('goes to each by each way, and asked for twice within ten seconds is one', () => {
    const { tests, journal, known, clock } = town();
    const events = tests.sendAll('coursan', by);
    expect(events).toHaveLength(2);
    expect(journal.deliveries('coursan', 9)).toHaveLength(4);
    expect(known().map(([, , at]) => at)).toEqual([AT, AT, AT, AT]);
    clock.advanceTo(AT + 9_999);
    expect(tests.sendAll('coursan', by)).toEqual(events);
    expect(journal.deliveries('coursan', 9)).toHaveLength(4);
    expect(tests.sendAll('nowhere', by)).toEqual([]);
  });

  test('its messages and the record are written together or not at all', () => {
    const { partsOf, journal, record } = town();
    const broken = createTestMessages({
      ...partsOf(phoned),
      journal: {
        enqueue: (row) => {
          if (row.channel === 'sms') throw new Error('disk full');
          journal.enqueue(row);
        },
      },
    });
    expect(() => broken.send('coursan', 'mayor-1', by)).toThrow('disk full');
    expect(record.recent('coursan', 9)).toEqual([]);
    expect(journal.deliveries('coursan', 9)).toEqual([]);
  });
});
