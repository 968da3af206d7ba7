import type { Instant } from '../lib/clock.ts';
import type { Network } from '../territory/network.ts';
import type { Station } from '../territory/station.ts';
import type { Allowance } from './allowance.ts';
import type { DeviceMapping } from './decode/device-mapping.ts';
import { quantityOf, zeroOf } from './decode/measure.ts';
import { type ReadMessage, readMessage } from './decode/read-message.ts';
import { type Refusal, refusal } from './decode/refusal.ts';
import type { Sighting } from './device/device-state.ts';
import type { RawFrame } from './device/raw-frame-store.ts';
import { type Exclusion, excluded, isExcludedBy } from './exclusions/exclusion.ts';
import type { RawMessage } from './message-source.ts';
import type { LearntLimits } from './quality/learnt-limits.ts';
import { assessQuality, type Quality } from './quality/quality.ts';
import { type Neighbour, qualityNeighbours } from './quality/quality-neighbours.ts';
import type { NewReading, Observation, Reading, Rejection } from './reading.ts';
import type { SeriesKey } from './reading-store.ts';
import type { RecentReadings } from './recent-readings.ts';
import { indexAt } from './since.ts';

/** Kept of what was refused: a sensor gone mad may not fill the disk. */
const KEPT_PAYLOAD_BYTES = 2_000;
const KEPT_TOPIC = 200;
const KEPT_DETAIL = 500;

/** What was asked for at a service, or read by a person: observations, and rows that are none. */
export interface Fetched {
  receivedAt: Instant;
  /** A person stood there and has confirmed what they typed: no test of a sensor is held against it. */
  byPerson?: true;
  observations: readonly Observation[];
  rejections: readonly Omit<Rejection, 'receivedAt'>[];
}

export interface Intake {
  readings: NewReading[];
  /** Those of them for which the allowance was asked, until they are stored: not what is held already. */
  allowed: Set<NewReading>;
  rejections: Rejection[];
  /** The messages of mapped devices as they came, and what they say of the devices. */
  frames: RawFrame[];
  sightings: Sighting[];
}

/** What a reading is judged by. */
export interface GradeContext {
  network: Network;
  recent: RecentReadings;
  limits: Pick<LearntLimits, 'of'>;
  /** Exclusions in force: asked as each is judged, for one may be signed while the past is read. */
  excluding(): readonly Exclusion[];
  /** What says the readings of mapped devices. */
  devices?: readonly DeviceMapping[];
}

export interface IntakeContext extends GradeContext {
  devices: readonly DeviceMapping[];
  /** Absent, a gauge may add as many as it likes. */
  allowance?: Allowance;
  acceptSimulated: boolean;
  now: Instant;
}

/** Turns messages into graded readings and rejections; what becomes neither proved at least that a device is alive. */
export async function intake(batch: readonly RawMessage[], context: IntakeContext): Promise<Intake> {
  const allowed = new Set<NewReading>();
  const result: Intake = { readings: [], allowed, rejections: [], frames: [], sightings: [] };
  const read = batch.map((message) => readOrRefuse(message, context));
  const grade = await grader(
    read.flatMap(({ observations }) => observations),
    batch[0]?.receivedAt ?? context.now,
    context,
  );
  // A logger that was cut off may send its newest first: judged by what it tells of before, none of them is a jump.
  const observed = read.flatMap(({ observations }, index) =>
    observations.map((observation) => ({ observation, index })),
  );
  const { allowance } = context;
  const tooMany = new Map<number, number>();
  for (const { observation, index } of observed.toSorted(byTime)) {
    const { receivedAt } = batch[index]!;
    const { station, observedAt } = observation;
    let isAsked = false;
    const reading = grade(observation, receivedAt, () => {
      isAsked = true;
      return allowance?.takes(station, receivedAt, observedAt) ?? true;
    });
    if (!reading) tooMany.set(index, (tooMany.get(index) ?? 0) + 1);
    else {
      result.readings.push(reading);
      if (isAsked) allowed.add(reading);
    }
  }
  for (const [index, { refusals, frames, sightings }] of read.entries()) {
    const message = batch[index]!;
    const over = tooMany.get(index);
    const all = over ? [...refusals, refusal('too-many', tooManyOf(over, allowance))] : refusals;
    for (const each of all) result.rejections.push(rejection(message, each));
    result.frames.push(...frames);
    result.sightings.push(...sightings);
  }
  return result;
}

function tooManyOf(count: number, allowance: Allowance | undefined): string {
  return `${count} new readings of it are more than a gauge may add; allowed are ${allowance?.said}`;
}

type Observed = { observation: Observation };

