import type { ReadRefusal } from '../../reading/by-person/read-at-gauge.ts';

/** A level that a person read at the painted gauge: the page, and what others say of it. */
export interface ReadWords {
  read: {
    title(station: string): string;
    link: string;
    intro: string;
    stage: string;
    stageHint(from: string, to: string): string;
    at: string;
    atHint: string;
    look: string;
    /** The page that asks whether it is meant. */
    confirmTitle: string;
    readAt(stage: string, time: string): string;
    above(metres: string, last: string, time: string): string;
    below(metres: string, last: string, time: string): string;
    same(last: string, time: string): string;
    noLast: string;
    /** `residents`: only a person or a signed rule tells them. */
    passes(level: string, mark: string): string;
    passesNone: string;
    exercise: string;
    notPlayed: string;
    enter: string;
    change: string;
    entered: string;
    mistake: string;
    lately: string;
    none: string;
    time: string;
    level: string;
    state: string;
    states: Record<'counts' | 'replaced' | 'excluded', string>;
    /** The line in the event log. */
    logged(station: string, stage: string, time: string): string;
    back: string;
    noStage: string;
    noTime: string;
    playing: string;
    /** Somebody said another level of the same minute after the form was made. */
    saidSince(person: string, stage: string): string;
    refused: Record<ReadRefusal, string>;
    /** The state of a gauge: the number beside it is a person's; `silent`: and the sensor says nothing. */
    byPerson: string;
    silent: string;
    /** In tables of readings. */
    observed: string;
  };
}
