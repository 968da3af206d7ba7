import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../lib/clock.ts';

/**
 * What is stored of an account's second factor. Its secret is nowhere: it is made of `salt` with a key that is not in the database, and so are
 * the codes on paper.
 */
export interface SecondFactor {
  salt: string;
  /** Which of the codes on paper were used: each is good once. */
  used: readonly number[];
}

const STEP_MS = 30_000;
/** A phone whose clock is off by half a minute is let in (RFC 6238, 5.2). */
const STEPS_OFF = 1;
const ON_PAPER = 8;

export function newSecondFactor(): SecondFactor {
  return { salt: randomBytes(16).toString('base64url'), used: [] };
}

/** As an app reads it, from a picture or pasted. @example keyAddress('anne', factor, key, 'Aude') // 'otpauth://totp/Aude:anne?issuer=Aude&secret=…' */
export function keyAddress(account: string, factor: SecondFactor, key: Buffer, issuer: string): string {
  return totpOf(account, factor, key, issuer).toString();
}

/** For when the app's phone is gone, or a clock is wrong: eight digits each, where the app's have six. */
export function codesOnPaper(account: string, { salt }: SecondFactor, key: Buffer): string[] {
  return Array.from({ length: ON_PAPER }, (_, place) => {
    const number = derived(`paper ${place}`, account, salt, key).readUIntBE(0, 6) % 10 ** 8;
    return String(number).padStart(8, '0');
  });
}

/** @example codesLeft([3]) // 7 */
export function codesLeft(used: SecondFactor['used']): number {
  return ON_PAPER - used.length;
}

/** Which code it was: the app's of one half minute, counted from 1970, or one of those on paper. */
export type GivenCode = { kind: 'app'; step: number } | { kind: 'paper'; place: number };

/** `null` for a wrong code, one on paper that was used, and one of the app's that is not later than `lastStep`: each is good once (RFC 6238, 5.2). */
export function readCode(
  typed: string,
  { account, factor, key, lastStep }: { account: string; factor: SecondFactor; key: Buffer; lastStep: number },
  now: Instant,
): GivenCode | null {
  const digits = typed.replaceAll(/[\s-]/g, '');
  if (/^\d{8}$/.test(digits)) {
    const place = codesOnPaper(account, factor, key).findIndex((code) =>
      timingSafeEqual(Buffer.from(code), Buffer.from(digits)),
    );
    return place === -1 || factor.used.includes(place) ? null : { kind: 'paper', place };
  }
  if (!/^\d{6}$/.test(digits)) return null;
  const off = totpOf(account, factor, key).validate({ token: digits, timestamp: now, window: STEPS_OFF });
  const step = off === null ? -1 : Math.floor(now / STEP_MS) + off;
  return step > lastStep ? { kind: 'app', step } : null;
}

/** As every app takes it: SHA-1, six digits, half a minute. */
function totpOf(account: string, { salt }: SecondFactor, key: Buffer, issuer = 'Amont'): TOTP {
  const bytes = derived('app', account, salt, key).subarray(0, 20);
  // Apps part the one from the other at the colon.
  const name = issuer.replaceAll(':', ' ');
  return new TOTP({ issuer: name, label: account, secret: new Secret({ buffer: Uint8Array.from(bytes).buffer }) });
}

/** No link is signed by these words (`signed-link.ts`), and no two of them are the same bytes: neither an id nor a salt holds a zero byte. */
function derived(what: string, account: string, salt: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(`second-factor\0${what}\0${account}\0${salt}`).digest();
}
