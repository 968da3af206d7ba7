import type { Clock, Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { AccountStore } from '../../people/account.ts';
import { addressMark } from '../../people/signed-link.ts';
import type { Way } from '../../people/way.ts';
import { type AskedBy, nameOfAsker, type RecordBook, type RecordEntry } from '../../record/record.ts';
import type { Commune, Contact } from '../../territory/commune.ts';
import type { Delivery } from '../outbox.ts';
import type { ToldStore } from '../told-store.ts';
import { addressBy, everyWayTo, type Ways } from '../ways.ts';
import { readReceiptToken, receiptExpiry, testEvent } from './receipt-link.ts';

/** A test message as the link in it stands for. */
export interface Receipt {
  commune: Commune;
  contact: Contact;
  way: Way;
  sentAt: Instant;
  /** Who asked for it: an account, or a user of the machine. */
  by: string;
  /** Why it can no longer be confirmed; `null` while it can. */
  refusal: ReceiptRefusal | null;
}

export type ReceiptRefusal = { kind: 'already-received' | 'expired'; at: Instant };

/** What is known of one contact by one way, at the address on file now. */
export interface Reached {
  commune: Commune;
  contact: Contact;
  way: Way | 'voice';
  /** The last test, and whether the person said that this very one came; `null` for none. */
  tried: { at: Instant; delivery: Delivery; isConfirmed: boolean } | null;
  /** When the person last said that one came; `null` for never. */
  receivedAt: Instant | null;
}

/** What came of test messages, as those who got them say. */
export interface Receipts {
  /** Only looks. */
  look(token: string): Result<Receipt, { kind: 'not-ours' }>;
  /** Puts on record that it came; what was said before, or is asked too late, changes nothing. */
  confirm(token: string): Result<Receipt, { kind: 'not-ours' }>;
  /** Of each contact by each way that there is, in the order of the files. */
  ofCommune(id: string): Reached[];
}

export interface ReceiptsParts {
  communes: ReadonlyMap<string, Commune>;
  accounts: Pick<AccountStore, 'find'>;
  told: Pick<ToldStore, 'toContacts'>;
  record: Pick<RecordBook, 'append' | 'ofAction'>;
  clock: Clock;
  linkKey: Buffer;
  ways: Ways;
}

export const TESTED = 'message.tested';
/** What is on record of a test. */
export interface TestDetail {
  contact: string;
  by: AskedBy;
  /** The mark of the address or number that it went to, by each way. */
  to: Partial<Record<Way | 'voice', string>>;
}
const RECEIVED = 'message.received';

export function createReceipts(parts: ReceiptsParts): Receipts {
  const { communes, accounts, told, record, clock, linkKey, ways } = parts;

  function look(token: string): ReturnType<Receipts['look']> {
    const meant = readReceiptToken(token, linkKey);
    const commune = meant && communes.get(meant.commune);
    const contact = commune?.contacts.find(({ id }) => id === meant?.contact);
    if (!meant || !commune || !contact) return err({ kind: 'not-ours' });
    const event = testEvent(meant);
    const tested = record
      .ofAction(commune.id, TESTED)
      .find((each) => isTo(each, contact) && testEvent({ ...meant, at: each.at }) === event);
    const asker = tested && testOf(tested).by;
    if (!tested || !asker) return err({ kind: 'not-ours' });
    const { at: sentAt } = tested;
    const { way } = meant;
    const received = record
      .ofAction(commune.id, RECEIVED)
      .find((each) => isReceived(each, contact, way) && testedAt(each) === sentAt);
    const refusal = refusalOf(sentAt, received?.at ?? null, clock.now());
    return ok({ commune, contact, way, sentAt, by: nameOfAsker(asker, accounts), refusal });
  }

  return {
    look,
    confirm(token) {
      const found = look(token);
      if (!found.ok || found.value.refusal) return found;
      const { commune, contact, way, sentAt } = found.value;
      const detail = { contact: contact.id, way, testedAt: sentAt };
      const actor = { person: contact.id };
      record.append({ at: clock.now(), actor, action: RECEIVED, commune: commune.id, detail });
      return found;
    },
    ofCommune(id) {
      const commune = communes.get(id);
      if (!commune) return [];
      const [tests, receipts] = [record.ofAction(id, TESTED), record.ofAction(id, RECEIVED)];
      return commune.contacts.flatMap((contact) => {
        const own = tests.filter((each) => isTo(each, contact));
        return everyWayTo(contact, ways).map((way) => {
          const mark = addressMark(addressBy(way, contact), linkKey);
          const times = own.filter((each) => testOf(each).to?.[way] === mark).map(({ at }) => at);
          const received = receipts.filter((each) => isReceived(each, contact, way) && times.includes(testedAt(each)));
          const tried = triedOf(times[0], contact, way, received.map(testedAt));
          return { commune, contact, way, tried, receivedAt: received[0]?.at ?? null };
        });
      });

      function triedOf(
        at: Instant | undefined,
        contact: Contact,
        way: Reached['way'],
        confirmed: readonly Instant[],
      ): Reached['tried'] {
        if (at === undefined) return null;
        const rows = told.toContacts(testEvent({ commune: id, contact: contact.id, at }));
        const row = rows.find(({ channel }) => channel === way);
        return row ? { at, delivery: row.delivery, isConfirmed: confirmed.includes(at) } : null;
      }
    },
  };
}

function refusalOf(sentAt: Instant, receivedAt: Instant | null, now: Instant): ReceiptRefusal | null {
  if (receivedAt !== null) return { kind: 'already-received', at: receivedAt };
  const expiredAt = receiptExpiry(sentAt);
  return now >= expiredAt ? { kind: 'expired', at: expiredAt } : null;
}

function isTo({ detail }: RecordEntry, { id }: Contact): boolean {
  return detail['contact'] === id;
}

function isReceived(entry: RecordEntry, contact: Contact, way: Reached['way']): boolean {
  return isTo(entry, contact) && entry.detail['way'] === way;
}

function testedAt({ detail }: RecordEntry): Instant {
  return Number(detail['testedAt']);
}

function testOf({ detail }: RecordEntry): Partial<TestDetail> {
  return detail;
}
