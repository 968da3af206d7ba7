import type { Instant } from '../lib/clock.ts';
import type { Decision } from '../policy/decide.ts';
import { type RaisedLevel, raisedLevels } from '../territory/alert-level.ts';
import type { JudgedGauge } from './floods-at-level.ts';
import { levelPersistence } from './level-persistence.ts';
import { type BrierSkill, brierSkill, type ReliabilityRow, reliabilityTable, type Statement } from './scores.ts';
import { cameTrue, type KnownWater, knownWater } from './true-floods.ts';
import { answersInForce, type TruthAnswer } from './truth-answer.ts';

/**
 * For so many days all statements are kept, and judged: a year to compare with the same season, and a month to do so. Of older ones those around
 * alerts alone are left: what was stated in vain, without an alert, would be missing.
 */
export const STATED_DAYS = 400;

/** PORT. What was stated, thinned to one statement an hour: those five minutes apart say the same again. */
export interface StatementStore {
  /** The first decision of every whole hour, oldest first. */
  hourly(commune: string, station: string, from: Instant, to: Instant): Decision[];
  /** When the service first judged this gauge for this commune; `null`: never. */
  firstAt(commune: string, station: string): Instant | null;
}

/** How the stated chances of one mark did. */
export interface ChanceJudgement {
  level: RaisedLevel;
  /** Statements whose end is known; one an hour. */
  count: number;
  cameTrue: number;
  /** In how many floods those came true: the number behind every score here. */
  floods: number;
  skill: BrierSkill;
  reliability: readonly ReliabilityRow[];
}

const REFERENCE = 'level-conditional persistence';

/**
 * The chances stated at one gauge beside what came. A statement made while the water stood at the mark is none, and one whose
 * end nobody saw is left out. The reference is asked about the very same moments; where it has no answer, neither is scored.
 * `until`: what happened later is not known yet.
 */
export function judgeGauge(
  { series, rules }: Pick<JudgedGauge, 'series' | 'rules'>,
  decisions: readonly Decision[],
  answers: readonly TruthAnswer[],
  until: Instant,
): ChanceJudgement[] {
  const inForce = answersInForce(answers);
  return raisedLevels.flatMap((level) => {
    const rule = rules.find((each) => each.level === level);
    if (!rule) return [];
    const waterAt = new Map<number, KnownWater>();
    const persistenceFor = new Map<number, ReturnType<typeof levelPersistence>>();
    const statements: Statement[] = [];
    const floods = new Set<Instant>();
    const scored: Statement[] = [];
    const reference: Statement[] = [];
    for (const { assessment } of decisions) {
      const chance = assessment.chances.find((each) => each.level === level);
      const { sight, issuedAt } = assessment;
      if (chance?.probability == null || (sight.kind === 'seen' && sight.stageM >= chance.markM)) continue;
      const { markM, leadTimeH, probability } = chance;
      const water = recall(waterAt, markM, () => knownWater(series, { level, markM }, inForce, until));
      const came = cameTrue(water, issuedAt, leadTimeH);
      if (came === null) continue;
      statements.push({ probability, cameTrue: came });
      if (came) floods.add(water.floods.find(({ endAt }) => endAt > issuedAt)?.passageAt ?? issuedAt);
      const persistence = recall(persistenceFor, leadTimeH, () => levelPersistence(series, leadTimeH));
      const share = sight.kind === 'seen' ? persistence(issuedAt, sight.stageM, markM - sight.stageM) : null;
      if (share === null) continue;
      scored.push({ probability, cameTrue: came });
      reference.push({ probability: share, cameTrue: came });
    }
    const judgement: ChanceJudgement = {
      level,
      count: statements.length,
      cameTrue: statements.filter((each) => each.cameTrue).length,
      floods: floods.size,
      skill: brierSkill(scored, REFERENCE, reference),
      reliability: reliabilityTable(statements),
    };
    return [judgement];
  });
}

function recall<V>(known: Map<number, V>, key: number, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
