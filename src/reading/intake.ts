import type { Instant } from '../lib/clock.ts';
import { HOUR_MS } from '../lib/units.ts';
import type { Network } from '../territory/network.ts';
import { decode } from './decode.ts';
import type { RawMessage } from './message-source.ts';
import { assessQuality } from './quality.ts';
import type { Observation, Reading, Rejection } from './reading.ts';
import type { RecentReadings } from './recent-readings.ts';

const KEPT_PAYLOAD_BYTES = 2_000;

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
      for (const observation of decoded.value) result.readings.push(await grade(observation, message.receivedAt, context));
    } else {
      const payload = Buffer.from(message.payload.subarray(0, KEPT_PAYLOAD_BYTES)).toString('utf8');
      result.rejections.push({ receivedAt: message.receivedAt, topic: message.topic, payload, ...decoded.error });
    }
  }
  return result;
}

async function grade(
  observation: Observation,
  receivedAt: Instant,
  { network, recent }: { network: Network; recent: RecentReadings },
): Promise<Omit<Reading, 'revision'>> {
  const station = network.stations.get(observation.station);
  if (!station) throw new Error(`decode let an unknown station through: ${observation.station}`);
  const ids = [...station.upstream, ...network.downstreamOf(station.id).slice(0, 1)];
  const neighbours = [];
  for (const id of ids) {
    const neighbour = network.stations.get(id);
    if (neighbour?.quantity !== 'stage') continue;
    neighbours.push({ station: neighbour, recent: await recent.of({ station: id, quantity: 'stage' }, receivedAt) });
  }
  const own = await recent.of(observation, receivedAt);
  const { quality, tests } = assessQuality(observation, { station, recent: own, neighbours, now: receivedAt });
  const reading = { ...observation, receivedAt, quality, tests };
  // Only what is about as new as the rest belongs to the recent past; history is read from the store when asked for.
  if (observation.observedAt > receivedAt - 24 * HOUR_MS) recent.add({ ...reading, revision: 0 }, receivedAt);
  return reading;
}
