import type { AlertEvent } from '../alert/alert.ts';
import { isPlayed, type PlayedTime } from '../alert/played-times.ts';
import type { Instant } from '../lib/clock.ts';
import { HOUR_MS, iso } from '../lib/units.ts';
import { higher, type RaisedLevel, type StandingLevel } from '../territory/alert-level.ts';
import { type Flood, MERGE_MS } from './match-events.ts';

/** One alert from its first event to its last. */
export interface PastAlert {
  id: string;
  commune: string;
  raisedAt: Instant;
  /** `null` while it is in force. */
  closedAt: Instant | null;
  highest: RaisedLevel;
  /** Raised while the installation was an exercise: nothing of one counts when the service is judged. */
  exercise: boolean;
}

export interface WholeAlert extends PastAlert {
  /** Oldest first. */
  events: readonly AlertEvent[];
}

/** The alerts of one commune, oldest first, from its events in their order. */
export function alertsOf(events: readonly AlertEvent[], played: readonly PlayedTime[] = []): WholeAlert[] {
  return [...Map.groupBy(events, ({ alert }) => alert)].flatMap(([id, own]) => {
    const highest = own.reduce<StandingLevel>(
      (top, { level }) => (level === 'unknown' ? top : higher(top, level)),
      'normal',
    );
    const [first] = own;
    if (id === null || !first || highest === 'normal') return [];
    const end = own.findLast(({ kind }) => kind === 'closed' || kind === 'reopened');
    const closedAt = end?.kind === 'closed' ? end.at : null;
    const exercise = isPlayed(played, first.at);
    return [{ id, commune: first.commune, raisedAt: first.at, closedAt, highest, exercise, events: own }];
  });
}

/** What staff are asked about when it is over: an alert, or water above a mark without one. */
export interface PastEvent {
  id: string;
  commune: string;
  /** `null`: a mark was passed and no alert was in force. */
  alert: string | null;
  from: Instant;
  to: Instant;
}

/** Readings come late, and an alert closes a little before or after the water is below the mark. */
export const SLACK_MS = HOUR_MS;

/**
 * What is over by now, oldest first. `floods` are those at the commune's lowest marks, of all its gauges.
 * @example one closed alert and a flood a week later without any → two events, the second with `alert: null`
 */
export function pastEventsOf(
  commune: string,
  alerts: readonly PastAlert[],
  floods: readonly Flood[],
  now: Instant,
): PastEvent[] {
  const real = alerts.filter((each) => !each.exercise);
  const closed = real.flatMap(({ id, raisedAt, closedAt }): PastEvent[] =>
    closedAt === null ? [] : [{ id, commune, alert: id, from: raisedAt, to: closedAt }],
  );
  const without = joinFloods(floods)
    .filter(({ endAt }) => endAt + MERGE_MS <= now)
    .filter(({ passageAt, endAt }) => !real.some((alert) => overlaps(alert, passageAt, endAt)))
    .map(({ passageAt, endAt }): PastEvent => {
      const id = `${commune}-passed-${iso(passageAt).replace(/[-:]|\.\d+/g, '')}`;
      return { id, commune, alert: null, from: passageAt, to: endAt };
    });
  return [...closed, ...without].toSorted((a, b) => a.from - b.from);
}

function overlaps({ raisedAt, closedAt }: PastAlert, from: Instant, to: Instant): boolean {
  return raisedAt <= to + SLACK_MS && (closedAt === null || closedAt >= from - SLACK_MS);
}

/**
 * Floods of several gauges of one commune as the commune lives them: one where they touch or lie less than a day apart. It is as high as the
 * gauge that was passed first saw it: what stands higher at another may be lower water.
 */
export function joinFloods<T extends Flood>(floods: readonly T[]): T[] {
  const joined: T[] = [];
  for (const flood of floods.toSorted((a, b) => a.passageAt - b.passageAt)) {
    const open = joined.at(-1);
    if (!open || flood.passageAt - open.endAt >= MERGE_MS) joined.push({ ...flood });
    else {
      open.endAt = Math.max(open.endAt, flood.endAt);
      if (flood.station === open.station) open.peakM = Math.max(open.peakM, flood.peakM);
    }
  }
  return joined;
}

/** What was played is left out: events of no alert stay. */
export function withoutExercises(events: readonly AlertEvent[], played: readonly PlayedTime[]): AlertEvent[] {
  const exercises = new Set(alertsOf(events, played).flatMap(({ id, exercise }) => (exercise ? [id] : [])));
  return events.filter(({ alert }) => alert === null || !exercises.has(alert));
}
