import type { Config } from '../config.ts';
import { someOf } from './some-of.ts';

/** Nobody has a mailbox there (RFC 2606, RFC 6761). */
const RESERVED = /@(?:.*\.)?(?:example\.(?:org|com|net)|example|invalid|test)$/i;
/** As the files have it where something is to be written. */
const TO_WRITE = '…';

/** What stands in the files that are copied to begin with, and was not replaced: an alert would go to nobody. */
export function ofShipped({ instance, mail, communes, publisher }: Config): string[] {
  if (instance.kind !== 'operational') return [];
  const unreachable = [...communes.values()].flatMap(({ id, contacts }) =>
    contacts.filter(({ email }) => RESERVED.test(email)).map((each) => `${each.id} in ${id} (${each.email})`),
  );
  const { name, address, director, host } = publisher;
  const written = { name, address, director, host: host && Object.values(host).join(' ') };
  const left = Object.entries(written).flatMap(([key, text]) => (text?.includes(TO_WRITE) ? [key] : []));
  return [
    ...(mail === null || unreachable.length === 0
      ? []
      : [
          `no mailbox can have the address of ${someOf(unreachable)}: nobody is told there (communes.yaml, contacts, email)`,
        ]),
    ...(left.length === 0
      ? []
      : [
          `what was to be written in place of ${TO_WRITE} is still to be written: ${left.join(', ')} (amont.yaml, publisher)`,
        ]),
  ];
}
