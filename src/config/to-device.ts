import type { Condition, DeviceMapping, Measure } from '../reading/decode/device-mapping.ts';
import {
  type FlowUnit,
  flowUnits,
  type LengthUnit,
  lengthUnits,
  type PressureUnit,
  pressureUnits,
} from '../reading/decode/units.ts';
import type { DeviceEntry } from './schema/device-entry.ts';

/** The mapping of a station's device; `null` where its keys do not fit its kind (`checkDevice` says which). */
export function toDevice(station: string, entry: DeviceEntry): DeviceMapping | null {
  const { format, topic, value, sign, time, history, only, battery, tilt, simulated } = entry;
  const measures = toMeasure(entry);
  if (!measures) return null;
  return {
    station,
    format,
    topic,
    value,
    measures,
    ...(sign === undefined ? {} : { sign: sign === -1 ? -1 : 1 }),
    ...(time && { time }),
    ...(history && { history }),
    ...(only && { only: only.map(toCondition) }),
    ...(battery && { battery }),
    ...(tilt && { tilt }),
    ...(simulated && { simulated }),
  };
}

function toMeasure({ kind, unit, gaugeZeroM, mountedAtM, air }: DeviceEntry): Measure | null {
  if (kind === 'rain') return unit === 'mm' ? { kind, unit } : null;
  if (kind === 'discharge') return isFlow(unit) ? { kind, unit } : null;
  if (kind === 'stage') return isLength(unit) && gaugeZeroM !== undefined ? { kind, unit, gaugeZeroM } : null;
  if (mountedAtM === undefined) return null;
  if (kind === 'distance-to-water') return isLength(unit) ? { kind, unit, mountedAtM } : null;
  if (!isPressure(unit)) return null;
  if (kind === 'relative-pressure') return { kind, unit, mountedAtM };
  return air ? { kind, unit, mountedAtM, air } : null;
}

function toCondition({ path, is, atLeast }: NonNullable<DeviceEntry['only']>[number]): Condition {
  if (is) return { path, is };
  return atLeast === undefined ? { path, absent: true } : { path, atLeast };
}

const isLength = (unit: string): unit is LengthUnit => Object.hasOwn(lengthUnits, unit);
const isPressure = (unit: string): unit is PressureUnit => Object.hasOwn(pressureUnits, unit);
const isFlow = (unit: string): unit is FlowUnit => Object.hasOwn(flowUnits, unit);
