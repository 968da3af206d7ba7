import type { Instant } from '../lib/clock.ts';
import type { Network } from '../territory/network.ts';
import type { Quantity } from '../territory/station.ts';
import { decode } from './decode.ts';
import type { RawMessage } from './message-source.ts';
import { assessQuality, QUALITY_WINDOW_MS } from './quality.ts';
import { qualityNeighbours } from './quality-neighbours.ts';
import type { Observation, Reading, Rejection } from './reading.ts';
import type { RecentReadings } from './recent-readings.ts';

const KEPT_PAYLOAD_BYTES = 2_000;

/** What was asked for at a service: observations, and rows that are none. */
export interface Fetched {
  receivedAt: Instant;
  observations: readonly Observation[];
  rejections: readonly Omit<Rejection, 'receivedAt'>[];
}

export interface Intake {
  readings: Omit<Reading, 'revision'>[];
  rejections: Rejection[];
}

/** Turns messages into graded readings and rejections; each message becomes one or the other. */
export async function intake(
  batch: readonly RawMessage[],
  context: { network: Network; recent: RecentReadings; acceptSimulated: boolean; now: Instant },
): Promise<Intake> {
  const result: Intake = { readings: [], rejections: [] };
  for (const message of batch) {
    const decoded = decode(message, context);
    if (decoded.ok) {
      for (const observation of decoded.value)
        result.readings.push(await grade(observation, message.receivedAt, context));
    } else {
      const { receivedAt, topic, payload } = message;
      result.rejections.push({ receivedAt, topic, payload: clip(payload), ...decoded.error });
    }
  }
  return result;
}

/** The same for what was fetched, which needs no decoding. */
export async function intakeFetched(
  { receivedAt, observations, rejections }: Fetched,
  context: { network: Network; recent: RecentReadings },
): Promise<Intake> {
  const readings: Intake['readings'] = [];
  for (const observation of observations) readings.push(await grade(observation, receivedAt, context));
  return {
    readings,
    rejections: rejections.map(({ payload, ...why }) => ({ ...why, receivedAt, payload: clip(Buffer.from(payload)) })),
  };
}

function clip(payload: Uint8Array): string {
  return Buffer.from(payload.subarray(0, KEPT_PAYLOAD_BYTES)).toString('utf8');
}

async function grade(
  observation: Observation,
  receivedAt: Instant,
  { network, recent }: { network: Network; recent: RecentReadings },
): Promise<Omit<Reading, 'revision'>> {
  const station = network.stations.get(observation.station);
  if (!station) throw new Error(`decode let an unknown station through: ${observation.station}`);
  const past = async (id: string, quantity: Quantity) =>
    since(await recent.of({ station: id, quantity }, receivedAt), observation.observedAt - QUALITY_WINDOW_MS);
  const neighbours = [];
  for (const { id, side } of qualityNeighbours(network, station.id)) {
    const { bankfullRiseM } = network.stations.get(id) ?? station;
    neighbours.push({ side, bankfullRiseM, readings: await past(id, 'stage') });
  }
  const own = await past(station.id, observation.quantity);
  // A repeat keeps the time it was first received and the verdict of then; the store tells it for what it is.
  const known = own.findLast((each) => each.observedAt === observation.observedAt);
  if (known?.value === observation.value) return known;
  const { quality, tests } = assessQuality(observation, { station, own, neighbours, receivedAt });
  const reading = { ...observation, receivedAt, quality, tests };
  recent.add({ ...reading, revision: 0 }, receivedAt);
  return reading;
}

/** The end of a series that is sorted by time: found from the end, since it is the end that is asked for. */
function since(readings: readonly Reading[], from: Instant): readonly Reading[] {
  return readings.slice(readings.findLastIndex((each) => each.observedAt < from) + 1);
}
