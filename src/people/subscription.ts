import type { Instant } from '../lib/clock.ts';
import type { Language } from '../territory/commune.ts';

/** A resident who asked to be told. Nothing is sent but the confirmation until `confirmedAt` (double opt-in). */
export interface Subscription {
  id: string;
  commune: string;
  email: string;
  language: Language;
  requestedAt: Instant;
  confirmedAt: Instant | null;
}

/** PORT. Tokens are stored as SHA-256 only. A person who leaves is deleted, not flagged. */
export interface SubscriptionStore {
  /** A repeated request for the same address and commune replaces the unconfirmed one; of a confirmed one it changes nothing. */
  request(subscription: Subscription, confirmTokenHash: string): 'requested' | 'already-confirmed';
  findByConfirmToken(hash: string): Subscription | null;
  /** False where it was confirmed already. */
  confirm(id: string, at: Instant): boolean;
  find(id: string): Subscription | null;
  remove(id: string): boolean;
  confirmed(commune: string): Subscription[];
  /** Requests never confirmed are forgotten. */
  forgetUnconfirmed(requestedBefore: Instant): number;
}
