import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Clock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import { latestBySensor } from '../reading/by-person/latest-by-sensor.ts';
import type { Fetched } from '../reading/intake.ts';
import { nationalFeeds, userAgent } from '../reading/io/national-feeds.ts';
import { type Poller, startPoller } from '../reading/io/poller.ts';
import type { ReadingStore } from '../reading/reading-store.ts';

const POLL_TIMEOUT_MS = 30_000;
/** The services are free and shared by all: one request a second at most. */
const POLL_SPACING_MS = 1_000;

export interface PollParts {
  readings: ReadingStore;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
  /** A replay moves its own clock and asks nobody. */
  isReplay: boolean;
  take(fetched: Fetched): Promise<void>;
}

/** Asks the national services for the gauges that the town has set up there. */
export function pollServices(
  { national, network, instance }: Config,
  parts: AsyncDisposableStack,
  { readings, clock, metrics, log, isReplay, take }: PollParts,
): Poller {
  const poller = startPoller(
    isReplay ? [] : nationalFeeds(national, network),
    {
      clock,
      random: Math.random,
      userAgent: userAgent(instance.name, instance.baseUrl),
      timeoutMs: POLL_TIMEOUT_MS,
      spacingMs: POLL_SPACING_MS,
      newestOf: async ({ id, quantity }) =>
        (await latestBySensor(readings, { station: id, quantity }, clock.now()))?.observedAt ?? null,
      polled: ({ service }, outcome) => metrics.polls.inc({ service, outcome }),
    },
    take,
    log,
  );
  parts.defer(() => poller.close());
  return poller;
}
