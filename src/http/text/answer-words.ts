import type { ContactRole } from '../../territory/commune.ts';

/** Answering an alert by the link in a message, or by text message. */
export interface AnswerWords {
  answer: {
    title(commune: string): string;
    level: string;
    forWhom: string;
    meaning: string;
    /** What pressing the button does, and what it does not do. */
    means: readonly string[];
    notYou(name: string): string;
    done: string;
    doneText(name: string, level: string, commune: string): string;
    /** Whoever answered and does not deal with it after all. */
    handBack: { question: string; hint: string; done: { title: string; text: string } };
    /** After it, where residents do not know of the level. */
    residentsWait(level: string): string;
    /** Who answered already is the reader. */
    alreadyYou(at: string): string;
    expired(at: string): string;
    /** Where the level is another than the message told. */
    /** To whoever had answered, once that was handed back. */
    handedBack: string;
    newerLink: string;
    refusedText: string;
    toAlert: string;
    notOurs: string;
    notOursText: string;
    roles: Record<ContactRole, string>;
    /** Sent back by text message: short, plain. */
    reply: {
      acknowledged(level: string, commune: string): string;
      unknownNumber: string;
      /** To a resident. */
      subscribed(commune: string): string;
      unsubscribed: string;
      noWish: string;
      notUnderstood: string;
      wrongCode: string;
      nothingAsked: string;
      /** `byMail`: whether the same question lies in a mailbox, with a link. */
      locked(minutes: number, byMail: boolean): string;
    };
  };
}
