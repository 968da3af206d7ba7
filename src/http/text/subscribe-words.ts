import type { ResidentWay, Way } from '../../people/way.ts';

/** What the script of the page tells, by these names. */
export const pushStates = [
  'on',
  'asked',
  'stopped',
  'ended',
  'busy',
  'denied',
  'unsupported',
  'ios',
  'foreign',
  'full',
  'failed',
] as const;
export type PushState = (typeof pushStates)[number];

/** By which ways residents are told. */
export type Offer = Way | 'both';

export function offerOf(ways: readonly Way[]): Offer {
  const [first = 'email', second] = ways;
  return second === undefined ? first : 'both';
}

/** Subscribing and leaving. */
export interface SubscribeWords {
  subscribe: {
    title: Record<Offer, string>;
    intro: string;
    /** Where nobody is told by that way. */
    notOffered: Record<Offer | 'push', string>;
    notOfferedText: Record<Offer | 'push', string>;
    email: string;
    phone: string;
    /** Below the field of the address, one of the two. */
    orPhone: string;
    phoneHint(country: string): string;
    send: string;
    privacy: Record<Offer, string>;
    goToForm: Record<Offer, string>;
    badEmail: string;
    badPhone(prefixes: string): string;
    nothingTyped: string;
    sent: Record<Offer, string>;
    sentText: Record<Offer, string>;
    fullToday: string;
    fullTodayText: string;
    /** Where the other of two was taken. */
    otherFullToday: string;
    confirmTitle: string;
    confirmText(commune: string, way: ResidentWay): string;
    confirmButton: string;
    confirmed: string;
    confirmedText(commune: string): string;
    linkDead: string;
    linkDeadText: string;
    quietHours: string;
    quietHint: string;
    quietFrom: string;
    quietTo: string;
    badQuietHours: string;
    language: string;
    save: string;
    quietSaved: string;
    quietSet(from: string, to: string): string;
    quietUnset: string;
    manageTitle(commune: string): string;
    /** Above what can be changed without leaving. */
    changeTitle: string;
    leaveText(commune: string, way: ResidentWay): string;
    leaveButton: string;
    left: string;
    leftText: Record<ResidentWay, string>;
    alreadyLeft: string;
    alreadyLeftText: string;
    backTo(commune: string): string;
  };
  /** Subscribing with the browser itself. */
  push: {
    title: string;
    intro: string;
    start: string;
    stop: string;
    manage: string;
    privacy: string;
    /** A demonstration or an exercise hands nothing to a push service elsewhere. */
    notReal: string;
    /** What became of it, or stands in the way. */
    says: Record<PushState, string>;
  };
}
