import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The signature names the purpose, so that a link made for one act opens no other. */
export type SignedPurpose = 'leave';

function signatureOf(purpose: SignedPurpose, id: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(`${purpose}:${id}`).digest();
}

export function signId(purpose: SignedPurpose, id: string, key: Buffer): string {
  return `${id}.${signatureOf(purpose, id, key).toString('base64url')}`;
}

/** The id, where the signature is ours; else `null`. */
export function verifySignedId(purpose: SignedPurpose, text: string, key: Buffer): string | null {
  const dot = text.lastIndexOf('.');
  if (dot < 1) return null;
  const id = text.slice(0, dot);
  const given = Buffer.from(text.slice(dot + 1), 'base64url');
  const wanted = signatureOf(purpose, id, key);
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? id : null;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
