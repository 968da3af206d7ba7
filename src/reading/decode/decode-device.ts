import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { RawMessage } from '../message-source.ts';
import type { Observation, Point } from '../reading.ts';
import type { DecodeContext } from './decode.ts';
import type { Condition, DeviceMapping, PayloadFormat, TimePath } from './device-mapping.ts';
import { readChirpstackV4 } from './formats/chirpstack-v4.ts';
import type { Frame, ReadFormat } from './formats/frame.ts';
import { readPlainJson, readPlainNumber } from './formats/plain.ts';
import { readSenml } from './formats/senml.ts';
import { readSensorThings } from './formats/sensorthings.ts';
import { readTtsV3 } from './formats/tts-v3.ts';
import { lookUp } from './look-up.ts';
import { measure, quantityOf } from './measure.ts';
import { readText } from './parse-payload.ts';
import { readValue } from './read-value.ts';
import { quote, type Refusal, readInstant, refusal, refuseInstant } from './refusal.ts';

const readers: Readonly<Record<PayloadFormat, ReadFormat>> = {
  senml: readSenml,
  'tts-v3': readTtsV3,
  'chirpstack-v4': readChirpstackV4,
  sensorthings: readSensorThings,
  json: readPlainJson,
  'plain-number': readPlainNumber,
};

/** How the device itself does: it is alive, whether or not it knows the level. `null` is not said. */
export interface DeviceHealth {
  batteryV: number | null;
  batteryPercent: number | 'mains' | null;
  tiltDeg: number | null;
}

/** What one message of a device says. A frame may bring health and no level: then `refusals` says why. */
export interface DeviceReport {
  station: string;
  observations: readonly Observation[];
  refusals: readonly Refusal[];
  health: DeviceHealth;
  /** The network's name for this transmission: the same again is the same frame. */
  dedupId: string | null;
  /** For gap detection; `null` where the format counts nothing. */
  frameCounter: number | null;
}

/** Reads a sensor's own format as its mapping says. An error means that nothing at all could be read. */
export function decodeDevice(
  message: RawMessage,
  mapping: DeviceMapping,
  context: DecodeContext,
): Result<DeviceReport, Refusal> {
  const station = context.network.stations.get(mapping.station);
  if (!station)
    return err(refusal('unknown-station', `the mapping names ${quote(mapping.station)}, not in stations.yaml`));
  const quantity = quantityOf(mapping.measures);
  if (quantity !== station.quantity) {
    return err(
      refusal('wrong-quantity', `the mapping gives ${quantity}; station ${station.id} measures ${station.quantity}`),
    );
  }
  const text = readText(message.payload);
  if (!text.ok) return text;
  // Of one that the broker had kept, it is the time of our subscription: a sensor that died long ago would show what it showed then as of now.
  const sentAt = message.retained ? null : message.receivedAt;
  const read = readers[mapping.format](text.value, message.topic, sentAt);
  if (!read.ok) return read;
  const frames = read.value;
  if (frames.some((each) => isSimulated(each, mapping)) && !context.acceptSimulated) {
    return err(refusal('simulated', 'the message is marked as simulated; this instance takes real readings only'));
  }
  const results = frames.flatMap((frame) => readFrame(frame, mapping, sentAt, context.now));
  return ok({
    station: station.id,
    observations: results.flatMap((each) => (each.ok ? [{ station: station.id, quantity, ...each.value }] : [])),
    refusals: results.flatMap((each) => (each.ok ? [] : [each.error])),
    health: healthOf(frames, mapping),
    dedupId: frames.at(-1)?.dedupId ?? null,
    frameCounter: frames.at(-1)?.frameCounter ?? null,
  });
}

function isSimulated({ simulated, values }: Frame, mapping: DeviceMapping): boolean {
  return simulated || (mapping.simulated !== undefined && lookUp(values, mapping.simulated.path) === true);
}

