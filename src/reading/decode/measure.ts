import { err, ok, type Result } from '../../lib/result.ts';
import type { Quantity } from '../../territory/station.ts';
import type { DeviceMapping, Measure } from './device-mapping.ts';
import { lookUp } from './look-up.ts';
import { readValue } from './read-value.ts';
import { type Refusal, refusal } from './refusal.ts';
import { flowUnits, lengthUnits, pressureUnits, tidy, waterColumnM } from './units.ts';

export function quantityOf(measures: Measure): Quantity {
  return measures.kind === 'rain' || measures.kind === 'discharge' ? measures.kind : 'stage';
}

/**
 * The stage at which the instrument itself says 0: what it says lies a factor off where it is in another unit, not the stage.
 * @example a distance to the water, mounted 5 m above the gauge's zero → 5
 */
export function zeroOf(measures: Measure): number {
  if (measures.kind === 'stage') return 0 - measures.gaugeZeroM;
  return 'mountedAtM' in measures ? measures.mountedAtM : 0;
}

/**
 * The value of a frame in the unit of its quantity.
 * @example distance 1234 mm to the water, mounted 5 m above the gauge's zero → 3.766 m
 */
export function measure(values: unknown, mapping: DeviceMapping): Result<number, Refusal> {
  const measured = convert(values, mapping);
  if (measured.ok && !Number.isFinite(measured.value)) {
    return err(refusal('no-value', 'the value is too large to be one in the unit that the mapping names'));
  }
  return measured;
}

function convert(values: unknown, mapping: DeviceMapping): Result<number, Refusal> {
  const { measures } = mapping;
  const found = readAt(values, mapping.value, measures.unit);
  if (!found.ok) return found;
  const raw = found.value * (mapping.sign ?? 1);
  switch (measures.kind) {
    case 'stage':
      return ok(tidy(raw * lengthUnits[measures.unit] - measures.gaugeZeroM));
    case 'distance-to-water':
      return ok(tidy(measures.mountedAtM - raw * lengthUnits[measures.unit]));
    case 'relative-pressure':
      return ok(tidy(measures.mountedAtM + waterColumnM(raw * pressureUnits[measures.unit])));
    case 'absolute-pressure': {
      const air = readAt(values, measures.air.path, measures.air.unit);
      if (!air.ok) return air;
      const water = raw * pressureUnits[measures.unit] - air.value * pressureUnits[measures.air.unit];
      return ok(tidy(measures.mountedAtM + waterColumnM(water)));
    }
    case 'discharge':
      return ok(tidy(raw * flowUnits[measures.unit]));
    default:
      // Rain comes in millimetres and stays so.
      return ok(tidy(raw));
  }
}

/** What is refused is named with its path: whoever reads of it knows where the mapping looked. */
function readAt(values: unknown, path: string, unit: string): Result<number, Refusal> {
  const found = readValue(lookUp(values, path), unit);
  return found.ok ? found : err(refusal(found.error.reason, `${path}: ${found.error.detail}`));
}
