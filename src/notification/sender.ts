import type { Clock } from '../lib/clock.ts';
import type { Result } from '../lib/result.ts';
import type { Channel, Envelope } from './channel.ts';
import type { Journal } from './journal.ts';
import {
  BROWSER_GONE,
  type ChannelName,
  type Delivery,
  type DueRow,
  FIRST_RETRY_MS,
  isFullForGood,
  type Lane,
  longestRetryMs,
  noChannel,
  type OutboxRow,
  retryDelayMs,
} from './outbox.ts';
import { withoutAddresses } from './without-addresses.ts';

export interface SenderParts {
  journal: Pick<Journal, 'due'> & { settle(...settled: Parameters<Journal['settle']>): void | Promise<void> };
  channels: ReadonlyMap<ChannelName, Channel>;
  /** The address of a row's recipient, or why there is none any more. */
  lookUp: (row: OutboxRow) => Result<Envelope, string>;
  /** Nobody is reached at the address any more. */
  gone?: (row: OutboxRow) => void;
  /** It is not tried again. */
  dropped?: (row: OutboxRow, reason: string) => void;
  /** What became of it is on record. */
  settled?: (row: OutboxRow, delivery: Delivery) => void;
  /** A notification of a browser is tried no more: a stranger may have made it up, or it cannot be reached any more. */
  givenUp?: (row: OutboxRow, reason: string) => void;
  /** The machine's time, by which rows are tried again. */
  wallClock: Clock;
  /** The event clock, by which quiet hours end. */
  clock: Clock;
}

/** Sends the next row that is due, and says what became of it: a `pending` one is tried again. `null`: nothing to do now. */
export type Sender = () => Promise<Delivery> | null;

/**
 * Sends the rows of one lane, at least once: a row is marked sent after the provider's yes, so a crash between the two sends it
 * again under the same Message-ID. One that could not be marked, as on a full disk, is marked later and not sent again. It may be
 * called while others are still on their way: one person's messages go out one after the other, and nobody waits for the mailbox
 * of another.
 */
export function createSender(
  lane: Lane,
  {
    journal,
    channels,
    lookUp,
    gone = () => {},
    givenUp = () => {},
    dropped = () => {},
    settled = () => {},
    wallClock,
    clock,
  }: SenderParts,
): Sender {
  /** Until when a person is passed over: while a message is on its way, and for a moment where a bug ended it. */
  const passedOver = new Map<string, number>();
  /** What became of rows, until it is on record. */
  const unrecorded = new Map<string, Delivery>();

  function next(): DueRow | undefined {
    const now = wallClock.now();
    for (const [person, until] of passedOver)
      if (until <= now || isFromClockAhead(until, now)) passedOver.delete(person);
    // Of one person at most two are due, what comes next and the level; of tests to them one.
    const due = journal.due(lane, now, clock.now(), 2 * passedOver.size + 1);
    return due.find((row) => !passedOver.has(personOf(row)));
  }

  async function send(row: DueRow): Promise<Delivery> {
    const person = personOf(row);
    passedOver.set(person, Number.POSITIVE_INFINITY);
    try {
      const delivery = await outcomeOf(row);
      unrecorded.set(row.id, delivery);
      await journal.settle(row.id, delivery);
      unrecorded.delete(row.id);
      passedOver.delete(person);
      settled(row, delivery);
      if (delivery.status === 'dropped') dropped(row, delivery.reason);
      return delivery;
    } catch (error) {
      // It is still due: whoever comes after it goes first.
      passedOver.set(person, wallClock.now() + FIRST_RETRY_MS);
      throw error;
    }
  }

  /** One whose next attempt is due is tried again, on record or not. */
  async function outcomeOf(row: DueRow): Promise<Delivery> {
    const known = unrecorded.get(row.id);
    if (known?.status === 'pending' && known.nextAttemptAt <= wallClock.now())
      return deliver({ ...row, attempts: known.attempts });
    return known ?? deliver(row);
  }

  async function deliver(row: DueRow): Promise<Delivery> {
    const attempts = row.attempts + 1;
    const channel = channels.get(row.channel);
    if (!channel) return { status: 'dropped', attempts, reason: noChannel(row.channel) };
    const envelope = lookUp(row);
    if (!envelope.ok) return { status: 'dropped', attempts, reason: envelope.error };
    const sent = await channel.send(envelope.value);
    const at = wallClock.now();
    if (sent.ok) {
      const { providerId } = sent.value;
      return {
        status: 'sent',
        attempts,
        sentAt: at,
        ...sent.value,
        providerId: providerId && withoutAddresses(providerId),
      };
    }
    const { recoverable, retryAfterMs = 0, isGone } = sent.error;
    const message = withoutAddresses(sent.error.message);
    // Whoever tries it waits for the answer.
    const isOver = row.test || isFullForGood(lane, message, attempts);
    const delay = recoverable && !isOver ? retryDelayMs(lane, attempts) : null;
    if (isGone) gone(row);
    else if (delay === null && (lane === 'requestPushes' || lane === 'pushes')) givenUp(row, message);
    if (isGone || delay === null) return { status: 'dropped', attempts, reason: isGone ? BROWSER_GONE : message };
    const asked = Math.min(retryAfterMs, longestRetryMs(lane));
    return { status: 'pending', attempts, nextAttemptAt: at + Math.max(delay, asked), lastError: message };
  }

  return () => {
    const row = next();
    return row ? send(row) : null;
  };
}

function isFromClockAhead(until: number, now: number): boolean {
  return Number.isFinite(until) && until > now + FIRST_RETRY_MS;
}

/** A test holds up no message to the same person. */
function personOf({ commune, recipient, channel, test }: OutboxRow): string {
  return JSON.stringify([commune, recipient.kind, recipient.id, channel, test === true]);
}
