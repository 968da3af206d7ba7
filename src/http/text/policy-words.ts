import type { RuleFault } from '../../policy/find-faults.ts';
import type { RaisedLevel } from '../../territory/alert-level.ts';

type FieldName = 'markM' | 'leadTimeH' | 'raiseAt' | 'lowerAt' | 'k' | 'n' | 'minDwellMin' | 'releaseAfterMin';

export interface PolicyWords {
  policy: {
    changeTitle(level: string, commune: string, station: string): string;
    /** The way to the candidates, beside what was typed. */
    tryAll: string;
    changeIntro: string;
    why: string;
    whyHint: string;
    save: string;
    saved(version: number): string;
    unchanged: string;
    changedMeanwhile(author: string): string;
    /** To the form as it was filled in, once somebody else has changed the rule. */
    asFilled: string;
    fixFirst: string;
    /** From the history back to the form, with the numbers of then. */
    takeAgain(version: number): string;
    valuesOf(version: number): string;
    field: Record<FieldName, string>;
    unit: Record<FieldName, string>;
    /** Below the field: what it is, and what a change costs. */
    hint: Record<FieldName, string>;
    /** Names the field, what was found and what is allowed. */
    invalid(field: string, found: string, allowed: string): string;
    invalidReason: string;
    allowed: Record<'between' | 'whole', (low: number, high: number) => string>;
    orEmpty: string;
    /** Which level of which gauge a fault stands in. */
    faultOf(level: string, fault: string): string;
    fault(fault: RuleFault, levelName: (level: RaisedLevel) => string): string;
    /** Who signed that a level goes out by itself. */
    signedBy(person: string, version: number): string;
  };
}
