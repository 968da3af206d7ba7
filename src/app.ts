import type { Logger } from 'pino';
import type { AlertEvent } from './alert/alert.ts';
import { createGaugeSuppressions } from './alert/suppress-gauge.ts';
import { connectSource } from './compose/connect-source.ts';
import { enterOrLeaveExercise } from './compose/enter-or-leave-exercise.ts';
import { watchOwnHealth } from './compose/figures/ask-health.ts';
import { collectFigures } from './compose/figures/collect-figures.ts';
import { watchProcess } from './compose/figures/process-metrics.ts';
import { watchMessages } from './compose/figures/watch-messages.ts';
import { hearReports } from './compose/hear-reports.ts';
import { beatOf } from './compose/heartbeat.ts';
import { keepHouse } from './compose/keep-house.ts';
import { keepReadings } from './compose/keep-readings.ts';
import { createRefit } from './compose/learning/create-refit.ts';
import { startLearning } from './compose/learning/start-learning.ts';
import { openStores } from './compose/open-stores.ts';
import { openWriteTurn } from './compose/open-write-turn.ts';
import { ownState } from './compose/own-state.ts';
import { pollServices } from './compose/poll-services.ts';
import { createRecentFaults } from './compose/recent-faults.ts';
import { openCapSigning } from './compose/sign-cap.ts';
import { startFlow } from './compose/start-flow.ts';
import { startNotification } from './compose/start-notification.ts';
import { tellFailures } from './compose/tell-failures.ts';
import { watchAbandoned } from './compose/watch-abandoned.ts';
import { noWayLeft, watchMail } from './compose/watch-mail.ts';
import { watchOfficial } from './compose/watch-official.ts';
import { whatCanBeRead } from './compose/what-can-be-read.ts';
import type { Config } from './config/config.ts';
import { turnOf } from './http/await-turn.ts';
import type { Doors } from './http/doors.ts';
import { listen } from './http/listen.ts';
import { createServer } from './http/server.ts';
import { type Clock, machineClock } from './lib/clock.ts';
import { createMetrics } from './lib/metrics.ts';
import { err, ok, type Result } from './lib/result.ts';
import type { CaughtMail } from './notification/caught-mail.ts';
import type { OutboxRow } from './notification/outbox.ts';
import { changeRule } from './policy/change-rule.ts';
import { createReadAtGauge } from './reading/by-person/read-at-gauge.ts';
import { rejectionReasons } from './reading/reading.ts';
import type { Schedule } from './schedule.ts';
import { diskSpace } from './store/disk-space.ts';
import { giveWay } from './store/give-way.ts';
import { loadKeys } from './store/keys.ts';
import { refusalFor } from './store/sqlite/database.ts';
import { createSqliteJournal } from './store/sqlite/journal.ts';

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
  /** Does what only the passing of time brings, for alerts in force; every assessment does it too. */
  passTime(): void;
  /** Gives a watch elsewhere a sign of life, if there is one to give; `null` where none is set. */
  beat: (() => Promise<void>) | null;
  /** Resolves when sensors can reach us, or when the first attempt failed: `doors.brokerConnected` tells which. */
  started(): Promise<void>;
  /** Fits the forecast to what the store holds, where that is due; the service goes on meanwhile. */
  refit(): Promise<void>;
  /** Resolves when no message, assessment or delivery is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the service. An expected failure (port, folder, broker) is one paragraph to print, and leaves nothing open. */
export async function createApp(config: Config, log: Logger, overrides: Overrides = {}): Promise<Result<App, string>> {
  const parts = new AsyncDisposableStack();
  try {
    return await compose(parts, config, log, overrides);
  } catch (error) {
    return refusalFor(error, `What lies in ${config.dataFolder}`);
  } finally {
    await parts.disposeAsync();
  }
}

