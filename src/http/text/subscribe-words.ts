import type { Way } from '../../people/way.ts';

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
    notOffered: Record<Offer, string>;
    notOfferedText: Record<Offer, string>;
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
    confirmText(commune: string, way: Way): string;
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
    leaveText(commune: string, way: Way): string;
    leaveButton: string;
    left: string;
    leftText: Record<Way, string>;
    alreadyLeft: string;
    alreadyLeftText: string;
    backTo(commune: string): string;
  };
}
