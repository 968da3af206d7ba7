import { setImmediate } from 'node:timers/promises';
import type { BaseLogger } from 'pino';
import type { Clock, Instant } from '../../lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Fetched } from '../intake.ts';
import type { FeedState } from '../national/national-gauge.ts';
import { askAgain } from './ask-again.ts';
import type { Feed } from './feed.ts';
import { createGet, type FetchFailure, type Manners, unreadable } from './get-politely.ts';

export interface PollerOptions extends Omit<Manners, 'stop'> {
  clock: Clock;
  /** From 0 to 1. */
  random(): number;
  /** The newest reading held of a station, so that a gap is filled however long it was. */
  newestOf(station: Feed['station']): Promise<Instant | null>;
  /** How a feed's last poll went, as a metric. */
  polled(feed: Feed, outcome: 'ok' | FetchFailure['kind'] | 'store'): void;
  /** No gauge is asked more often than this, whatever its interval. */
  shortestMs?: number;
}

export interface Poller {
  states(): readonly FeedState[];
  close(): Promise<void>;
}

/** A feed, the refused rows of its last answer, and how it stands. */
type Followed = Feed & { told: ReadonlySet<string>; state: FeedState };

/** Rows come late and are corrected: each poll asks for these hours again, and the store tells what is new. */
const OVERLAP_MS = 3 * HOUR_MS;
/** The services hold about a month. */
const LONGEST_GAP_MS = 28 * DAY_MS;
/** A month comes at the first poll; the event loop is held for no more than this. */
const MAX_BATCH = 1_000;
const SHORTEST_MS = 5 * MINUTE_MS;

/**
 * Asks each feed again and again, at its own interval, until closed. What is fetched is handed to `take`, which stores it; a
 * failure is counted, told, and tried again later and later. Refused rows come with every poll of the overlap: once is enough.
 */
export function startPoller(
  feeds: readonly Feed[],
  options: PollerOptions,
  take: (fetched: Fetched) => Promise<void>,
  log: BaseLogger,
): Poller {
  const stop = new AbortController();
  const get = createGet({ ...options, stop: stop.signal });
  const { clock, random, shortestMs = SHORTEST_MS } = options;

  async function poll(feed: Followed): Promise<FetchFailure | null> {
    const now = clock.now();
    const newest = await options.newestOf(feed.station);
    const from = Math.max(Math.min(newest ?? 0, now) - OVERLAP_MS, now - LONGEST_GAP_MS);
    const read = await feed.read(from, now, get);
    if (!read.ok) return read.error;
    const { points, refused, ignored } = read.value;
    const fresh = refused.filter(({ row }) => !feed.told.has(row));
    const { id, quantity } = feed.station;
    const topic = `${feed.service}/${id}`;
    const rejections = fresh.map(({ row, ...why }) => ({ topic, payload: row, ...why }));
    await take({ receivedAt: clock.now(), observations: [], rejections });
    for (let start = 0; start < points.length; start += MAX_BATCH) {
      const batch = points.slice(start, start + MAX_BATCH);
      const observations = batch.map((point) => ({ station: id, quantity, ...point }));
      await take({ receivedAt: clock.now(), observations, rejections: [] });
      await setImmediate();
    }
    feed.told = new Set(refused.map(({ row }) => row));
    Object.assign(feed.state, { lastSuccessAt: clock.now(), failures: 0, failure: null });
    feed.state.ignored += ignored;
    return null;
  }

  async function follow(feed: Followed): Promise<void> {
    const intervalMs = Math.max(feed.station.intervalMin * MINUTE_MS, shortestMs);
    await askAgain(() => told(feed), { intervalMs, random, stop: stop.signal });
  }

  async function told(feed: Followed): Promise<FetchFailure | null> {
    const failure = await attempt(feed);
    if (failure && !stop.signal.aborted) {
      feed.state.failures += 1;
      feed.state.failure = failure.detail;
      log.warn({ station: feed.station.id, service: feed.service, ...failure }, 'no readings from a national service');
    }
    return failure;
  }

  /** What could not be stored is asked for again at the next poll, since the newest reading held has not moved. */
  async function attempt(feed: Followed): Promise<FetchFailure | null> {
    try {
      const failure = await poll(feed);
      options.polled(feed, failure?.kind ?? 'ok');
      return failure;
    } catch (error) {
      options.polled(feed, 'store');
      log.error({ err: error, station: feed.station.id }, 'fetched readings could not be stored');
      return unreadable(`could not be stored: ${String(error)}`);
    }
  }

  const followed = feeds.map((feed): Followed => ({ ...feed, told: new Set(), state: newState(feed) }));
  const running = followed.map(follow);
  return {
    states: () => followed.map(({ state }) => ({ ...state })),
    async close() {
      stop.abort();
      await Promise.all(running);
    },
  };
}

function newState({ station, service }: Feed): FeedState {
  return { station: station.id, service, lastSuccessAt: null, failures: 0, failure: null, ignored: 0 };
}
