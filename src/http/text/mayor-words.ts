import type { ChannelName } from '../../notification/outbox.ts';
import type { Cause } from '../../notification/words/cause-of.ts';
import type { ResidentWay } from '../../people/way.ts';

/** The page of the mayor. */
export interface MayorWords {
  mayor: {
    title(commune: string): string;
    choose: string;
    /** Of many communes those that are folded. */
    withoutAlert(count: number): string;
    /** Beside a commune whose alert nobody has answered. */
    unanswered: string;
    updated(instant: string): string;
    reload: string;
    howBad: string;
    howSure: string;
    howLong: string;
    why: string;
    since(at: string, reason: string): string;
    /** Of a level that came down. */
    lowered(at: string, reason: string): string;
    meanwhile(reason: string): string;
    /** Where all speaks for lowering and the level still stands. */
    staysUntil: string;
    water: string;
    now: string;
    passedAlready(stage: string, mark: string): string;
    chanceOf(level: string, mark: string): string;
    noChance: string;
    lessSure: string;
    inTime(from: string, to: string): string;
    /** In place of `inTime` where it may happen at any moment. */
    untilTime(to: string): string;
    passage(level: string, window: string): string;
    underWay(level: string): string;
    noWindow: string;
    noneExpected: string;
    notSeen(station: string, since: string | null): string;
    allQuiet: string;
    /** Where the town has no way to tell anybody. */
    allQuietUntold: string;
    decide: string;
    /** In its place where something waits for the reader. */
    awaited: Record<'answer' | 'decision', string>;
    acknowledge: string;
    acknowledgeHint: string;
    acknowledgedBy(name: string, at: string): string;
    /** An answer that was a mistake, or that somebody can no longer stand by. */
    /** `alone`: where no message goes out. */
    handBack: { question: string; button: string; hint: string; alone: string };
    residents: string;
    told(level: string): string;
    toldNothing: string;
    heldBackBy(level: string): string;
    waiting(level: string): string;
    goesOutAt(clock: string, signedBy: string): string;
    neverByItself: string;
    /** `texted`, `notified`: how many of them by text message, by notification. */
    wouldGet(count: number, texted: number, notified: number): string;
    /** The same where residents can subscribe by no way. */
    wouldShow: string;
    /** Where residents can subscribe by no way: who had, or nobody. */
    noMail(subscribers: number): string;
    release(level: string): string;
    releaseHint: string;
    /** The same where residents can subscribe by no way. */
    releaseHintUnmailed: string;
    holdBack: string;
    holdBackHint: string;
    onlyMayor: string;
    wasMistake(level: string): string;
    correct(level: string): string;
    corrected(level: string, at: string): string;
    /** What residents then read: what they knew before, or that no instruction holds. */
    correctHint(before: string | null): string;
    close: string;
    closeHint: string;
    /** After an alert was closed by hand. */
    closedBy: {
      title: string;
      text(level: string, at: string): string;
      reopen: string;
      hint(isPublic: boolean, until: string): string;
    };
    whoWasTold: string;
    nobodyYet: string;
    person: string;
    askedAt: string;
    notAskedYet: string;
    answered: string;
    noAnswerYet: string;
    /** Of somebody who was asked, where another took care of it. */
    answeredBy(name: string): string;
    askedNext(names: string, at: string): string;
    allAskedAgain(at: string): string;
    /** Instead of both, in a town that has no way to tell its contacts. */
    nobodyAsked: string;
    what: string;
    status: string;
    ways: Readonly<Record<ChannelName, string>>;
    byWay(way: string, what: string): string;
    sent(at: string): string;
    /** As the gateway reports of a text message. */
    onPhone(at: string): string;
    /** The same, in its own word. */
    underway(said: string): string;
    pending(attempts: number): string;
    failing(attempts: number, error: string): string;
    replaced: string;
    dropped(reason: string): string;
    /** Why it was not sent, where no provider was asked. */
    because: {
      notOnPhone: string;
      recipientGone: string;
      numberGone: string;
      noMail: string;
      noGateway: string;
      noCalls: string;
      noPush: string;
      noWebhook: string;
      /** An exercise or a demonstration reaches nobody out there. */
      onlyHere: string;
      noSuchService: string;
      tookTooLong: string;
      browserGone: string;
      /** Nobody needs to be called any more. */
      answered: string;
      askedNoMore: string;
    };
    /** What the no of a provider comes down to, before its own words. */
    causes: Readonly<Record<Cause, string>>;
    /** `null`: there is no other way than mail. */
    residentsSummary(way: ResidentWay | null, sent: number, pending: number, dropped: number): string;
    /** Who subscribed by a way that the town has not any more. */
    unreached(count: number): string;
    residentsFailing(count: number, error: string): string;
    machineTime: string;
    log: string;
    noEvent: string;
    done: Record<'acknowledge' | 'hand-back' | 'release' | 'hold-back' | 'correct' | 'close' | 'reopen', string>;
    /** The same where residents can subscribe by no way. */
    doneUnmailed: Record<'release' | 'correct', string>;
    refused: {
      title: string;
      noAlert: string;
      levelChanged(level: string): string;
      alreadyAcknowledged(name: string, at: string): string;
      notInHand: string;
      alreadyDecided: string;
      stillOn: string;
      tooLate: string;
      back: string;
    };
    publicPage: string;
  };
}
