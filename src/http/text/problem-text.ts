import type { MarkDoubt } from '../../policy/doubts.ts';
import type { PolicyFault } from '../../policy/find-faults.ts';
import type { Speech } from '../speech.ts';
import type { RuleProblem } from '../typed/rule-change.ts';

/** Which field, what was found in it, and what is allowed. */
export function problemText({ page: { policy } }: Speech, problem: RuleProblem): string {
  if (problem.field === 'reason') return policy.invalidReason;
  const { field, found, allowed } = problem;
  const said = policy.allowed[allowed.kind](allowed.low, allowed.high);
  return policy.invalid(policy.field[field], found, allowed.optional ? `${said}, ${policy.orEmpty}` : said);
}

/** What is asked about before it is in force. */
export function doubtText({ page: { policy }, words }: Speech, doubt: MarkDoubt): string {
  if (doubt.kind === 'moved-far') return policy.movedFar(words.metres(doubt.fromM), words.metres(doubt.toM));
  const stage = words.stage(doubt.stageM);
  return doubt.kind === 'water-above' ? policy.waterAbove(stage) : policy.waterBelow(stage);
}

/** Which level a fault stands in, what is wrong there, and the numbers that make it so. */
export function faultText({ page: { policy }, words }: Speech, { level, fault }: PolicyFault): string {
  const levelName = (each: PolicyFault['level']) => words.level(each).name;
  return policy.faultOf(levelName(level), policy.fault(fault, levelName));
}
