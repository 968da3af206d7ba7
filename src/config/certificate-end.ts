import { X509Certificate } from 'node:crypto';
import type { Instant } from '../lib/clock.ts';

/** When the first certificate of a PEM text ends; `null` where none can be read. */
export function certificateEnd(pem: string): Instant | null {
  try {
    return new X509Certificate(pem).validToDate.getTime();
  } catch {
    return null; // Whoever uses it says what is wrong with it.
  }
}
