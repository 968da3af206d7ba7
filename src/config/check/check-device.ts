import { type Mistake, mistake, type Path } from '../../lib/io/mistake.ts';
import type { YamlFile } from '../../lib/io/yaml-file.ts';
import type { Quantity } from '../../territory/station.ts';
import { type DeviceEntry, kinds } from '../schema/device-entry.ts';

const needed = {
  gaugeZeroM: 'what the sensor shows, in metres, when the water stands at the zero of the gauge; 0 where both agree',
  mountedAtM: 'metres of the sensor above the zero of the gauge',
  air: 'path and unit of the air pressure, which is taken off',
} as const;

/** What a schema cannot see: that unit and heights fit the kind, and the kind the station. */
export function checkDevice(file: YamlFile, path: Path, device: DeviceEntry, quantity: Quantity): Mistake[] {
  const { kind, unit, format, value } = device;
  const { units, needs } = kinds[kind];
  const errors: Mistake[] = [];
  const measured = kind === 'rain' || kind === 'discharge' ? kind : 'stage';
  if (measured !== quantity) {
    errors.push(mistake(file, [...path, 'kind'], kind, `a kind that gives ${quantity}, which the station measures`));
  }
  if (!units.some((each) => each === unit)) {
    errors.push(mistake(file, [...path, 'unit'], unit, `a unit of ${kind}: one of ${units.join(', ')}`));
  }
  for (const key of ['gaugeZeroM', 'mountedAtM', 'air'] as const) {
    const wanted = needs.some((each) => each === key);
    if (wanted && device[key] === undefined) errors.push(mistake(file, [...path, key], undefined, needed[key]));
    if (!wanted && device[key] !== undefined) {
      const allowed = needs.length > 0 ? `only ${needs.join(', ')} with kind: ${kind}` : `no ${key} with kind: ${kind}`;
      errors.push(mistake(file, [...path, key], device[key], allowed));
    }
  }
  if (format === 'plain-number' && value !== 'value') {
    errors.push(mistake(file, [...path, 'value'], value, 'value, since a plain number has no other path'));
  }
  return errors;
}
