import type { CommuneState } from '../../alert/alert.ts';
import type { FitStatus } from '../../forecast/forecast-model.ts';
import type { Reach } from '../../forecast/observed/travel-time.ts';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Step } from '../../notification/asked/escalation.ts';
import type { FailingWay } from '../../notification/failing-way.ts';
import type { Untold } from '../../notification/journal.ts';
import type { Delivery, OutboxRow } from '../../notification/outbox.ts';
import type { Account } from '../../people/account.ts';
import type { RequestLimit } from '../../people/request-refusals.ts';
import { may } from '../../people/rights.ts';
import type { Policy } from '../../policy/policy.ts';
import type { DeviceState } from '../../reading/device/device-state.ts';
import type { Away } from '../../reading/message-source.ts';
import type { FeedState } from '../../reading/national/national-gauge.ts';
import type { OfficialState } from '../../reading/national/official-warning.ts';
import type { Rejection } from '../../reading/reading.ts';
import { reportsOftener } from '../../reading/reports-oftener.ts';
import type { Commune } from '../../territory/commune.ts';
import type { StationPhone } from '../../territory/station-phone.ts';
import type { KeptFinding } from '../../verification/tune/tuning-store.ts';
import type { Doors } from '../doors.ts';
import { type ChanceView, viewChances } from './chance-view.ts';
import { clocksOff } from './clock-off.ts';
import { type ToldLine, viewToldLine } from './commune-view.ts';
import { type GaugeView, viewGauge } from './gauge-view.ts';
import { type Headline, headlineOf } from './headline.ts';
import { looksWrong } from './in-doubt.ts';
import { communesOf } from './own-communes.ts';
import { type QuietWay, viewQuietWays } from './quiet-ways.ts';
import { communeFor, watchersOf } from './station-rights.ts';
import { viewNext } from './told-view.ts';
import { byUrgency, type WaitsFor, waitsFor } from './urgency.ts';

export interface CommuneRow extends ToldLine {
  commune: Commune;
  state: CommuneState | null;
  next: Step | null;
  official: readonly OfficialState[];
  waitsFor: WaitsFor | null;
  /** What is likely, and what must be known to trust that. */
  headline: Headline;
  gauges: readonly (GaugeView & { chances: readonly ChanceView[] })[];
}

export interface StationRow extends GaugeView {
  watchedBy: readonly string[];
  device: DeviceState | null;
  /** By how much its clock is ahead where it seems silent and is not, or what it has said since is refused; `null` where nothing says so. */
  clockOffMs: number | null;
  /** In minutes, where that is far oftener than `intervalMin` says; else `null`. */
  reportsEveryMin: number | null;
  /** Whom to ring about it. */
  phone: StationPhone | null;
  /** May put it under maintenance and take readings of it out of what counts. */
  mayChange: boolean;
  /** The one of the reader's communes for which they may enter what they read at the painted gauge. */
  readFor: Commune | null;
}

export interface StaffView {
  now: Instant;
  /** Own communes, most urgent first. */
  communes: readonly CommuneRow[];
  /** Their gauges and all above them: silent and suspect ones first. */
  stations: readonly StationRow[];
  /** There are communes that the reader does not see: what is counted of all is no count of theirs. */
  isPart: boolean;
  /** Of all communes; `null` where it cannot be read. */
  rejections: Partial<Record<Rejection['reason'], number>> | null;
  /** Of all communes; `null` where it cannot be read. */
  outbox: Record<Delivery['status'], number> | null;
  /** Requests to subscribe that a limit refused in the last day, of all communes. */
  refused: Record<RequestLimit, number>;
  /** The first rows of own communes that have not arrived, those that never will first; `null` where that cannot be read. */
  late: readonly (OutboxRow & { delivery: Delivery })[] | null;
  /** Machines of own communes that have not been told what they should. */
  untold: readonly (Untold & { machine: string; timeZone: string })[];
  /** Residents' browsers of own communes that subscribed for an earlier key; `null` where there are none. */
  outdatedBrowsers: { count: number; at: Instant; erasedAt: Instant; timeZone: string } | null;
  policy: Policy | null;
  /** What the daily watch over the rules found. */
  findings: readonly KeptFinding[];
  /** National services that are asked for gauges of this page. */
  feeds: readonly FeedState[];
  /** How learning for the forecast stands, of all gauges. */
  fit: FitStatus;
  disk: { freeBytes: number; isLow: boolean };
  certificates: ReturnType<Doors['certificates']>;
  failingWays: readonly FailingWay[];
  quietWays: readonly QuietWay[];
  /** Since when sensors have not reached us, and why; `null` while they can. */
  brokerAway: Away | null;
  /** When readings that came in lately were not stored, the last time; the broker may bring them again. */
  notStoredAt: Instant | null;
  /** What InfluxDB has yet to be given and will not take, while it fails. */
  failingSpool: { waiting: number; refused: number } | null;
  /** What it is by the clocks of sensors, where that of the service is behind. */
  clockBehind: Instant | null;
  clockSetBack: ReturnType<Doors['clockSetBack']>;
  mended: ReturnType<Doors['mended']>;
  /** How long the water takes between neighbouring gauges of this page. */
  reaches: readonly Reach[];
}

const STATION_PAST_H = 3;
const LATE_SHOWN = 30;
/** What lasts shorter is a restart of the broker, or ours to make it send again what could not be stored. */
const AWAY_MS = MINUTE_MS;

