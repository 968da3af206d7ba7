import type { Way } from '../../people/way.ts';

/** Trying whether messages arrive: a page of staff. */
export interface TestWords {
  test: {
    title: string;
    link: string;
    intro: string;
    to: string;
    hint: string;
    /** The same where it may go to a machine too. */
    hintWithMachines: string;
    send: string;
    /** What is said of it by each way. */
    by: Record<
      Way | 'voice' | 'webhook',
      { title: string; onItsWay: string; taken(at: string, answer: string): string; look: string }
    >;
    /** `why` is technical and in English, or the words of the mail server or the gateway. */
    notSent(why: string): string;
    noSuch: string;
    /** A machine, among those whom it may go to. */
    machine(name: string): string;
  };
}
