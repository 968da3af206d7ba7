import type { TruthAnswer } from '../../verification/truth-answer.ts';

/** Past alerts, and the question that is asked after each. */
export interface PastWords {
  past: {
    title: string;
    link: string;
    intro: string;
    from: string;
    to: string;
    highest: string;
    stillOn: string;
    exercise: string;
    none: string;
    /** The same of so many communes in one line. */
    noneIn(count: number): string;
    report: string;
    reportOf(commune: string, at: string): string;
    truth: string;
    /** The pending list. */
    pending: string;
    pendingIntro: string;
    nonePending: string;
    ofAlert(commune: string, from: string, to: string): string;
    withoutAlert(commune: string, from: string): string;
    ask: string;
    askTitle(commune: string): string;
    askIntro: string;
    flooded: string;
    answer: Record<TruthAnswer['flooded'], string>;
    reached: string;
    reachedHint: string;
    notReached: string;
    place: string;
    placeHint: string;
    passedAt(timeZone: string): string;
    passedAtHint: string;
    note: string;
    sign(name: string): string;
    saved: string;
    answeredBy(name: string, at: string): string;
    notAnswered: string;
    gaugeStands: string;
    /** An answer with the highest level that the water reached. */
    upTo(answer: string, level: string): string;
    cameAt(at: string): string;
    history: string;
    revise: string;
    problem: Record<'no-level' | 'bad-time' | 'too-long' | 'answered-meanwhile', string>;
    back: string;
  };
}
