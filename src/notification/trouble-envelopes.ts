import type { Instant } from '../lib/clock.ts';
import type { Commune } from '../territory/commune.ts';
import { keepersOf } from './audience.ts';
import type { Envelope } from './channel.ts';
import { type OutboxRow, outboxId } from './outbox.ts';
import { withinRoom } from './phone/text-message.ts';
import { addressBy, type Ways, waysTo } from './ways.ts';
import type { Issuer } from './words/letterhead.ts';
import { isUrgent, type Trouble, troubleMessage } from './words/trouble.ts';

/**
 * What costs warnings to each contact, once by each written way, also where one is a contact of several communes; the rest to those who keep the service,
 * by mail: it wakes nobody. They are in no outbox: it may be what has failed.
 */
export function troubleEnvelopes(
  trouble: Trouble,
  communes: Iterable<Commune>,
  { ways, issuer, at }: { ways: Ways; issuer: Issuer; at: Instant },
): Envelope[] {
  const found = new Map<string, Envelope>();
  const urgent = isUrgent(trouble);
  for (const { id: commune, timeZone, contacts } of communes) {
    for (const contact of urgent ? contacts : keepersOf(contacts)) {
      const { language } = contact;
      const { subject, text, lines } = troubleMessage(language, trouble, timeZone, issuer);
      for (const way of waysTo(contact, ways).slice(0, urgent ? undefined : 1)) {
        const address = addressBy(way, contact);
        if (found.has(address)) continue;
        const event = `${commune}/own`;
        const recipient = { kind: 'contact', id: contact.id } as const;
        const row: OutboxRow = {
          id: outboxId(event, recipient, way),
          event,
          commune,
          recipient,
          channel: way,
          language,
          subject,
          text: way === 'sms' ? withinRoom(subject, lines) : text,
          createdAt: at,
          about: 'alert',
          notBefore: 0,
        };
        found.set(address, { row, address, name: contact.name, leaveUrl: null });
      }
    }
  }
  return [...found.values()];
}
