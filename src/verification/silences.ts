import { isMostlySilent } from '../forecast/observed/gauge-habits.ts';
import { countUntil, type Series } from '../forecast/observed/series.ts';
import type { Instant } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import type { Station } from '../territory/station.ts';
import { BRIDGE_MS, type Episode, mostDarkMs } from './match-events.ts';
import type { TruthAnswer } from './truth-answer.ts';

/** From the last reading before to the first one after it. */
export interface Silence {
  from: Instant;
  to: Instant;
}

/**
 * When a gauge was not seen for so long that a flood could have come and gone: what is judged by its readings says nothing of these times.
 * @example readings at 1:00, 2:00 and 11:00, asked from 0:00 to 12:00 → one silence, from 2:00 to 11:00
 */
export function silences({ times }: Pick<Series, 'times'>, from: Instant, to: Instant): Silence[] {
  const found: Silence[] = [];
  let last = from;
  const until = countUntil({ times }, to);
  for (let index = countUntil({ times }, from); index < until; index++) {
    const at = times[index]!;
    if (at - last > BRIDGE_MS) found.push({ from: last, to: at });
    last = at;
  }
  if (to - last > BRIDGE_MS) found.push({ from: last, to });
  return found;
}

/** Of a gauge that is silent more often, as each night, so many of its false alarms would be hidden that its rules looked better than they are. */
const DAYS_A_SILENCE = 10;
/** So many may be chance in a record of however few days: in its first fortnight a gauge may be lost twice, and one silent each night shows it in four. */
const FEW_SILENCES = 3;

/** When it was lost. One that reports when the water moves is silent because it does not. */
export function lostTimes(
  { intervalMin }: Pick<Station, 'intervalMin'>,
  series: Series,
  from: Instant,
  to: Instant,
): readonly Silence[] {
  const lost = silences(series, from, to);
  const isUsual = lost.length > Math.max(FEW_SILENCES, (to - from) / (DAYS_A_SILENCE * DAY_MS));
  return isUsual || isMostlySilent(series, intervalMin * MINUTE_MS) ? [] : lost;
}

/** Whether a flood could have come in the time of an alarm that is over and gone again unseen: then nobody can call it false, but for who says what came. */
export function isUnseen({ from, to }: Episode, leadTimeH: number, lost: readonly Silence[]): boolean {
  const end = to! + leadTimeH * HOUR_MS;
  return lost.some((each) => Math.min(end, each.to) - Math.max(from, each.from) > mostDarkMs(leadTimeH));
}

/** Whether a person said what came of an alarm that is over. Staff are asked about each alert: what is said of the one before is not about it. */
export function isAnswered(alarm: Episode, inForce: readonly TruthAnswer[]): boolean {
  return inForce.some(({ flooded, from, to }) => flooded !== 'not-known' && from <= alarm.to! && to >= alarm.from);
}
