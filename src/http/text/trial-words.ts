/** A rule as it was typed, on the past of the river: part of the page on which it is changed. */
export interface TrialWords {
  trial: {
    /** The button, and what it does not do. */
    tryIt: string;
    tryHint: string;
    title: string;
    running(percent: number): string;
    /** The numbers were typed, but nothing is known of them: another day, or the service has started anew. */
    notYet: string;
    /** Nothing was typed that changes an alert. */
    same: string;
    /** What it comes to in one sentence: each number is typed less in force. */
    sum(falseAlarms: number, misses: number): string;
    /** How long before the mark the alert stood, in the middle of the floods, where that is another. */
    lead(inForce: string, typed: string): string;
    caption(from: string, to: string, years: number): string;
    /** A flood at one mark is none at the other: what was missed of both are other floods. */
    marksDiffer: string;
    inForce: string;
    typed: string;
    falseAlarmsAYear: string;
    casesTitle(cases: number): string;
    when: string;
    crest: string;
    hit(lead: string): string;
    miss: string;
    falseAlarm: string;
    /** The rule raised nothing, and no flood came to its mark. */
    nothing: string;
    noCase: string;
    /** How little so few floods say, none included. */
    few(floods: number): string;
    honest: string;
    saveTitle: string;
  };
}
