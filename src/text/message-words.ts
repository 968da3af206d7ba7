import type { AlertEvent } from '../alert/alert.ts';
import type { Instant } from '../lib/clock.ts';

export type Audience = AlertEvent['audience'];

/** The labels of the facts of an alert. */
export type Label =
  | 'level'
  | 'sure'
  | 'when'
  | 'higher'
  | 'why'
  | 'whyYou'
  | 'measured'
  | 'floods'
  | 'caveat'
  | 'answer'
  | 'todo'
  | 'residents'
  | 'page'
  | 'leave';

/** When a policy tells residents by itself, and who signed that. */
interface Signed {
  at: string;
  signedBy: string;
}

/** What a message says around the sentences of `Words`, in one language. */
export interface MessageWords {
  /** The first word of subject and text: what this message is. The all-clear never begins like an alarm. */
  heading: (event: AlertEvent, audience: Audience) => string;
  /** The first word of everything that is not real, and the sentence that says so. */
  notReal: Readonly<Record<'demonstration' | 'exercise', { word: string; sentence: string }>>;
  /** In a subject, where a real alert ends an exercise; `level`: its level, where its reader may know it. */
  cutShort: (level: string | null) => string;
  /** @example labelled('Niveau', 'Agir') // 'Niveau : Agir' */
  labelled: (label: string, value: string) => string;
  labels: Readonly<Record<Label, string>>;
  /** What threatens, in a word. */
  hazard: string;
  /** Who is named instead of a person, where all the world reads it. */
  townHall: string;
  /** A level that has been told long ago. */
  stillHolds: (at: string) => string;
  /** In a subject: the water has been measured above the mark. */
  measured: string;
  /** In a subject: nothing that can be relied on is read any more. */
  blindSince: (since: Instant | null, why: 'not-seen' | 'suspect-only' | 'unreadable', timeZone: string) => string;
  /** In a subject: what residents were told by mistake. */
  noLongerHolds: (level: string) => string;
  /** How sure, where the water has been measured above the mark. */
  measuredAbove: string;
  chanceWithin: (chance: string, hours: string) => string;
  /** Where the forecast behind a number is older than the message. */
  forecastOf: (at: Instant, timeZone: string) => string;
  /** Why somebody hears of an alert that they were not asked to answer. */
  askedToCheck: (at: Instant, timeZone: string) => string;
  /** The window is that of the passage, given that there is one. */
  ifReached: (window: string) => string;
  /** What limits the forecast behind a number. */
  caveats: {
    /** The water may stand higher than is told, and is over its marks sooner. */
    zeroShift: (fellM: number, at: Instant, timeZone: string) => string;
    without: (stations: string) => string;
    outsideExperience: string;
    learning: string;
  };
  /** `observedAt`: `null` where an old event does not have it. @example « 3,62 m à 14 h 10, station Coursan » */
  readingAt: (stage: string, station: string, observedAt: Instant | null, timeZone: string) => string;
  /** What pressing the button of the link above means, and until when it works. */
  answerUntil: (until: string) => string;
  /** The same in an exercise, in which nobody is reminded. */
  answerPlayedUntil: (until: string) => string;
  answerByText: (code: string, number: string) => string;
  /** The same within a text message. */
  answerByReply: (code: string, number: string) => string;
  /** How to answer, in a call: what is written beside it has the link or the code. */
  answerByMessage: string;
  /** The same of a decision. */
  decideOnPage: string;
  /** In a call: who calls, and about what. */
  caller: string;
  /** A line as it is read aloud: units as words. @example « atteint 3,10 m dans les 6 h » → « atteint 3,10 mètres dans les 6 heures » */
  aloud(line: string): string;
  /** Before all of a call is said once more. */
  again: string;
  /** What to do where no action card says it. */
  steps: (event: AlertEvent, audience: Audience) => readonly string[];
  /** Where one message tells of several gauges. */
  several: {
    gauges: (count: number) => string;
    communes: (count: number) => string;
    /** What to do first where several are lost at once. */
    commonCause: string;
    /** So many more than there is room for. */
    more: (count: number) => string;
  };
  /** What residents know, and who decides the rest. */
  residents: {
    told: string;
    heldBack: string;
    /** After a mistake was put right. */
    corrected: string;
    /**
     * `told`: the lower level that they have been told; `auto`: the instant at which the signed policy tells them of this one by itself, `lower`: of
     * levels below it before that, lowest first.
     */
    waiting: (told: string | null, auto: Signed | null, lower: readonly (Signed & { level: string })[]) => string;
  };
  /** Whose level this is, for residents. */
  ownLevel: (communeName: string) => string;
  /** Whom residents follow, whatever a level says. */
  authorities: string;
  written: (at: string, serviceName: string) => string;
  /** Only tries whether messages arrive. */
  test: (asked: { by: string; communeName: string }) => {
    word: string;
    subject: string;
    notReal: string;
    /** Asks whoever got it to say so, by the link. */
    ask: (url: string) => string;
    askUntil: (until: string) => string;
    why: string;
    hint: string;
    /** All that a call says. */
    spoken: string;
  };
  /** `short`: by text message; `number`: where a reply confirms too. */
  confirmation: (communeName: string) => {
    subject: string;
    before: string;
    after: string;
    short: (link: string, number: string | null) => string;
  };
  already: (communeName: string) => { subject: string; before: string; after: string; short: string };
  /** Shown by a browser that has just subscribed. */
  firstNotification: (communeName: string) => { subject: string; text: string };
  /** The last line of each text message to a resident. */
  leaveByText: (link: string, number: string | null) => string;
}
