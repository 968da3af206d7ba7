import type { AlertEvent } from '../../../alert/alert.ts';
import type { PlayedTime } from '../../../alert/played-times.ts';
import type { Instant } from '../../../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../../../lib/units.ts';
import { machinesToldWith } from '../../../notification/machines/webhook.ts';
import type { Told } from '../../../notification/told-store.ts';
import { eventsOfAlert } from '../../../notification/words/event-history.ts';
import type { Decision } from '../../../policy/decide.ts';
import type { Policy } from '../../../policy/policy.ts';
import { isAccepted, type Reading } from '../../../reading/reading.ts';
import { type TimeGap, timeGaps } from '../../../reading/time-gaps.ts';
import type { LogEntry } from '../../../record/log-entry.ts';
import type { RaisedLevel } from '../../../territory/alert-level.ts';
import type { Commune } from '../../../territory/commune.ts';
import { floodsBefore, type KnownFlood } from '../../../territory/known-flood.ts';
import type { Station } from '../../../territory/station.ts';
import type { JudgedGauge } from '../../../verification/floods-at-level.ts';
import type { AlertOutcome } from '../../../verification/judge-alert.ts';
import { floodsOf } from '../../../verification/match-events.ts';
import { alertsOf, type WholeAlert } from '../../../verification/past-events.ts';
import type { TruthAnswer } from '../../../verification/truth-answer.ts';
import {
  type MissingInput,
  missingInputs,
  type TurningPoint,
  turningPoints,
} from '../../../verification/turning-points.ts';
import type { Doors } from '../../doors.ts';
import { alertOutcomes } from './alert-outcomes.ts';
import { asJudgedThen } from './as-judged-then.ts';
import { marksOf } from './judged-watches.ts';
import { type OfficialCourse, officialCourses } from './official-then.ts';
import { residentsTold } from './residents-lead.ts';

export interface ReportGauge {
  station: Station;
  /** Whatever their quality, oldest first. */
  readings: readonly Reading[];
  decisions: readonly Decision[];
  /** Not of all that was judged: the disk does not give some of it back. */
  isPartlyUnread: boolean;
  turns: readonly TurningPoint[];
  /**
   * Each mark with the first accepted reading at or above it; not `passageSeen`: the water stood there before. `otherM`: where the level was judged by
   * then, as the mark has been moved since.
   */
  marks: readonly (JudgedGauge['rules'][number] & {
    passedAt: Instant | null;
    passageSeen: boolean;
    otherM: readonly number[];
  })[];
  peak: Reading | null;
  /** That people remembered there before the alert, lowest first. */
  knownFloods: readonly KnownFlood[];
}

/** What was known of a gauge, and what was not. */
export interface DataGaps {
  station: Station;
  gaps: readonly TimeGap[];
  suspect: number;
}

/** Who was told of one event, machines too. */
export interface ReportTold extends Told {
  machines: Told['contacts'];
  /** Not of all who were told: the disk does not give some of it back. */
  isPartlyUnread: boolean;
}

/** All that is on record of one alert. */
export interface ReportView {
  commune: Commune;
  alert: WholeAlert;
  now: Instant;
  from: Instant;
  to: Instant;
  gauges: readonly ReportGauge[];
  outcomes: readonly AlertOutcome[];
  told: readonly { event: AlertEvent; told: ReportTold }[];
  /** When residents had a level, or one above it, that the water then passed: once the first message was taken; `null` where they never had. */
  residentsHeardAt(level: RaisedLevel, passedAt: Instant): Instant | null;
  /** The machines that are told what residents are, by what they are called. */
  machinesOfResidents: readonly string[];
  log: readonly LogEntry[];
  /** While the installation was an exercise. */
  played: readonly PlayedTime[];
  /** Versions that decisions and events rested on. */
  policies: readonly Policy[];
  models: readonly string[];
  dataGaps: readonly DataGaps[];
  missing: readonly MissingInput[];
  /** What services of the State were seen to say, place by place, oldest first. */
  official: readonly OfficialCourse[];
  /** Oldest first; the last one is in force. */
  answers: readonly TruthAnswer[];
}

const BEFORE_MS = 12 * HOUR_MS;
const AFTER_MS = 6 * HOUR_MS;
/** What is remembered is written down in the days after. */
const AFTER_LOG_MS = 3 * DAY_MS;

