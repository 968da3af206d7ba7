import type { MayorWords } from './mayor-words.ts';

export const mayorEn: MayorWords = {
  mayor: {
    title: (commune) => `${commune}: alert`,
    choose: 'Your communes',
    updated: (instant) => `As of ${instant}`,
    refreshes: (seconds) => `The page reloads every ${seconds} s.`,
    howBad: 'How bad',
    howSure: 'How sure',
    howLong: 'How long',
    why: 'Why',
    now: 'Do now',
    passedAlready: (mark) => `The water has reached ${mark}`,
    chanceOf: (level, mark) => `chance of reaching “${level}” (${mark})`,
    noChance: 'No forecast available',
    inTime: (from, to) => `in ${from} to ${to}`,
    passage: (level, window) => `“${level}” ${window}`,
    underWay: 'under way',
    noWindow: 'The time cannot be forecast for now',
    noneExpected: 'Nothing expected for now',
    notSeen: (station, since) =>
      since === null
        ? `${station} has never been seen. The level above does not take it into account.`
        : `${station} has not been seen since ${since}. Silence does not mean that the water is falling.`,
    allQuiet: 'Nothing to decide. You will be told if things change.',
    decide: 'Decide',
    acknowledge: 'I have seen it, I am on it',
    acknowledgeHint: 'Stops the reminders. Residents are not told.',
    acknowledgedBy: (name, at) => `${name} is on it since ${at}.`,
    residents: 'Residents',
    told: (level) => `Told: “${level}”.`,
    toldNothing: 'Not told yet.',
    heldBackBy: (level) => `“${level}” is held back: you can still tell them.`,
    waiting: (level) => `“${level}” waits for your decision.`,
    goesOutAt: (clock, signedBy) =>
      `Without a decision the message goes out by itself at ${clock} (rule signed by ${signedBy}).`,
    neverByItself: 'Without a decision nothing goes out.',
    wouldGet: (count) =>
      count === 0
        ? 'Nobody has subscribed; the public page will show:'
        : `The ${count} subscribers and the public page will get:`,
    release: (level) => `Tell residents: ${level}`,
    holdBack: 'Do not tell them now',
    holdBackHint: 'You can still tell them later.',
    onlyMayor: 'Only an elected person can tell residents.',
    close: 'Close the alert by hand',
    closeHint: 'The station is not seen: close only if somebody has looked at the river.',
    whoWasTold: 'Who was told',
    nobodyYet: 'Nobody yet.',
    person: 'Person',
    askedAt: 'Asked',
    notAskedYet: 'not yet',
    answered: 'Answer',
    noAnswerYet: '… not yet',
    askedNext: (names, at) => `Nobody has answered. Without an answer by ${at}, the message also goes to ${names}.`,
    allAskedAgain: (at) => `Nobody has answered. Without an answer by ${at}, all contacts are asked again.`,
    what: 'Message',
    status: 'Delivery',
    sent: (at) => `✓ delivered ${at}`,
    pending: (attempts) => (attempts === 0 ? '… waiting' : `… waiting, attempt ${attempts + 1}`),
    failing: (attempts, error) =>
      `✗ failed ${attempts === 1 ? 'once' : `${attempts} times`} (${error}), will try again`,
    replaced: '– a newer message took its place',
    dropped: (reason) => `– not sent (${reason})`,
    residentsSummary: (sent, pending, dropped) =>
      `Residents: ${sent} delivered, ${pending} waiting, ${dropped} not sent.`,
    machineTime: 'Delivery times are those of this machine, not of the replayed flood.',
    log: 'Log',
    noEvent: 'No event.',
    done: {
      acknowledge: 'Noted: you are on it.',
      release: 'Residents are being told.',
      'hold-back': 'Message held back. You can still tell residents.',
      close: 'The alert is closed.',
    },
    refused: {
      title: 'Nothing was changed',
      noAlert: 'The alert is over already.',
      levelChanged: (level) =>
        `Things have changed meanwhile: the level is now “${level}”. Look again before you decide.`,
      alreadyAcknowledged: (name, at) => `${name} has been on it since ${at}.`,
      alreadyDecided: 'A decision has already been made for this message. It is in the log.',
      stillOn: 'A station is seen and the water is not down yet: the alert cannot be closed by hand.',
      back: 'See the situation again',
    },
    publicPage: 'What residents see',
  },
};
