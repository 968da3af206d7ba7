import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { AlertEvent } from './alert/alert.ts';
import type { Config } from './config/config.ts';
import { startDaily } from './daily.ts';
import { createDelivery } from './delivery.ts';
import { watchDevices } from './device-metrics.ts';
import { createFirstModel } from './forecast/first-model.ts';
import type { CaughtMail, Doors } from './http/doors.ts';
import { createServer } from './http/server.ts';
import { type Clock, machineClock } from './lib/clock.ts';
import { createMetrics } from './lib/metrics.ts';
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
import { createLearntLimits } from './reading/learnt-limits.ts';
import type { Ingest, MessageSource } from './reading/message-source.ts';
import { createRecentReadings } from './reading/recent-readings.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { createInfluxReadingStore } from './store/influx/readings.ts';
import { loadKeys } from './store/keys.ts';
import { openDatabase } from './store/sqlite/database.ts';
import { createSqliteStores, type SqliteStores } from './store/sqlite/stores.ts';

const GATHER_MS = 50;

/** What a replay or a test does differently from a town: its clocks, who watches, and the demonstration's extras. */
export interface Overrides {
  clock?: Clock;
  observe?: (event: AlertEvent) => void;
  delivered?: (row: OutboxRow) => void;
  presence?: Doors['presence'];
  mailbox?: () => readonly CaughtMail[];
  demoAccounts?: Doors['demoAccounts'];
}

export interface App {
  /** What pages and the API see and do; replay and tests use the same. */
  doors: Doors;
  schedule: Schedule;
  url: string;
  /** Where sensors publish: the embedded broker, or the external one. */
  brokerUrl: string;
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
  const readings = config.store.readings === 'influx' ? createInfluxReadingStore(config.store.influx) : stores.readings;
  if (!stores.policies.current()) seedPolicy(config, clock, stores);

  const keys = loadKeys(config.dataFolder);
  const mailroom = createMailroom({
    ...stores,
    issuer: instance,
    communes,
    network,
    clock,
    linkKey: keys.link,
    newToken: () => randomBytes(24).toString('base64url'),
  });
  const model = createFirstModel(network);
  const recent = createRecentReadings(readings, model.historyH + 1);
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
  if (smtp && !smtp.ok) return err(smtp.error.message);
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
    model,
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
    smtp?.value.close();
    return source;
  }

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
    act: pipeline.act,
    requestSubscription(commune, email, language) {
      mailroom.requestSubscription(commune, email, language);
      delivery.wake();
    },
    presence: overrides.presence ?? (() => undefined),
    brokerConnected: () => source.value.connected(),
    mailbox: overrides.mailbox ?? null,
    demoAccounts: overrides.demoAccounts ?? [],
  };
  // A replay is over within the hour, and has no record but its own.
  const stopUpkeep = overrides.clock
    ? async () => {}
    : startDaily(
        async () => {
          stores.frames.forget(clock.now() - config.keepRawFramesDays * DAY_MS);
          await limits.learn(clock.now());
        },
        (error) => {
          metrics.upkeepFailures.inc();
          log.error({ err: error }, 'daily upkeep of devices failed');
        },
      );
  const server = createServer(doors, { trustProxy: config.http.trustProxy, logger: log });
  const refused = await listen(server, config.http);
  if (refused) {
    await source.value.close();
    await stopUpkeep();
    await delivery.close();
    smtp?.value.close();
    return err(refused);
  }

  return ok({
    doors,
    schedule,
    url: instance.baseUrl,
    brokerUrl: source.value.url,
    async settled() {
      await source.value.settled();
      await schedule.settled();
      await delivery.settled();
    },
    async close() {
      await source.value.close();
      await schedule.settled();
      await delivery.close();
      await stopUpkeep();
      smtp?.value.close();
      await server.close();
      await readings.close();
      opened.value.close();
    },
  });
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
