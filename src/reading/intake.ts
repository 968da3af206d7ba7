import type { Instant } from '../lib/clock.ts';
import type { Network } from '../territory/network.ts';
import type { Quantity } from '../territory/station.ts';
import type { DeviceMapping } from './device-mapping.ts';
import type { Sighting } from './device-state.ts';
import { covers, type Exclusion, excluded } from './exclusion.ts';
import type { LearntLimits } from './learnt-limits.ts';
import type { RawMessage } from './message-source.ts';
import { assessQuality, QUALITY_WINDOW_MS } from './quality.ts';
import { qualityNeighbours } from './quality-neighbours.ts';
import type { RawFrame } from './raw-frame-store.ts';
import { readMessage } from './read-message.ts';
import type { Observation, Reading, Rejection } from './reading.ts';
import type { RecentReadings } from './recent-readings.ts';

const KEPT_PAYLOAD_BYTES = 2_000;

export interface Intake {
  readings: Omit<Reading, 'revision'>[];
  rejections: Rejection[];
  /** The messages of mapped devices as they came, and what they say of the devices. */
  frames: RawFrame[];
  sightings: Sighting[];
}

export interface IntakeContext {
  network: Network;
  devices: readonly DeviceMapping[];
  recent: RecentReadings;
  limits: Pick<LearntLimits, 'of'>;
  /** Those in force. */
  exclusions: readonly Exclusion[];
  acceptSimulated: boolean;
  now: Instant;
}

/** Turns messages into graded readings and rejections; each message becomes at least one or the other, or proves a device alive. */
export async function intake(batch: readonly RawMessage[], context: IntakeContext): Promise<Intake> {
  const result: Intake = { readings: [], rejections: [], frames: [], sightings: [] };
  for (const message of batch) {
    const { observations, refusals, device } = readMessage(message, context);
    for (const observation of observations) {
      result.readings.push(await grade(observation, message.receivedAt, context));
    }
    for (const refusal of refusals) {
      const payload = Buffer.from(message.payload.subarray(0, KEPT_PAYLOAD_BYTES)).toString('utf8');
      result.rejections.push({ receivedAt: message.receivedAt, topic: message.topic, payload, ...refusal });
    }
    if (device) result.frames.push(device.frame);
    if (device?.sighting) result.sightings.push(device.sighting);
  }
  return result;
}

async function grade(
  observation: Observation,
  receivedAt: Instant,
  { network, recent, limits, exclusions }: IntakeContext,
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
  const learnt = limits.of(station.id);
  const found = assessQuality(observation, { station, own, neighbours, receivedAt, ...(learnt && { limits: learnt }) });
  const verdict = exclusions.some((each) => covers(each, observation)) ? excluded(found) : found;
  const reading = { ...observation, receivedAt, ...verdict };
  recent.add({ ...reading, revision: 0 }, receivedAt);
  return reading;
}

/** The end of a series that is sorted by time: found from the end, since it is the end that is asked for. */
function since(readings: readonly Reading[], from: Instant): readonly Reading[] {
  return readings.slice(readings.findLastIndex((each) => each.observedAt < from) + 1);
}
