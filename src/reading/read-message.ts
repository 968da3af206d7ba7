import { type DecodeContext, decode } from './decode.ts';
import { decodeDevice } from './decode-device.ts';
import { type DeviceMapping, findMapping } from './device-mapping.ts';
import type { Sighting } from './device-state.ts';
import type { RawMessage } from './message-source.ts';
import type { RawFrame } from './raw-frame-store.ts';
import type { Observation } from './reading.ts';
import type { Refusal } from './refusal.ts';

export interface ReadMessage {
  observations: readonly Observation[];
  refusals: readonly Refusal[];
  /** The message of a mapped device; it has been seen unless its message is broken or simulated. */
  device: { frame: RawFrame; sighting: Sighting | null } | null;
}

const KEPT_FRAME_BYTES = 65_536;
const unknown = { batteryV: null, batteryPercent: null, tiltDeg: null };

/** Reads a message as the mapping of its topic says, or as Amont's own JSON where there is none. */
export function readMessage(
  message: RawMessage,
  context: DecodeContext & { devices: readonly DeviceMapping[] },
): ReadMessage {
  // The configuration gives no device a topic below amont/: most messages need no search.
  const mapping = message.topic.startsWith('amont/') ? null : findMapping(context.devices, message.topic);
  if (!mapping) {
    const decoded = decode(message, context);
    return decoded.ok
      ? { observations: decoded.value, refusals: [], device: null }
      : { observations: [], refusals: [decoded.error], device: null };
  }
  const { station } = mapping;
  const { receivedAt } = message;
  const frame = { ...message, payload: message.payload.subarray(0, KEPT_FRAME_BYTES), station };
  const report = decodeDevice(message, mapping, context);
  if (report.ok) {
    const { observations, refusals, health, dedupId, frameCounter } = report.value;
    return {
      observations,
      refusals,
      device: { frame, sighting: { station, receivedAt, health, dedupId, frameCounter } },
    };
  }
  // An uplink without a decoded payload, or of a join: it has no level, and yet the device is alive.
  const alive = report.error.reason === 'no-value';
  const sighting = alive ? { station, receivedAt, health: unknown, dedupId: null, frameCounter: null } : null;
  return { observations: [], refusals: [report.error], device: { frame, sighting } };
}
