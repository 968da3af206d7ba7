import { type AlertEvent, type CommuneState, levelOf, publicLevelOf } from '../../alert/alert.ts';
import type { Exercise } from '../../alert/exercise.ts';
import { cameDown, lastTold, toldOver } from '../../alert/last-told.ts';
import type { Reach } from '../../forecast/observed/travel-time.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, HOUR_MS } from '../../lib/units.ts';
import { eventsOfAlert } from '../../notification/words/event-history.ts';
import { withMarksInForce } from '../../policy/marks-in-force.ts';
import type { OfficialState } from '../../reading/national/official-warning.ts';
import { type AlertLevel, isRaisedLevel, type RaisedLevel, rank } from '../../territory/alert-level.ts';
import type { Commune, Watch } from '../../territory/commune.ts';
import type { Station } from '../../territory/station.ts';
import type { Doors } from '../doors.ts';
import { type ChanceView, viewChances } from './chance-view.ts';
import { type GaugeView, PAST_H, viewGauge } from './gauge-view.ts';
import { type ReachedMark, reachedMarks } from './reached-marks.ts';

/** What residents are shown of the town hall's decision: nothing waits, it is deciding, or it chose not to tell yet. */
export type TownHall = 'nothing-pending' | 'deciding' | 'held-back';

/** What residents were told last is that a message was a mistake. */
export interface Corrected {
  released: RaisedLevel;
  at: Instant;
}

export interface WatchedGauge extends GaugeView {
  watch: Watch;
  chances: readonly ChanceView[];
  /** Since when an alert's gauge has not been seen; `undefined` while it is seen. */
  notSeenSince: Instant | null | undefined;
}

/** All that a page says of a commune. */
export interface CommuneView {
  commune: Commune;
  now: Instant;
  /** `null` before the first assessment. */
  state: CommuneState | null;
  /** What staff see. */
  level: AlertLevel;
  /** What residents have been told. */
  publicLevel: AlertLevel;
  townHall: TownHall;
  /** Whether each last heard that the level came down. */
  cameDown: Record<AlertEvent['audience'], boolean>;
  /** When residents were told that the last alert was over, in the last two days and while no other is in force. */
  overSince: Instant | null;
  corrected: Corrected | null;
  /** What services of the State say of its places. */
  official: readonly OfficialState[];
  /** When residents were told the level that they know; `null` while they know of none. */
  toldSince: Instant | null;
  /** The one that runs. Residents read of it only where they are told of it. */
  exercise: Exercise | null;
  gauges: readonly WatchedGauge[];
  /** Nearest first. */
  upstream: readonly GaugeView[];
  /** How long the water takes between neighbouring gauges. */
  reaches: readonly Reach[];
  /** The highest mark that the water has reached at each gauge of this page, whichever commune's it is. */
  reachedMarks: ReadonlyMap<string, ReachedMark>;
}

const MINDED_AFTER_MS = 2 * DAY_MS;
/** More than two days have. */
const MOST_EVENTS = 500;

/** A trend and a sum need an hour up to the newest reading, which of a late gauge is more than an hour old. */
const UPSTREAM_PAST_H = 3;

export async function viewCommune(doors: Doors, configured: Commune): Promise<CommuneView> {
  const policy = doors.policies.current();
  const commune = withMarksInForce(policy, configured);
  const now = doors.clock.now();
  const state = doors.journal.state(commune.id);
  const [gauges, upstream] = await Promise.all([
    Promise.all(commune.watches.map((watch) => viewWatched(doors, commune.id, watch, state, now))),
    Promise.all(stationsAbove(doors, commune).map((each) => viewGauge(doors, each, now, UPSTREAM_PAST_H))),
  ]);
  const { level, publicLevel, townHall } = viewLevel(doors, commune);
  const events = eventsOfAlert(doors.journal, commune.id, state?.alert?.id);
  const overSince = state?.alert
    ? null
    : toldOver(doors.journal.events(commune.id, { limit: MOST_EVENTS }), now - MINDED_AFTER_MS);
  const toldSince = isRaisedLevel(publicLevel) ? (lastTold(events, 'public')?.at ?? null) : null;
  return {
    commune,
    now,
    state,
    level,
    publicLevel,
    townHall,
    cameDown: { staff: cameDown(events, 'staff'), public: cameDown(events, 'public') },
    overSince,
    corrected: correctedLast(events),
    toldSince,
    official: doors.officialWarnings(commune.officialWarnings, now),
    // One that a real alert has ended, or will with the next round: nobody reads EXERCISE above what is real.
    exercise: state?.alert ? null : doors.exercises.running(commune.id),
    gauges,
    upstream,
    reaches: doors.reaches(),
    reachedMarks: reachedMarks(doors.communes.values(), [...gauges, ...upstream], policy),
  };
}

