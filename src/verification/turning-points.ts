import type { Instant } from '../lib/clock.ts';
import type { Decision, Verdict } from '../policy/decide.ts';
import { type RaisedLevel, raisedLevels } from '../territory/alert-level.ts';

/** A moment at which the judgement of one level turned. */
export interface TurningPoint {
  at: Instant;
  station: string;
  level: RaisedLevel;
  verdict: Verdict;
  policyVersion: number;
  modelVersion: string | null;
}

/**
 * Of the decisions of one gauge, oldest first, those at which a verdict or its ground became another; the first included.
 * @example verdicts hold, hold, raise, raise → the first hold and the first raise
 */
export function turningPoints(decisions: readonly Decision[]): TurningPoint[] {
  const last = new Map<RaisedLevel, string>();
  return decisions.flatMap(({ assessment, verdicts, policyVersion }) =>
    raisedLevels.flatMap((level): TurningPoint[] => {
      const verdict = verdicts[level];
      if (!verdict) return [];
      const now = `${verdict.kind} ${verdict.reason.because} ${policyVersion}`;
      if (last.get(level) === now) return [];
      last.set(level, now);
      const { station, issuedAt, modelVersion } = assessment;
      return [{ at: issuedAt, station, level, verdict, policyVersion, modelVersion }];
    }),
  );
}

/** A gauge upstream that forecasts had to do without. */
export interface MissingInput {
  station: string;
  from: Instant;
  to: Instant;
  /** How many decisions rested on a forecast without it. */
  decisions: number;
}

export function missingInputs(decisions: readonly Decision[]): MissingInput[] {
  const missing = new Map<string, MissingInput>();
  for (const { assessment } of decisions) {
    for (const station of assessment.degraded) {
      const so = missing.get(station) ?? { station, from: assessment.issuedAt, to: assessment.issuedAt, decisions: 0 };
      missing.set(station, { ...so, to: assessment.issuedAt, decisions: so.decisions + 1 });
    }
  }
  return [...missing.values()];
}
