import type { Instant } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import { CONFIRMABLE_MS } from '../people/subscription.ts';
import type { Language } from '../territory/commune.ts';

/** Who a message is for, by id: the address is looked up when it is sent, and gone if the person left meanwhile. */
export type Recipient =
  | { kind: 'contact'; id: string }
  | { kind: 'subscription'; id: string }
  /** A resident who has not confirmed yet: gets the confirmation link and nothing else. */
  | { kind: 'unconfirmed'; id: string }
  /** A machine that the town has named in `webhooks`, by that name. */
  | { kind: 'webhook'; id: string };

export const channelNames = ['log', 'email', 'sms', 'voice', 'push', 'webhook'] as const;
export type ChannelName = (typeof channelNames)[number];

/**
 * What a message is about. `level`: all that is to be known now, so it takes the place of what the same person has not yet
 * received of the alert. `alert` and `gauge`: one thing more, to be read after what came before. `sight`: that a gauge is seen or is not,
 * to whoever answers no alert of its commune: of many gauges it is said in one message.
 */
export type About = 'level' | 'alert' | 'gauge' | 'sight' | 'subscription';

/**
 * Who waits in one line. Each lane has its own connection, so that residents hold up none of those who decide, text messages and calls
 * wait for no mail server nor for each other's gateway, no alert waits for what is told of hundreds of gauges nor for what only tries whether messages arrive, and strangers who ask
 * for a subscription, for themselves or in the name of others, hold up nobody but each other.
 */
export const lanesOfContacts = ['contacts', 'texts', 'calls', 'sights', 'sightTexts'] as const;
export const lanesOfOthers = [
  'residents',
  'residentTexts',
  'pushes',
  'requests',
  'requestTexts',
  'requestPushes',
] as const;
export const lanesOfTests = ['tests', 'testTexts', 'testCalls'] as const;
export const lanes = [...lanesOfContacts, ...lanesOfOthers, ...lanesOfTests] as const;

/** Each machine waits for none but itself. */
export type WebhookLane = `webhook/${string}`;
export type Lane = (typeof lanes)[number] | WebhookLane;

/** One message to one person by one channel. */
export interface OutboxRow {
  /** There, and true, on what only tries whether messages arrive: sent once, in lines of its own. */
  test?: true;
  /** Dedupe key `<event>/<recipient kind>/<recipient id>/<channel>`: written once, whatever happens. */
  id: string;
  event: string;
  commune: string;
  recipient: Recipient;
  channel: ChannelName;
  language: Language;
  subject: string;
  text: string;
  createdAt: Instant;
  about: About;
  /** Event time before which it is held: the end of the resident's quiet hours. 0: sent at once. */
  notBefore: Instant;
}

/** A row that waits to be sent; `attempts` so far, from which the next delay follows. */
export interface DueRow extends OutboxRow {
  attempts: number;
}

/** Why a row was dropped whose recipient left. */
export const RECIPIENT_GONE = 'the recipient is gone';
/** Why a row waits: an alert stands in a commune that was taken out of the configuration, by a slip perhaps, and may be put back. */
export const COMMUNE_AWAY = 'its commune is not in communes.yaml';
/** Why a text message or a call was dropped whose recipient is there, by mail alone. */
export const NUMBER_GONE = 'the recipient has no phone number any more';
/** Why nobody was called any more. */
export const ANSWERED_MEANWHILE = 'somebody has answered meanwhile';
export const ASKED_NO_MORE = 'it is not asked any more';
/** Why one of an exercise was dropped that was waiting when the installation became operational. */
export const EXERCISE_OVER = 'it is of an exercise that is over';
/** Why one of an exercise to residents was that waited when residents, of any commune, were told something real. */
export const REAL_FIRST = 'residents are told something real';
/** Why a notification was dropped whose resident took the permission back, or the browser away. */
export const BROWSER_GONE = 'the browser takes no more notifications';
/** Ends or is in reasons that name a host too. */
export const ONLY_HERE = 'to this machine only';
export const NO_SUCH_SERVICE = 'none of the push services of this installation';
export const TOOK_TOO_LONG = 'took too long';
export const NO_ANSWER = 'gave no answer';
/** Begins why a mailbox refused a message that it will take once it is emptied. */
export const MAILBOX_FULL = 'the mailbox is full';
/** Begins why a text message was lost that a gateway had taken; its own word follows. */
export const NOT_ON_PHONE = 'it did not reach the phone';
/** Why a row was dropped that nobody needs any more: no fault. */
export const NEEDLESS: readonly string[] = [ANSWERED_MEANWHILE, ASKED_NO_MORE, EXERCISE_OVER, REAL_FIRST, BROWSER_GONE];

/** What became of a row. Times are the machine's: retry has nothing to do with event time. */
export type Delivery =
  | { status: 'pending'; attempts: number; nextAttemptAt: Instant; lastError: string | null }
  | {
      status: 'sent';
      attempts: number;
      sentAt: Instant;
      providerId: string | null;
      /** When the phone had it, as the gateway reports. */
      deliveredAt?: Instant;
      /** That the phone has it not yet, in the gateway's own word. */
      underwayAs?: string;
      /** The mark of the id that the gateway gave it, on the way to where it is kept. */
      gatewayId?: string;
    }
  /** The recipient left or has no such address: nothing to send. */
  | { status: 'dropped'; attempts: number; reason: string };

/** Begins the reason why a row was dropped whose place a newer one took. */
export const REPLACED_BY = 'replaced by ';

/** The id of the newer one that took a row's place; `null` where none did. */
export function replacedBy(delivery: Delivery): string | null {
  const isReplaced = delivery.status === 'dropped' && delivery.reason.startsWith(REPLACED_BY);
  return isReplaced ? delivery.reason.slice(REPLACED_BY.length) : null;
}

