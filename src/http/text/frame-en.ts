import type { frameFr } from './frame-fr.ts';

export const frameEn: typeof frameFr = {
  languageName: 'English',
  frame: {
    skip: 'Skip to content',
    languages: 'Language',
    /** Before the title of a page that gives back a form. */
    error: 'Error',
    demonstration: 'DEMONSTRATION: a past flood is being replayed. Marks, contacts and instructions are invented.',
    exercise:
      'EXERCISE: this is not a real alert. Alerts from this installation are for practice: do not rely on them.',
    logIn: 'Town hall access',
    logOut: 'Log out',
    loggedInAs: (name) => `Logged in: ${name}`,
    allCommunes: 'All communes',
    mayorPages: 'Alerts',
    staffPage: 'Staff',
    caughtMail: 'Mail (demo)',
    madeAt: 'Page updated on',
    footer:
      'A local flood alert service. It adds to the State’s warnings (Vigicrues, prefecture, FR-Alert) and does not replace them.',
    localTime: (timeZone) => `All times are local (${timeZone}).`,
  },
  errors: {
    notFound: 'Page not found',
    notFoundText: 'This page does not exist, or is not for you.',
    forbidden: 'The page has expired',
    forbiddenText: 'Nothing was changed. Go back, reload the page and try again.',
    tooLong: 'Text too long',
    tooLongText: (kB) =>
      `Nothing was changed. What you sent is more than ${kB} KB: no form asks for so much. Go back: your browser usually keeps what you had written there. Copy it, then shorten it or send it in several parts.`,
    tooMany: 'Too many requests',
    tooManyText: 'Nothing was changed. Wait a few minutes and try again.',
    broken: 'Something went wrong',
    brokenText: 'There was an error in the service; it has been recorded. In danger, call 112.',
    brokenDeedText:
      'There was an error in the service; it has been recorded. What you just did may not have been taken: go back to the page and look; if it was not, do it again in a minute. In danger, call 112.',
    held: 'Nothing was done: please try again',
    heldText:
      'The service is busy for a moment with other work, such as a backup: what you just did was not taken. Wait a few seconds, go back to the page and try again. In danger, call 112.',
    lookAgain: 'Go back to the page to try again',
    badRequest: 'Request not understood',
    badRequestText: 'Nothing was changed. Go back and check what you entered.',
    written: 'What you had written, to copy',
  },
  typedTime: {
    twice: 'Nothing was taken in: clocks showed that time twice (clock change). Say which of the two.',
    never: 'Nothing was taken in: no clock showed that time, clocks were put forward (clock change).',
    which: 'That time came twice that night. Which one?',
  },
  home: {
    title: 'The river, commune by commune',
    intro: 'Choose your commune to see the situation and to get alerts.',
    introUnmailed: 'Choose your commune to see the situation and what to do.',
    noCommune: 'No commune is watched yet.',
    search: 'Your commune',
    find: 'Find',
    noneNamed: (typed) => `No commune watched here is called that: ${typed}`,
    all: 'All communes',
  },
  login: {
    title: 'Town hall and staff access',
    intro: 'For elected officials and staff. Residents do not need an account.',
    account: 'Account',
    password: 'Password',
    send: 'Log in',
    without:
      'No password at hand? To say that you are dealing with the alert you need none: the link or the code in the message is enough.',
    wrong: 'Unknown account or password. Nothing was changed.',
    wait: (minutes) => `Too many attempts. Wait ${minutes} min and try again.`,
    code: {
      title: 'Login code',
      intro: 'The password is right. Type the 6 digits that the code app on your phone shows.',
      code: 'Code',
      wrong: 'This code is wrong, or was used already. Check it, or wait until the app shows another.',
      hint: 'No phone at hand? One of the 8-digit codes on your sheet lets you in too, each of them once. This browser is not asked for a code again for 30 days.',
      other: 'Back to the password',
    },
    loggedOutHere: 'Logged out on this device',
    loggedOutHereText:
      'Your session is closed. The service, busy with other work, will write that down as soon as it can: if it is restarted before then, a copy of your cookies would be good again. If somebody may have copied them, ask for a new password, which ends all your sessions.',
    expired: 'The page had expired. Enter the password again.',
    demo: 'Accounts of the demonstration',
    demoHint: 'These accounts exist in this demonstration only.',
    role: 'Role',
  },
  mail: {
    title: 'Mail of the demonstration',
    intro: 'These e-mails were caught on this machine: none has left it.',
    empty: 'No mail yet.',
    to: 'To',
    back: 'All mail',
  },
  roleName: { mayor: 'Elected official', staff: 'Staff' },
};