export async function viewStaff(doors: Doors, account: Account): Promise<StaffView> {
  const now = doors.clock.now();
  const own = communesOf(doors, account);
  const ids = watchedIds(doors, own);
  const stations = await viewStations(doors, account, ids);
  const communes = viewRows(doors, own, stations);
  return {
    now,
    communes,
    stations,
    isPart: own.length < doors.communes.size,
    rejections: doors.rejections.counts(),
    outbox: doors.journal.outboxCounts(),
    refused: doors.refusals.lately(),
    late: notArrived(doors, account, now),
    untold: doors.webhooks.flatMap(({ id, communes: told }) => {
      const timeZone = own.find((commune) => told.includes(commune.id))?.timeZone;
      const untold = timeZone === undefined ? null : doors.journal.untold(id);
      return timeZone !== undefined && untold ? [{ machine: id, timeZone, ...untold }] : [];
    }),
    outdatedBrowsers: outdatedOf(doors, own),
    policy: doors.policies.current(),
    findings: own.flatMap((commune) =>
      may(account, 'change-policy', commune.id) ? doors.tuningStore.findings(commune.id) : [],
    ),
    feeds: doors.feeds().filter((each) => ids.has(each.station)),
    fit: doors.fit(),
    disk: doors.disk(),
    certificates: doors.certificates(),
    failingWays: doors.failingWays(),
    quietWays: viewQuietWays(doors, own),
    brokerAway: awayFor(doors.brokerAway(), now),
    notStoredAt: doors.notStoredAt(),
    failingSpool: failingSpoolOf(doors),
    clockBehind: doors.clockBehind(),
    clockSetBack: doors.clockSetBack(),
    mended: doors.mended(),
    reaches: doors.reaches().filter((each) => ids.has(each.to)),
  };
}

function awayFor(away: Away | null, now: Instant): Away | null {
  return away !== null && now - away.since >= AWAY_MS ? away : null;
}

function failingSpoolOf({ spool }: Doors): StaffView['failingSpool'] {
  const status = spool?.() ?? null;
  return status?.lastError == null ? null : status;
}

/** What is tried still, and who decides and was not reached for good within a day: hundreds of communes nobody opens one by one to find whom. */
function notArrived({ journal, instance }: Doors, { communes }: Account, now: Instant): StaffView['late'] {
  const waiting = journal.waiting(communes, LATE_SHOWN);
  // An exercise reaches nobody.
  const refused = instance.kind === 'exercise' ? [] : journal.refused(communes, now - DAY_MS, LATE_SHOWN / 2);
  return waiting && refused && [...refused, ...waiting].slice(0, LATE_SHOWN);
}

/** Of the gauges that communes watch, and of all above them. */
export function watchedIds({ network }: Pick<Doors, 'network'>, own: readonly Commune[]): ReadonlySet<string> {
  const watched = [...watchersOf(own).keys()];
  return new Set([...watched, ...watched.flatMap((id) => network.upstreamOf(id))]);
}

/** Silent ones first, then those that look wrong. */
export async function viewStations(doors: Doors, account: Account, ids: Iterable<string>): Promise<StationRow[]> {
  const now = doors.clock.now();
  const watchers = watchersOf(communesOf(doors, account));
  const stations = await Promise.all(
    [...ids]
      .flatMap((id) => doors.network.stations.get(id) ?? [])
      .map(async (station) => ({
        ...(await viewGauge(doors, station, now, STATION_PAST_H)),
        device: doors.deviceHealth.of(station.id),
        phone: doors.stationPhones.get(station.id) ?? null,
        mayChange: communeFor(doors, account, station.id, 'exclude-readings') !== null,
        readFor:
          station.quantity === 'stage'
            ? (doors.communes.get(communeFor(doors, account, station.id, 'read-gauge') ?? '') ?? null)
            : null,
        watchedBy: watchers.get(station.id)?.map(({ name }) => name) ?? [],
      })),
  );
  const off = clocksOff(doors, stations, now);
  const rows = stations.map((each) => ({
    ...each,
    clockOffMs: off.get(each.station.id) ?? null,
    reportsEveryMin: reportsOftener(each.station, each.past),
  }));
  return rows.sort((a, b) => trouble(b) - trouble(a) || (b.ageMs ?? Infinity) - (a.ageMs ?? Infinity));
}

/** The most urgent first. `stations`: at least those that they watch. */
export function viewRows(doors: Doors, communes: readonly Commune[], stations: readonly StationRow[]): CommuneRow[] {
  const now = doors.clock.now();
  const byId = new Map(stations.map((each) => [each.station.id, each]));
  const rows = communes.map((commune) => {
    const state = doors.journal.state(commune.id);
    const gauges = commune.watches.flatMap((watch) => {
      const gauge = byId.get(watch.station);
      return gauge ? [{ ...gauge, chances: viewChances(doors, commune.id, watch, gauge, now) }] : [];
    });
    const told = viewToldLine(doors, commune);
    const official = doors.officialWarnings(commune.officialWarnings, now);
    const headline = headlineOf({ gauges, level: told.level });
    const next = viewNext(doors, commune);
    return { commune, state, official, next, ...told, waitsFor: waitsFor(state), headline, gauges };
  });
  return rows.sort(byUrgency);
}

function outdatedOf(
  { outdatedBrowsers: { exchange, count } }: Doors,
  own: readonly Commune[],
): StaffView['outdatedBrowsers'] {
  const [first] = own;
  if (exchange === null || !first) return null;
  const browsers = own.reduce((sum, { id }) => sum + count(id), 0);
  return browsers === 0 ? null : { count: browsers, ...exchange, timeZone: first.timeZone };
}

/** One under maintenance is none: staff have signed that they know. */
function trouble(gauge: GaugeView): number {
  return gauge.freshness === 'fresh' ? Number(looksWrong(gauge)) : 2;
}
