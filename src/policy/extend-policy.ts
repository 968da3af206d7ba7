import { findRule, type Policy, type Rule } from './policy.ts';

/**
 * The configured rules that a policy lacks, because their commune or gauge came after it: without them the gauge would be watched and
 * nobody ever told. A release after minutes is signed in the version that takes them in.
 */
export function lackingRules(policy: Policy, configured: readonly Rule[]): Rule[] {
  return configured
    .filter((rule) => findRule(policy, rule) === null)
    .map((rule) =>
      rule.release.by === 'person' ? rule : { ...rule, release: { ...rule.release, signedIn: policy.version + 1 } },
    );
}

/** The rules in force whose mark is another than the configured one, which is only where they started from. */
export function otherMarks(
  policy: Pick<Policy, 'rules'>,
  configured: readonly Rule[],
): { inForce: Rule; configuredM: number }[] {
  return configured.flatMap((rule) => {
    const inForce = findRule(policy, rule);
    return inForce === null || inForce.markM === rule.markM ? [] : [{ inForce, configuredM: rule.markM }];
  });
}

const numbers = ['leadTimeH', 'raiseAt', 'lowerAt', 'k', 'n', 'minDwellMin'] as const;

/** The rules in force of which something else than the mark is not as configured: whoever writes it there changes nothing either. */
export function otherRules(policy: Pick<Policy, 'rules'>, configured: readonly Rule[]): Rule[] {
  return configured.flatMap((rule) => {
    const inForce = findRule(policy, rule);
    if (inForce === null) return [];
    const isOther = numbers.some((each) => inForce[each] !== rule[each]) || minutesOf(inForce) !== minutesOf(rule);
    return isOther ? [inForce] : [];
  });
}

function minutesOf({ release }: Rule): number | null {
  return release.by === 'person' ? null : release.afterMin;
}
