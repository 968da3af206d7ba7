import { passedWithin } from '../match-events.ts';
import type { Statement } from '../scores.ts';
import type { GaugePast } from '../tune/judge-policy.ts';
import { columnOf } from './hindcast.ts';

/**
 * Every chance of one mark and lead time that the hindcast states, with what came: only where the stage stood below the mark and
 * the time after it was seen.
 */
export function statementsOf({ hindcast, truth }: GaugePast, markM: number, leadTimeH: number): Statement[] {
  const column = columnOf(hindcast, markM, leadTimeH);
  if (column === null) return [];
  const chances = hindcast.chances[column]!;
  const statements: Statement[] = [];
  for (let index = 0; index < chances.length; index++) {
    const probability = chances[index]!;
    if (Number.isNaN(probability) || !(hindcast.stageM[index]! < markM)) continue;
    const cameTrue = passedWithin(truth, markM, hindcast.issuedAt[index]!, leadTimeH);
    if (cameTrue !== null) statements.push({ probability, cameTrue });
  }
  return statements;
}
