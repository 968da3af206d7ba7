/** Subscribing and leaving. */
export interface SubscribeWords {
  subscribe: {
    title: string;
    intro: string;
    /** Where the town sends no mail. */
    notOffered: string;
    notOfferedText: string;
    email: string;
    send: string;
    privacy: string;
    goToForm: string;
    badEmail: string;
    sent: string;
    sentText: string;
    fullToday: string;
    fullTodayText: string;
    confirmTitle: string;
    confirmText(commune: string): string;
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
    leaveText(commune: string): string;
    leaveButton: string;
    left: string;
    leftText: string;
    alreadyLeft: string;
    alreadyLeftText: string;
    backTo(commune: string): string;
  };
}
