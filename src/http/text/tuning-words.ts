import type { Goal, Proposal } from '../../verification/tune/propose.ts';
import type { TuningFailure } from '../../verification/tune/tuner.ts';

type Column =
  | 'policy'
  | 'raiseAt'
  | 'lowerAt'
  | 'votes'
  | 'lead'
  | 'floods'
  | 'hits'
  | 'misses'
  | 'falseAlarms'
  | 'pod'
  | 'far'
  | 'csi'
  | 'alertsPerYear'
  | 'medianLead'
  | 'worstLead';

export interface TuningWords {
  tuning: {
    title: string;
    link: string;
    /** Of many those that are folded. */
    untold(count: number): string;
    intro: string;
    start: string;
    startHint: string;
    running(percent: number): string;
    busy: string;
    done(when: string, person: string): string;
    failure: Record<TuningFailure, string>;
    never: string;
    outdated: string;
    pageTitle(level: string, commune: string, station: string): string;
    split(fitUntil: string, chooseUntil: string, until: string): string;
    borrowed(marks: string, floods: number): string;
    goalLegend: string;
    goal: Record<Goal['kind'], string>;
    perYear: string;
    costLoss: string;
    apply: string;
    proposed: string;
    noChange: Record<Extract<Proposal, { kind: 'no-change' }>['because'], string>;
    column: Record<Column, string>;
    row: Record<'current' | 'fixed' | 'observed' | 'proposed' | 'chosen', string>;
    look: string;
    lookShort: string;
    candidatesTitle: string;
    /** What is counted is a figure a year only beside its `years`. */
    chooseCaption(floods: number, years: number): string;
    reportCaption(floods: number, years: number): string;
    pooledCaption(floods: number, years: number): string;
    intervalNote: string;
    allCandidates: string;
    bestCandidates: string;
    unknownMisses(floods: number, percent: number): string;
    costTitle: string;
    cost: Record<'falseAlarms' | 'misses' | 'lead', string>;
    before: string;
    after: string;
    acceptTitle: string;
    acceptHint: string;
    accept: string;
    unchanged: string;
    reliabilityTitle: string;
    reliabilityDescription: string;
    reliability: Record<'stated' | 'count' | 'cameTrue' | 'share', string>;
    valueTitle: string;
    valueDescription: string;
    valueAxis: string;
    value: Record<'costLoss' | 'tuned' | 'inForce', string>;
    table: string;
    /** What the daily watch found. `stated` is the mean chance in per cent. */
    tooSure(days: number, stated: string, cameTrue: number): string;
    tooCautious(days: number, stated: string, cameTrue: number): string;
    budgetSpent(falseAlarms: number, days: number, promisedAYear: string): string;
    tuneAgain: string;
    effectTitle: string;
    effect(falseAlarmsAYear: number, pod: string, lead: string): string;
    soFar(days: number, hits: number, misses: number, falseAlarms: number): string;
  };
}
