import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Instant } from '../../../lib/clock.ts';
import { err, ok, type Result } from '../../../lib/result.ts';
import { HOUR_MS, parseInstant } from '../../../lib/units.ts';
import type { floodWarningLevels } from '../../../territory/official-warning.ts';
import { parseJson } from '../parse-payload.ts';
import { quote } from '../refusal.ts';
import { noteWorst } from './note-worst.ts';

type FloodWarningLevel = (typeof floodWarningLevels)[number];

/** The API's `severityLevel`. Other services of the Agency count the other way round: 3 severe, 1 alert. */
const levelOf: ReadonlyMap<unknown, FloodWarningLevel> = new Map([
  [1, 'severe-flood-warning'],
  [2, 'flood-warning'],
  [3, 'flood-alert'],
  [4, 'warning-removed'],
]);
const mildestFirst: readonly FloodWarningLevel[] = [...levelOf.values()].toReversed();

const time = Type.Optional(Type.Unknown());
const warnings = Compile(
  Type.Object({
    items: Type.Array(
      Type.Object({
        floodAreaID: Type.String(),
        severityLevel: Type.Optional(Type.Unknown()),
        timeRaised: time,
        timeSeverityChanged: time,
        timeMessageChanged: time,
      }),
    ),
  }),
);
const area = Compile(
  Type.Object({ items: Type.Object({ notation: Type.String(), label: Type.Optional(Type.String()) }) }),
);

/** One entry of the list; several can be of one area. */
export interface FloodEntry {
  area: string;
  level: Result<FloodWarningLevel, string>;
  /** The newest of its times. They name no zone and are read as UTC: in summer they may be an hour off. */
  changedAt: Instant | null;
}

/** Reads a page of the Environment Agency's list of warnings (`id/floods`). @example severityLevel 2 → 'flood-warning' */
export function readFloodWarnings(body: string): Result<readonly FloodEntry[], string> {
  const json = parseJson(body);
  if (!json.ok) return err(json.error.detail);
  if (!warnings.Check(json.value)) return err(`no list of warnings: ${quote(json.value)}`);
  return ok(
    json.value.items.map(({ floodAreaID, severityLevel, ...times }) => {
      const level = levelOf.get(severityLevel);
      const all = [times.timeRaised, times.timeSeverityChanged, times.timeMessageChanged].flatMap(timeOf);
      return {
        area: floodAreaID,
        level: level === undefined ? err(`severityLevel is ${quote(severityLevel)}; known are 1 to 4`) : ok(level),
        changedAt: all.length === 0 ? null : Math.max(...all),
      };
    }),
  );
}

function timeOf(written: unknown): Instant[] {
  const instant = typeof written === 'string' ? parseInstant(/[Zz+]/.test(written) ? written : `${written}Z`) : null;
  return instant === null ? [] : [instant];
}

/** By flood area: one that is in no entry has no warning. */
export function worstByArea(entries: readonly FloodEntry[]): ReadonlyMap<string, Result<FloodWarningLevel, string>> {
  const areas = new Map<string, Result<FloodWarningLevel, string>>();
  for (const { area: code, level } of entries) noteWorst(areas, code, level, (each) => mildestFirst.indexOf(each));
  return areas;
}

/** A warning that was removed stays in the list for a day; the rest is room for the zone that times do not name, and for the Agency. */
const REMOVED_STAYS_MS = 36 * HOUR_MS;

/**
 * Since when a list has stood still, by what it says itself: nothing in it is newer, and it still has a warning that was removed so long
 * ago that it should be gone. `null` where nothing shows it: in calm weather a list of what is in force does not change for days.
 * @example newest of Monday 10:00, one of them removed; asked on Tuesday 22:01 → Monday 10:00; on Tuesday 22:00 → `null`
 */
export function stoodStillSince(entries: readonly FloodEntry[], now: Instant): Instant | null {
  const hasRemoved = entries.some(({ level }) => level.ok && level.value === 'warning-removed');
  const times = entries.flatMap(({ changedAt }) => changedAt ?? []);
  if (!hasRemoved || times.length === 0) return null;
  const newest = Math.max(...times);
  return now - newest > REMOVED_STAYS_MS ? newest : null;
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
