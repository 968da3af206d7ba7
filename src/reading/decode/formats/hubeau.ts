import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Instant } from '../../../lib/clock.ts';
import { err, ok, type Result } from '../../../lib/result.ts';
import { iso } from '../../../lib/units.ts';
import type { Quantity } from '../../../territory/station.ts';
import type { Page, RefusedRow } from '../../national/national-gauge.ts';
import type { Point } from '../../reading.ts';
import { parseJson } from '../parse-payload.ts';
import { readValue } from '../read-value.ts';
import { quote, type Refusal, readInstant, refusal } from '../refusal.ts';
import { flowUnits, lengthUnits, tidy } from '../units.ts';

/** What Hub'Eau calls them, and in which unit it writes them: millimetres and litres a second, not Vigicrues' metres. */
const written = {
  stage: { name: 'H', unit: 'mm', factor: lengthUnits.mm },
  discharge: { name: 'Q', unit: 'l/s', factor: flowUnits['l/s'] },
} as const;

export type HubeauQuantity = keyof typeof written;

/** @example hubeauName('stage') // 'H' */
export function hubeauName(quantity: HubeauQuantity): string {
  return written[quantity].name;
}

export function isHubeauQuantity(quantity: Quantity): quantity is HubeauQuantity {
  return quantity in written;
}

const text = Type.Union([Type.String(), Type.Null()]);
const answer = Compile(
  Type.Object({
    data: Type.Array(
      Type.Object({
        code_station: Type.Optional(text),
        grandeur_hydro: Type.Optional(text),
        date_obs: Type.Optional(text),
        resultat_obs: Type.Optional(Type.Unknown()),
        code_statut: Type.Optional(Type.Unknown()),
      }),
    ),
    next: Type.Optional(text),
  }),
);

interface Row extends Point {
  /** How far its owner has looked at it, after Sandre: 4 raw, 8 corrected, 12 and 16 validated. */
  status: number;
  row: object;
}

/**
 * Reads a page of `observations_tr` (version 2; the rows of version 1 have the same names for what is needed here). An error
 * can come under HTTP 200: whatever is no page is an error with what the service said. Of several rows of one time (BRGM/hubeau #95:
 * 360 and 904 mm) the one counts that its owner has looked at furthest; where they are alike and differ, none does.
 * @example 491.0 of H → 0.491 m  @example 4480 of Q → 4.48 m³/s
 */
export function readHubeau(
  body: string,
  { code, quantity }: { code: string; quantity: HubeauQuantity },
  now: Instant,
): Result<Page, string> {
  const json = parseJson(body);
  if (!json.ok) return err(json.error.detail);
  if (!answer.Check(json.value)) return err(`no page of observations: ${quote(json.value)}`);
  const { name, unit, factor } = written[quantity];
  const rows: Row[] = [];
  const refused: RefusedRow[] = [];
  let ignored = 0;
  for (const row of json.value.data) {
    if (row.code_station !== code || row.grandeur_hydro !== name) {
      ignored += 1;
      continue;
    }
    const refuse = (why: Refusal): void => void refused.push({ ...why, row: JSON.stringify(row) });
    const at = readInstant(row.date_obs ?? '', now);
    const value = readValue(row.resultat_obs, unit);
    if ('reason' in at) refuse(at);
    else if (!value.ok) refuse(value.error);
    else {
      const status = typeof row.code_statut === 'number' ? row.code_statut : 0;
      rows.push({ observedAt: at.instant, value: tidy(value.value * factor), status, row });
    }
  }
  const { points, contradicted } = oneForEachTime(rows);
  return ok({ points, refused: [...refused, ...contradicted], ignored, next: json.value.next ?? null });
}

function oneForEachTime(rows: readonly Row[]) {
  const points: Point[] = [];
  const contradicted: RefusedRow[] = [];
  for (const [observedAt, all] of Map.groupBy(rows, (each) => each.observedAt)) {
    const furthest = Math.max(...all.map(({ status }) => status));
    const best = all.filter(({ status }) => status === furthest);
    const { value } = best[0]!;
    if (best.every((each) => each.value === value)) points.push({ observedAt, value });
    else {
      const why = refusal('malformed', `another row of ${iso(observedAt)} says something else`);
      contradicted.push(...best.map(({ row }) => ({ ...why, row: JSON.stringify(row) })));
    }
  }
  return { points, contradicted };
}

/** The stations that rows of a page are of, without those of a whole site. */
export function hubeauCodes(body: string): string[] {
  const json = parseJson(body);
  if (!json.ok || !answer.Check(json.value)) return [];
  return [...new Set(json.value.data.flatMap((row) => row.code_station ?? []))];
}
