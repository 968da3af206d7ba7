/** What stands around every page, and the pages that everybody may reach. */
export interface FrameWords {
  /** The language's own name, for the switch. */
  languageName: string;
  frame: {
    skip: string;
    languages: string;
    /** First word EXERCICE / DÉMONSTRATION: a test never looks like the real thing. */
    demonstration: string;
    exercise: string;
    logIn: string;
    logOut: string;
    loggedInAs(name: string): string;
    allCommunes: string;
    mayorPages: string;
    staffPage: string;
    caughtMail: string;
    /** Before the instant at which the page was made. */
    madeAt: string;
    footer: string;
    localTime(timeZone: string): string;
  };
  errors: {
    notFound: string;
    notFoundText: string;
    forbidden: string;
    forbiddenText: string;
    tooLong: string;
    /** `kB`: the most that a form may have. */
    tooLongText(kB: number): string;
    tooMany: string;
    tooManyText: string;
    broken: string;
    brokenText: string;
    /** Where somebody did something, and did not only look. */
    brokenDeedText: string;
    badRequest: string;
    badRequestText: string;
    /** Above what the reader had written into a form that was not taken. */
    written: string;
  };
  /** A local time that somebody typed, in the nights in which clocks are changed. */
  typedTime: {
    twice: string;
    never: string;
    which: string;
  };
  home: {
    title: string;
    intro: string;
    /** The same where the town sends no mail. */
    introUnmailed: string;
    noCommune: string;
    search: string;
    find: string;
    noneNamed(typed: string): string;
    all: string;
  };
  login: {
    title: string;
    intro: string;
    account: string;
    password: string;
    send: string;
    wrong: string;
    wait(minutes: number): string;
    expired: string;
    demo: string;
    demoHint: string;
    role: string;
  };
  mail: { title: string; intro: string; empty: string; to: string; subject: string; receivedAt: string; back: string };
  roleName: Record<'mayor' | 'staff', string>;
}
