import type { Instant } from '../lib/clock.ts';
import type { Network } from '../territory/network.ts';
import type { Station } from '../territory/station.ts';
import { decode } from './decode.ts';
import type { RawMessage } from './message-source.ts';
import { assessQuality, QUALITY_WINDOW_MS, type Quality } from './quality.ts';
import { type Neighbour, qualityNeighbours } from './quality-neighbours.ts';
import type { Observation, Reading, Rejection } from './reading.ts';
import type { RecentReadings } from './recent-readings.ts';
import { since } from './since.ts';

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
  const { network, recent } = context;
  const result: Intake = { readings: [], rejections: [] };
  const pasts: Pasts = new Map();
  for (const message of batch) {
    const { receivedAt } = message;
    const decoded = decode(message, context);
    if (!decoded.ok) {
      const payload = Buffer.from(message.payload.subarray(0, KEPT_PAYLOAD_BYTES)).toString('utf8');
      result.rejections.push({ receivedAt, topic: message.topic, payload, ...decoded.error });
      continue;
    }
    for (const observation of decoded.value) {
      let past = pasts.get(observation.station);
      if (!past) {
        past = await pastOf(observation, receivedAt, network, recent);
        pasts.set(observation.station, past);
      }
      const reading = { ...observation, receivedAt, ...grade(observation, receivedAt, past) };
      recent.add({ ...reading, revision: 0 }, receivedAt);
      result.readings.push(reading);
    }
  }
  return result;
}

/** What the quality tests of one station look back on. The series are the held ones, which grow with each reading added. */
interface Past {
  station: Station;
  own: readonly Reading[];
  neighbours: readonly Neighbour[];
}

/** A station measures one quantity only. Looked up once a batch: a promise a message would cost more than the tests. */
type Pasts = Map<string, Past>;

async function pastOf(
  { station: id, quantity }: Observation,
  receivedAt: Instant,
  network: Network,
  recent: RecentReadings,
): Promise<Past> {
  const station = network.stations.get(id);
  if (!station) throw new Error(`decode let an unknown station through: ${id}`);
  const neighbours: Neighbour[] = [];
  for (const { id: near, side } of qualityNeighbours(network, id)) {
    const { bankfullRiseM } = network.stations.get(near) ?? station;
    neighbours.push({
      side,
      bankfullRiseM,
      readings: await recent.of({ station: near, quantity: 'stage' }, receivedAt),
    });
  }
  return { station, neighbours, own: await recent.of({ station: id, quantity }, receivedAt) };
}

function grade(observation: Observation, receivedAt: Instant, { station, own, neighbours }: Past): Quality {
  const from = observation.observedAt - QUALITY_WINDOW_MS;
  return assessQuality(observation, {
    station,
    receivedAt,
    own,
    neighbours: neighbours.map((each) => ({ ...each, readings: since(each.readings, from) })),
  });
}
