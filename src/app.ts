import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { AlertEvent } from './alert/alert.ts';
import type { Config } from './config/config.ts';
import { startDaily } from './daily.ts';
import { createDelivery } from './delivery.ts';
import { watchDevices } from './device-metrics.ts';
import { createFitter } from './forecast/io/fitter.ts';
import type { CaughtMail, Doors } from './http/doors.ts';
import { createServer } from './http/server.ts';
import { type Clock, machineClock } from './lib/clock.ts';
import { createMetrics, type Metrics } from './lib/metrics.ts';
import { err, ok, type Result } from './lib/result.ts';
import { DAY_MS } from './lib/units.ts';
import type { Channel } from './notification/channel.ts';
import { deliverDue } from './notification/deliver.ts';
import { createLogChannel } from './notification/io/log.ts';
import { createSmtpChannel } from './notification/io/smtp.ts';
import { createMailroom } from './notification/mailroom.ts';
import type { ChannelName, OutboxRow } from './notification/outbox.ts';
import { createPipeline } from './pipeline.ts';
import { createReadingExclusions } from './reading/exclude-readings.ts';
import { startEmbeddedBroker } from './reading/io/broker.ts';
import { connectBroker } from './reading/io/mqtt.ts';
import { nationalFeeds, userAgent } from './reading/io/national-feeds.ts';
import { startPoller } from './reading/io/poller.ts';
import { createLearntLimits, type LearntLimits } from './reading/learnt-limits.ts';
import type { Ingest, MessageSource } from './reading/message-source.ts';
import { createRecentReadings } from './reading/recent-readings.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { giveWay } from './store/give-way.ts';
import { loadKeys } from './store/keys.ts';
import { createSpooledReadingStore } from './store/spooled-readings.ts';
import { type Database, openDatabase } from './store/sqlite/database.ts';
import { createRetention } from './store/sqlite/retention.ts';
import { createSpool } from './store/sqlite/spool.ts';
import { createSqliteStores, type SqliteStores } from './store/sqlite/stores.ts';

const GATHER_MS = 50;
/** Ten days in memory: more than any model reads for one forecast. */
const RECENT_H = 241;
const POLL_TIMEOUT_MS = 30_000;
/** The services are free and shared by all: one request a second at most. */
const POLL_SPACING_MS = 1_000;

/** What a replay or a test does differently from a town: its clocks, who watches, and the demonstration's extras. */
export interface Overrides {
  clock?: Clock;
  observe?: (event: AlertEvent) => void;
  delivered?: (row: OutboxRow) => void;
  presence?: Doors['presence'];
  mailbox?: () => readonly CaughtMail[];
  demoAccounts?: Doors['demoAccounts'];
  /** Rivers that the forecast may not have learned from beforehand: those that are replayed. */
  priorWithout?: readonly string[];
}

