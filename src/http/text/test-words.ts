import type { ContactRole } from '../../territory/commune.ts';

/** Trying whether messages arrive: a page of staff. */
export interface TestWords {
  test: {
    title: string;
    link: string;
    intro: string;
    to: string;
    /** `address` in part. */
    contact(name: string, role: ContactRole, commune: string, address: string): string;
    hint: string;
    send: string;
    sentTo: string;
    onItsWay: string;
    taken(at: string, answer: string): string;
    look: string;
    /** `why` is technical and in English, or the mail server's own words. */
    notSent(why: string): string;
    noSuch: string;
  };
}
