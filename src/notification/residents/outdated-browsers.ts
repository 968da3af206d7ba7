import { type Clock, type Instant, isAhead } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { Subscription, SubscriptionStore } from '../../people/subscription.ts';
import type { RecordBook } from '../../record/record.ts';

const KEY_USED = 'push-key.used';
const BROWSERS_ERASED = 'browsers.erased';
/** For so long browsers of an earlier key are kept: where that is found and put back, they are reached again. */
const KEPT_MS = 30 * DAY_MS;

/** Residents' browsers that subscribed for a key of ours which has since been exchanged: as long as the new one is used, nothing reaches them. */
export interface OutdatedBrowsers {
  has(subscription: Pick<Subscription, 'way' | 'requestedAt'>): boolean;
  /** How many there are in a commune. */
  count(commune: string): number;
  /** Since when another key is used, and when those who subscribed before are erased; `null` where it was never exchanged. */
  exchange: { at: Instant; erasedAt: Instant } | null;
  /** Erases those of these communes where their time is over, on record, and says how many. */
  forget(communes: readonly string[]): number;
  /** One was erased because its push service refuses our key for it: on record too. */
  noteErased(commune: string): void;
}

interface Parts {
  record: Pick<RecordBook, 'append' | 'ofAction'>;
  subscriptions: Pick<SubscriptionStore, 'confirmed' | 'countConfirmed' | 'remove'>;
  clock: Clock;
  /** Of the key in use; `null` where residents are told by no browser. */
  publicKey: string | null;
  atomically(work: () => void): void;
  /** What is on record cannot be read: the river is judged all the same. */
  failed(error: unknown): void;
}

/**
 * Which key is used stands on record from the start with it on: browsers that subscribed before the first that is known count as its own.
 *
 * @example // Key A used from 1 May, key B from 1 June: who subscribed in May is outdated. A again from 2 June: who did on 1 June is.
 */
export function openOutdatedBrowsers(parts: Parts): OutdatedBrowsers {
  const { record, subscriptions, clock, publicKey, atomically } = parts;
  let known = usesNewestFirst(parts);
  const uses = (): readonly KeyUse[] => {
    if (isOfClockAhead(known[0], clock)) known = usesNewestFirst(parts);
    return known;
  };
  const exchange = (): OutdatedBrowsers['exchange'] => {
    const [current, ...earlier] = uses();
    if (!current || earlier.every((use) => use.publicKey === publicKey)) return null;
    return { at: current.since, erasedAt: current.since + KEPT_MS };
  };

  const has: OutdatedBrowsers['has'] = ({ way, requestedAt }) => {
    if (way !== 'push') return false;
    const use = uses().find(({ since }) => since <= requestedAt) ?? known.at(-1);
    return use !== undefined && use.publicKey !== publicKey;
  };
  const hasNone = (commune: string) => exchange() === null || subscriptions.countConfirmed(commune).push === 0;
  const inCommune = (commune: string) => (hasNone(commune) ? [] : subscriptions.confirmed(commune).filter(has));
  const noteErased = (commune: string, browsers = 1) =>
    record.append({
      at: clock.now(),
      actor: { service: true },
      action: BROWSERS_ERASED,
      commune,
      detail: { browsers, why: 'earlier-key' },
    });
  return {
    has,
    get exchange() {
      return exchange();
    },
    count: (commune) => inCommune(commune).length,
    noteErased: (commune) => noteErased(commune),
    forget(communes) {
      if (clock.now() < (exchange()?.erasedAt ?? Number.POSITIVE_INFINITY)) return 0;
      let erased = 0;
      for (const commune of communes) {
        const browsers = inCommune(commune);
        if (browsers.length === 0) continue;
        atomically(() => {
          for (const { id } of browsers) subscriptions.remove(id);
          noteErased(commune, browsers.length);
        });
        erased += browsers.length;
      }
      return erased;
    },
  };
}

interface KeyUse {
  since: Instant;
  publicKey: unknown;
}

/** By a clock that was ahead, who subscribes from now on would pass for one of the key before. */
function isOfClockAhead(use: KeyUse | undefined, clock: Clock): boolean {
  return use !== undefined && isAhead(use.since, clock.now());
}

/** A key that is another than the last on record is noted, and one that was noted by a clock which was ahead noted anew. */
function usesNewestFirst({ record, clock, publicKey, failed }: Parts): KeyUse[] {
  if (publicKey === null) return [];
  try {
    const known = record
      .ofAction(null, KEY_USED)
      .map(({ at, detail }) => ({ since: at, publicKey: detail['publicKey'] }));
    if (known[0]?.publicKey === publicKey && !isOfClockAhead(known[0], clock)) return known;
    const since = clock.now();
    record.append({ at: since, actor: { service: true }, action: KEY_USED, commune: null, detail: { publicKey } });
    return [{ since, publicKey }, ...known];
  } catch (error) {
    failed(error);
    return [];
  }
}
