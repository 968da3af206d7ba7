import type { Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { Language } from '../territory/commune.ts';
import type { QuietHours } from './quiet-hours.ts';
import type { ResidentWay } from './way.ts';

/** For so long a request waits to be confirmed; then it is forgotten. */
export const CONFIRMABLE_MS = 7 * DAY_MS;

/** A resident who asked to be told. Nothing is sent but the confirmation until `confirmedAt` (double opt-in). */
export interface Subscription {
  id: string;
  commune: string;
  way: ResidentWay;
  /** Of the mailbox, the number of the phone as E.164 writes it, or where a browser is reached and its keys (`pushAddress`). */
  address: string;
  language: Language;
  requestedAt: Instant;
  confirmedAt: Instant | null;
  /** `null`: told at every hour. */
  quietHours: QuietHours | null;
}

/** What a resident asks for. */
export type Request = Pick<Subscription, 'way' | 'address' | 'language' | 'quietHours'>;

/** What a resident may change. */
export type Wishes = Pick<Subscription, 'language' | 'quietHours'>;

/** PORT. Tokens are stored as SHA-256 only. A person who leaves is deleted, not flagged. */
export interface SubscriptionStore {
  /**
   * A repeated request for the same address and commune replaces the unconfirmed one: `null`. Of a confirmed one it changes
   * nothing, and gives that one. Too many unconfirmed ones: the oldest are forgotten.
   */
  request(subscription: Subscription, confirmTokenHash: string): Subscription | null;
  /** Counts one more message to an address that anybody may have typed, known by its mark alone; false where it has had `most` since then. */
  countRequest(way: ResidentWay, mark: string, at: Instant, since: Instant, most: number): boolean;
  /** How many of these went to all addresses together. */
  requestsSince(way: ResidentWay, since: Instant): number;
  /** Confirmed already, or asked for since then. */
  findByConfirmToken(hash: string, requestedSince: Instant): Subscription | null;
  /** False where it was confirmed already. */
  confirm(id: string, at: Instant): boolean;
  /** What is held back by the old hours is sent at once. False where there is no such subscription. */
  change(id: string, wishes: Wishes): boolean;
  find(id: string): Subscription | null;
  /** Confirmed or not. */
  findByAddress(commune: string, address: string): Subscription | null;
  /** Of one phone, in all communes, the newest request first. */
  ofPhone(number: string): Subscription[];
  /** Of one mailbox or phone, in all communes, those too that were taken out. */
  ofAddress(address: string): Subscription[];
  remove(id: string): boolean;
  confirmed(commune: string): Subscription[];
  /** Confirmed or not. */
  all(commune: string): Subscription[];
  /** How many of those there are, by each way. */
  countConfirmed(commune: string): Record<ResidentWay, number>;
  /** Requests never confirmed are forgotten. */
  forgetUnconfirmed(requestedBefore: Instant): number;
}
