import type { BaseLogger } from 'pino';
import type { Clock, Instant } from '../../lib/clock.ts';
import { err, type Result } from '../../lib/result.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { type OfficialSource, sourceKey } from '../../territory/official-warning.ts';
import {
  isSeenLately,
  nextSpell,
  OFFICIAL_INTERVAL_MIN,
  type OfficialSpell,
  type OfficialState,
  type OfficialStore,
} from '../national/official-warning.ts';
import { askAgain } from './ask-again.ts';
import { createGet, type FetchFailure, type Manners, unreadable } from './get-politely.ts';
import type { OfficialService } from './official-service.ts';

export interface OfficialWatchOptions extends Omit<Manners, 'stop'> {
  clock: Clock;
  random(): number;
  store: OfficialStore;
  /** How an attempt went, as a metric. */
  polled(service: OfficialService['label'], outcome: 'ok' | 'unknown-place' | FetchFailure['kind']): void;
  intervalMs?: number;
}

export interface OfficialWatch {
  /** What is known of each place at a moment, in the order given; of one that nobody watches nothing. */
  of(sources: readonly OfficialSource[], at: Instant): readonly OfficialState[];
  close(): Promise<void>;
}

interface Place extends OfficialSource, Pick<OfficialState, 'spell' | 'failures' | 'failure'> {}

/** Asks each service for all its places at once, again and again, and keeps what it says for ever. Failing, it says nothing of now. */
export function startOfficialWatch(
  watched: readonly { service: OfficialService; sources: readonly OfficialSource[] }[],
  options: OfficialWatchOptions,
  log: BaseLogger,
): OfficialWatch {
  const { clock, store, random, intervalMs = OFFICIAL_INTERVAL_MIN * MINUTE_MS } = options;
  const stop = new AbortController();
  const get = createGet({ ...options, stop: stop.signal });
  const known = newestOf(store, log);
  const places = new Map(
    watched
      .flatMap(({ sources }) => sources)
      .map((source): [string, Place] => {
        const key = sourceKey(source);
        return [key, { ...source, spell: known.get(key) ?? null, failures: 0, failure: null }];
      }),
  );

  async function ask(service: OfficialService, own: readonly Place[]): Promise<FetchFailure | null> {
    const codes = own.map(({ place }) => place);
    // What is read was true when it was asked for.
    const now = clock.now();
    // Whatever they publish, it must not end a service that warns people.
    const answer = await service.read(codes, now, get).catch(unread);
    if (stop.signal.aborted) return null;
    if (!answer.ok) {
      own.forEach((place) => fail(place, answer.error.detail));
      options.polled(service.label, answer.error.kind);
      log.warn({ service: service.label, ...answer.error }, 'no official warnings from a national service');
      return answer.error;
    }
    const found = own.map((place) => ({ place, word: answer.value.get(place.place) }));
    for (const { place, word } of found) {
      if (word?.ok) see(place, nextSpell(place.spell, place, word.value, now));
      else fail(place, word?.error ?? 'not answered');
    }
    const lacking = found.filter(({ word }) => !word?.ok).map(({ place }) => place.failure);
    options.polled(service.label, lacking.length === 0 ? 'ok' : 'unknown-place');
    if (lacking.length > 0) log.warn({ service: service.label, lacking }, 'no official warning of some places');
    // A code that the service does not know makes nobody else wait.
    return null;
  }

  function see(place: Place, spell: OfficialSpell): void {
    Object.assign(place, { spell, failures: 0, failure: null });
    try {
      store.put(spell);
    } catch (err) {
      // Pages know it all the same; the report after an event will lack it.
      log.error({ err, place: sourceKey(place) }, 'an official warning could not be stored');
    }
  }

  const running = watched.map(({ service, sources }) => {
    const own = sources.flatMap((source) => places.get(sourceKey(source)) ?? []);
    return askAgain(() => ask(service, own), { intervalMs, random, stop: stop.signal });
  });
  return {
    of: (sources, at) =>
      sources.flatMap((source) => {
        const place = places.get(sourceKey(source));
        return place ? [{ ...place, isCurrent: place.spell !== null && isSeenLately(place.spell, at) }] : [];
      }),
    async close() {
      stop.abort();
      await Promise.all(running);
    },
  };
}

function unread(error: unknown): Result<never, FetchFailure> {
  return err(unreadable(String(error)));
}

function fail(place: Place, detail: string): void {
  place.failures += 1;
  place.failure = detail;
}

function newestOf(store: OfficialStore, log: BaseLogger): ReadonlyMap<string, OfficialSpell> {
  try {
    return new Map(store.newest().map((spell) => [sourceKey(spell), spell]));
  } catch (err) {
    log.error({ err }, 'official warnings that were kept cannot be read');
    return new Map();
  }
}
