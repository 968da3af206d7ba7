import { X509Certificate } from 'node:crypto';
import type { Instant } from '../lib/clock.ts';

/** When the first certificate of a PEM text ends; `null` where none can be read. */
export function certificateEnd(pem: string): Instant | null {
  return validityOf(pem)?.endsAt ?? null;
}

export function validityOf(pem: string): { from: Instant; endsAt: Instant } | null {
  try {
    const { validFromDate, validToDate } = new X509Certificate(pem);
    return { from: validFromDate.getTime(), endsAt: validToDate.getTime() };
  } catch {
    return null; // Whoever uses it says what is wrong with it.
  }
}
