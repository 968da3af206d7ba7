import { createHash, timingSafeEqual } from 'node:crypto';

/** Hashes are compared: they are of one length, so that not even the length of the secret can be timed. */
export function isSecret(given: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}

/** What a request shows as `Authorization: Bearer …`; else nothing. */
export function bearerOf({ authorization = '' }: { authorization?: string | undefined }): string {
  return /^Bearer (.+)$/.exec(authorization)?.[1] ?? '';
}
