/** Trying whether messages arrive: a page of staff. */
export interface TestWords {
  test: {
    title: string;
    link: string;
    intro: string;
    to: string;
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
