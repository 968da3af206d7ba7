import type { Series } from '../../forecast/observed/series.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../../lib/units.ts';
import { oldestSeen } from '../../policy/assess.ts';
import type { Policy, Rule } from '../../policy/policy.ts';
import type { Station } from '../../territory/station.ts';
import type { Hindcast } from '../backtest/hindcast.ts';
import { type Episode, type EventMatch, episodesAt, type Flood, floodsOf, matchEvents } from '../match-events.ts';
import { findQuietStretches, type QuietStretches } from '../quiet-stretches.ts';
import { replay } from '../replay.ts';
import { isUnseen, lostTimes, type Silence } from '../silences.ts';

/** A stretch of years: floods that pass the mark in [from, to) belong to it, whole. */
export interface Part {
  from: Instant;
  to: Instant;
}

/** One gauge with what it would have been told and what it really did. */
export interface GaugePast {
  hindcast: Hindcast;
  station: Station;
  /** What the gauge did, without lone spikes. */
  truth: Series;
  quiet: QuietStretches;
  floodsAt(markM: number): readonly Flood[];
  /** When a flood could have come and gone unseen. */
  unseen: readonly Silence[];
}

/** Keeps what every candidate asks for again. */
export function createGaugePast(hindcast: Hindcast, station: Station, truth: Series): GaugePast {
  const floods = new Map<number, readonly Flood[]>();
  return {
    hindcast,
    station,
    truth,
    unseen: lostTimes(station, truth, truth.times[0] ?? 0, truth.times.at(-1) ?? 0),
    quiet: findQuietStretches(hindcast, station),
    floodsAt(markM) {
      const known = floods.get(markM) ?? floodsOf(truth, markM);
      floods.set(markM, known);
      return known;
    },
  };
}

export interface Judged {
  match: EventMatch;
  episodes: readonly Episode[];
}

/** Replays a policy over all years and lays the alerts of one rule's level beside the floods at its mark. */
export function judgePolicy(past: GaugePast, policy: Policy, rule: Rule): Judged {
  const { hindcast, station, truth } = past;
  const events = replay({ policy, commune: rule.commune, station }, hindcast, past.quiet);
  const episodes = episodesAt(rule.level, events);
  const until = truth.times.at(-1) ?? Number.NEGATIVE_INFINITY;
  const { floods, falseAlarms } = matchEvents(past.floodsAt(rule.markM), episodes, rule.leadTimeH, until);
  const seen = falseAlarms.filter((each) => !isUnseen(each, rule.leadTimeH, past.unseen));
  return { match: { floods, falseAlarms: seen }, episodes };
}

/** What of it lies in a part. */
export function within({ match, episodes }: Judged, { from, to }: Part): Judged {
  const isIn = (at: Instant): boolean => at >= from && at < to;
  return {
    match: {
      floods: match.floods.filter(({ passageAt }) => isIn(passageAt)),
      falseAlarms: match.falseAlarms.filter((each) => isIn(each.from)),
    },
    episodes: episodes.filter((each) => isIn(each.from)),
  };
}

/**
 * For how many hours of a part an alert stood while the water was below the mark: before it, after it, or for nothing. Of the time in which the
 * gauge was lost, as in the flood that took it away, nobody knows where the water stood.
 */
export function idleHours(
  { floodsAt, unseen }: Pick<GaugePast, 'floodsAt' | 'unseen'>,
  markM: number,
  episodes: readonly Episode[],
  part: Part,
): number {
  const floods = floodsAt(markM).map(({ passageAt, endAt }) => ({ from: passageAt, to: endAt }));
  const other = [...floods, ...unseen].toSorted((a, b) => a.from - b.from);
  return episodes.reduce((total, episode) => {
    const to = Math.min(episode.to ?? part.to, part.to);
    let [at, idleMs] = [Math.max(episode.from, part.from), 0];
    for (const each of other) {
      if (each.to <= at) continue;
      if (each.from >= to) break;
      idleMs += Math.max(0, each.from - at);
      at = each.to;
    }
    return total + (idleMs + Math.max(0, to - at)) / HOUR_MS;
  }, 0);
}

/** The floods of a part whose passage was seen. */
export function seenFloods(past: GaugePast, markM: number, { from, to }: Part): Flood[] {
  return past
    .floodsAt(markM)
    .filter(({ passageAt, passageSeen }) => passageSeen && passageAt >= from && passageAt < to);
}

/** How many years of a part the gauge was seen. */
export function seenYears({ hindcast, station }: GaugePast, { from, to }: Part): number {
  const { issuedAt, observedAt } = hindcast;
  const stepMs = issuedAt.length < 2 ? 0 : issuedAt[1]! - issuedAt[0]!;
  let moments = 0;
  for (let index = 0; index < issuedAt.length; index++) {
    const at = issuedAt[index]!;
    if (at >= from && at < to && observedAt[index]! >= oldestSeen(station, at)) moments += 1;
  }
  return (moments * stepMs) / (365.25 * DAY_MS);
}
