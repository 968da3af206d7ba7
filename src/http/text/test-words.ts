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
    textedTo: string;
    onItsWay: string;
    onItsWayToPhone: string;
    taken(at: string, answer: string): string;
    takenByGateway(at: string, answer: string): string;
    look: string;
    lookAtPhone: string;
    /** `why` is technical and in English, or the words of the mail server or the gateway. */
    notSent(why: string): string;
    noSuch: string;
  };
}
