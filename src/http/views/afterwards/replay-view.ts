import type { AlertEvent } from '../../../alert/alert.ts';
import type { PlayedTime } from '../../../alert/played-times.ts';
import { type Standing, standingAt } from '../../../alert/standing-at.ts';
import { suppressionAt } from '../../../alert/suppress.ts';
import type { Instant } from '../../../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../../../lib/units.ts';
import type { ChannelName } from '../../../notification/outbox.ts';
import { eventsEver } from '../../../notification/words/event-history.ts';
import { type Decision, decide } from '../../../policy/decide.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { OfficialStanding } from '../../../reading/national/official-warning.ts';
import type { LogEntry } from '../../../record/log-entry.ts';
import type { Commune, Watch } from '../../../territory/commune.ts';
import type { Doors } from '../../doors.ts';
import { type Corrected, correctedLast, stationOf, stationsAbove } from '../commune-view.ts';
import { type GaugeView, PAST_H, viewGauge } from '../gauge-view.ts';
import { asJudgedThen } from './as-judged-then.ts';
import { officialAsOf } from './official-then.ts';

export interface ReplayedGauge extends GaugeView {
  watch: Watch;
  /** The last judgement by then; `null` where none was made within the three hours before. */
  decision: Decision | null;
  /** Whether the policy version of that day, asked again, gives the very same verdicts; `null` without a decision. */
  isReproduced: boolean | null;
}

/** What was known at a past moment, and nothing that came later. */
export interface ReplayView {
  commune: Commune;
  at: Instant;
  /** `null`: nothing had been judged yet. */
  standing: Standing | null;
  /** What residents of the alert had been told last was that a message was a mistake. */
  corrected: Corrected | null;
  policy: Policy | null;
  gauges: readonly ReplayedGauge[];
  upstream: readonly GaugeView[];
  /** What had happened by then: the whole alert, or the day before. Newest first. */
  events: readonly AlertEvent[];
  /** Not of all who were told: the disk does not give some of it back. */
  isToldPartlyUnread: boolean;
  /** Messages written by then, newest first; `sent`: the provider had said yes by then, `null` where nobody can tell. */
  told: readonly { event: AlertEvent; person: string; channel: ChannelName; subject: string; sent: boolean | null }[];
  log: readonly LogEntry[];
  /** While the installation was an exercise. */
  played: readonly PlayedTime[];
  /** What services of the State were known to say; `null`: it cannot be read. */
  official: readonly OfficialStanding[] | null;
}

const JUDGED_WITHIN_MS = 3 * HOUR_MS;
/** More than a gauge has in years. */
const MANY_SUPPRESSIONS = 200;

/** Only what had been received, written, decided or answered by `at` is read. */
export async function viewReplay(ofNow: Doors, communeNow: Commune, at: Instant): Promise<ReplayView> {
  const suppressed = { ...ofNow, suppressions: { ...ofNow.suppressions, of: suppressedThen(ofNow, at) } };
  const { doors, commune } = await asJudgedThen(suppressed, communeNow, {
    from: at - PAST_H * HOUR_MS,
    to: at,
    wasJudged: (station) => judgedLast(ofNow, communeNow, station, at) !== null,
  });
  const all = eventsEver(doors.journal, commune.id).filter((event) => event.at <= at);
  const standing = standingAt(all, at);
  const since = all.find(({ alert }) => alert !== null && alert === standing.alert)?.at ?? at - DAY_MS;
  const events = all.filter((event) => event.at >= since).toReversed();
  const gauges = await Promise.all(commune.watches.map((watch) => viewReplayed(doors, commune, watch, at)));
  const upstream = await Promise.all(stationsAbove(doors, commune).map((each) => viewGauge(doors, each, at, PAST_H)));
  const wasJudged = all.length > 0 || gauges.some(({ decision }) => decision !== null);
  const told = events.map((event) => toldBy(doors, event, at));
  return {
    commune,
    at,
    standing: wasJudged ? standing : null,
    corrected: correctedLast(all.filter(({ alert }) => alert !== null && alert === standing.alert)),
    policy: doors.policies.inForceAt(at),
    gauges,
    upstream,
    events,
    told: told.flatMap((each) => each ?? []),
    isToldPartlyUnread: told.includes(null),
    log: doors.logBook.between(commune.id, since, at),
    played: ofNow.played,
    official: officialAsOf(doors, commune, at),
  };
}

async function viewReplayed(doors: Doors, commune: Commune, watch: Watch, at: Instant): Promise<ReplayedGauge> {
  const station = stationOf(doors, watch.station);
  const decision = judgedLast(doors, commune, station.id, at);
  const policy = decision && doors.policies.at(decision.policyVersion);
  const marks = { ...watch.marks };
  for (const { level, markM } of decision?.assessment.chances ?? []) marks[level] = markM;
  return {
    ...(await viewGauge(doors, station, at, PAST_H)),
    watch: { ...watch, marks },
    decision,
    isReproduced: decision && policy ? isSame(decide(policy, decision.assessment), decision) : null,
  };
}

function judgedLast({ decisions }: Pick<Doors, 'decisions'>, { id }: Commune, station: string, at: Instant) {
  return decisions.last(id, station, at - JUDGED_WITHIN_MS, at) ?? null;
}

function suppressedThen({ suppressions }: Pick<Doors, 'suppressions'>, at: Instant): Doors['suppressions']['of'] {
  return (station) => suppressionAt(suppressions.recent(station, MANY_SUPPRESSIONS), station, at);
}

function isSame(a: Decision, b: Decision): boolean {
  return JSON.stringify(a.verdicts) === JSON.stringify(b.verdicts);
}

function toldBy({ told, instance }: Pick<Doors, 'told' | 'instance'>, event: AlertEvent, at: Instant) {
  // A replayed river is faster than the mail: there the machine's time says nothing of the river's.
  const inReplay = instance.kind === 'demonstration';
  const found = told.toldOf(event.id);
  if (found === null) return null;
  return found.contacts
    .filter(({ createdAt }) => createdAt <= at)
    .map(({ recipient, channel, subject, delivery }) => ({
      event,
      person: recipient.id,
      channel,
      subject,
      sent: inReplay ? null : delivery.status === 'sent' && delivery.sentAt <= at,
    }));
}
