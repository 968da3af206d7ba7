import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Instant } from '../../../lib/clock.ts';
import { err, ok, type Result } from '../../../lib/result.ts';
import { parseInstant } from '../../../lib/units.ts';
import type { Quantity } from '../../../territory/station.ts';
import type { Page, RefusedRow } from '../../national/national-gauge.ts';
import type { Point } from '../../reading.ts';
import { parseJson } from '../parse-payload.ts';
import { readValue } from '../read-value.ts';
import { quote, type Refusal, readInstant } from '../refusal.ts';

/** `mAOD` and `mASD` are metres as well, above another zero: that of the whole measure, so they can be told apart by name only. */
const quantityOfUnit: ReadonlyMap<string, Quantity> = new Map([
  ['m', 'stage'],
  ['mAOD', 'stage'],
  ['mASD', 'stage'],
  ['mm', 'rain'],
  ['m3/s', 'discharge'],
  ['m3_s', 'discharge'],
]);

const readings = Compile(
  Type.Object({
    items: Type.Array(
      Type.Object({
        dateTime: Type.Optional(Type.String()),
        measure: Type.Optional(Type.Union([Type.String(), Type.Object({ '@id': Type.String() })])),
        value: Type.Optional(Type.Unknown()),
      }),
    ),
  }),
);

const Description = Type.Object({
  '@id': Type.String(),
  unitName: Type.Optional(Type.String()),
  latestReading: Type.Optional(Type.Union([Type.String(), Type.Object({ dateTime: Type.Optional(Type.String()) })])),
});
const description = Compile(Description);

/**
 * Reads the readings of a measure, newest or oldest first. A value can be missing, or an array where two values were sent for
 * one time: taken where they agree, refused where they differ.
 */
export function readEnvironmentAgency(body: string, measure: string, now: Instant): Result<Page, string> {
  const json = parseJson(body);
  if (!json.ok) return err(json.error.detail);
  if (!readings.Check(json.value)) return err(`no list of readings: ${quote(json.value)}`);
  const points: Point[] = [];
  const refused: RefusedRow[] = [];
  let ignored = 0;
  for (const row of json.value.items) {
    if (row.measure !== undefined && measureIn(row.measure) !== measure) {
      ignored += 1;
      continue;
    }
    const refuse = (why: Refusal): void => void refused.push({ ...why, row: JSON.stringify(row) });
    const at = readInstant(row.dateTime ?? '', now);
    const value = readValue(row.value, unitOfMeasure(measure));
    if ('reason' in at) refuse(at);
    else if (!value.ok) refuse(value.error);
    else points.push({ observedAt: at.instant, value: value.value });
  }
  return ok({ points: points.sort((a, b) => a.observedAt - b.observedAt), refused, ignored, next: null });
}

/**
 * When a measure last spoke, in the description of it or of its station; `null` for never. `latestReading` is an object, or the
 * bare address of a reading, which ends in its time.
 */
export function readLatestAt(body: string, measure: string): Result<Instant | null, string> {
  const json = parseJson(body);
  if (!json.ok) return err(json.error.detail);
  const found = measuresOf(json.value).find((each) => measureIn(each) === measure);
  if (!found) return err(`no description of the measure: ${quote(json.value)}`);
  const unit = unitOfMeasure(measure);
  if (found.unitName !== undefined && quantityOfUnit.get(found.unitName) !== quantityOfUnit.get(unit)) {
    return err(`the service gives the unit ${quote(found.unitName)} for a measure in ${unit}`);
  }
  const { latestReading } = found;
  const latest = typeof latestReading === 'string' ? timeInAddress(latestReading) : latestReading?.dateTime;
  return ok(latest === undefined ? null : parseInstant(latest));
}

function measuresOf(json: unknown): Static<typeof Description>[] {
  const inside = isEntry(json) ? [json['items'], json['measures']].flat() : [];
  const further = inside.flatMap((each) => (isEntry(each) ? each['measures'] : []));
  return [json, ...inside, ...further].filter((each) => description.Check(each));
}

function isEntry(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @example unitOfMeasure('690140-level-stage-i-15_min-m') // 'm'  @example unitOfMeasure('L2011-level-stage-i-15_min----') // '---' */
export function unitOfMeasure(measure: string): string {
  return /(---|[^-]+)$/.exec(measure)?.[0] ?? measure;
}

/** `null` where the measure's unit is none that a station can have. @example quantityOfMeasure('…-15_min-mAOD') // 'stage' */
export function quantityOfMeasure(measure: string): Quantity | null {
  return quantityOfUnit.get(unitOfMeasure(measure)) ?? null;
}

/** The measures that rows of an answer are of. */
export function measuresIn(body: string): string[] {
  const json = parseJson(body);
  if (!json.ok || !readings.Check(json.value)) return [];
  return [...new Set(json.value.items.flatMap(({ measure }) => (measure === undefined ? [] : measureIn(measure))))];
}

function measureIn(measure: string | { '@id': string }): string {
  const address = typeof measure === 'string' ? measure : measure['@id'];
  return address.slice(address.lastIndexOf('/') + 1);
}

/** `…/2021-07-26T05-30-00Z` is 05:30. */
function timeInAddress(address: string): string {
  return address.slice(address.lastIndexOf('/') + 1).replace(/T(\d{2})-(\d{2})-(\d{2})/, 'T$1:$2:$3');
}
