import type { Clock, Instant } from '../lib/clock.ts';
import { iso } from '../lib/units.ts';
import type { AccountStore } from '../people/account.ts';
import { type AskedBy, actorOf, type RecordBook } from '../record/record.ts';
import type { Commune } from '../territory/commune.ts';
import { toGsm } from './gsm-text.ts';
import type { Journal } from './journal.ts';
import type { Issuer } from './letterhead.ts';
import { testMessage } from './letters.ts';
import { type ChannelName, type Delivery, type OutboxRow, outboxId } from './outbox.ts';
import type { ToldStore } from './told-store.ts';
import { type Ways, waysTo } from './ways.ts';

/** Tries whether messages arrive, by the way that alerts take: outbox, mail server, mailbox. */
export interface TestMessages {
  /** Writes the message to this one contact, by each way that there is, and gives its event; `null` where the commune has no such contact. Twice within ten seconds it is one message. */
  send(commune: string, contact: string, by: AskedBy): string | null;
  /** What became of it by each way, mail first; none where there is no such event. */
  outcomes(event: string): (OutboxRow & { delivery: Delivery })[];
}

export interface TestParts {
  communes: ReadonlyMap<string, Commune>;
  issuer: Issuer;
  accounts: Pick<AccountStore, 'find'>;
  journal: Pick<Journal, 'enqueue'>;
  told: ToldStore;
  record: Pick<RecordBook, 'append'>;
  clock: Clock;
  ways: Ways;
  atomically(work: () => void): void;
}

const APART_MS = 10_000;

export function createTestMessages(parts: TestParts): TestMessages {
  const { communes, issuer, accounts, journal, told, record, clock } = parts;
  const outcomes: TestMessages['outcomes'] = (event) => told.toContacts(event).filter(({ test }) => test);
  return {
    outcomes,
    send(id, contactId, by) {
      const commune = communes.get(id);
      const contact = commune?.contacts.find((each) => each.id === contactId);
      if (!commune || !contact) return null;
      const at = clock.now();
      const eventOf = (moment: Instant) => `test:${id}:${contactId}:${iso(Math.floor(moment / APART_MS) * APART_MS)}`;
      const justNow = [at - APART_MS, at]
        .map(eventOf)
        .find((each) => at - (outcomes(each)[0]?.createdAt ?? Number.NEGATIVE_INFINITY) < APART_MS);
      if (justNow) return justNow;
      const event = eventOf(at);
      const name = 'person' in by ? (accounts.find(by.person)?.name ?? by.person) : by.machineUser;
      const recipient = { kind: 'contact', id: contactId } as const;
      const { language } = contact;
      const detail = { contact: contactId, by };
      const message = testMessage(language, commune, { by: name, at }, issuer);
      const rowBy = (channel: ChannelName, text: string): OutboxRow => ({
        test: true,
        id: outboxId(event, recipient, channel),
        event,
        commune: id,
        recipient,
        channel,
        language,
        subject: message.subject,
        text,
        createdAt: at,
        about: 'alert',
        notBefore: 0,
      });
      const rows = waysTo(contact, parts.ways).map((way) =>
        rowBy(way, way === 'sms' ? toGsm(message.short) : message.text),
      );
      parts.atomically(() => {
        record.append({ at, actor: actorOf(by), action: 'message.tested', commune: id, detail });
        for (const row of rows) journal.enqueue(row);
      });
      return event;
    },
  };
}
