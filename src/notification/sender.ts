import type { Clock } from '../lib/clock.ts';
import type { Result } from '../lib/result.ts';
import type { Channel, Envelope } from './channel.ts';
import type { Gathering } from './gathering.ts';
import type { Journal } from './journal.ts';
import {
  BROWSER_GONE,
  type ChannelName,
  COMMUNE_AWAY,
  type Delivery,
  type DueRow,
  FIRST_RETRY_MS,
  isFullForGood,
  type Lane,
  longestRetryMs,
  type OutboxRow,
  retryDelayMs,
} from './outbox.ts';
import { withoutAddresses } from './without-addresses.ts';

export interface SenderParts {
  journal: Pick<Journal, 'due'> & { settle(...settled: Parameters<Journal['settle']>): void | Promise<void> };
  channels: ReadonlyMap<ChannelName, Channel>;
  /** The address of a row's recipient, or why there is none any more. */
  lookUp: (row: OutboxRow) => Result<Envelope, string>;
  /** Why nothing goes out by a way that is not set up. */
  noWay: (row: OutboxRow) => string;
  /** Which rows go out as one message. */
  gathering: Gathering;
  /** Nobody is reached at the address any more. */
  gone: (row: OutboxRow) => void;
  /** It is not tried again. */
  dropped: (row: OutboxRow, reason: string) => void;
  /** What became of it is on record. */
  settled: (row: OutboxRow, delivery: Delivery) => void;
  /** A notification of a browser is tried no more: a stranger may have made it up, or it cannot be reached any more. */
  givenUp: (row: OutboxRow, reason: string) => void;
  /** The machine's time, by which rows are tried again. */
  wallClock: Clock;
  /** The event clock, by which quiet hours end. */
  clock: Clock;
}

/** Sends the next message that is due, and says what became of it: a `pending` one is tried again. `null`: nothing to do now. */
export type Sender = () => Promise<Delivery> | null;

/**
 * Sends the rows of one lane, at least once: a row is marked sent after the provider's yes, so a crash between the two sends it
 * again under the same Message-ID. One that could not be marked, as on a full disk, is marked later and not sent again. It may be
 * called while others are still on their way: one person's messages go out one after the other, and nobody waits for the mailbox
 * of another.
 */
export function createSender(
  lane: Lane,
  { journal, channels, lookUp, noWay, gathering, gone, givenUp, dropped, settled, wallClock, clock }: SenderParts,
): Sender {
  /** Until when a line is passed over: while a message is on its way, and for a moment where a bug ended it. */
  const passedOver = new Map<string, number>();
  /** What became of rows, until it is on record. */
  const unrecorded = new Map<string, Delivery>();
  /** Whether what became of the last is on no record yet. */
  let recordFails = false;
  const { look, lineOf, isHeld, withRow, asOne, told } = gathering;

  /** What goes out as one message; empty: nothing to do now. */
  function next(): readonly DueRow[] {
    const now = wallClock.now();
    for (const [line, until] of passedOver) if (until <= now || isFromClockAhead(until, now)) passedOver.delete(line);
    const due = journal.due(lane, now, clock.now(), look(passedOver.size + unrecorded.size));
    const lines = [...Map.groupBy(due, lineOf)].flatMap(([line, own]) => {
      const first = passedOver.has(line) ? undefined : own.find((row) => knownOf(row) || !isHeld(line));
      return first ? { first, own, untold: untoldOf(line, own) } : [];
    });
    // What cannot be recorded, as on a full disk, holds up nothing that is still to be told.
    const chosen = (recordFails ? lines.find(({ untold }) => untold.length > 0) : undefined) ?? lines[0];
    if (!chosen) return [];
    const { first, own, untold } = chosen;
    if (untold.length > 0) return withRow(untold[0]!, untold);
    const known = knownOf(first);
    return withRow(
      first,
      own.filter((row) => knownOf(row) === known),
    );
  }

  function untoldOf(line: string, own: readonly DueRow[]): readonly DueRow[] {
    const isPutOff = own.some((row) => knownOf(row)?.status === 'pending');
    const isNext = (row: DueRow) => knownOf(row) === null && (row.about === 'level' || !isPutOff);
    return isHeld(line) ? [] : own.filter(isNext);
  }

  /** What became of a row that is on no record; of one whose next attempt is due nothing is known. */
  function knownOf({ id }: DueRow): Delivery | null {
    const known = unrecorded.get(id);
    return known && !(known.status === 'pending' && known.nextAttemptAt <= wallClock.now()) ? known : null;
  }

  async function send(rows: readonly DueRow[]): Promise<Delivery> {
    const line = lineOf(rows[0]!);
    passedOver.set(line, Number.POSITIVE_INFINITY);
    try {
      const delivery = knownOf(rows[0]!) ?? (await deliver(messageOf(rows), line));
      for (const { id } of rows) unrecorded.set(id, delivery);
      recordFails = true;
      await Promise.all(
        rows.map(async ({ id }) => {
          await journal.settle(id, delivery);
          unrecorded.delete(id);
        }),
      );
      recordFails = false;
      passedOver.delete(line);
      for (const row of rows) {
        settled(row, delivery);
        if (delivery.status === 'dropped') dropped(row, delivery.reason);
      }
      return delivery;
    } catch (error) {
      // It is still due: whoever comes after it goes first.
      passedOver.set(line, wallClock.now() + FIRST_RETRY_MS);
      throw error;
    }
  }

  /** What goes out as one is tried as one. */
  function messageOf(rows: readonly DueRow[]): DueRow {
    const tried = rows.map((row) => unrecorded.get(row.id)?.attempts ?? row.attempts);
    return { ...asOne(rows), attempts: Math.max(...tried) };
  }

  async function deliver(row: DueRow, line: string): Promise<Delivery> {
    const attempts = row.attempts + 1;
    const channel = channels.get(row.channel);
    if (!channel) return { status: 'dropped', attempts, reason: noWay(row) };
    const envelope = lookUp(row);
    if (!envelope.ok && envelope.error === COMMUNE_AWAY) {
      const nextAttemptAt = wallClock.now() + longestRetryMs(lane);
      return { status: 'pending', attempts, nextAttemptAt, lastError: COMMUNE_AWAY };
    }
    if (!envelope.ok) return { status: 'dropped', attempts, reason: envelope.error };
    const sent = await channel.send(envelope.value);
    const at = wallClock.now();
    if (sent.ok) {
      told(line);
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
    const rows = next();
    return rows.length > 0 ? send(rows) : null;
  };
}

function isFromClockAhead(until: number, now: number): boolean {
  return Number.isFinite(until) && until > now + FIRST_RETRY_MS;
}
