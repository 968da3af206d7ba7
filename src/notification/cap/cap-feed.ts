import { iso } from '../../lib/units.ts';
import type { Commune } from '../../territory/commune.ts';
import { type CapContext, headlineOf } from './cap.ts';
import { type CapMessage, capUrl } from './cap-chain.ts';
import { type XmlNode, xmlDocument } from './xml.ts';

export interface FedMessage {
  commune: Commune;
  message: CapMessage;
  context: CapContext;
}

/** An Atom feed (RFC 4287) of links to CAP documents. `path`: where it is read. */
export function capFeed(messages: readonly FedMessage[], issuer: CapContext['issuer'], path: string): string {
  const address = `${issuer.baseUrl}${path}`;
  const updated = Math.max(0, ...messages.map(({ message }) => message.sent));
  const feed = {
    '@xmlns': 'http://www.w3.org/2005/Atom',
    id: address,
    title: `${issuer.name} – CAP 1.2`,
    updated: iso(updated),
    author: { name: issuer.name },
    link: { '@rel': 'self', '@type': 'application/atom+xml', '@href': address },
    entry: messages.map((each) => entryOf(each)),
  };
  return xmlDocument({ feed });
}

function entryOf({ message, commune, context }: FedMessage): XmlNode {
  const [language = 'fr'] = commune.languages;
  const address = capUrl(context.issuer, message.identifier);
  return {
    '@xml:lang': language,
    id: address,
    title: headlineOf(message, language, commune, context),
    updated: iso(message.sent),
    link: { '@rel': 'alternate', '@type': 'application/cap+xml', '@href': address },
  };
}
