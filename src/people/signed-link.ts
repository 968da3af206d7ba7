import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed link is good for: one made for one purpose opens nothing else. */
export type LinkPurpose = 'leave' | 'stop' | 'acknowledge' | 'received' | 'browser';

/** Letters of the signature where it stands in every text message: 96 bits are beyond guessing. */
const LETTERS: Partial<Record<LinkPurpose, number>> = { stop: 16 };

/**
 * The id with its signature, `<id>.<base64url HMAC-SHA256>`: a link that nobody can make up and that needs no login.
 * The signature does not expire: leaving must work from the oldest message a person finds. What a link of another purpose
 * may still do, and until when, is for whoever follows it to say.
 *
 * @example signId('leave', 's1', key) // 's1.' and 43 characters
 */
export function signId(purpose: LinkPurpose, id: string, key: Buffer): string {
  return `${id}.${lettersOf(purpose, id, key)}`;
}

/** The id, or `null` where the signature is not ours for this purpose. @example verifySignedId('leave', 's1.forged', key) // null */
export function verifySignedId(purpose: LinkPurpose, text: string, key: Buffer): string | null {
  const dot = text.lastIndexOf('.');
  if (dot < 1) return null;
  const id = text.slice(0, dot);
  // Compared as text: base64url decoding would let several spellings of one signature pass.
  const given = Buffer.from(text.slice(dot + 1));
  const expected = Buffer.from(lettersOf(purpose, id, key));
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

/** Four digits that only we can tell for this id: short enough to type. Few guesses must be allowed. @example shortCode('e:1/mayor', key) // '4721' */
export function shortCode(id: string, key: Buffer): string {
  const number = signature('reply', id, key).readUInt32BE(0) % 10_000;
  return String(number).padStart(4, '0');
}

/** By which an address is known again on record, where no address may stand. @example addressMark('mayor@example.org', key) // 16 hex digits */
export function addressMark(address: string, key: Buffer): string {
  return signature('address', address, key).toString('hex').slice(0, 16);
}

/** SHA-256 in hex: how a secret token is stored, and an id that may hold what is not to be kept. @example hashToken('abc') // 'ba7816bf…f20015ad' */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function lettersOf(purpose: LinkPurpose, id: string, key: Buffer): string {
  return signature(purpose, id, key).toString('base64url').slice(0, LETTERS[purpose]);
}

function signature(purpose: LinkPurpose | 'reply' | 'address', id: string, key: Buffer): Buffer {
  // The zero byte cannot be part of a purpose, so no two (purpose, id) pairs sign the same bytes.
  return createHmac('sha256', key).update(`${purpose}\0${id}`).digest();
}
