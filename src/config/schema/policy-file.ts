import { type Static, Type } from 'typebox';
import { closed, keeping, list, number, oneOf, text, whole } from '../../lib/io/field.ts';
import { type Bounds, ruleBounds } from '../../policy/rule-bounds.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { id } from './field.ts';

const optional = Type.Optional;

function within(what: string, { kind, low, high }: Bounds) {
  return kind === 'whole' ? whole(what, low, high) : number(what, low, high);
}

const ruleKeys = {
  leadTimeH: optional(within('hours ahead', ruleBounds.leadTimeH)),
  raiseAt: optional(within('a probability', ruleBounds.raiseAt)),
  lowerAt: optional(within('a probability', ruleBounds.lowerAt)),
  k: optional(within('assessments that must agree', ruleBounds.k)),
  n: optional(within('assessments looked at', ruleBounds.n)),
  minDwellMin: optional(within('minutes', ruleBounds.minDwellMin)),
  release: optional(oneOf(['person', 'person-or-timeout'])),
  afterMin: optional(within('minutes', ruleBounds.releaseAfterMin)),
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
