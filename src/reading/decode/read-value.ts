import { err, ok, type Result } from '../../lib/result.ts';
import { quote, type Refusal, refusal, refuseValue } from './refusal.ts';

/** Other spellings of a unit that a mapping names in one way. */
const spellings: Readonly<Record<string, string>> = {
  'm3/s': 'm³/s',
  'L/s': 'l/s',
  percent: '%',
  inch: 'in',
  feet: 'ft',
};

/**
 * Finds the number in what a sensor's decoder wrote: 2799, "2799", "2799 mm", { value: 2799, unit: "mm" }, or an array of equal
 * values. A unit that is written must be the one that the mapping states: it is neither converted nor overlooked.
 * @example readValue('2799 mm', 'mm') // { ok: true, value: 2799 }
 * @example readValue('No Sensor', 'mm') // refused as no-value
 */
export function readValue(found: unknown, unit: string): Result<number, Refusal> {
  if (typeof found === 'number') {
    const unusable = refuseValue(found);
    return unusable ? err(unusable) : ok(found);
  }
  if (typeof found === 'string') return readText(found, unit);
  if (Array.isArray(found)) return readArray(found, unit);
  if (typeof found === 'object' && found !== null && 'value' in found) {
    const wrong = 'unit' in found ? refuseUnit(found.unit, unit) : null;
    return wrong ? err(wrong) : readValue(found.value, unit);
  }
  return err(refusal('no-value', `found ${quote(found)}; allowed is a number in ${unit}`));
}

function readText(text: string, unit: string): Result<number, Refusal> {
  // What follows the digits is taken whatever it is: a pattern that gives back and tries again takes hours over a long text.
  const [, digits, written = ''] = /^([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(.*)$/s.exec(text.trim()) ?? [];
  if (digits === undefined) return err(refusal('no-value', `found ${quote(text)}; allowed is a number in ${unit}`));
  const wrong = refuseUnit(written.trim(), unit);
  return wrong ? err(wrong) : readValue(Number(digits), unit);
}

function readArray(found: readonly unknown[], unit: string): Result<number, Refusal> {
  const [first, ...others] = found.map((each) => readValue(each, unit));
  if (!first) return err(refusal('no-value', `found []; allowed is a number in ${unit}`));
  const same = others.every((each) => first.ok && each.ok && each.value === first.value);
  return same
    ? first
    : err(refusal('malformed', `found ${quote(found)}, which differ; allowed is one number in ${unit}`));
}

function refuseUnit(written: unknown, unit: string): Refusal | null {
  if (written === undefined || written === null || written === '') return null;
  const known = typeof written === 'string' ? (spellings[written] ?? written) : written;
  if (known === unit) return null;
  return refusal('malformed', `the payload says the unit is ${quote(written)}; the mapping says ${unit}`);
}
