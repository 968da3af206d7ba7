import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '../lib/result.ts';

/** Length is what counts, not a mixture of signs (NIST SP 800-63B-4, 3.1.1.2: 15 characters where it is the only factor). */
export const MIN_PASSWORD_LENGTH = 15;
/** Long enough for any phrase, short enough that hashing it is no attack on us. */
export const MAX_PASSWORD_LENGTH = 256;

export type PasswordFault =
  | { kind: 'too-short'; length: number; atLeast: number }
  | { kind: 'too-long'; length: number; atMost: number };

/** Is this password long enough to be set? @example checkPassword('secret') // { ok: false, error: { kind: 'too-short', length: 6, atLeast: 15 } } */
export function checkPassword(plain: string): Result<null, PasswordFault> {
  const { length } = Array.from(plain.normalize('NFKC'));
  if (length < MIN_PASSWORD_LENGTH) return err({ kind: 'too-short', length, atLeast: MIN_PASSWORD_LENGTH });
  if (length > MAX_PASSWORD_LENGTH) return err({ kind: 'too-long', length, atMost: MAX_PASSWORD_LENGTH });
  return ok(null);
}

interface Cost {
  N: number;
  r: number;
  p: number;
}

/** OWASP's first choice for scrypt: 128 MiB and some 0.3 s for each guess. */
const cost: Cost = { N: 2 ** 17, r: 8, p: 1 };
const KEY_BYTES = 32;
/** A stored cost beyond this is no hash of ours. */
const MOST_MEMORY_BYTES = 512 * 2 ** 20;

/** `scrypt$N$r$p$salt$key`: the cost is stored, so that it can be raised later without locking anybody out. */
export async function hashPassword(plain: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(plain, salt, KEY_BYTES, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** False for a wrong password and for a hash that is not ours. */
export async function verifyPassword(plain: string, hash: string): Promise<boolean> {
  const stored = parse(hash);
  if (!stored) return false;
  const key = await derive(plain, stored.salt, stored.key.length, stored.cost);
  return timingSafeEqual(key, stored.key);
}

function parse(hash: string): { cost: Cost; salt: Buffer; key: Buffer } | null {
  const match = /^scrypt\$(\d{1,8})\$(\d{1,2})\$(\d{1,2})\$([\w-]{16,})\$([\w-]{43})$/.exec(hash);
  if (!match) return null;
  const [N, r, p] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isPowerOfTwo = N > 1 && Number.isInteger(Math.log2(N));
  if (!isPowerOfTwo || r < 1 || p < 1 || memoryBytes({ N, r, p }) > MOST_MEMORY_BYTES) return null;
  return {
    cost: { N, r, p },
    salt: Buffer.from(match[4] ?? '', 'base64url'),
    key: Buffer.from(match[5] ?? '', 'base64url'),
  };
}

function derive(plain: string, salt: Buffer, bytes: number, { N, r, p }: Cost): Promise<Buffer> {
  // Node allows 32 MiB by default and refuses this cost without `maxmem`.
  const options: ScryptOptions = { N, r, p, maxmem: memoryBytes({ N, r, p }) + 2 ** 20 };
  return new Promise((resolve, reject) => {
    // One form for one password: an accent typed on another keyboard may arrive composed otherwise.
    scrypt(plain.normalize('NFKC'), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function memoryBytes({ N, r, p }: Cost): number {
  return 128 * r * (N + p + 2);
}
