import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import { eventsEver } from '../../notification/words/event-history.ts';
import { isAccepted } from '../../reading/reading.ts';
import type { Commune } from '../../territory/commune.ts';
import { type AlertOutcome, judgeAlert } from '../../verification/judge-alert.ts';
import type { StatementStore } from '../../verification/judge-gauge.ts';
import { BRIDGE_MS } from '../../verification/match-events.ts';
import { alertsOf, isReal, type PastAlert } from '../../verification/past-events.ts';
import type { Doors } from '../doors.ts';
import { judgedGauges, marksOf } from './past-view.ts';

/**
 * What came of one alert, judged on what the scores are judged on: the same marks and answers, the commune's other alerts, and the
 * water from before the flood that it was in. An exercise is judged by itself, as it is in no score.
 */
export async function alertOutcomes(
  doors: Doors,
  commune: Commune,
  alert: PastAlert,
  { from, to, now }: { from: Instant; to: Instant; now: Instant },
): Promise<AlertOutcome[]> {
  const statements = { firstAt: firstOrFrom(doors, from) };
  const began = await floodBegan({ ...doors, statements }, commune, from, now);
  const gauges = await judgedGauges({ ...doors, statements }, commune, {
    from: began - BRIDGE_MS,
    to,
    receivedBy: now,
  });
  const events = alert.exercise ? alert.events : eventsEver(doors.journal, commune.id);
  return judgeAlert(alert, gauges, doors.truth.answers(commune.id), now, events.filter(isJudged(alert, events)));
}

/** When a gauge was first judged. Where the disk does not give that back, the hours that the report shows are judged. */
function firstOrFrom({ statements }: Pick<Doors, 'statements'>, from: Instant): StatementStore['firstAt'] {
  return (commune, station) => {
    try {
      return statements.firstAt(commune, station);
    } catch {
      return from;
    }
  };
}

function isJudged({ exercise }: PastAlert, events: PastAlert['events']): ReturnType<typeof isReal> {
  return exercise ? () => true : isReal(alertsOf(events));
}

/**
 * When the flood began that a commune is in at a moment: runs above its marks that lie less than a day apart are one, so its first
 * may lie days before. The moment itself where there is none.
 */
async function floodBegan(
  doors: Pick<Doors, 'network' | 'readings' | 'policies'> & { statements: Pick<StatementStore, 'firstAt'> },
  commune: Commune,
  at: Instant,
  now: Instant,
): Promise<Instant> {
  const high: Instant[] = [];
  for (const watch of commune.watches) {
    const station = doors.network.stations.get(watch.station);
    const first = doors.statements.firstAt(commune.id, watch.station);
    if (!station || first === null || first >= at) continue;
    const series = { station: station.id, quantity: station.quantity };
    const lowestM = Math.min(...marksOf(doors, commune, watch).map(({ markM }) => markM));
    const reaching = await doors.readings.reaching(series, lowestM, first, at, now);
    high.push(...reaching.filter(isAccepted).map(({ observedAt }) => observedAt));
  }
  let began = at;
  for (const each of high.toSorted((a, b) => b - a)) {
    if (began - each >= DAY_MS) break;
    began = each;
  }
  return began;
}
