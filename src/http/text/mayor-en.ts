import type { ResidentWay } from '../../people/way.ts';
import type { mayorFr } from './mayor-fr.ts';

const by = (way: ResidentWay): string =>
  way === 'sms' ? 'by text message' : way === 'push' ? 'by notification' : 'by e-mail';

/** Of all subscribers those who are told otherwise than by mail. */
function apart(count: number, texted: number, notified: number): string {
  if (texted === count) return ` (${by('sms')})`;
  if (notified === count) return ` (${by('push')})`;
  const some = [
    ...(texted > 0 ? [`${texted} ${by('sms')}`] : []),
    ...(notified > 0 ? [`${notified} ${by('push')}`] : []),
  ];
  return some.length === 0 ? '' : ` (${some.join(', ')})`;
}

export const mayorEn: typeof mayorFr = {
  mayor: {
    title: (commune) => `${commune}: alert`,
    titleAtRest: (commune) => `${commune}: situation`,
    choose: 'Your communes',
    clockBehind: (said) =>
      `The clock of the service is behind (it is already ${said}): the water shown here may be that of before. Trust the river itself, and tell whoever looks after the service.`,
    withoutAlert: (count) => (count === 1 ? '1 commune without an alert' : `${count} communes without an alert`),
    unanswered: 'nobody has answered',
    updated: (instant) => `As of ${instant}`,
    reload: 'Reload',
    howBad: 'How bad',
    howSure: 'How sure',
    howLong: 'When',
    why: 'Why',
    since: (at, reason) => `Since ${at}: ${reason}`,
    lowered: (at, reason) => `Lowered on ${at}: ${reason}`,
    meanwhile: (reason) => `Now: ${reason}`,
    risksLess: (level, from) =>
      `The risk has fallen. “${level}” still stands, out of caution, and will come down ${from === null ? 'once the water is clearly lower' : `at ${from} at the earliest, if the water stays low`}.`,
    water: 'The water',
    now: 'Do now',
    passedThen: (stage, mark) => `The water was at ${stage}: mark of ${mark} reached`,
    passedAlready: (stage, mark) => `The water is at ${stage}: mark of ${mark} reached`,
    chanceOf: (level, mark) => `chance of reaching “${level}” (${mark})`,
    noChance: 'No forecast available',
    lessSure: 'Forecast less certain: see why',
    inTime: (from, to) => `in ${from} to ${to}`,
    untilTime: (to) => `within ${to}`,
    passage: (level, window) => `If the water reaches “${level}”, it will be ${window} (8 times in 10)`,
    underWay: (level) => `“${level}” under way`,
    noWindow: 'The time cannot be forecast for now',
    noneExpected: 'Unlikely for now',
    notSeen: (station, since) =>
      since === null
        ? `No reliable reading from ${station} yet. The first ones of a sensor count only once the next have confirmed them. The alert level above does not take it into account.`
        : `No reliable reading from ${station} since ${since}. Silence does not mean that the water is falling.`,
    allQuiet: 'Nothing to decide. You will be told if things change.',
    allQuietUntold: 'Nothing to decide. No message goes out from here: come back to this page.',
    decide: 'Decide',
    awaited: { answer: 'Nobody has answered yet', decision: 'A decision on telling residents is awaited' },
    acknowledge: 'I have seen it and am dealing with it',
    acknowledgeHint: 'Stops the reminders. Does not tell residents.',
    acknowledgedBy: (name, at) => `${name} has been dealing with it since ${at}.`,
    handBack: {
      question: 'Is nobody dealing with it any more?',
      button: 'Ask somebody else',
      hint: 'Those who were told learn it at once, and the next person is told. To take over yourself, answer afterwards. Residents hear nothing of it.',
      alone: 'No message goes out from here: tell whoever takes over yourself. Residents hear nothing of it.',
    },
    residents: 'Residents',
    toldNothing: 'Not told yet.',
    heldBackBy: (level) => `“${level}” is held back: they can still be told.`,
    waiting: (level) => `“${level}” is waiting for your decision.`,
    goesOutAt: (clock, signedBy) =>
      `Without a decision residents are told at ${clock} all the same (rule signed by ${signedBy}).`,
    neverByItself: 'Without a decision they are told nothing.',
    levelGoesOutAt: (level, clock, signedBy) =>
      `Without a decision residents are told of “${level}” at ${clock} all the same (rule signed by ${signedBy}).`,
    levelNeverByItself: (level) => `Of “${level}” they are told nothing without a decision.`,
    wouldGet: (count, texted, notified) => {
      if (count === 0) return 'Nobody has subscribed; the public page will show:';
      return `${count === 1 ? 'One subscriber' : `The ${count} subscribers`}${apart(count, texted, notified)} and the public page will get:`;
    },
    machinesToo: (machines) => `Goes at the same time to: ${machines}.`,
    machinesLikewise: (machines) => `The same message goes to: ${machines}.`,
    wouldShow: 'The public page will show:',
    noMail: (subscribers) => {
      const nobody =
        'No mail server is set up: residents are told on the public page only. Warn them by other means too.';
      if (subscribers === 0) return nobody;
      return `${nobody} ${subscribers === 1 ? 'One resident who subscribed gets' : `${subscribers} residents who subscribed get`} nothing.`;
    },
    release: (level) => `Tell residents: ${level}`,
    releaseHint:
      'A message that has gone out cannot be taken back; a mistake is put right by a second one. They will also be told when the level comes down and when it is over.',
    releaseHintUnmailed:
      'The public page says so at once; a mistake is put right there. It will also say when the level comes down and when it is over.',
    holdBack: 'Do not tell them now',
    holdBackLower: 'Nothing goes out for a lower level either.',
    holdBackHint: 'You can still tell them later.',
    onlyMayor: 'Only an elected official can tell residents.',
    wasMistake: (level) => `Was “${level}” sent by mistake?`,
    correct: (level) => `Tell them: “${level}” was a mistake`,
    corrected: (level, at) => `They were told on ${at} that “${level}” was a mistake.`,
    correctHint: (before) =>
      `Residents are told at once: ${before === null ? 'no instruction holds for now' : `“${before}” holds again`}. The alert stays in force for you, and you can still tell them later.`,
    close: 'Close the alert by hand',
    closeHint: (isPublic) =>
      `The gauge no longer measures: close the alert only if somebody has been to look at the river.${isPublic ? ' Residents are told that it is over.' : ''}`,
    closedBy: {
      title: 'Closed by mistake?',
      text: (level, at) => `The alert “${level}” was closed by hand on ${at}.`,
      reopen: 'It is not over: put it in force again',
      hint: (isPublic, until) =>
        `It goes on as it stood${isPublic ? ', and residents are told so' : '; residents had not been told of it'}. Possible until ${until}.`,
    },
    whoWasTold: 'Who was told',
    nobodyYet: 'Nobody yet.',
    person: 'Person',
    askedAt: 'Asked',
    notAskedYet: 'not yet',
    answered: 'Answer',
    noAnswerYet: '… not yet',
    answeredBy: (name) => `– ${name} answered`,
    askedNext: (names, at) => `Nobody has answered. Without an answer by ${at}, the message also goes to ${names}.`,
    allAskedAgain: (at) => `Nobody has answered. Without an answer by ${at}, all contacts are asked again.`,
    nobodyAsked: 'Nobody has answered, and no message goes out from here: tell the people below yourself.',
    what: 'Message',
    status: 'Delivery',
    ways: { log: 'log', email: 'e-mail', sms: 'text message', voice: 'call', push: 'notification', webhook: 'webhook' },
    byWay: (way, what) => `${way}: ${what}`,
    sent: (at) => `✓ delivered ${at}`,
    onPhone: (at) => `✓ on the phone ${at}`,
    underway: (said) => `… not on the phone yet (${said})`,
    pending: (attempts) => (attempts === 0 ? '… waiting' : `… waiting, attempt ${attempts + 1}`),
    failing: (attempts, error) =>
      `⚠ failed ${attempts === 1 ? 'once' : `${attempts} times`} (${error}), will try again`,
    replaced: '– a newer message took its place',
    dropped: (reason) => `not sent (${reason})`,
    because: {
      notOnPhone: 'did not reach the phone',
      recipientGone: 'this person is no longer a contact of the commune',
      communeAway: 'the commune was taken out of communes.yaml: the message waits until it is put back',
      numberGone: 'their phone number was removed',
      noMail: 'no mail server is configured',
      noGateway: 'no gateway for text messages is configured',
      noCalls: 'no gateway for calls is configured',
      noPush: 'notifications are not configured',
      noWebhook: 'no machine to be told is configured',
      onlyHere: 'an exercise or a demonstration writes to nobody out there',
      noSuchService: 'the push service of this browser is not accepted here',
      tookTooLong: 'no answer in time',
      browserGone: 'the browser takes no more notifications: the subscription is erased',
      answered: 'somebody has answered meanwhile',
      askedNoMore: 'nobody is called about that any more',
      exerciseOver: 'the exercise was over',
      realFirst: 'a real message to residents went first',
    },
    causes: {
      'mailbox-unknown': 'mailbox unknown or closed',
      'mailbox-full': 'mailbox full',
      'refused-by-rule': 'refused as spam or by a rule',
      'put-off': 'the server asks us to wait',
      'sender-refused': 'our sender address is refused',
      'key-refused': 'our key or password is refused',
      'not-there': 'nothing at this address',
      'not-taken': 'number or message refused',
      'out-of-order': 'service out of order',
      'timed-out': 'no answer in time',
      unreachable: 'service cannot be reached',
      certificate: 'certificate not valid',
    },
    residentsSummary: (way, sent, pending, dropped) =>
      `Subscribed residents${way === null ? '' : ` ${by(way)}`}, newest message: ${sent} delivered, ${pending} waiting, ${dropped} not delivered.`,
    unreached: (count) =>
      count === 1
        ? 'One resident who subscribed by a way that is no longer in service gets nothing: warn by other means.'
        : `${count} residents who subscribed by a way that is no longer in service get nothing: warn by other means.`,
    residentsFailing: (count, error) =>
      `Messages to ${count === 1 ? 'one resident' : `${count} residents`} fail (${error}). What can be is tried again; do not wait for that to warn people by other means.`,
    machineTold: (machine, subject, what) => `Machine “${machine}”, “${subject}”: ${what}`,
    byHand: 'Do not wait: do by hand what the machine was to do, then have it looked at.',
    machineNotTold: (machine) =>
      `The machine “${machine}” was added since and was not told of this alert: do by hand what it was to do.`,
    machineTime: 'Delivery times are those of this machine, not of the replayed flood.',
    log: 'Log',
    noEvent: 'No event.',
    done: {
      acknowledge: 'Noted: you are dealing with it.',
      'hand-back': 'Noted: nobody is dealing with it any more, and the message goes out. To take over, answer now.',
      release: 'Decided: the message is on its way to residents. Its delivery is shown below.',
      'hold-back': 'Message held back. You can still tell residents.',
      correct: 'Corrected: the message is on its way to residents. Its delivery is shown below.',
      close: 'The alert is closed.',
      reopen: 'The alert is in force again. You are dealing with it.',
    },
    doneUnmailed: {
      release: 'Decided: it stands on the public page. No e-mail is sent.',
      correct: 'Corrected: it stands on the public page. No e-mail is sent.',
    },
    refused: {
      title: 'Nothing was changed',
      noAlert: 'The alert is over already.',
      levelChanged: (level) =>
        `Things have changed in the meantime: the level is now “${level}”. Look again before you decide.`,
      alreadyAcknowledged: (name, at) => `${name} has been dealing with it since ${at}.`,
      notInHand: 'Nobody is dealing with it any more: others are being told. You can answer yourself.',
      alreadyDecided: 'A decision has already been made for this message. It is in the log.',
      stillOn: 'A gauge still measures and the water is not down yet: the alert cannot be closed by hand.',
      tooLate:
        'There is nothing left to put right here: somebody has done it already, or the situation has moved on. It is in the log.',
      back: 'See the situation again',
    },
    publicPage: 'What residents see',
  },
};