/** The value of a frame and those of its history. */
function readFrame(
  frame: Frame,
  mapping: DeviceMapping,
  sentAt: Instant | null,
  now: Instant,
): Result<Point, Refusal>[] {
  const { history } = mapping;
  const past = history ? lookUp(frame.values, history.path) : undefined;
  const points =
    history && Array.isArray(past)
      ? past.map((each: unknown) => readPoint(each, { ...mapping, ...history, only: [] }, null, now))
      : [];
  // A frame of history alone, or of the battery alone, says nothing about now.
  if (points.length > 0 && lookUp(frame.values, mapping.value) === undefined) return points;
  if (frame.batteryPercent !== null) return points;
  return [...points, readPoint(frame.values, mapping, frame.observedAt ?? sentAt, now)];
}

function readPoint(
  values: unknown,
  mapping: DeviceMapping,
  formatTime: string | Instant | null,
  now: Instant,
): Result<Point, Refusal> {
  const broken = mapping.only?.map((each) => refuseCondition(values, each)).find((each) => each !== null);
  if (broken) return err(broken);
  const value = measure(values, mapping);
  if (!value.ok) return value;
  const own = mapping.time ? ownTime(values, mapping.time) : ok(null);
  if (!own.ok) return own;
  const time = own.value ?? formatTime;
  if (time === null) {
    const where = mapping.time ? ` at ${quote(mapping.time.path)}` : '';
    return err(
      refusal(
        'malformed',
        `found no time${where}; of what its broker had kept (retain), or of an earlier value, the time of receiving tells nothing`,
      ),
    );
  }
  const at = typeof time === 'string' ? readInstant(time, now) : (refuseInstant(time, now) ?? { instant: time });
  return 'reason' in at ? err(at) : ok({ observedAt: Math.round(at.instant), value: value.value });
}

/** `null` where the sensor does not say, as before it has set its clock. */
function ownTime(values: unknown, { path, as }: TimePath): Result<string | Instant | null, Refusal> {
  const found = lookUp(values, path);
  if (found === undefined || found === null) return ok(null);
  if (as === 'iso') {
    if (typeof found === 'string') return ok(found);
    return err(refusal('malformed', `${path}: found ${quote(found)}; allowed is an ISO 8601 time in text`));
  }
  const number = readValue(found, as);
  if (!number.ok) return err(refusal('malformed', `${path}: ${number.error.detail}`));
  return ok(number.value * (as === 's' ? 1000 : 1));
}

function refuseCondition(values: unknown, condition: Condition): Refusal | null {
  const found = lookUp(values, condition.path);
  const says = `${condition.path} is ${quote(found)}`;
  if ('absent' in condition) {
    return found === undefined ? null : refusal('no-value', `${says}; the mapping takes frames without it only`);
  }
  if ('atLeast' in condition) {
    const number = readValue(found, '');
    if (number.ok && number.value >= condition.atLeast) return null;
    return refusal('no-value', `${says}; the mapping wants at least ${condition.atLeast}`);
  }
  const allowed = condition.is.some((each) => each === found);
  return allowed ? null : refusal('no-value', `${says}; the mapping wants ${condition.is.map(quote).join(' or ')}`);
}

function healthOf(frames: readonly Frame[], { battery, tilt }: DeviceMapping): DeviceHealth {
  const newest = <T>(read: (frame: Frame) => T | null): T | null =>
    frames.map(read).findLast((each) => each !== null) ?? null;
  const at = (path: string | undefined, unit: string) => (frame: Frame) => {
    const value = path === undefined ? null : readValue(lookUp(frame.values, path), unit);
    return value?.ok ? value.value : null;
  };
  return {
    batteryV: newest(at(battery?.unit === 'V' ? battery.path : undefined, 'V')),
    batteryPercent:
      newest((frame) => frame.batteryPercent) ?? newest(at(battery?.unit === '%' ? battery.path : undefined, '%')),
    tiltDeg: newest(at(tilt?.path, '°')),
  };
}
