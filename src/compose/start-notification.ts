import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AlertEvent } from '../alert/alert.ts';
import type { Config } from '../config/config.ts';
import type { Correspondence } from '../http/correspondence.ts';
import { type Clock, machineClock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import { ok, type Result } from '../lib/result.ts';
import { createExercises, type Exercises } from '../notification/exercise/exercises.ts';
import { createMailroom, type Mailroom, type MailroomParts } from '../notification/mailroom.ts';
import type { OutboxRow } from '../notification/outbox.ts';
import { type OutdatedBrowsers, openOutdatedBrowsers } from '../notification/residents/outdated-browsers.ts';
import { type Ways, waysOf } from '../notification/ways.ts';
import { type CorrespondenceParts, correspond } from './correspond.ts';
import type { Delivery } from './delivery.ts';
import type { OpenStores } from './open-stores.ts';
import { puttingRealFirst } from './put-real-first.ts';
import type { RecentFaults } from './recent-faults.ts';
import { startDelivery } from './start-delivery.ts';
import type { Failures } from './tell-failures.ts';
import { tryAnew } from './try-anew.ts';
import { type Grounds, orElse } from './what-can-be-read.ts';

export interface NotificationParts
  extends Pick<OpenStores, 'stores'>,
    Pick<MailroomParts, 'linkKey' | 'officialWarnings'> {
  grounds: Grounds;
  clock: Clock;
  atomically(work: () => void): void;
  /** Who watches a replay or a test. */
  observe: ((event: AlertEvent) => void) | undefined;
  delivered: ((row: OutboxRow) => void) | undefined;
  failures: Failures;
  metrics: Metrics;
  faults: RecentFaults;
  log: Logger;
}

/** Who is told, and who tells. */
export interface Notification {
  ways: Ways;
  messagesOf: Mailroom['messagesOf'];
  exercises: Exercises;
  outdatedBrowsers: OutdatedBrowsers;
  /** Called after the commit of an event: what is to be said of it goes out. */
  observe(event: AlertEvent): void;
  delivery: Pick<Delivery, 'wake' | 'settled'>;
  correspond(act: CorrespondenceParts['act']): Correspondence;
}

/** Writes to people and machines by the ways that the town has set up, and sends what waits. */
export function startNotification(
  config: Config,
  parts: AsyncDisposableStack,
  {
    stores,
    grounds,
    clock,
    linkKey,
    officialWarnings,
    atomically,
    failures,
    metrics,
    faults,
    log,
    ...own
  }: NotificationParts,
): Result<Notification, string> {
  const { instance, webPush } = config;
  const { kind } = instance;
  const ways = waysOf(config);
  const mailroom = createMailroom({
    ...stores,
    ...grounds,
    issuer: instance,
    communes: config.communes,
    network: config.network,
    knownFloods: config.knownFloods,
    clock,
    linkKey,
    replyNumber: config.replies?.number ?? null,
    ways,
    residentTexts: config.residentTexts,
    webhooks: config.webhooks,
    officialWarnings,
    atomically,
    newToken: () => randomBytes(24).toString('base64url'),
  });
  const { messagesOf } = mailroom;
  const outdatedBrowsers = openOutdatedBrowsers({
    ...stores,
    clock,
    publicKey: webPush?.publicKey ?? null,
    atomically,
    failed: (error) => failures.notShown('key of notifications', error),
  });
  const { delivered } = own;
  tryAnew(config.communes.keys(), stores.journal, machineClock, failures.failed);
  const sending = { outdatedBrowsers, mailroom, clock, atomically, metrics, faults, log, delivered };
  const started = startDelivery(config, parts, { ...stores, ...sending });
  if (!started.ok) return started;
  const delivery = started.value;
  const realFirst = puttingRealFirst(
    () => atomically(stores.journal.putRealFirst),
    (error) => {
      faults.note('sending');
      log.error({ err: error }, 'real messages to residents wait behind those of an exercise');
    },
  );
  const observe = (event: AlertEvent) => {
    if (!event.exercise) metrics.events.inc({ kind: event.kind });
    // What an exercise of the installation tells is no more real than one of a commune.
    if (kind === 'operational') realFirst(event);
    own.observe?.(event);
    delivery.wake();
  };
  const shown = orElse(failures.notShown);
  const exercises = createExercises({ ...stores, kind, clock, store: stores.exerciseStore, messagesOf, observe });
  const closing = new AbortController();
  parts.defer(() => closing.abort());
  const pause = (ms: number) => setTimeout(ms, undefined, { signal: closing.signal });
  const failed = (error: unknown) => {
    if (!closing.signal.aborted) log.error({ err: error }, 'a test of all communes ended before it was over');
  };
  const known = { stores, grounds, mailroom, ways, clock, linkKey, atomically, deliver: delivery.wake, pause, failed };
  return ok({
    ways,
    messagesOf,
    exercises: { ...exercises, heldUp: (...asked) => shown('outbox', null, () => exercises.heldUp(...asked)) },
    outdatedBrowsers,
    observe,
    delivery,
    correspond: (act) => correspond(config, { ...known, metrics, act }),
  });
}
