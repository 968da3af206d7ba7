import type { DataProtection, Publisher } from '../territory/publisher.ts';
import type { PublisherEntry } from './schema/publisher-entry.ts';

/** What the town has written of itself; what it has not is `null`, and said so on the page. */
export function toPublisher(entry: PublisherEntry = {}): Publisher {
  const { name = null, address = null, phone = null, email = null, director = null, host = null } = entry;
  const { audit = null, notAccessible = [], planUrl = null } = entry.accessibility ?? {};
  return {
    name,
    address,
    phone,
    email,
    director,
    host,
    dataProtection: toDataProtection(entry.dataProtection),
    accessibility: { audit: audit && { ...audit, on: Date.parse(audit.on) }, notAccessible, planUrl },
  };
}

function toDataProtection(entry: PublisherEntry['dataProtection'] = {}): DataProtection {
  const { officer = null, legalBasis = {}, processors = [], authority = null } = entry;
  const { residents = null, officials = null } = legalBasis;
  return { officer, legalBasis: { residents, officials }, processors, authority };
}