function byTime(a: Observed, b: Observed): number {
  return a.observation.observedAt - b.observation.observedAt;
}

/** Whatever a message makes our reading of it do, it may not hold up those that came with it. */
function readOrRefuse(message: RawMessage, context: IntakeContext): ReadMessage {
  try {
    return readMessage(message, context);
  } catch (error) {
    const detail = `reading it failed, which is a fault of the service: ${String(error)}`;
    return { observations: [], refusals: [{ reason: 'malformed', detail }], frames: [], sightings: [] };
  }
}

function rejection({ receivedAt, topic, payload }: RawMessage, { reason, detail }: Refusal): Rejection {
  return {
    receivedAt,
    topic: topic.slice(0, KEPT_TOPIC),
    payload: clip(payload),
    reason,
    detail: detail.slice(0, KEPT_DETAIL),
  };
}

/** The same for what was fetched, which needs no decoding. */
export async function intakeFetched(
  { receivedAt, observations, rejections, byPerson }: Fetched,
  context: GradeContext,
): Promise<Intake> {
  const grade = await grader(observations, receivedAt, context, byPerson ? () => readByPerson : assessQuality);
  return {
    readings: observations.flatMap((each) => grade(each, receivedAt) ?? []),
    allowed: new Set(),
    frames: [],
    sightings: [],
    rejections: rejections.map(({ payload, ...why }) => ({ ...why, receivedAt, payload: clip(Buffer.from(payload)) })),
  };
}

function clip(payload: Uint8Array): string {
  return Buffer.from(payload.subarray(0, KEPT_PAYLOAD_BYTES)).toString('utf8');
}

/** What the quality tests of one station look back on. The series are the held ones, which grow with each reading added. */
interface Past {
  station: Station;
  own: readonly Reading[];
  neighbours: readonly Neighbour[];
  zeroM: number;
}

const readByPerson: Quality = { quality: 'pass', tests: ['by-person'] };

/** Looks up once what a batch is judged by; then each of its observations is judged by those before it, without waiting. `null`: one that may not be added. */
async function grader(
  observations: readonly Observation[],
  now: Instant,
  { network, recent, limits, excluding, devices = [] }: GradeContext,
  judge = assessQuality,
): Promise<(observation: Observation, receivedAt: Instant, mayAdd?: () => boolean) => NewReading | null> {
  // A station measures one quantity only.
  const pasts = new Map<string, Past>();
  for (const each of observations) {
    if (!pasts.has(each.station)) pasts.set(each.station, await pastOf(each, now, { network, recent, devices }));
  }
  return (observation, receivedAt, mayAdd = () => true) => {
    const { station, own, neighbours, zeroM } = pasts.get(observation.station)!;
    // A repeat keeps the time it was first received and the verdict of then; the store tells it for what it is.
    const known = own[indexAt(own, observation.observedAt)];
    if (known?.observedAt === observation.observedAt && known.value === observation.value) return known;
    if (!mayAdd()) return null;
    const learnt = limits.of(station.id);
    const found = judge(observation, {
      station,
      receivedAt,
      own,
      neighbours,
      zeroM,
      ...(learnt && { limits: learnt }),
    });
    const verdict = isExcludedBy(excluding(), { ...observation, ...found }) ? excluded(found) : found;
    const reading = { ...observation, receivedAt, revision: 0, ...verdict };
    recent.add(reading, receivedAt);
    return reading;
  };
}

async function pastOf(
  { station: id, quantity }: Observation,
  now: Instant,
  { network, recent, devices }: Pick<IntakeContext, 'network' | 'recent' | 'devices'>,
): Promise<Past> {
  const station = network.stations.get(id);
  if (!station) throw new Error(`an unknown station was let through: ${id}`);
  const neighbours: Neighbour[] = [];
  for (const { id: near, side } of qualityNeighbours(network, id)) {
    const { bankfullRiseM } = network.stations.get(near) ?? station;
    const series: SeriesKey = { station: near, quantity: 'stage' };
    neighbours.push({ side, bankfullRiseM, readings: await knownOf(series, now, recent) });
  }
  const device = devices.find((each) => each.station === id && quantityOf(each.measures) === quantity);
  const zeroM = device ? zeroOf(device.measures) : 0;
  return { station, neighbours, zeroM, own: await knownOf({ station: id, quantity }, now, recent) };
}

/** Nothing where the disk gives nothing back: a reading that cannot be judged by others is kept all the same, and holds up none that came with it. */
async function knownOf(series: SeriesKey, now: Instant, recent: RecentReadings): Promise<readonly Reading[]> {
  return recent.held(series) ?? (await recent.of(series, now).catch(() => []));
}