export interface App {
  /** What pages and the API see and do; replay and tests use the same. */
  doors: Doors;
  schedule: Schedule;
  url: string;
  /** Where sensors publish: the embedded broker, or the external one. */
  brokerUrl: string;
  /** Fits the forecast to what the store holds, where that is due; the service goes on meanwhile. */
  refit(): Promise<void>;
  /** Resolves when no message, assessment or delivery is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** COMPOSITION ROOT: one straight function. An expected failure (port, folder, broker) is one paragraph to print. */
export async function createApp(config: Config, log: Logger, overrides: Overrides = {}): Promise<Result<App, string>> {
  const clock = overrides.clock ?? machineClock;
  const { network, communes, instance } = config;
  const metrics = createMetrics();

  const opened = await openDatabase(join(config.dataFolder, 'amont.db'));
  if (!opened.ok) return opened;
  const stores = createSqliteStores(opened.value);
  const spooled =
    config.store.readings === 'influx'
      ? createSpooledReadingStore(opened.value, config.store.influx, (error) => {
          metrics.spoolFailures.inc();
          log.error({ err: error }, 'InfluxDB was not given its readings, or could not be asked');
        })
      : null;
  if (spooled) metrics.watchSpool(spooled.status);
  else createSpool(opened.value).aim(null);
  const readings = spooled ?? stores.readings;
  if (!stores.policies.current()) seedPolicy(config, clock, stores);

  const keys = loadKeys(config.dataFolder);
  const mailroom = createMailroom({
    ...stores,
    issuer: instance,
    communes,
    network,
    clock,
    linkKey: keys.link,
    replyNumber: config.replies?.number ?? null,
    newToken: () => randomBytes(24).toString('base64url'),
  });
  const fitter = createFitter({
    network,
    readings,
    file: join(config.dataFolder, 'forecast-model.bin'),
    priorWithout: overrides.priorWithout ?? [],
  });
  const recent = createRecentReadings(readings, RECENT_H);
  const limits = createLearntLimits(network, readings);
  const exclusions = createReadingExclusions({
    clock,
    network,
    readings,
    recent,
    store: stores.exclusions,
    changed: (station) => schedule.stored(new Set([station])),
  });
  watchDevices(metrics.registry, { clock, network, deviceHealth: stores.deviceHealth, recent });

  const channels = new Map<ChannelName, Channel>([['log', createLogChannel((line) => log.info(line))]]);
  const smtp = config.mail ? createSmtpChannel(config.mail, instance) : null;
  if (smtp && !smtp.ok) {
    await readings.close();
    return err(smtp.error.message);
  }
  if (smtp) channels.set('email', smtp.value);
  if (overrides.delivered)
    for (const [name, channel] of channels) channels.set(name, watch(channel, overrides.delivered));
  const delivery = createDelivery(
    async (wallNow) => {
      const done = await deliverDue(stores.journal, channels, mailroom.lookUp, wallNow);
      metrics.deliveries.inc({ outcome: 'sent' }, done.sent);
      metrics.deliveries.inc({ outcome: 'failed' }, done.failed);
      metrics.deliveries.inc({ outcome: 'dropped' }, done.dropped);
      return done.sent;
    },
    machineClock,
    (error) => {
      metrics.deliveryFailures.inc();
      log.error({ err: error }, 'delivery round failed');
    },
  );

  const failed = (place: string, error: unknown) => {
    metrics.assessFailures.inc({ place });
    log.error({ err: error, place }, 'assessment failed');
  };
  const pipeline = createPipeline({
    ...stores,
    clock,
    network,
    communes,
    acceptSimulated: instance.kind !== 'operational',
    model: () => fitter.model,
    readings,
    recent,
    devices: config.devices,
    limits,
    excluding: exclusions.inForce,
    atomically: (work) => opened.value.transaction(work)(),
    messagesOf: mailroom.messagesOf,
    observe(event) {
      metrics.events.inc({ kind: event.kind });
      overrides.observe?.(event);
      delivery.wake();
    },
    failed,
  });
  const schedule = createSchedule(
    network,
    communes,
    (each) => pipeline.assess(each).catch((error: unknown) => failed('round', error)),
    overrides.clock ? null : GATHER_MS,
  );
  const ingest: Ingest = async (batch) => {
    metrics.messages.inc(batch.length);
    schedule.stored(await pipeline.ingest(batch));
  };

  await exclusions.finish();
  const source = await connect(config, ingest, clock, log);
  if (!source.ok) {
    await delivery.close();
    await readings.close();
    smtp?.value.close();
    return source;
  }

  // A replay moves its own clock and asks nobody.
  const poller = startPoller(
    overrides.clock ? [] : nationalFeeds(config.national, network),
    {
      clock,
      random: Math.random,
      userAgent: userAgent(instance.name, instance.baseUrl),
      timeoutMs: POLL_TIMEOUT_MS,
      spacingMs: POLL_SPACING_MS,
      newestOf: async ({ id, quantity }) =>
        (await readings.latest({ station: id, quantity }, clock.now()))?.observedAt ?? null,
      polled: ({ service }, outcome) => metrics.polls.inc({ service, outcome }),
    },
    async (fetched) => schedule.stored(await pipeline.ingestFetched(fetched)),
    log,
  );

  const doors: Doors = {
    ...stores,
    instance,
    clock,
    wallClock: machineClock,
    network,
    communes,
    readings,
    devices: config.devices,
    exclusions,
    keys,
    act: (commune, deed, person) => pipeline.act(commune, deed, person, 'session'),
    requestSubscription(commune, email, language) {
      mailroom.requestSubscription(commune, email, language);
      delivery.wake();
    },
    presence: overrides.presence ?? (() => undefined),
    brokerConnected: () => source.value.connected(),
    metrics: () => metrics.registry.metrics(),
    spool: spooled?.status ?? null,
    feeds: () => poller.states(),
    mailbox: overrides.mailbox ?? null,
    demoAccounts: overrides.demoAccounts ?? [],
  };
  // A replay is over before anything is old, and its clock is not the machine's.
  const stopRetention = overrides.clock ? async () => {} : retain(config, opened.value, clock, metrics, log);
  const stopUpkeep = overrides.clock ? async () => {} : keepUp(config, stores, limits, clock, metrics, log);

  const server = createServer(doors, { trustProxy: config.http.trustProxy, logger: log });
  const refused = await listen(server, config.http);
  if (refused) {
    await poller.close();
    await source.value.close();
    await stopUpkeep();
    await stopRetention();
    await delivery.close();
    await readings.close();
    smtp?.value.close();
    return err(refused);
  }

  return ok({
    doors,
    schedule,
    url: instance.baseUrl,
    brokerUrl: source.value.url,
    async refit() {
      const done = await fitter.refresh(clock.now());
      if (done !== 'not-due') log.info({ model: fitter.model.version }, `forecast ${done}`);
    },
    async settled() {
      await source.value.settled();
      await schedule.settled();
      await delivery.settled();
    },
    async close() {
      await poller.close();
      await source.value.close();
      await schedule.settled();
      await delivery.close();
      await stopUpkeep();
      await fitter.close();
      await stopRetention();
      smtp?.value.close();
      await server.close();
      await readings.close();
      opened.value.close();
    },
  });
}

/** Once a day what is not kept goes. */
function retain(config: Config, db: Database, clock: Clock, metrics: Metrics, log: Logger): () => Promise<void> {
  const retention = createRetention(db, config.network, config.keepDays);
  return startDaily(
    async () => {
      const removed = await retention(clock.now());
      metrics.removed.inc({ what: 'reading' }, removed.readings);
      metrics.removed.inc({ what: 'forecast' }, removed.forecasts);
    },
    (error) => {
      metrics.retentionFailures.inc();
      log.error({ err: error }, 'what is no longer kept could not be removed');
    },
  );
}

/** Once a day raw frames are forgotten and each gauge's limits learnt anew from its own record. */
function keepUp(
  { keepRawFramesDays }: Config,
  { frames }: SqliteStores,
  limits: LearntLimits,
  clock: Clock,
  metrics: Metrics,
  log: Logger,
): () => Promise<void> {
  return startDaily(
    async () => {
      frames.forget(clock.now() - keepRawFramesDays * DAY_MS);
      await limits.learn(clock.now(), giveWay);
    },
    (error) => {
      metrics.upkeepFailures.inc();
      log.error({ err: error }, 'raw frames could not be forgotten, or limits not be learnt');
    },
  );
}

/** Tells whoever watches of each message after the provider's yes. */
function watch(channel: Channel, delivered: (row: OutboxRow) => void): Channel {
  return {
    name: channel.name,
    async send(envelope) {
      const sent = await channel.send(envelope);
      if (sent.ok) delivered(envelope.row);
      return sent;
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, { host, port }: Config['http']): Promise<string | null> {
  try {
    await server.listen({ host, port });
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return `The pages cannot be opened on ${host}, port ${port}: ${error.message}. Stop what uses the port, or choose another under http.port in amont.yaml.`;
  }
}

type Source = MessageSource & { url: string };

async function connect(config: Config, ingest: Ingest, clock: Clock, log: Logger): Promise<Result<Source, string>> {
  const { mqtt } = config;
  const now = () => clock.now();
  if (mqtt.broker === 'external') {
    const { ca, cert, key } = mqtt.tls;
    const tls = { ...(ca !== null && { ca }), ...(cert !== null && { cert }), ...(key !== null && { key }) };
    const topics = ['amont/v1/+/+', ...config.devices.map(({ topic }) => topic)];
    const source = connectBroker({ ...mqtt, tls, topics, now }, ingest, log);
    return ok({ ...source, url: mqtt.url });
  }
  const broker = await startEmbeddedBroker({ host: mqtt.host, port: mqtt.port, now }, ingest, log);
  return broker.ok ? ok({ ...broker.value, url: `mqtt://${mqtt.host}:${broker.value.port}` }) : broker;
}

/** The policy in `config/` is only the first version: later ones are made by named persons, with a reason. */
function seedPolicy(config: Config, clock: Clock, stores: SqliteStores): void {
  const { author, reason, rules } = config.policySeed;
  const createdAt = clock.now();
  const entry = {
    at: createdAt,
    actor: { service: true },
    action: 'policy.seeded',
    commune: null,
    detail: { author },
  } as const;
  stores.policies.append({ author, reason, createdAt, rules }, entry);
}
