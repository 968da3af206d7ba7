import { type Static, Type } from 'typebox';
import { closed, keeping, list, number, oneOf, text, whole } from '../../lib/io/field.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { id } from './field.ts';

const optional = Type.Optional;

const ruleKeys = {
  leadTimeH: optional(number('hours ahead', 0.25, 72)),
  raiseAt: optional(number('a probability', 0.01, 1)),
  lowerAt: optional(number('a probability', 0, 1)),
  k: optional(whole('assessments that must agree', 1, 100)),
  n: optional(whole('assessments looked at', 1, 100)),
  minDwellMin: optional(number('minutes', 0, 10_080)),
  release: optional(oneOf(['person', 'person-or-timeout'])),
  afterMin: optional(number('minutes', 1, 1_440)),
};

type ReleaseKeys = { release?: 'person' | 'person-or-timeout'; afterMin?: number };
const releaseIsWhole = ({ release, afterMin }: ReleaseKeys): boolean =>
  (release === 'person-or-timeout') === (afterMin !== undefined);
const wholeRelease = 'release: person-or-timeout together with afterMin (minutes), or neither';

const rule = keeping(closed(ruleKeys), releaseIsWhole, wholeRelease);

export const OverrideEntry = keeping(
  closed({ commune: optional(id()), station: optional(id()), level: optional(oneOf(raisedLevels)), ...ruleKeys }),
  releaseIsWhole,
  wholeRelease,
);

export const PolicyFile = closed({
  author: id(),
  reason: text('why the policy is as it is, one sentence'),
  defaults: optional(closed({ prepare: optional(rule), act: optional(rule), danger: optional(rule) })),
  overrides: optional(list(OverrideEntry, 'a list of exceptions')),
});

export type RuleKeys = Static<typeof rule>;
export type OverrideEntry = Static<typeof OverrideEntry>;
export type PolicyFile = Static<typeof PolicyFile>;
