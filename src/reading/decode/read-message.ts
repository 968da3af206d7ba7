import type { Sighting } from '../device/device-state.ts';
import type { RawFrame } from '../device/raw-frame-store.ts';
import type { RawMessage } from '../message-source.ts';
import type { Observation } from '../reading.ts';
import { type DecodeContext, decode } from './decode.ts';
import { decodeDevice } from './decode-device.ts';
import { type DeviceMapping, findMappings } from './device-mapping.ts';
import { MAX_PAYLOAD_BYTES } from './parse-payload.ts';
import { quote, type Refusal, refusal } from './refusal.ts';

export interface ReadMessage {
  observations: readonly Observation[];
  refusals: readonly Refusal[];
  /** The message of a mapped device, for each station that it measures for. */
  frames: readonly RawFrame[];
  /** It has been seen, unless its message is broken or simulated, or was kept by the broker. */
  sightings: readonly Sighting[];
}

const unknown = { batteryV: null, batteryPercent: null, tiltDeg: null };

const nothing: ReadMessage = { observations: [], refusals: [], frames: [], sightings: [] };

/** Reads a message as the mappings of its topic say, or as Amont's own JSON where there is none. */
export function readMessage(
  message: RawMessage,
  context: DecodeContext & { devices: readonly DeviceMapping[] },
): ReadMessage {
  if (message.trespasser !== undefined) {
    const detail = `${quote(message.trespasser)} came in and may not publish there; allowed are its own topics`;
    return { ...nothing, refusals: [refusal('foreign-topic', detail)] };
  }
  // The configuration gives no device a topic below amont/: most messages need no search.
  const mappings = message.topic.startsWith('amont/') ? [] : findMappings(context.devices, message.topic);
  if (mappings.length === 0) {
    const decoded = decode(message, context);
    return { ...nothing, ...(decoded.ok ? decoded.value : { refusals: [decoded.error] }) };
  }
  const parts = mappings.map((mapping) => ofStation(mapping.station, readOne(message, mapping, context)));
  return {
    observations: parts.flatMap(({ observations }) => observations),
    refusals: parts.flatMap(({ refusals }) => refusals),
    frames: parts.flatMap(({ frames }) => frames),
    sightings: parts.flatMap(({ sightings }) => sightings),
  };
}

/** Where one device measures for several, a refusal says for which. */
function ofStation(station: string, read: ReadMessage): ReadMessage {
  const refusals = read.refusals.map(({ reason, detail }) => refusal(reason, `${station}: ${detail}`));
  return { ...read, refusals };
}

function readOne(message: RawMessage, mapping: DeviceMapping, context: DecodeContext): ReadMessage {
  const { station } = mapping;
  const { receivedAt } = message;
  const frame = { ...message, payload: message.payload.subarray(0, MAX_PAYLOAD_BYTES), station };
  const report = decodeDevice(message, mapping, context);
  if (report.ok) {
    const { observations, refusals, health, dedupId, frameCounter } = report.value;
    const sighting = { station, receivedAt, health, dedupId, frameCounter };
    return { observations, refusals, frames: [frame], sightings: message.retained ? [] : [sighting] };
  }
  // An uplink without a decoded payload, or of a join: it has no level, and yet the device is alive.
  const alive = report.error.reason === 'no-value' && !message.retained;
  const sightings = alive ? [{ station, receivedAt, health: unknown, dedupId: null, frameCounter: null }] : [];
  return { observations: [], refusals: [report.error], frames: [frame], sightings };
}
