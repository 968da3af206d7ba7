import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Clock, machineClock } from '../lib/clock.ts';
import { tellSparingly } from '../lib/io/tell-sparingly.ts';
import type { Metrics } from '../lib/metrics.ts';
import { ok, type Result } from '../lib/result.ts';
import { createGathering, oneByOne } from '../notification/gathering.ts';
import { loggedOf } from '../notification/io/log.ts';
import { settleTogether } from '../notification/io/settle-together.ts';
import type { Journal } from '../notification/journal.ts';
import type { Mailroom } from '../notification/mailroom.ts';
import {
  isOfSights,
  isOfWebhook,
  type Lane,
  lanes,
  NEEDLESS,
  noChannel,
  noChannelHere,
  type OutboxRow,
  type Delivery as Outcome,
  type WebhookLane,
  webhookLane,
} from '../notification/outbox.ts';
import { createPace } from '../notification/pace.ts';
import { isForAnotherKey } from '../notification/residents/is-for-another-key.ts';
import type { OutdatedBrowsers } from '../notification/residents/outdated-browsers.ts';
import { createSender, type Sender } from '../notification/sender.ts';
import { takingTurns } from '../notification/taking-turns.ts';
import type { ToldStore } from '../notification/told-store.ts';
import type { SubscriptionStore } from '../people/subscription.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { openChannels } from './open-channels.ts';
import type { RecentFaults } from './recent-faults.ts';

export interface DeliveryParts {
  journal: Journal;
  subscriptions: Pick<SubscriptionStore, 'remove' | 'find'>;
  told: Pick<ToldStore, 'eachResident'>;
  outdatedBrowsers: Pick<OutdatedBrowsers, 'has' | 'noteErased'>;
  mailroom: Pick<Mailroom, 'lookUp' | 'asOne'>;
  clock: Clock;
  atomically(work: () => void): void;
  metrics: Metrics;
  faults: Pick<RecentFaults, 'note'>;
  log: Logger;
  /** Called for each message after the provider's yes. */
  delivered: ((row: OutboxRow) => void) | undefined;
}

/** A modem sends one after the other, and calls one after the other; a machine of the town's is not made for crowds. */
const AT_A_GATEWAY = 3;
/** Whoever keeps the gauges of a region is few mailboxes, and each gets one message. */
const OF_GAUGES = 3;
/** Those who run push services are made for more than a town has. */
const AT_PUSH_SERVICES = 20;

/** How many messages of a lane are on their way at once, each over a connection of its own: no lane waits for another. */
function atOnce(lane: Lane, { mail, residentTexts }: Pick<Config, 'mail' | 'residentTexts'>): number {
  if (isOfWebhook(lane)) return AT_A_GATEWAY;
  switch (lane) {
    case 'requests':
    case 'requestTexts':
    case 'requestPushes':
    case 'tests':
    case 'testTexts':
    case 'testCalls':
      return 1;
    case 'texts':
    case 'calls':
    case 'sightTexts':
      return AT_A_GATEWAY;
    case 'sights':
      return Math.min(OF_GAUGES, mail?.connections ?? OF_GAUGES);
    case 'pushes':
      return AT_PUSH_SERVICES;
    case 'residentTexts':
      return Math.min(AT_A_GATEWAY, Math.ceil((residentTexts?.perMinute ?? 1) / 60));
    default:
      return mail?.connections ?? 3;
  }
}

