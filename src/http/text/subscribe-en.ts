import type { SubscribeWords } from './subscribe-words.ts';

export const subscribeEn: SubscribeWords = {
  subscribe: {
    title: 'Get alerts by e-mail',
    intro: 'You get a message when the town hall gives an instruction, and another when it is over.',
    notOffered: 'No alerts by e-mail here',
    notOfferedText:
      'No e-mail is sent from this site. What the town hall says in a flood stands on the page of the commune; look at it again from time to time.',
    email: 'Your e-mail address',
    send: 'Subscribe',
    privacy:
      'Your address is used for nothing else. Each message has a link to unsubscribe; your address is then erased.',
    goToForm: 'Get alerts by e-mail',
    badEmail: 'This address does not look complete. It must look like name@example.org.',
    sent: 'Check your e-mail',
    sentText:
      'If this address can be subscribed, a message has just been sent to it. Open it and confirm within seven days. If you do not confirm, you will get nothing else. Has nothing come? Look in your spam folder, or try again tomorrow: one address gets at most three such messages a day.',
    fullToday: 'Too many subscriptions today',
    fullTodayText:
      'Too many subscriptions were asked for today. Nothing was sent to you. Please come back tomorrow; until then this site shows what is in force.',
    confirmTitle: 'Confirm the subscription',
    confirmText: (commune) => `Do you want to get the flood instructions for ${commune} by e-mail?`,
    confirmButton: 'Yes, confirm',
    confirmed: 'Subscription confirmed',
    confirmedText: (commune) => `You will get the flood instructions for ${commune}.`,
    linkDead: 'This link no longer works',
    linkDeadText: 'It was used already, has expired or is incomplete. Nothing was changed. You can subscribe again.',
    quietHours: 'Quiet hours (optional)',
    quietHint:
      'Nothing is sent to you between these hours, unless there is danger to life. After that, you get what is still in force.',
    quietFrom: 'From (such as 22:00)',
    quietTo: 'To (such as 07:00)',
    badQuietHours: 'Give two different times, such as 22:00 and 07:00, or none.',
    language: 'Language of the messages',
    save: 'Save',
    quietSaved: 'Saved',
    quietSet: (from, to) => `Nothing will be sent to you between ${from} and ${to}, unless there is danger to life.`,
    quietUnset: 'You will be told at any hour.',
    manageTitle: (commune) => `Your subscription: ${commune}`,
    changeTitle: 'Change your messages',
    leaveText: (commune) => `Stop getting the flood instructions for ${commune}? Your address will be erased.`,
    leaveButton: 'Unsubscribe',
    left: 'You are unsubscribed',
    leftText: 'Your address is erased. You will get no more messages.',
    alreadyLeft: 'You are not subscribed',
    alreadyLeftText: 'This link belongs to no subscription: it may already have been erased. You will get no messages.',
    backTo: (commune) => `See the situation in ${commune}`,
  },
};
