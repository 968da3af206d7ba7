import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { err, ok, type Result } from '../../lib/result.ts';
import type { floodWarningLevels } from '../../territory/official-warning.ts';
import { parseJson } from '../parse-payload.ts';
import { quote } from '../refusal.ts';

type FloodWarningLevel = (typeof floodWarningLevels)[number];

/** The API's `severityLevel`. Other services of the Agency count the other way round: 3 severe, 1 alert. */
const levelOf: ReadonlyMap<unknown, FloodWarningLevel> = new Map([
  [1, 'severe-flood-warning'],
  [2, 'flood-warning'],
  [3, 'flood-alert'],
  [4, 'warning-removed'],
]);
const mildestFirst: readonly FloodWarningLevel[] = [...levelOf.values()].toReversed();

const warnings = Compile(
  Type.Object({
    items: Type.Array(Type.Object({ floodAreaID: Type.String(), severityLevel: Type.Optional(Type.Unknown()) })),
  }),
);
const area = Compile(
  Type.Object({ items: Type.Object({ notation: Type.String(), label: Type.Optional(Type.String()) }) }),
);

/**
 * Reads the Environment Agency's list of warnings (`id/floods`), by flood area: an area that is not in it has none. Its times name no
 * zone, so they are not read.
 * @example severityLevel 2 of 061FWF10Witney → 'flood-warning'
 */
export function readFloodWarnings(
  body: string,
): Result<ReadonlyMap<string, Result<FloodWarningLevel, string>>, string> {
  const json = parseJson(body);
  if (!json.ok) return err(json.error.detail);
  if (!warnings.Check(json.value)) return err(`no list of warnings: ${quote(json.value)}`);
  const areas = new Map<string, Result<FloodWarningLevel, string>>();
  for (const { floodAreaID, severityLevel } of json.value.items) {
    const level = levelOf.get(severityLevel);
    const read = level === undefined ? err(`severityLevel is ${quote(severityLevel)}; known are 1 to 4`) : ok(level);
    const before = areas.get(floodAreaID);
    areas.set(floodAreaID, before ? worse(before, read) : read);
  }
  return ok(areas);
}

function worse(
  a: Result<FloodWarningLevel, string>,
  b: Result<FloodWarningLevel, string>,
): Result<FloodWarningLevel, string> {
  if (!a.ok || !b.ok) return a.ok ? b : a;
  return mildestFirst.indexOf(b.value) > mildestFirst.indexOf(a.value) ? b : a;
}

/** What the Agency calls a flood area, from its own page (`id/floodAreas/…`). */
export function readFloodArea(body: string, code: string): Result<string, string> {
  const json = parseJson(body);
  if (!json.ok) return err(json.error.detail);
  if (!area.Check(json.value) || json.value.items.notation !== code) {
    return err(`no flood area ${code}: ${quote(json.value)}`);
  }
  return ok((json.value.items.label ?? code).slice(0, 200));
}
