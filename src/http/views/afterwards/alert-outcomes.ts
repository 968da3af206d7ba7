import type { Instant } from '../../../lib/clock.ts';
import { eventsEver } from '../../../notification/words/event-history.ts';
import type { Commune } from '../../../territory/commune.ts';
import { type AlertOutcome, judgeAlert } from '../../../verification/judge-alert.ts';
import type { StatementStore } from '../../../verification/judge-gauge.ts';
import { BRIDGE_MS } from '../../../verification/match-events.ts';
import { type WholeAlert, withoutExercises } from '../../../verification/past-events.ts';
import { answersInForce } from '../../../verification/truth-answer.ts';
import type { Doors } from '../../doors.ts';
import { floodSpan } from './flood-span.ts';
import { judgedGauges } from './past-view.ts';

/**
 * What came of one alert, judged on what the scores are judged on: the same marks and answers, the commune's other alerts, and the
 * whole flood that it was in, also where that began before the hours of the report or went on after them. An exercise is judged by
 * itself, as it is in no score.
 */
export async function alertOutcomes(
  doors: Doors,
  commune: Commune,
  alert: WholeAlert,
  { from, to, now }: { from: Instant; to: Instant; now: Instant },
): Promise<AlertOutcome[]> {
  const statements = { firstAt: firstOrFrom(doors, from) };
  const answers = doors.truth.answers(commune.id);
  const flood = await floodSpan({ ...doors, statements }, commune, answersInForce(answers), { from, to }, now);
  const gauges = await judgedGauges({ ...doors, statements }, commune, {
    // Wide enough to see that a silence at either end is a long one.
    from: flood.from - BRIDGE_MS,
    to: Math.min(now, flood.to + BRIDGE_MS),
    receivedBy: now,
  });
  const events = alert.exercise ? alert.events : withoutExercises(eventsEver(doors.journal, commune.id), doors.played);
  return judgeAlert(alert, gauges, answers, now, events);
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