/** The exercise that residents are told of. */
export function publicExercise({ exercise }: Pick<CommuneView, 'exercise'>): Exercise | null {
  return exercise?.residentsBy == null ? null : exercise;
}

type Journaled = Pick<Doors, 'journal' | 'decisions' | 'clock'>;

/** What residents know, for a line of a list. */
export type ToldLine = Pick<CommuneView, 'level' | 'publicLevel' | 'townHall' | 'corrected'>;

export function viewToldLine(doors: Journaled, commune: Commune): ToldLine {
  const level = viewLevel(doors, commune);
  const { journal } = doors;
  const alert = isUntold(level) ? journal.state(commune.id)?.alert : null;
  const events = eventsOfAlert(journal, commune.id, alert?.id);
  const corrected = correctedLast(events);
  return { ...level, corrected };
}

/** Of the events of an alert, oldest first. */
export function correctedLast(events: readonly AlertEvent[]): Corrected | null {
  const last = events.findLast(({ audience }) => audience === 'public');
  return last?.reason.because === 'told-by-mistake' ? { released: last.reason.released, at: last.at } : null;
}

/**
 * Of a gauge without any assessment yet, or none in the last hour, nothing is known: that is not `normal`. An alert, and what residents
 * were told of it, stands until a fall is seen.
 */
export function viewLevel(
  { journal, decisions, clock }: Journaled,
  commune: Commune,
): Pick<CommuneView, 'level' | 'publicLevel' | 'townHall'> {
  const unknown = { level: 'unknown', publicLevel: 'unknown', townHall: 'nothing-pending' } as const;
  const state = journal.state(commune.id);
  if (!state || Object.keys(state.gauges).length === 0) return unknown;
  const now = clock.now();
  const isJudged = ({ station }: Watch) => decisions.last(commune.id, station, now - HOUR_MS, now) !== undefined;
  const known = commune.watches.every(isJudged);
  const shown = (level: AlertLevel): AlertLevel => (level === 'normal' && !known ? 'unknown' : level);
  return { level: shown(levelOf(state)), publicLevel: shown(publicLevelOf(state)), townHall: townHallOf(state) };
}

/** An alert is in force, and nothing that was told holds. */
export function isUntold({ publicLevel, townHall }: Pick<CommuneView, 'publicLevel' | 'townHall'>): boolean {
  return townHall !== 'nothing-pending' && !isRaisedLevel(publicLevel);
}

function townHallOf({ alert }: CommuneState): TownHall {
  if (!alert || rank(alert.level) <= rank(alert.telling.told)) return 'nothing-pending';
  return alert.telling.pending ? 'deciding' : 'held-back';
}

async function viewWatched(
  doors: Doors,
  commune: string,
  watch: Watch,
  state: CommuneState | null,
  now: Instant,
): Promise<WatchedGauge> {
  const gauge = await viewGauge(doors, stationOf(doors, watch.station), now, PAST_H);
  const notSeen = state?.gauges[watch.station]?.notSeen;
  const chances = viewChances(doors, commune, watch, gauge, now);
  return { ...gauge, watch, chances, notSeenSince: notSeen ? notSeen.since : undefined };
}

/** The gauges above those that a commune watches, nearest first. */
export function stationsAbove({ network }: Pick<Doors, 'network'>, { watches }: Commune): Station[] {
  const watched = watches.map(({ station }) => station);
  const above = new Set(watched.flatMap((id) => network.upstreamOf(id)).filter((id) => !watched.includes(id)));
  return [...above].flatMap((id) => network.stations.get(id) ?? []);
}

export function stationOf(doors: Pick<Doors, 'network'>, id: string): Station {
  const station = doors.network.stations.get(id);
  // The configuration was checked at start: a commune watches known stations only.
  if (!station) throw new Error(`Station ${id} is watched but not in the network`);
  return station;
}
