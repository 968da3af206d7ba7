import type { SubscribeWords } from './subscribe-words.ts';

export const subscribeEn: SubscribeWords = {
  subscribe: {
    title: 'Be told by e-mail',
    intro: 'You get a message when the town hall gives an instruction, and another when it is over.',
    email: 'Your e-mail address',
    send: 'Subscribe',
    privacy:
      'The address is used for nothing else. Each message has a link to leave in one step; the address is then erased.',
    goToForm: 'Subscribe to be told',
    badEmail: 'This address does not look complete. It must look like name@example.org.',
    sent: 'Look in your mailbox',
    sentText:
      'If this address can be subscribed, a message has just been sent to it. Open it and confirm within seven days. Without that you will get nothing else. No more than three such messages a day go to one address: if none has come, look among the unwanted mail, or try again tomorrow.',
    fullToday: 'Too many subscriptions today',
    fullTodayText:
      'So many were asked for in a day that no more are taken. Nothing was sent to you. Please come back tomorrow; until then this site shows what holds.',
    confirmTitle: 'Confirm the subscription',
    confirmText: (commune) => `Do you want the flood instructions of ${commune} by e-mail?`,
    confirmButton: 'Yes, confirm',
    confirmed: 'Subscription confirmed',
    confirmedText: (commune) => `You will be told of the flood instructions of ${commune}.`,
    linkDead: 'This link no longer works',
    linkDeadText: 'It was used already, has expired or is incomplete. Nothing was changed. You can subscribe again.',
    quietHours: 'Quiet hours (optional)',
    quietHint:
      'Nothing is sent to you between these hours, unless there is danger to life. At their end you get what still holds.',
    quietFrom: 'From (such as 22:00)',
    quietTo: 'To (such as 07:00)',
    badQuietHours: 'It takes two different times, such as 22:00 and 07:00, or none.',
    language: 'Language of the messages',
    save: 'Save',
    quietSaved: 'Saved',
    quietSet: (from, to) => `Nothing will be sent to you between ${from} and ${to}, unless there is danger to life.`,
    quietUnset: 'You will be told at every hour.',
    manageTitle: (commune) => `Your subscription: ${commune}`,
    changeTitle: 'Change your messages',
    leaveText: (commune) => `Stop getting the flood instructions of ${commune}? Your address will be erased.`,
    leaveButton: 'Unsubscribe',
    left: 'You have left',
    leftText: 'Your address is erased. You will get no more messages.',
    alreadyLeft: 'You are not subscribed',
    alreadyLeftText: 'This link belongs to no subscription: it may have been erased already. You will get no messages.',
    backTo: (commune) => `See the situation in ${commune}`,
  },
};
