import type { AlertEvent, CommuneState } from '../alert/alert.ts';
import type { Instant } from '../lib/clock.ts';
import type { RecordEntry } from '../record/record.ts';
import type { Delivery, DueRow, Lane, OutboxRow, WebhookLane } from './outbox.ts';

/** All that one transition leaves behind. */
export interface Commit {
  state: CommuneState;
  events: readonly AlertEvent[];
  outbox: readonly OutboxRow[];
  record: readonly RecordEntry[];
}

/** PORT. Alert state, alert events and their messages: what must survive kill -9 at any instruction. */
export interface Journal {
  state(commune: string): CommuneState | null;
  /**
   * One transaction: either all of it is written or nothing; within another it is part of that, and what it throws must not be caught within
   * it. A message about the level drops those that it replaces; residents of the commune to whom none of those was tried yet are told before
   * those who know one, unless it takes back what was told.
   */
  commit(commit: Commit): void;
  /** The last `limit` events, oldest first. */
  events(commune: string, options: { limit: number; alert?: string }): AlertEvent[];
  event(id: string): AlertEvent | null;

  /**
   * Rows of a lane to send now, oldest first, those that have failed after all others. `wallNow` for what is tried again, `now`
   * (event time) for what is held. A row that must be read after another waits for it, but where
   * it can go out with it; one about the level waits for nothing.
   */
  due(lane: Lane, wallNow: Instant, now: Instant, limit: number): DueRow[];
  /** Adds a row that belongs to no alert event (a subscription's confirmation). */
  enqueue(row: OutboxRow): void;
  /** Sent and dropped are final. Only of a row that gave way to a newer one while it was being sent, the yes still counts. */
  settle(id: string, delivery: Delivery): void;
  /** Drops what waits of all that was told since a moment and begins with a mark. Gives how many. A test, and what somebody asked for themselves, go out. */
  dropWaiting(marked: { since: Instant; mark: string }, reason: string): number;
  /** Residents are told something real: what waits of exercises to residents, of whatever commune, is dropped. */
  putRealFirst(): void;
  /** Whether anything written after a row has reached the same person by the same channel. */
  hasReached(row: Pick<OutboxRow, 'id' | 'commune' | 'recipient' | 'channel'>): boolean;
  /** Newest first. */
  deliveries(commune: string, limit: number): (OutboxRow & { delivery: Delivery })[];
  /** Those of these communes that have not arrived yet: to those who decide, by whatever way, before residents, tried ones before fresh ones, oldest first. */
  waiting(communes: readonly string[], limit: number): (OutboxRow & { delivery: Delivery })[];
  /** Those of machines in which messages wait, also of one that is named no more. */
  webhookLanes(): WebhookLane[];
  /**
   * How many messages have failed and will be tried again, but for those to addresses that anybody may have typed or made up, and to residents
   * whose mailbox is full.
   */
  failingDeliveries(): Record<'contacts' | 'residents' | 'machines', number>;
  /**
   * How many messages, written since a moment, will never arrive: refused for good, or nobody is there by that id any more. Those to
   * a contact count until something later arrives there.
   */
  undeliverable(since: Instant): Record<'contacts' | 'machines', number>;
  /** Of each contact of these communes and each way the newest of those, newest first, unless something later has arrived there. */
  refused(communes: readonly string[], since: Instant, limit: number): (OutboxRow & { delivery: Delivery })[];
  /**
   * What never arrived of all that was to, test messages too, newest first; of an event that many residents missed by the same way one, and how
   * many they are, and of what they asked for themselves one a way. One whose place a newer one took, or that nobody needs any more, missed nobody.
   */
  neverArrived(
    communes: readonly string[],
    limit: number,
  ): Promise<(OutboxRow & { delivery: Delivery; count: number })[]>;
  /**
   * Of what told the level by these events, written since a moment, and was refused for good: the newest to each contact by each way waits
   * again, unless something later has arrived there or waits to. It waits as after any attempt: a service that ends and starts every few seconds
   * must not ask a mailbox each time.
   */
  tryAgain(since: Instant, events: readonly string[], wallNow: Instant): void;
  /**
   * When the oldest message to a contact, by mail, text message or call, was written that was not tried yet and waits for no other, and when that
   * to one of these machines; who waits for none is not there.
   */
  oldestUntried(machines: readonly string[]): Partial<Record<'contacts' | 'machines', Instant>>;
  /** When the newest message that somebody was sent by a way was taken, a test too; 0 for never, or longer ago than messages are kept. */
  lastTaken(to: Pick<OutboxRow, 'commune' | 'recipient' | 'channel'>): Instant;
  /** What a machine has first missed since it last took a message; `null` where it has missed nothing. */
  untold(webhook: string): Untold | null;
  /** How many messages are in each status: a line in the log has reached nobody. */
  outboxCounts(): Record<Delivery['status'], number>;
}

/** Since when a machine has not been told, and why not the newest message. */
export interface Untold {
  since: Instant;
  why: string;
  /** Since when it fails, where it had refused one message for good before. */
  failsSince?: Instant;
}

type OfMessages =
  | 'waiting'
  | 'failingDeliveries'
  | 'undeliverable'
  | 'refused'
  | 'neverArrived'
  | 'untold'
  | 'lastTaken'
  | 'oldestUntried'
  | 'outboxCounts';

/** As pages see it: `null` where what became of messages cannot be read. */
export type ShownJournal = Omit<Journal, OfMessages> & {
  [Asked in OfMessages]: (...asked: Parameters<Journal[Asked]>) => OrNull<ReturnType<Journal[Asked]>>;
};
type OrNull<Found> = Found extends Promise<infer Later> ? Promise<Later | null> : Found | null;
