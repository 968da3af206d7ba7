import type { Path } from '../lib/io/mistake.ts';
import type { Release, Rule } from '../policy/policy.ts';
import { type RaisedLevel, raisedLevels } from '../territory/alert-level.ts';
import type { Commune } from '../territory/commune.ts';
import type { PolicyFile, RuleKeys } from './schema/policy-file.ts';

/** What a level starts from where policy.yaml says nothing; the higher the level, the surer and the closer it must be. */
const builtIn: Readonly<Record<RaisedLevel, Omit<Rule, 'commune' | 'station' | 'level' | 'markM'>>> = {
  prepare: { leadTimeH: 12, raiseAt: 0.5, lowerAt: 0.25, k: 2, n: 3, minDwellMin: 60, release: { by: 'person' } },
  act: { leadTimeH: 6, raiseAt: 0.6, lowerAt: 0.3, k: 2, n: 3, minDwellMin: 60, release: { by: 'person' } },
  danger: { leadTimeH: 6, raiseAt: 0.7, lowerAt: 0.35, k: 2, n: 3, minDwellMin: 120, release: { by: 'person' } },
};

/** A rule and where in policy.yaml its last word was said. */
export interface WrittenRule {
  rule: Rule;
  written: Path;
  /** False where nobody has written who releases the level. */
  releaseDecided: boolean;
}

/**
 * One rule for every gauge that a commune watches and every level: built-in values, then `defaults`, then each override
 * that fits, in the order of the file, so that the last word counts.
 */
export function expandRules(policy: PolicyFile, communes: Iterable<Pick<Commune, 'id' | 'watches'>>): WrittenRule[] {
  const rules: WrittenRule[] = [];
  for (const { id: commune, watches } of communes) {
    for (const { station, marks } of watches) {
      for (const level of raisedLevels) {
        const place = { commune, station, level, markM: marks[level] };
        rules.push(writeRule(policy, place));
      }
    }
  }
  return rules;
}

function writeRule(policy: PolicyFile, place: Pick<Rule, 'commune' | 'station' | 'level' | 'markM'>): WrittenRule {
  const layers: { keys: RuleKeys; written: Path }[] = [
    { keys: policy.defaults?.[place.level] ?? {}, written: ['defaults', place.level] },
  ];
  (policy.overrides ?? []).forEach(({ commune, station, level, ...keys }, index) => {
    const fits =
      (commune ?? place.commune) === place.commune &&
      (station ?? place.station) === place.station &&
      (level ?? place.level) === place.level;
    if (fits) layers.push({ keys, written: ['overrides', index] });
  });
  const keys: RuleKeys = Object.assign({}, ...layers.map((layer) => layer.keys));
  const { release, afterMin, ...numbers } = keys;
  const { release: releaseBuiltIn, ...numbersBuiltIn } = builtIn[place.level];
  return {
    rule: {
      ...place,
      ...numbersBuiltIn,
      ...numbers,
      release: toRelease(release, afterMin, policy.author) ?? releaseBuiltIn,
    },
    written: layers.at(-1)!.written,
    releaseDecided: release !== undefined,
  };
}

/** `null` where nothing is written. The schema lets a timeout stand only beside its minutes. */
function toRelease(release: RuleKeys['release'], afterMin: number | undefined, author: string): Release | null {
  // The file is the first version, and its author signs it.
  if (release === 'person-or-timeout' && afterMin !== undefined) {
    return { by: release, afterMin, signedBy: author, signedIn: 1 };
  }
  return release === 'person' ? { by: release } : null;
}