/** COMPOSITION ROOT: one straight function. What it starts is in `parts`, closed newest first; the app takes them over. */
async function compose(
  parts: AsyncDisposableStack,
  config: Config,
  log: Logger,
  overrides: Overrides,
): Promise<Result<App, string>> {
  const clock = overrides.clock ?? machineClock;
  const isReplay = overrides.clock !== undefined;
  const { network, communes, instance } = config;
  const metrics = createMetrics();
  watchProcess(metrics.registry);
  const faults = createRecentFaults(machineClock);

  const failures = tellFailures(metrics, faults, log, [...network.stations.keys(), ...communes.keys()]);
  const { failed } = failures;
  const opened = await openStores(config, parts, { clock, metrics, log, failures });
  if (!opened.ok) return opened;
  const { db, stores, readings, spooled } = opened.value;
  const keys = loadKeys(config.dataFolder);
  const { turn, atomically, hurry } = openWriteTurn(db, parts, { log, judgeAll: () => schedule.tick() });
  const { grounds, shown } = whatCanBeRead(
    { ...stores, readings, journal: createSqliteJournal(db, failures.notShown) },
    failures,
  );
  const abandoned = watchAbandoned(communes, stores.policies, shown.journal, log);
  const played = enterOrLeaveExercise(config, { ...stores, clock, atomically, failed });
  if (!played.ok) return played;
  const official = watchOfficial(config, parts, { store: stores.officialStore, clock, metrics, log, isReplay });
  const { fitter, tuner } = startLearning(config, parts, {
    stores,
    readings,
    whole: spooled?.whole ?? readings,
    clock,
    log,
    priorWithout: overrides.priorWithout ?? [],
  });
  metrics.watchRejections(rejectionReasons, shown.rejections.counts);
  watchMessages(metrics, config, { journal: shown.journal, untold: stores.journal.untold, clock });
  metrics.watchDisk(() => diskSpace(config.dataFolder).freeBytes);
  metrics.watchFit(() => fitter.status().fittedAt);
  const changed = (station: string) => schedule.changed(new Set([station]));
  const kept = keepReadings(network, opened.value, { clock, isReplay, metrics, changed, failed, log });
  const { limits, exclusions, imports } = kept;
  const suppressions = createGaugeSuppressions({ clock, store: stores.suppressionStore, changed });

  const mail = watchMail(config, parts, { isReplay, log });
  const started = startNotification(config, parts, {
    stores,
    grounds,
    clock,
    linkKey: keys.link,
    officialWarnings: official.of,
    atomically,
    observe: overrides.observe,
    delivered(row) {
      if (row.channel === 'email') mail.took();
      overrides.delivered?.(row);
    },
    failures,
    metrics,
    faults,
    log,
  });
  if (!started.ok) return started;
  const { ways, messagesOf, exercises, outdatedBrowsers, observe, delivery, correspond } = started.value;
  const heard = { stores, readings, kept, refused: shown.rejections.recent, fitter, clock, isReplay };
  const said = { exercises, messagesOf, told: grounds.told, observe, turn, atomically, failed };
  const flow = startFlow(config, parts, { ...heard, ...said, metrics, faults, log });
  const { schedule, act, ingestFetched: take } = flow;

  await kept.clock?.atStart();
  await exclusions.finish().catch((error: unknown) => failed('round', error));
  const source = await connectSource(config, parts, flow.ingest, { clock, metrics, faults, log });
  if (!source.ok) return source;

  const signing = openCapSigning(config.capSignature, parts, log);
  const poller = pollServices(config, parts, { readings, clock, metrics, log, isReplay, take });
  // A replay is over before anything is old, and its clock is not the machine's.
  const house = { limits, outdatedBrowsers, played: played.value, atomically, clock, metrics, log };
  if (!isReplay) keepHouse(config, parts, { ...opened.value, ...house });

  const doors: Doors = {
    ...stores,
    ...shown,
    instance,
    played: played.value,
    publisher: config.publisher,
    clock,
    wallClock: machineClock,
    network,
    rivers: config.rivers,
    knownFloods: config.knownFloods,
    stationPhones: config.stationPhones,
    communes,
    readings,
    devices: config.devices,
    exclusions,
    clockTaken: kept.clockTaken,
    gaugeReads: createReadAtGauge({ ...stores, clock, excluding: exclusions.inForce, take }),
    takeBack: imports.takeBack,
    reaches: () => fitter.model.reaches,
    noiseM: (station) => fitter.model.noiseM(station),
    fit: fitter.status,
    tuner,
    suppressions,
    keys,
    ...correspond(act),
    reports: hearReports(config, stores.reportStore, { metrics, log }),
    turn,
    act,
    exercises,
    changeRule: (change, person) =>
      changeRule({ ...stores, clock, network, readings, giveWay, turn: () => turnOf(turn) }, change, person),
    residentTexts: config.residentTexts,
    webPush: config.webPush,
    outdatedBrowsers,
    ways,
    webhooks: config.webhooks,
    signCap: signing.signCap,
    presence: overrides.presence ?? (() => undefined),
    metrics: () => collectFigures(metrics.registry, failures.notShown),
    metricsToken: config.metricsToken,
    ...ownState(config, { ...opened.value, turn, source: source.value, signing, mail, faults, kept }),
    abandoned,
    feeds: () => poller.states(),
    officialWarnings: official.of,
    mailbox: overrides.mailbox ?? null,
    demoAccounts: overrides.demoAccounts ?? [],
  };
  const server = createServer(doors, { trustProxy: config.http.trustProxy, logger: log });
  parts.defer(() => server.close());
  watchOwnHealth(metrics, server, network.stations.size);
  const refused = await listen(server, config.http);
  if (refused) return err(refused);

  // What a crash left unsent goes out before anything newer could take its place.
  delivery.wake();
  parts.defer(hurry);
  parts.defer(() => spooled?.stopAsking());
  const running = parts.move();
  return ok({
    doors,
    schedule,
    url: instance.baseUrl,
    brokerUrl: source.value.url,
    passTime: flow.passTime,
    beat: beatOf(config, server, () => [...faults.lasting(), ...noWayLeft(config, mail.failing())], { metrics, log }),
    started: () => source.value.started(),
    refit: createRefit({ ...kept, fitter, clock, metrics, log }),
    async settled() {
      await source.value.settled();
      await flow.settled();
      await delivery.settled();
    },
    close: () => running.disposeAsync(),
  });
}
