import { createECDH } from 'node:crypto';

/** What browsers subscribe for, of the key that signs; `null` where that is none. Both as base64url. */
export function publicPushKey(privateKey: string): string | null {
  const key = Buffer.from(privateKey, 'base64url');
  if (key.length !== 32 || key.toString('base64url') !== privateKey) return null;
  const curve = createECDH('prime256v1');
  try {
    curve.setPrivateKey(key);
  } catch {
    return null; // Nought, or beyond the order of the curve.
  }
  return curve.getPublicKey('base64url');
}
