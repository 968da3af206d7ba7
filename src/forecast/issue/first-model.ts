import type { Instant } from '../../lib/clock.ts';
import { median } from '../../lib/median.ts';
import { err, ok } from '../../lib/result.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Reading } from '../../reading/reading.ts';
import type { Network } from '../../territory/network.ts';
import type { Station } from '../../territory/station.ts';
import type { Contribution } from '../ensemble/path-ensemble.ts';
import type { ForecastModel } from '../forecast-model.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { CARRY_MS } from '../observed/features.ts';
import { holdMsOf } from '../observed/gauge.ts';
import { LOOK_BACK_H } from '../observed/series.ts';
import { newestAt, valueAt } from '../observed/stage-at.ts';

const VERSION = 'first-1';
/** What a gauge showed at a moment is the newest of what it read so long before. */
const TOLERANCE_MS = 90 * MINUTE_MS;
const PATHS = 100;
const EXPLAINED_H = 3;
/** How long the water takes is looked for up to so long, and taken from so strong a correlation on; else it is the usual time. */
const TRAVEL = { longestH: 12, leastCorrelation: 0.5, usualH: 2 };
/** A neighbour nearer than that tells little in advance. */
const NEAR_H = 2;

/**
 * Least squares on Hérault, Wear, Tioughnioga, Walnut Creek, Isar and Kenduskeag, all in shares of the bankfull rise: how the
 * highest stage of each segment follows from the rise of the last hour (`alone` or, below gauges that are seen, `own`: while falling,
 * and so much more while rising) and from the rise on its way here, and how far it errs in calm water and for each rise that is known of.
 */
const STEPS = [
  { leadTimeH: 0.5, alone: [0.19, 0.15], own: [0.27, 0.12], incoming: 0.6, quiet: 0.008, restless: 0.15 },
  { leadTimeH: 1, alone: [0.28, 0.15], own: [0.38, 0.06], incoming: 0.75, quiet: 0.015, restless: 0.186 },
  { leadTimeH: 1.5, alone: [0.34, 0.11], own: [0.42, 0], incoming: 0.8, quiet: 0.02, restless: 0.216 },
  { leadTimeH: 2, alone: [0.46, 0.09], own: [0.5, -0.1], incoming: 0.85, quiet: 0.026, restless: 0.24 },
  { leadTimeH: 3, alone: [0.56, 0.18], own: [0.56, -0.1], incoming: 1, quiet: 0.037, restless: 0.27 },
  { leadTimeH: 4, alone: [0.82, 0.19], own: [0.75, -0.1], incoming: 1.1, quiet: 0.046, restless: 0.3 },
  { leadTimeH: 6, alone: [0.89, 0.19], own: [0.81, -0.15], incoming: 1.2, quiet: 0.06, restless: 0.33 },
  { leadTimeH: 9, alone: [1.13, 0.06], own: [0.97, -0.2], incoming: 1.3, quiet: 0.075, restless: 0.348 },
  { leadTimeH: 12, alone: [1.3, -0.1], own: [1.2, -0.25], incoming: 1.4, quiet: 0.085, restless: 0.36 },
] as const;

/**
 * Persistence dressed with errors, a damped rate of rise, and the lagged rise of the neighbours upstream. Nothing is fitted
 * to the river itself but the travel time, learned from the readings at hand.
 */