/** Sends what waits in the outbox by the ways that the town has set up, and counts what became of it. */
export function startDelivery(
  config: Pick<Config, 'mail' | 'sms' | 'voice' | 'webhooks' | 'webPush' | 'residentTexts' | 'instance'>,
  parts: AsyncDisposableStack,
  {
    journal,
    subscriptions,
    told,
    outdatedBrowsers,
    mailroom,
    clock,
    atomically,
    metrics,
    faults,
    log,
    delivered,
  }: DeliveryParts,
): Result<Pick<Delivery, 'wake' | 'settled'>, string> {
  const started: Delivery[] = [];
  const { kind } = config.instance;
  const faultLog = tellSparingly(log);
  const marked = { due: journal.due, settle: settleTogether(journal.settle, atomically) };
  // One for both: what strangers ask for is no more of the gateway's than what residents are told.
  const pace = createPace(config.residentTexts?.perMinute ?? 1, machineClock);
  const inTurn = takingTurns(pace);
  const failed = (error: unknown): void => {
    metrics.deliveryFailures.inc();
    faults.note('sending');
    faultLog.error({ err: error }, 'delivery failed');
  };
  const gone = ({ recipient }: OutboxRow): void => {
    if (subscriptions.remove(recipient.id)) metrics.browsersGone.inc();
  };
  // One that is named no more has a line until what waits in it is dropped.
  const ofWebhooks = new Set([...config.webhooks.map(({ id }) => webhookLane(id)), ...lanesLeft(journal, failed)]);
  for (const lane of [...strangersFirst, ...ofWebhooks]) {
    const channels = openChannels(config, parts, log, delivered);
    if (!channels.ok) return channels;
    const tally = createTally(lane, metrics, log);
    const sender = createSender(lane, {
      journal: marked,
      settled: tally.count,
      channels: channels.value,
      lookUp: mailroom.lookUp,
      // Whoever tries whether messages arrive is told what is missing.
      noWay: ({ channel, test }) =>
        kind === 'operational' || test ? noChannel(channel) : noChannelHere(channel, kind),
      gathering: isOfSights(lane) ? createGathering(mailroom, machineClock) : oneByOne,
      gone,
      givenUp(row, why) {
        const browser = subscriptions.find(row.recipient.id);
        // Of those that are known to be of an earlier key staff are told until when they are kept.
        if (browser === null || outdatedBrowsers.has(browser)) return;
        if (lane === 'requestPushes') {
          if (!journal.hasReached(row)) gone(row);
        } else if (isForAnotherKey(row, why, { told, subscriptions })) {
          atomically(() => {
            gone(row);
            outdatedBrowsers.noteErased(row.commune);
          });
          log.warn({ commune: row.commune, why }, 'a browser that subscribed for another key was erased');
        }
      },
      dropped(row, why) {
        if (NEEDLESS.includes(why)) return;
        log.warn({ lane, ...loggedOf(row), why }, 'a message cannot be delivered and is not tried again');
      },
      wallClock: machineClock,
      clock,
    });
    const round = telling(sender, tally.tell);
    const next = lane === 'residentTexts' || lane === 'requestTexts' ? inTurn(lane, round) : round;
    const delivery = createDelivery(next, atOnce(lane, config), failed);
    started.push(parts.adopt(delivery, (each) => each.close()));
  }
  return ok({
    wake() {
      for (const each of started) each.wake();
    },
    async settled() {
      await Promise.all(started.map((each) => each.settled()));
    },
  });
}

/** Where the disk has spoiled what waits that is told, and the service starts: the river is judged all the same. */
function lanesLeft(journal: Journal, failed: (error: unknown) => void): WebhookLane[] {
  try {
    return journal.webhookLanes();
  } catch (error) {
    failed(error);
    return [];
  }
}

/** At each look first, or those who are told by the thousand would leave them no room; and in turn with them, see `takingTurns`. */
const strangersFirst = lanes.toSorted((a, b) => Number(b === 'requestTexts') - Number(a === 'requestTexts'));

/** Whom to ring at night stands in one line; of a mail server that is down hundreds would. */
const NAMED_AT_ONCE = 10;

/** Failures are told together, once nothing more is due: a mail server that is down fails every message. */
function createTally(lane: Lane, metrics: Metrics, log: Logger) {
  /** By message whom it is for: a town's residents are thousands, and the texts of all are too much to hold. */
  const failed = new Map<string, string>();
  let why: string | null = null;
  return {
    count(row: OutboxRow, delivery: Outcome): void {
      // A line of the log tells nobody.
      if (row.channel === 'log') return;
      const { status } = delivery;
      if (status === 'pending') {
        const { commune, recipient } = loggedOf(row);
        failed.set(row.id, `${commune} ${recipient}`);
        why = delivery.lastError;
      }
      metrics.deliveries.inc({ outcome: status === 'pending' ? 'failed' : status });
    },
    tell(): void {
      if (failed.size === 0) return;
      // Why each of them failed stands with it on the staff page.
      const to = [...new Set(failed.values())].slice(0, NAMED_AT_ONCE);
      log.warn({ lane, failed: failed.size, to, why }, 'messages could not be sent, and will be tried again');
      failed.clear();
    },
  };
}

/** `tell` once nothing more is due. */
function telling(sender: Sender, tell: () => void): () => Promise<void> | null {
  return () => {
    const sending = sender();
    if (sending) return sending.then(() => {});
    tell();
    return null;
  };
}
