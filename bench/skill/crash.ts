import type { Case } from './case.ts';
import { shown, table } from './markdown.ts';
import { scoreByLead } from './outcome.ts';
import type { FoldTest } from './tests.ts';

/** What is left of the skill where every great flood was kept from the training, at the same moments. */
export interface Kept {
  leadTimeH: number;
  floods: number;
  /** Taught by the other years or blocks, with their floods. */
  fullBss: number;
  /** Against the same persistence, which knows the great floods of the others. */
  bss: number;
  /** Of k-NN, from which the floods were kept too. */
  neighboursBss: number;
  share: number;
  slope: number | null;
}

/** Both judged in the floods alone: no moment of them taught either. */
export function keptOf(full: readonly Case[], without: readonly Case[], markM: number): Kept[] {
  const keyOf = ({ station, at, markM: mark, leadTimeH }: Case): string => `${station} ${at} ${mark} ${leadTimeH}`;
  const known = new Map(full.map((each) => [keyOf(each), each]));
  const cases = without.flatMap((each): Case[] => {
    const same = known.get(keyOf(each));
    if (same === undefined || each.markM !== markM) return [];
    const { ours, 'k-NN': neighbours } = each.chances;
    const { ours: whole, persistence } = same.chances;
    return [{ ...each, chances: { ours: ours!, neighbours: neighbours!, whole: whole!, persistence: persistence! } }];
  });
  return scoreByLead(cases).map(({ leadTimeH, score }) => {
    const skill = (name: string): number => 1 - score.brier[name]! / score.brier['persistence']!;
    const [fullBss, bss, neighboursBss] = [skill('whole'), skill('ours'), skill('neighbours')];
    const { floods, reliabilitySlope: slope } = score;
    return { leadTimeH, floods, fullBss, bss, neighboursBss, share: bss / fullBss, slope };
  });
}

export function crashTable(
  { hiddenAboveShare, markM }: FoldTest['crash'],
  hidden: number,
  kept: readonly Kept[],
): string {
  return `Crash test: ${hidden} floods above the ${100 * hiddenAboveShare} % level kept from the training, judged in them at ${markM} m (BSS against the persistence that knows the other years' floods):

${table(
  [
    'lead h',
    'floods',
    'BSS with the full record',
    'BSS without any great flood',
    'share kept',
    'slope',
    'BSS of k-NN without them',
  ],
  kept.map((each) => [
    `${each.leadTimeH}`,
    `${each.floods}`,
    shown(each.fullBss),
    shown(each.bss),
    shown(each.share),
    shown(each.slope),
    shown(each.neighboursBss),
  ]),
)}`;
}