/** Why a row was dropped that no way of this installation can take. */
export function noChannel(channel: ChannelName): string {
  return `no ${channel} channel is configured`;
}

/** Why one of an exercise or a demonstration was: it would have led to nobody, and once the installation is operational nothing was missed. */
export function noChannelHere(channel: ChannelName, kind: string): string {
  return `${noChannel(channel)} (${kind} instance: it would send ${ONLY_HERE})`;
}

export function outboxId(event: string, recipient: Recipient, channel: ChannelName): string {
  return `${event}/${recipient.kind}/${recipient.id}/${channel}`;
}

/** @example eventOf('limoux:7/contact/mayor/email') // 'limoux:7' */
export function eventOf(rowId: string): string {
  return rowId.slice(0, rowId.indexOf('/'));
}

export const FIRST_RETRY_MS = 5_000;
/** Those who decide and machines are few, and hear of it soon after what takes it is back. */
const LONGEST_RETRY_MS = {
  contacts: 2 * MINUTE_MS,
  texts: 2 * MINUTE_MS,
  calls: 2 * MINUTE_MS,
  sights: 2 * MINUTE_MS,
  sightTexts: 2 * MINUTE_MS,
  tests: 2 * MINUTE_MS,
  testTexts: 2 * MINUTE_MS,
  testCalls: 2 * MINUTE_MS,
  residents: 10 * MINUTE_MS,
  residentTexts: 10 * MINUTE_MS,
  pushes: 10 * MINUTE_MS,
  webhooks: 2 * MINUTE_MS,
} as const;
/** A number that takes no messages is refused as a gateway without credit is, and a browser as a wrong key is, which somebody mends within three days. */
const MOST_TRIES_OF_A_RESIDENT = (3 * DAY_MS) / LONGEST_RETRY_MS.residentTexts;
/** Enough for a server that puts a stranger off at first; then whoever really asked may ask again. */
const REQUEST_RETRIES_MS = [MINUTE_MS, 10 * MINUTE_MS, HOUR_MS];
const RETRIES_OF_REQUESTS_MS = {
  requests: REQUEST_RETRIES_MS,
  requestTexts: REQUEST_RETRIES_MS,
  /** A browser counts as subscribed already, and nobody asks again: it is tried for as long as a request waits to be confirmed. */
  requestPushes: [...REQUEST_RETRIES_MS, ...Array<number>(CONFIRMABLE_MS / (6 * HOUR_MS)).fill(6 * HOUR_MS)],
} as const;

/** What is put off for longer than this was put off by a clock that was ahead, and is due: an alert does not wait until that time comes. */
export function longestRetryMs(lane: Lane): number {
  if (isOfRequests(lane)) return Math.max(...RETRIES_OF_REQUESTS_MS[lane]);
  return LONGEST_RETRY_MS[isOfWebhook(lane) ? 'webhooks' : lane];
}

/**
 * How long to wait after so many attempts. An alert is never given up: doubling from 5 s to 2 min, of a resident to 10 min; their text message or
 * notification is after three days of it. What strangers ask for is tried four times, the first notification of a browser for a week. Then `null`.
 *
 * @example retryDelayMs('contacts', 3) // 20000  @example retryDelayMs('requests', 4) // null
 */
export function retryDelayMs(lane: Lane, attempts: number): number | null {
  if (isOfRequests(lane)) return RETRIES_OF_REQUESTS_MS[lane][attempts - 1] ?? null;
  if ((lane === 'residentTexts' || lane === 'pushes') && attempts >= MOST_TRIES_OF_A_RESIDENT) return null;
  return Math.min(longestRetryMs(lane), FIRST_RETRY_MS * 2 ** (attempts - 1));
}

/**
 * Whether a full mailbox is tried no more: a resident's after three days of it, one of those who decide never.
 *
 * @example isFullForGood('residents', 'the mailbox is full: 552 5.2.2', 432) // true
 */
export function isFullForGood(lane: Lane, why: string, attempts: number): boolean {
  return lane === 'residents' && isFull(why) && attempts >= MOST_TRIES_OF_A_RESIDENT;
}

function isFull(why: string): boolean {
  return why.startsWith(MAILBOX_FULL);
}

function isOfRequests(lane: Lane): lane is keyof typeof RETRIES_OF_REQUESTS_MS {
  return lane in RETRIES_OF_REQUESTS_MS;
}

/** The lines in which several messages go out as one. */
export function isOfSights(lane: Lane): boolean {
  return lane === 'sights' || lane === 'sightTexts';
}

export function isOfWebhook(lane: Lane): lane is WebhookLane {
  return lane.startsWith('webhook/');
}

/** The line in which a machine's messages wait. @example webhookLane('siren') // 'webhook/siren' */
export function webhookLane(id: string): WebhookLane {
  return `webhook/${id}`;
}

/** Whether this installation has the way at all that a message was to go, and it leads to people out there. */
export function hasWay({ channel, delivery }: { channel: ChannelName; delivery: Delivery }): boolean {
  if (channel === 'log') return false;
  if (delivery.status !== 'dropped') return true;
  return delivery.reason !== noChannel(channel) && !delivery.reason.includes(ONLY_HERE);
}

/** Whether what was to arrive never will: it is not tried again, and no newer one took its place. */
function isRefused(delivery: Delivery): boolean {
  return delivery.status === 'dropped' && !NEEDLESS.includes(delivery.reason) && replacedBy(delivery) === null;
}

/** Whether nobody waits for whom it was to reach: it was refused, or its mailbox is full and whoever sleeps empties none. */
export function isOutOfReach(delivery: Delivery): boolean {
  return isRefused(delivery) || (delivery.status === 'pending' && isFull(delivery.lastError ?? ''));
}
