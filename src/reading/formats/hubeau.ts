import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Quantity } from '../../territory/station.ts';
import type { Page } from '../national-gauge.ts';
import { parseJson } from '../parse-payload.ts';
import { readValue } from '../read-value.ts';
import { quote, type Refusal, readInstant } from '../refusal.ts';
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
      }),
    ),
    next: Type.Optional(text),
  }),
);

/**
 * Reads a page of `observations_tr` (version 2; the rows of version 1 have the same names for what is needed here). An error
 * can come under HTTP 200: whatever is no page is an error with what the service said.
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
  const points: Page['points'][number][] = [];
  const refused: Page['refused'][number][] = [];
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
    else points.push({ observedAt: at.instant, value: tidy(value.value * factor) });
  }
  return ok({ points, refused, ignored, next: json.value.next ?? null });
}

/** The stations that rows of a page are of, without those of a whole site. */
export function hubeauCodes(body: string): string[] {
  const json = parseJson(body);
  if (!json.ok || !answer.Check(json.value)) return [];
  return [...new Set(json.value.data.flatMap((row) => row.code_station ?? []))];
}
