import { setImmediate } from 'node:timers/promises';
import { isPlayed } from '../../../alert/played-times.ts';
import { observedSeries, seriesOf } from '../../../forecast/observed/observed-series.ts';
import { DAY_MS } from '../../../lib/units.ts';
import { eventsEver } from '../../../notification/words/event-history.ts';
import { type Span } from '../../../reading/long-window.ts';
import { isAccepted } from '../../../reading/reading.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { JudgedGauge } from '../../../verification/floods-at-level.ts';
import type { StatementStore } from '../../../verification/judge-gauge.ts';
import { BRIDGE_MS, type Flood, floodsOf } from '../../../verification/match-events.ts';
import {
  alertsOf,
  type PastAlert,
  type PastEvent,
  pastEventsOf,
  type WholeAlert,
} from '../../../verification/past-events.ts';
import { lostTimes, silences } from '../../../verification/silences.ts';
import { answerFor, answersInForce, type TruthAnswer } from '../../../verification/truth-answer.ts';
import type { Doors } from '../../doors.ts';
import { judgedWatches, lowestMarkM, marksOf } from './judged-watches.ts';

/** A past event with what people say of it; `answer: null`: nobody has said yet. */
export interface AskedEvent extends PastEvent {
  answer: TruthAnswer | null;
  /** Answers that a later one has replaced, oldest first. */
  earlier: readonly TruthAnswer[];
}

export interface PastView {
  commune: Commune;
  /** Newest first. */
  alerts: readonly PastAlert[];
  /** Newest first. */
  events: readonly AskedEvent[];
}

/** The floods that each commune's gauges have seen lately. */
export type KeptFloods = (commune: Commune, letIn: LetIn) => Promise<readonly Flood[]>;

/** How others have their turn between two pieces of the work. */
type LetIn = () => Promise<void>;

/** All events of a commune, none of an exercise: alerts for ever; passages without one are looked for this far back. */
const LOOKED_BACK_MS = 60 * DAY_MS;

export async function viewPast(
  doors: Doors,
  commune: Commune,
  seen: KeptFloods | null = null,
  letIn: LetIn = setImmediate,
): Promise<PastView> {
  const now = doors.clock.now();
  // Of hundreds of communes, and the alerts of years: others have their turn.
  await letIn();
  const floods = await (seen ? seen(commune, letIn) : seenFloods(doors, commune, letIn));
  // Of hundreds of communes the events of years are hundreds of thousands: a list of their alerts holds none of them.
  const alerts = pastAlerts(doors, commune).map(toListed);
  const answers = doors.truth.answers(commune.id);
  const inForce = answersInForce(answers);
  const real = floods.filter(({ passageAt }) => !isPlayed(doors.played, passageAt));
  const events = pastEventsOf(commune.id, alerts, real, now).map((event): AskedEvent => {
    const answer = answerFor(event, inForce);
    return { ...event, answer, earlier: answers.filter((each) => each.event === answer?.event && each !== answer) };
  });
  return { commune, alerts: alerts.toReversed(), events: events.toReversed() };
}

function toListed({ id, commune, raisedAt, closedAt, highest, exercise }: WholeAlert): PastAlert {
  return { id, commune, raisedAt, closedAt, highest, exercise };
}

/** Whatever was told of them. Of the two months that are looked at only what stood at the lowest mark is read, and some hours before each flood. */
export async function seenFloods(doors: Doors, commune: Commune, letIn: LetIn = setImmediate): Promise<Flood[]> {
  const { readings } = doors;
  const now = doors.clock.now();
  const floods: Flood[] = [];
  for (const { watch, station, first } of judgedWatches(doors, commune)) {
    // A store on this machine answers at once: without this nobody else would have a turn.
    await letIn();
    const series = { station: station.id, quantity: station.quantity };
    const from = Math.max(first, now - LOOKED_BACK_MS);
    const lowestM = lowestMarkM(doors, commune, watch);
    const high = (await readings.reaching(series, lowestM, from, now, now)).filter(isAccepted);
    for (const flood of floodsOf(seriesOf(high, now), lowestM)) {
      const { passageAt } = flood;
      const before = await readings.window(series, Math.max(from, passageAt - BRIDGE_MS), passageAt - 1, now);
      floods.push({ ...flood, passageSeen: before.some(isAccepted) });
    }
  }
  return floods;
}

export function pastAlerts({ journal, played }: Pick<Doors, 'journal' | 'played'>, { id }: Commune): WholeAlert[] {
  return alertsOf(eventsEver(journal, id), played);
}

/** Watched gauges with what they saw in a time, but only since the service first judged them, and their marks. */
export async function judgedGauges(
  doors: Pick<Doors, 'network' | 'readings' | 'policies'> & { statements: Pick<StatementStore, 'firstAt'> },
  commune: Commune,
  seen: Span,
): Promise<JudgedGauge[]> {
  const gauges: JudgedGauge[] = [];
  for (const { watch, station, first } of judgedWatches(doors, commune)) {
    const span = { ...seen, from: Math.max(first, seen.from) };
    const whole = { ...seen, from: first, to: seen.receivedBy };
    const read = (asked: Span) => observedSeries(doors.readings, station, asked, setImmediate);
    const series = await read(span);
    const isDark = silences(series, span.from, span.to).length > 0;
    const isWhole = span.from === whole.from && span.to === whole.to;
    // Whether its silence is usual a few days do not tell.
    const lost = isDark ? lostTimes(station, isWhole ? series : await read(whole), whole.from, whole.to) : [];
    gauges.push({ station: station.id, series, lost, rules: marksOf(doors, commune, watch) });
  }
  return gauges;
}
