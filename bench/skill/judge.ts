import type { RiverRecord } from '../../src/forecast/learn/river-record.ts';
import { columnsOf, situationAt } from '../../src/forecast/observed/features.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { rowsOf } from '../../src/verification/backtest/run-backtest.ts';
import { forecastAt } from '../../src/verification/backtest/run-forward.ts';
import { passedWithin } from '../../src/verification/match-events.ts';
import type { Case } from './case.ts';
import type { Moment } from './moments.ts';
import { type Peer, peerKey } from './peer.ts';
import type { References } from './references.ts';
import { firstPassage, highestWithin, type Study } from './study.ts';
import type { Taught } from './teach.ts';

export const LEADS_H = [1, 2, 3, 6, 12];

/** What is said and what came at each moment, with the references asked the same. Only where the stage stands below the mark. */
export function judge(
  study: Study,
  taught: Pick<Taught, 'fit'> & Partial<Taught>,
  record: RiverRecord,
  moments: readonly Moment[],
  peer: Peer | null = null,
): Case[] {
  return moments.flatMap(({ station, at, weight }) => {
    const highest = LEADS_H.map((leadTimeH) => highestWithin(study.truths.get(station)!, at, leadTimeH));
    if (highest.every((each) => each === null)) return [];
    const ensemble = forecastAt(record, taught.fit, station, at);
    if (ensemble === null) return [];
    const scale = record.gauges.get(station)!.scale;
    let asked: ReturnType<typeof ask> | undefined;
    return rowsOf(ensemble, study.marksOf(station), LEADS_H).flatMap(
      ({ markM, leadTimeH, probability, maxM, stageM, passage: window }): Case[] => {
        const came = highest[LEADS_H.indexOf(leadTimeH)] ?? null;
        const boosted = peer?.get(peerKey(at, station, markM, leadTimeH));
        if (came === null || stageM >= markM || (peer !== null && boosted === undefined)) return [];
        const { seenM, isWhole } = came;
        // As the service judges itself: a gauge that is lost at the crest was seen to pass the mark.
        const hasPassed = passedWithin(study.truths.get(station)!.series, markM, at, leadTimeH);
        if (hasPassed === null) return [];
        const passed = hasPassed ? 1 : 0;
        const chances: Record<string, number> = { ours: probability };
        asked ??= ask(taught, record, station, at);
        const { references, situation } = asked;
        const gap = (markM - stageM) / scale;
        for (const [name, reference] of Object.entries(references)) {
          chances[name] = reference(situation, gap, leadTimeH);
        }
        if (boosted !== undefined) chances['boosting'] = boosted;
        const passedAt = passed ? firstPassage(study.truths.get(station)!, at, markM) : null;
        const flood = passed ? study.floodsAt(station, markM).find(({ endAt }) => endAt > at)! : null;
        return [
          {
            station,
            at,
            weight,
            markM,
            leadTimeH,
            passed,
            flood,
            highestM: isWhole ? seenM : null,
            maxM,
            passedAt,
            window,
            chances,
          },
        ];
      },
    );
  });
}

/** The references that can speak here, and what they are told: one view a moment, so that its neighbours are searched for once. */
function ask(
  { referencesFor }: Partial<Taught>,
  record: RiverRecord,
  station: string,
  at: Instant,
): { references: References; situation: Float64Array } {
  if (referencesFor === undefined) return { references: {}, situation: new Float64Array(0) };
  const own = record.gauges.get(station)!;
  const { values, depth } = situationAt(own, record.trees.get(station)!, record.gauges, at)!;
  const upstream = depth > 0 ? referencesFor(station, 1) : null;
  if (upstream !== null) return { references: upstream, situation: values.slice(0, columnsOf(1)) };
  return { references: referencesFor(station, 0) ?? {}, situation: values.slice(0, columnsOf(0)) };
}