export function createFirstModel(network: Network): ForecastModel {
  const shocks = template();
  return {
    version: VERSION,
    reaches: [],
    noiseM: () => 0,
    forecast({ station: id, issuedAt, own, others }) {
      const newest = newestAt(own, issuedAt);
      if (newest === null) return err({ kind: 'never-seen' });
      if (issuedAt - newest.observedAt > CARRY_MS) return err({ kind: 'not-seen', since: newest.observedAt });
      const station = network.stations.get(id)!;
      const hourRise = (riseM(own, newest.observedAt - HOUR_MS, newest.observedAt) ?? 0) / station.bankfullRiseM;
      // Rain and flows are not told as heights: they would only thin the waves that are.
      const above = ({ upstream }: Station): Station[] =>
        upstream.flatMap((each) => network.stations.get(each) ?? []).filter(({ quantity }) => quantity === 'stage');
      const neighbours = above(station);
      const isSeen = (each: Station): boolean => isFresh(each, others.get(each.id), issuedAt);
      const lagH = (each: Station): number => travelTimeH(own, others.get(each.id)!, issuedAt);
      // A neighbour round the corner tells nothing in advance: its own neighbours do.
      const farEnough = (each: Station): Station[] => {
        const further = above(each).filter(isSeen);
        return lagH(each) >= NEAR_H || further.length === 0 ? [each] : further.flatMap(farEnough);
      };
      const seen = [...new Set(neighbours.filter(isSeen).flatMap(farEnough))];
      const waves = seen.map((each) => wave(each, others.get(each.id)!, lagH(each), issuedAt));
      const aged = Math.sqrt(1 + (issuedAt - newest.observedAt) / HOUR_MS);
      const expected = STEPS.map((step) => {
        const [falling, extra] = seen.length > 0 ? step.own : step.alone;
        const self = hourRise * (hourRise > 0 ? falling + extra : falling);
        const incoming = waves.map((rise) => (step.incoming * rise(step.leadTimeH)) / waves.length);
        const total = incoming.reduce((sum, each) => sum + each, self);
        const known = incoming.reduce((sum, each) => sum + Math.abs(each), Math.abs(hourRise));
        return { self, incoming, total, sigma: (step.quiet + step.restless * known) * aged };
      });
      const explained = expected[STEPS.findIndex((step) => step.leadTimeH === EXPLAINED_H)]!;
      const scale = station.bankfullRiseM;
      const contributions: Contribution[] = [
        { from: 'own', station: null, riseM: explained.self * scale },
        ...seen.map(({ id: from }, index) => ({
          from: 'upstream' as const,
          station: from,
          riseM: explained.incoming[index]! * scale,
        })),
      ];
      return ok({
        station: id,
        issuedAt,
        leadTimesH: STEPS.map((step) => step.leadTimeH),
        paths: shocks.map((row) =>
          Float64Array.from(expected, ({ total, sigma }, step) => newest.value + scale * (total + sigma * row[step]!)),
        ),
        weights: shocks.map(() => 1 / PATHS),
        stageM: newest.value,
        observedAt: newest.observedAt,
        degraded: [
          ...(isFresh(station, own, issuedAt) ? [] : [id]),
          ...neighbours.filter((each) => !isSeen(each)).map((each) => each.id),
        ],
        // It has learned from nothing, no other river either.
        outsideExperience: true,
        learning: false,
        explainedLeadTimeH: EXPLAINED_H,
        contributions,
        similarEvents: [],
        oddsShift: 0,
        modelVersion: VERSION,
      });
    },
  };
}

/** Errors of the paths in units of sigma: one shock a path that lasts, and a smaller one that fades. Median 0 at every step. */
function template(): number[][] {
  const random = seededRandom(1);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const rows = Array.from({ length: PATHS }, (_, index) => {
    const share = (index + 0.5) / PATHS;
    const lasting = Math.log(share / (1 - share)) * 0.5;
    let fading = 0;
    return STEPS.map(() => {
      fading = 0.7 * fading + 0.3 * normal();
      return lasting + fading;
    });
  });
  const middles = STEPS.map((_, step) => median(rows.map((row) => row[step]!)));
  return rows.map((row) => row.map((value, step) => value - middles[step]!));
}

function isFresh(station: Station, readings: readonly Reading[] | undefined, issuedAt: Instant): boolean {
  return readings !== undefined && valueAt(readings, issuedAt, holdMsOf(station)) !== null;
}

/** What is on its way from one gauge upstream: the share of its rise, already seen, that arrives within a lead time. */
function wave(station: Station, its: readonly Reading[], lagH: number, issuedAt: Instant) {
  const seenAt = newestAt(its, issuedAt)!.observedAt;
  return (leadTimeH: number): number => {
    const until = Math.min(seenAt, issuedAt + (leadTimeH - lagH) * HOUR_MS);
    return (riseM(its, issuedAt - lagH * HOUR_MS, until) ?? 0) / station.bankfullRiseM;
  };
}

/** The lag at which hourly rises here follow those upstream best, where anything moved; else the usual one. */
function travelTimeH(own: readonly Reading[], its: readonly Reading[], until: Instant): number {
  const hours = Array.from({ length: LOOK_BACK_H }, (_, index) => until - index * HOUR_MS);
  const rises = (of: readonly Reading[]): number[] => hours.map((at) => riseM(of, at - HOUR_MS, at) ?? 0);
  const [here, there] = [rises(own), rises(its)];
  let best = { lagH: TRAVEL.usualH, correlation: TRAVEL.leastCorrelation };
  for (let lagH = 0; lagH <= TRAVEL.longestH; lagH++) {
    let [product, ownSquare, itsSquare] = [0, 1e-9, 1e-9];
    for (let index = 0; index + lagH < hours.length; index++) {
      product += here[index]! * there[index + lagH]!;
      ownSquare += here[index]! ** 2;
      itsSquare += there[index + lagH]! ** 2;
    }
    const correlation = product / Math.sqrt(ownSquare * itsSquare);
    if (correlation > best.correlation) best = { lagH, correlation };
  }
  return best.lagH;
}

function riseM(readings: readonly Reading[], from: Instant, to: Instant): number | null {
  if (to <= from) return 0;
  const [before, after] = [valueAt(readings, from, TOLERANCE_MS), valueAt(readings, to, TOLERANCE_MS)];
  return before === null || after === null ? null : after - before;
}
