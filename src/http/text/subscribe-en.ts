import type { subscribeFr } from './subscribe-fr.ts';

const onThePage =
  'What the town hall says in a flood stands on the page of the commune; look at it again from time to time.';

export const subscribeEn: typeof subscribeFr = {
  subscribe: {
    title: {
      email: 'Get alerts by e-mail',
      sms: 'Get alerts by text message',
      both: 'Get alerts by e-mail or text message',
    },
    intro: 'You get a message when the town hall gives an instruction, and another when it is over.',
    notOffered: {
      email: 'No alerts by e-mail here',
      sms: 'No alerts by text message here',
      push: 'No notifications here',
      both: 'No alerts by e-mail or text message here',
    },
    notOfferedText: {
      email: `No e-mail is sent from this site. ${onThePage}`,
      sms: `No text messages are sent to residents from this site. ${onThePage}`,
      push: `No notifications are sent to browsers from this site. ${onThePage}`,
      both: `Neither e-mail nor text messages are sent to residents from this site. ${onThePage}`,
    },
    email: 'Your e-mail address',
    phone: 'Your mobile phone number',
    orPhone: 'Or your mobile phone number, for text messages',
    phoneHint: (country) => `As you dial it, or with the country code (${country}…).`,
    send: 'Subscribe',
    privacy: {
      email:
        'Your address is used for nothing else. Each message has a link to unsubscribe; your address is then erased.',
      sms: 'Your number is used for nothing else. Each message has a link to unsubscribe; your number is then erased.',
      both: 'Your address or number is used for nothing else. Each message has a link to unsubscribe; what you gave is then erased.',
    },
    goToForm: {
      email: 'Get alerts by e-mail',
      sms: 'Get alerts by text message',
      both: 'Get alerts by e-mail or text message',
    },
    badEmail: 'This address does not look complete. It must look like name@example.org.',
    badPhone: (prefixes) =>
      `This number cannot be subscribed. Give the whole number of a mobile phone; those that are taken here begin with: ${prefixes}.`,
    nothingTyped: 'Give an e-mail address or a phone number.',
    sent: {
      email: 'Check your e-mail',
      sms: 'Check your text messages',
      both: 'Check your e-mail and your text messages',
    },
    sentText: {
      sms: 'If this number can be subscribed, a text message has just been sent to it. Do what it says to confirm, within seven days. If you do not confirm, you will get nothing else. Has nothing come after some minutes? Try again tomorrow: one number gets at most three such messages a day.',
      both: 'If this address and this number can be subscribed, a message has just been sent to each. Confirm each within seven days. If you do not confirm, you will get nothing else. Has nothing come? Try again tomorrow: one address or number gets at most three such messages a day.',
      email:
        'If this address can be subscribed, a message has just been sent to it. Open it and confirm within seven days. If you do not confirm, you will get nothing else. Has nothing come? Look in your spam folder, or try again tomorrow: one address gets at most three such messages a day.',
    },
    fullToday: 'Too many subscriptions today',
    fullTodayText:
      'Too many subscriptions were asked for today. Nothing was sent to you. Please come back tomorrow; until then this site shows what is in force.',
    otherFullToday:
      'By the other way too many subscriptions were asked for today: nothing was sent there. Please come back tomorrow.',
    confirmTitle: 'Confirm the subscription',
    confirmText: (commune, way) =>
      `Do you want to get the flood instructions for ${commune} by ${way === 'sms' ? 'text message' : way === 'push' ? 'notification' : 'e-mail'}?`,
    confirmButton: 'Yes, confirm',
    confirmed: 'Subscription confirmed',
    confirmedText: (commune) => `You will get the flood instructions for ${commune}.`,
    linkDead: 'This link no longer works',
    linkDeadText:
      'It was used already, has expired or is incomplete. Nothing was changed. If you asked more than once, open the link of the newest message. If not, you can subscribe again.',
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
    leaveText: (commune, way) =>
      `Stop getting the flood instructions for ${commune}? ${way === 'sms' ? 'Your number' : way === 'push' ? 'The subscription of this browser' : 'Your address'} will be erased.`,
    leaveButton: 'Unsubscribe',
    left: 'You are unsubscribed',
    leftText: {
      email: 'Your address is erased. You will get no more messages.',
      sms: 'Your number is erased. You will get no more messages.',
      push: 'The subscription of this browser is erased. It will get no more notifications.',
    },
    alreadyLeft: 'No subscription here',
    alreadyLeftText:
      'This link belongs to no subscription: it may already have been erased. If messages still come, use the link in the newest one.',
    backTo: (commune) => `See the situation in ${commune}`,
  },
  push: {
    title: 'Get alerts on this device',
    intro:
      'A notification is shown on this device, even while the page is closed, when the town hall gives an instruction, and another when it is over.',
    start: 'Get alerts on this device',
    stop: 'Stop getting them',
    manage: 'Quiet hours and language',
    privacy:
      'There is no address to give. Notifications go through the service of your browser: encrypted, so that it cannot read them; it knows only that this device got one, and when. The device must be on and online.',
    notReal: 'This site is a trial: no notification leaves it for a service elsewhere.',
    says: {
      on: '✓ This device gets the alerts.',
      asked:
        '✓ Done. A first notification should be shown within a minute. If not, see in the settings of the device whether notifications of this browser are allowed.',
      stopped: '✓ This device gets no more alerts. The subscription is erased.',
      ended:
        'The subscription of this device has ended: it gets no alerts any more. To get them again, press the button.',
      busy: '… one moment',
      denied:
        'This browser does not let this site show notifications. Allow them in its settings, or in those of the device, then try again.',
      unsupported:
        'This browser cannot get notifications, or does not allow it here (private browsing). Try another browser, or look at this page again from time to time.',
      ios: 'On iPhone and iPad (iOS 16.4 or newer), first add this page to the home screen: the Share button, then “Add to Home Screen”. Open it from there: the button will be on it.',
      foreign: 'The town does not use the notification service of this browser. Try another browser.',
      full: 'Too many subscriptions were asked for. Nothing was done. Try again later.',
      failed:
        'It did not work: this site, or the notification service of the browser, did not answer, or this is private browsing. Try again.',
    },
  },
};
