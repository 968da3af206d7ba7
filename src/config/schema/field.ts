import { Type } from 'typebox';
import { keeping, list, oneOf } from '../../lib/io/field.ts';
import { isTimeZone } from '../../reading/local-instant.ts';
import { languages } from '../../territory/commune.ts';

/* What a town writes again and again, beside the plain forms of lib/io/field.ts. */

export const languageList = list(oneOf(languages), `a list of languages, each one of ${languages.join(', ')}`, 1);

/** Safe as a level of an MQTT topic, in an address, in a file name and as a key: `constructor` is the one such word that every object knows. */
export function id() {
  const allowed = 'an id of small letters a-z, digits and hyphens, 64 characters at most, such as saint-marcel';
  return Type.String({ pattern: '^(?!constructor$)[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64, description: allowed });
}

export function email() {
  return Type.String({ format: 'email', description: 'an e-mail address such as mairie@example.org' });
}

/** A phone number as E.164 writes it: the sender of a text message is known by it. */
export function phone() {
  const allowed = 'a phone number with its country, digits only, in quotes: 06 12 34 56 78 of France is "+33612345678"';
  return Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$', description: allowed });
}

/** How phone numbers begin, with at most so many digits: those of a country, or of its mobile phones. */
export function phonePrefix(digits: number, what: string) {
  return Type.String({ pattern: `^\\+[1-9][0-9]{0,${digits - 1}}$`, description: what });
}

/** An address with one of the schemes, without a user or password in it: those come from the environment. */
export function url(schemes: readonly string[]) {
  const allowed = `an address that begins with ${schemes.map((each) => `${each}://`).join(' or ')}, with no user or password in it`;
  const isAddress = (value: string): boolean => {
    if (!URL.canParse(value)) return false;
    const { protocol, username, password, hostname } = new URL(value);
    return schemes.includes(protocol.slice(0, -1)) && hostname !== '' && username === '' && password === '';
  };
  return keeping(Type.String({ description: allowed }), isAddress, allowed);
}

/** Of a whole site: its pages, forms and cookies stand at the root of a host, and below a path nobody could answer. */
export function siteAddress() {
  const schemes = ['http', 'https'];
  const allowed =
    'the address of a whole site, a host and perhaps a port: such as https://crues.example.org, with no path, since pages stand at its root';
  const isRoot = (value: string): boolean => {
    const { pathname, search, hash } = new URL(value);
    return /^\/*$/.test(pathname) && search === '' && hash === '';
  };
  return keeping(url(schemes), (value) => !URL.canParse(value) || isRoot(value), allowed);
}

/** The host of a push service, as it stands in the address that a browser gives. */
export function pushService() {
  const name = '[a-z0-9]([a-z0-9-]*[a-z0-9])?';
  const allowed =
    'the host of a push service, in small letters: such as updates.push.services.mozilla.com or "*.push.apple.com"';
  return Type.String({
    pattern: `^(\\*\\.${name}\\.)?${name}(\\.${name})*(:[0-9]{1,5})?$`,
    maxLength: 253,
    description: allowed,
  });
}

export function timeZone() {
  const allowed = 'the name of a time zone in the IANA database, such as Europe/Paris';
  return keeping(Type.String({ description: allowed }), isTimeZone, allowed);
}
