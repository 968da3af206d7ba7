import type { Instant } from '../../lib/clock.ts';
import { iso, MINUTE_MS, parseInstant } from '../../lib/units.ts';
import type { RejectionReason } from '../reading.ts';

/** Why a message cannot become a reading: what was found and what is allowed, in English, for the operator. */
export interface Refusal {
  reason: RejectionReason;
  detail: string;
}

/** A sensor's clock may run ahead by this much; anything further is a wrong clock or a wrong zone. */
const FUTURE_TOLERANCE_MS = 5 * MINUTE_MS;
/** A sensor that lost its clock starts in year 1 or 1970; no networked gauge has data from before 2000. */
const OLDEST_MS = Date.UTC(2000, 0, 1);

/** The marks that sensors, loggers and national services write for "no value". */
const noValueMarks = new Set([-888, -8888, -88888, -999, -9999, -99999, -999999]);

/** @example refuseInstant(Date.UTC(1, 0, 1), now)?.reason // 'too-old' */
export function refuseInstant(observedAt: Instant, now: Instant): Refusal | null {
  if (!(Math.abs(observedAt) <= LAST_INSTANT)) {
    return refusal('malformed', `the time is ${observedAt} ms since 1970, which is no date`);
  }
  if (observedAt > now + FUTURE_TOLERANCE_MS) {
    return refusal('future', `observedAt is ${iso(observedAt)}; allowed until 5 minutes after ${iso(now)}`);
  }
  if (observedAt < OLDEST_MS) {
    return refusal('too-old', `observedAt is ${iso(observedAt)}; allowed from ${iso(OLDEST_MS)} on`);
  }
  return null;
}

/** Of a message that was refused for its time. */
export function isOfWrongTime({ reason }: Pick<Refusal, 'reason'>): boolean {
  return reason === 'future' || reason === 'too-old';
}

/**
 * By how much a message that was refused for its time was ahead of when it came in, behind where it is negative, as its refusal says it, be it of a
 * mapped device or of one of a batch; `null` for any other.
 */
export function aheadOf({ detail, receivedAt, ...refused }: Refusal & { receivedAt: Instant }): number | null {
  const [, written] = (isOfWrongTime(refused) && /(?:^|: )observedAt is ([^;]+);/.exec(detail)) || [];
  const observedAt = written === undefined ? null : parseInstant(written);
  return observedAt === null ? null : observedAt - receivedAt;
}

/** @example refuseValue(-9999)?.reason // 'no-value' */
export function refuseValue(value: number): Refusal | null {
  if (noValueMarks.has(value)) return refusal('no-value', `${value} means "no value"; send nothing instead`);
  return Number.isFinite(value) ? null : refusal('no-value', `the value is ${value}; allowed is a finite number`);
}

/** Reads the instant of a reading, or says why it cannot be one. */
export function readInstant(text: string, now: Instant): { instant: Instant } | Refusal {
  const instant = parseInstant(text);
  if (instant === null) {
    return refusal(
      'malformed',
      `observedAt is ${quote(text)}; allowed is ISO 8601 with its offset, "2020-01-22T12:05:00Z"`,
    );
  }
  return refuseInstant(instant, now) ?? { instant };
}

export function refusal(reason: RejectionReason, detail: string): Refusal {
  return { reason, detail };
}

/** Beyond it no date can be written (ECMA-262, 21.4.1.1). */
const LAST_INSTANT = 8.64e15;

/** What was found, short enough for a log line. */
export function quote(found: unknown): string {
  const text = found === undefined ? 'nothing' : written(found);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** What is nested thousands deep can be parsed, and not written again. */
function written(found: unknown): string {
  try {
    return JSON.stringify(found);
  } catch {
    return 'something that cannot be written';
  }
}
