import type { Way } from '../../people/way.ts';

/** The link in a test message, and what is known of each contact by it. */
export interface ReceiptWords {
  receipt: {
    title(commune: string): string;
    notReal: string;
    sent(by: string, at: string, commune: string): string;
    to: string;
    by: Record<Way, string>;
    button: string;
    notYou(name: string): string;
    done: string;
    /** `way`: one of `by`. */
    doneText(name: string, way: string, commune: string): string;
    already: string;
    alreadyText(at: string): string;
    expired: string;
    expiredText(at: string): string;
  };
  reached: {
    title: string;
    intro: string;
    /** How many of them need to be tried, of how many. */
    toTry(count: number, of: number): string;
    sure(count: number): string;
    contact: string;
    way: string;
    ways: Record<Way, string>;
    tried: string;
    neverTried: string;
    accepted: string;
    refused: string;
    onItsWay: string;
    received: string;
    neverReceived: string;
    longAgo: string;
    all: string;
    allGo: string;
    allOf: string;
    allAsk(commune: string): string;
    allText(count: number): string;
    allSend: string;
    allSent(count: number, commune: string): string;
    back: string;
  };
}
