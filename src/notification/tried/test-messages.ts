import type { Clock, Instant } from '../../lib/clock.ts';
import type { AccountStore } from '../../people/account.ts';
import { addressMark } from '../../people/signed-link.ts';
import type { Way } from '../../people/way.ts';
import { type AskedBy, actorOf, nameOfAsker, type RecordBook } from '../../record/record.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Journal } from '../journal.ts';
import type { Webhook } from '../machines/webhook.ts';
import { testBody, webhookRow } from '../machines/webhook-rows.ts';
import { type Delivery, type OutboxRow, outboxId } from '../outbox.ts';
import { toGsm } from '../phone/gsm-text.ts';
import type { ToldStore } from '../told-store.ts';
import { addressBy, everyWayTo, type Ways } from '../ways.ts';
import type { Issuer } from '../words/letterhead.ts';
import { testMessage } from '../words/letters.ts';
import { APART_MS, receiptToken, testEvent, testEventOf } from './receipt-link.ts';
import { TESTED, type TestDetail } from './receipts.ts';

/** Whether an address or number is to be tried by that way. */
export type MayTry = (way: Way | 'voice', address: string) => boolean;

/** Tries whether messages arrive, by the way that alerts take: outbox, mail server, mailbox. */
export interface TestMessages {
  /** Writes the message to this one contact, by each way that there is, and gives its event; `null` where the commune has no such contact. Twice within ten seconds it is one message. */
  send(commune: string, contact: string, by: AskedBy): string | null;
  /** The same to every contact of the commune whose address is to be tried by any way: their events, in the order of the files. */
  sendAll(commune: string, by: AskedBy, mayTry?: MayTry): string[];
  /** To a machine, which hears that it is no alert; `null` where the town names none so, or it hears nothing of that commune. */
  sendToWebhook(webhook: string, commune: string, by: AskedBy): string | null;
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
  linkKey: Buffer;
  ways: Ways;
  webhooks: readonly Webhook[];
  atomically(work: () => void): void;
}

export function createTestMessages(parts: TestParts): TestMessages {
  const { communes, issuer, accounts, journal, told, record, clock, linkKey } = parts;
  const outcomes: TestMessages['outcomes'] = (event) =>
    [...told.toContacts(event), ...told.toWebhooks(event)].filter(({ test }) => test);
  /** One asked for just now under one of these names. */
  const justAsked = (events: readonly string[], at: Instant) =>
    events.find((each) => at - (outcomes(each)[0]?.createdAt ?? Number.NEGATIVE_INFINITY) < APART_MS);

  function send(id: string, contactId: string, by: AskedBy, mayTry: MayTry): string | null {
    const commune = communes.get(id);
    const contact = commune?.contacts.find((each) => each.id === contactId);
    if (!commune || !contact) return null;
    const ways = everyWayTo(contact, parts.ways);
    const tried = ways.filter((way) => mayTry(way, addressBy(way, contact)));
    if (tried.length === 0) return null;
    const at = clock.now();
    const sent = { commune: id, contact: contactId, at };
    const eventOf = (moment: Instant) => testEvent({ ...sent, at: moment });
    const justNow = justAsked([at - APART_MS, at].map(eventOf), at);
    if (justNow) return justNow;
    const event = eventOf(at);
    const recipient = { kind: 'contact', id: contactId } as const;
    const { language } = contact;
    const urlBy = (way: Way) => `${issuer.baseUrl}/${language}/received/${receiptToken(sent, way, linkKey)}`;
    const asked = { by: nameOfAsker(by, accounts), at, urlBy };
    const { subject, text, short, spoken } = testMessage(language, commune, asked, issuer);
    const texts = { email: text, sms: toGsm(short), voice: spoken };
    const rows = tried.map(
      (way): OutboxRow => ({
        test: true,
        id: outboxId(event, recipient, way),
        event,
        commune: id,
        recipient,
        channel: way,
        language,
        subject,
        text: texts[way],
        createdAt: at,
        about: 'alert',
        notBefore: 0,
      }),
    );
    const to = Object.fromEntries(tried.map((way) => [way, addressMark(addressBy(way, contact), linkKey)]));
    const detail = { contact: contactId, by, to } satisfies TestDetail;
    parts.atomically(() => {
      record.append({ at, actor: actorOf(by), action: TESTED, commune: id, detail });
      for (const row of rows) journal.enqueue(row);
    });
    return event;
  }

  const sendToWebhook: TestMessages['sendToWebhook'] = (id, communeId, by) => {
    const commune = communes.get(communeId);
    const webhook = parts.webhooks.find((each) => each.id === id && each.communes.includes(communeId));
    if (!commune || !webhook) return null;
    const at = clock.now();
    const justNow = justAsked([testEventOf(id, at - APART_MS), testEventOf(id, at)], at);
    if (justNow) return justNow;
    const event = testEventOf(id, at);
    const row = webhookRow(id, event, commune, testBody(webhook, commune, at, issuer));
    const detail = { webhook: id, by };
    parts.atomically(() => {
      record.append({ at, actor: actorOf(by), action: TESTED, commune: communeId, detail });
      journal.enqueue({ ...row, test: true, createdAt: at, about: 'alert' });
    });
    return event;
  };

  return {
    send: (id, contact, by) => send(id, contact, by, () => true),
    sendToWebhook,
    sendAll: (id, by, mayTry = () => true) =>
      (communes.get(id)?.contacts ?? []).flatMap((contact) => send(id, contact.id, by, mayTry) ?? []),
    outcomes,
  };
}
