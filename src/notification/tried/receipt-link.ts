import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, iso } from '../../lib/units.ts';
import { signId, verifySignedId } from '../../people/signed-link.ts';
import type { Way } from '../../people/way.ts';

/** One test message to one contact; of those asked for within so many milliseconds there is one. */
export interface Sent {
  commune: string;
  contact: string;
  at: Instant;
}

export const APART_MS = 10_000;
const RECEIPT_DAYS = 7;

/** @example testEvent({ commune: 'coursan', contact: 'mayor', at: Date.parse('2020-01-22T12:05:07Z') }) // 'test:coursan:mayor:2020-01-22T12:05:00Z' */
export function testEvent({ commune, contact, at }: Sent): string {
  return `test:${commune}:${contact}:${iso(Math.floor(at / APART_MS) * APART_MS)}`;
}

/** The same to a machine. @example testEventOf('siren', Date.parse('2020-01-22T12:05:07Z')) // 'test-webhook:siren:2020-01-22T12:05:00Z' */
export function testEventOf(webhook: string, at: Instant): string {
  return `test-webhook:${webhook}:${iso(Math.floor(at / APART_MS) * APART_MS)}`;
}

/** For so long whoever got it may say so. */
export function receiptExpiry(at: Instant): Instant {
  return at + RECEIPT_DAYS * DAY_MS;
}

/**
 * The secret part of the link by which a contact says that a test message came, and by which way. Short: it stands in a text message. Ids are
 * written in small letters, digits and hyphens, so that dots part them.
 */
export function receiptToken({ commune, contact, at }: Sent, way: Way, key: Buffer): string {
  const when = Math.floor(at / APART_MS).toString(36);
  return signId('received', [commune, contact, way, when].join('.'), key);
}

/** The event and the way that a link stands for; `null` where it is not ours. */
export function readReceiptToken(token: string, key: Buffer): (Sent & { way: Way }) | null {
  const [commune, contact, way, when] = verifySignedId('received', token, key)?.split('.') ?? [];
  if (!commune || !contact || !when || (way !== 'email' && way !== 'sms')) return null;
  return { commune, contact, way, at: Number.parseInt(when, 36) * APART_MS };
}
