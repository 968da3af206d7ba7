/** A chance that was stated, and whether it came true. */
export interface Statement {
  probability: number;
  cameTrue: boolean;
}

/**
 * Mean squared difference between the chance stated and what came (Brier 1950): 0 is perfect. `null` of nothing.
 * @example brierScore([{ probability: .8, cameTrue: true }, { probability: .2, cameTrue: true }]) // (.04 + .64) / 2 = .34
 */
export function brierScore(statements: readonly Statement[]): number | null {
  if (statements.length === 0) return null;
  const losses = statements.map(({ probability, cameTrue }) => (probability - Number(cameTrue)) ** 2);
  return losses.reduce((sum, each) => sum + each, 0) / statements.length;
}

export interface BrierSkill {
  /** What the forecast is compared with, as `persistence`. */
  reference: string;
  brier: number | null;
  referenceBrier: number | null;
  /** 1 − Brier ÷ that of the reference: 1 is perfect, 0 no better than it. `null` where the reference made no error or there is none. */
  skill: number | null;
}

/**
 * Brier skill score against a named reference that was asked about the same moments.
 * @example Brier .1 against .2 of persistence → skill .5
 */
export function brierSkill(
  statements: readonly Statement[],
  reference: string,
  referenceStatements: readonly Statement[],
): BrierSkill {
  const brier = brierScore(statements);
  const referenceBrier = brierScore(referenceStatements);
  const skill = brier === null || !referenceBrier ? null : 1 - brier / referenceBrier;
  return { reference, brier, referenceBrier, skill };
}

/** One row of the reliability table: of `count` statements in [from, to) so many came true. */
export interface ReliabilityRow {
  from: number;
  to: number;
  count: number;
  cameTrue: number;
  /** The mean chance stated, and the share that came true; `null` of nothing. */
  stated: number | null;
  share: number | null;
}

const reliabilityEdges = [0, 0.1, 0.3, 0.5, 0.7, 0.9] as const;

/**
 * What came of what was said: "of 40 times we said 30 to 50 %, 17 came true". The last row includes certainty.
 * @example chances .35 and .45, of which one came true → row [.3, .5): count 2, cameTrue 1, stated .4, share .5
 */
export function reliabilityTable(statements: readonly Statement[]): ReliabilityRow[] {
  return reliabilityEdges.map((from, index) => {
    const to = reliabilityEdges[index + 1] ?? 1;
    const isLast = index === reliabilityEdges.length - 1;
    const own = statements.filter(({ probability }) => probability >= from && (isLast || probability < to));
    const cameTrue = own.filter((each) => each.cameTrue).length;
    const sum = own.reduce((total, each) => total + each.probability, 0);
    const [stated, share] = own.length === 0 ? [null, null] : [sum / own.length, cameTrue / own.length];
    return { from, to, count: own.length, cameTrue, stated, share };
  });
}