/** `null` where the commune had no such alert. */
export async function viewReport(ofNow: Doors, communeNow: Commune, id: string): Promise<ReportView | null> {
  const now = ofNow.clock.now();
  const [alert] = alertsOf(eventsOfAlert(ofNow.journal, communeNow.id, id), ofNow.played);
  if (!alert) return null;
  const from = alert.raisedAt - BEFORE_MS;
  const closedAt = alert.closedAt ?? now;
  const { decisions: judged } = ofNow;
  const { doors, commune } = await asJudgedThen(ofNow, communeNow, {
    from,
    to: closedAt,
    wasJudged: (station) =>
      judged.last(communeNow.id, station, from, closedAt) !== undefined ||
      !judged.readable(communeNow.id, station, from, closedAt).isWhole,
  });
  // What was said may come true until the longest time ahead is over.
  const leadsH = commune.watches.flatMap((watch) => marksOf(doors, commune, watch).map(({ leadTimeH }) => leadTimeH));
  const to = Math.min(now, closedAt + Math.max(AFTER_MS, ...leadsH.map((each) => each * HOUR_MS)));
  const gauges = await Promise.all(
    commune.watches.flatMap((watch) => {
      const station = doors.network.stations.get(watch.station);
      return station
        ? [viewReportGauge(doors, commune, station, marksOf(doors, commune, watch), { from, to, now })]
        : [];
    }),
  );
  const answers = doors.truth.answers(commune.id);
  const decisions = gauges.flatMap((each) => each.decisions);
  const versions = new Set([...decisions, ...alert.events].map(({ policyVersion }) => policyVersion));
  const models = new Set(decisions.flatMap(({ assessment }) => assessment.modelVersion ?? []));
  const told = alert.events.map((event) => ({ event, told: toldOf(doors, event) }));
  return {
    commune,
    alert,
    now,
    from,
    to,
    gauges,
    // By the gauges of now, as the scores.
    outcomes: await alertOutcomes(ofNow, communeNow, alert, { from, to, now }),
    told,
    residentsHeardAt(level, passedAt) {
      const event = residentsTold(alert.events, level, passedAt);
      const { residents } = told.find((each) => each.event === event)?.told ?? { residents: [] };
      // In a demonstration delivery happens in the machine's time; where nobody subscribed the public page showed it at once.
      if (event === null || ofNow.instance.kind === 'demonstration' || residents.length === 0) return event && event.at;
      const first = residents.flatMap(({ firstSentAt }) => firstSentAt ?? []);
      return first.length === 0 ? null : Math.max(event.at, Math.min(...first));
    },
    machinesOfResidents: machinesToldWith('residents', doors.webhooks, commune.id),
    log: doors.logBook.between(commune.id, from, Math.min(now, closedAt + AFTER_LOG_MS)),
    played: ofNow.played,
    policies: [...versions].toSorted((a, b) => a - b).flatMap((version) => doors.policies.at(version) ?? []),
    models: [...models],
    dataGaps: await viewDataGaps(doors, commune, from, to, now),
    missing: missingInputs(decisions),
    official: officialCourses(doors, commune, from, to),
    answers: answers.filter((each) => each.event === id),
  };
}

/** The log takes every message: only a real channel says that a person was reached. */
export function toldOf({ told }: Pick<Doors, 'told'>, { id }: AlertEvent): ReportTold {
  const [people, machines] = [told.toldOf(id), told.toWebhooks(id)];
  const { contacts, ...residents } = people ?? { contacts: [], residents: [], toResidents: [] };
  return {
    ...residents,
    contacts: contacts.filter(({ channel }) => channel !== 'log'),
    machines: machines ?? [],
    isPartlyUnread: people === null || machines === null,
  };
}

async function viewReportGauge(
  doors: Doors,
  commune: Commune,
  station: Station,
  rules: JudgedGauge['rules'],
  { from, to, now }: { from: Instant; to: Instant; now: Instant },
) {
  const readings = await doors.readings.window({ station: station.id, quantity: station.quantity }, from, to, now);
  const accepted = readings.filter(isAccepted);
  const series = {
    times: Float64Array.from(accepted, ({ observedAt }) => observedAt),
    values: Float64Array.from(accepted, ({ value }) => value),
  };
  const { decisions, isWhole } = doors.decisions.readable(commune.id, station.id, from, to);
  return {
    station,
    readings,
    decisions,
    isPartlyUnread: !isWhole,
    turns: turningPoints(decisions),
    marks: rules.map((rule) => {
      const [first] = floodsOf(series, rule.markM);
      const otherM = marksBefore(decisions, rule);
      return { ...rule, passedAt: first?.passageAt ?? null, passageSeen: first?.passageSeen ?? false, otherM };
    }),
    knownFloods: floodsBefore(doors.knownFloods, station.id, from),
    peak: accepted.reduce<Reading | null>((top, each) => (top && top.value >= each.value ? top : each), null),
  };
}

/** The first first. */
function marksBefore(decisions: readonly Decision[], { level, markM }: JudgedGauge['rules'][number]): number[] {
  const judged = decisions.flatMap(({ assessment }) => assessment.chances.filter((each) => each.level === level));
  return [...new Set(judged.map((each) => each.markM))].filter((each) => each !== markM);
}

async function viewDataGaps(
  { network, readings }: Pick<Doors, 'network' | 'readings'>,
  { watches }: Commune,
  from: Instant,
  to: Instant,
  now: Instant,
): Promise<DataGaps[]> {
  const ids = new Set(watches.flatMap((watch) => [watch.station, ...network.upstreamOf(watch.station)]));
  const found: DataGaps[] = [];
  for (const station of [...ids].flatMap((id) => network.stations.get(id) ?? [])) {
    const all = await readings.window({ station: station.id, quantity: station.quantity }, from, to, now);
    const gaps = timeGaps(all, station, from, to);
    const suspect = all.filter((each) => !isAccepted(each)).length;
    if (gaps.length > 0 || suspect > 0) found.push({ station, gaps, suspect });
  }
  return found;
}
