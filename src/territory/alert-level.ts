/** The levels that a mark can trigger, mildest first. Ours, not the State's: « vigilance » belongs to Vigicrues. */
export const raisedLevels = ['prepare', 'act', 'danger'] as const;
export type RaisedLevel = (typeof raisedLevels)[number];

/** Neither `normal` nor `unknown`, nor what somebody typed that is no level. */
export function isRaisedLevel(level: string): level is RaisedLevel {
  return raisedLevels.some((each) => each === level);
}

/** `unknown` is no rank: it replaces `normal` when the data cannot carry a statement. */
export type AlertLevel = 'normal' | RaisedLevel | 'unknown';

export type StandingLevel = Exclude<AlertLevel, 'unknown'>;

/** @example rank('normal') // 0  @example rank('danger') // 3 */
export function rank(level: StandingLevel): number {
  return level === 'normal' ? 0 : raisedLevels.indexOf(level) + 1;
}

/** @example higher('act', 'danger') // 'danger' */
export function higher<A extends StandingLevel, B extends StandingLevel>(a: A, b: B): A | B {
  return rank(a) >= rank(b) ? a : b;
}
