import type { aboutFr } from './about-fr.ts';

export const aboutEn: typeof aboutFr = {
  about: {
    title: 'About this site',
    link: 'Legal notice',
    dataLink: 'Personal data',
    accessibilityLink: {
      full: 'Accessibility: fully compliant',
      partial: 'Accessibility: partially compliant',
      none: 'Accessibility: not compliant',
      outdated: 'Accessibility: not compliant (audit too old)',
      unaudited: 'Accessibility: not compliant (never audited)',
    },
    notFilledIn: 'not filled in',
    incomplete:
      'This page is not complete: what is marked “not filled in” has not been filled in by the publisher yet.',
    publisher: {
      title: 'Legal notice',
      name: 'Publisher',
      address: 'Address',
      phone: 'Phone',
      email: 'E-mail',
      director: 'Responsible for what is published',
      host: 'Host',
    },
    data: {
      title: 'Your personal data',
      controller: 'Controller',
      otherControllers: 'For these communes the controller is another:',
      officer: 'Data protection officer',
      purpose: 'What it is used for',
      what: 'What is recorded',
      basis: 'Legal basis',
      bases: {
        consent: 'your consent (GDPR, art. 6(1)(a)), which you may withdraw at any time',
        'legal-obligation': 'a legal obligation (GDPR, art. 6(1)(c))',
        'public-task': 'a task in the public interest (GDPR, art. 6(1)(e))',
      },
      kept: 'For how long',
      residents: {
        title: 'If you subscribe to alerts',
        purpose: 'To tell you when the town gives an instruction in a flood, and when it is over. For nothing else.',
        what: {
          email: 'your e-mail address',
          sms: 'your phone number, if you ask for text messages',
          push: 'where your browser is reached by its push service, and its keys, if you ask for notifications',
        },
        always: 'the commune, the language and your quiet hours',
        kept: 'Until you unsubscribe: everything is then erased at once. So is your subscription where your email address no longer exists: its mail server has said so of at least three messages in a row, over seven days or more. A request that you did not confirm is void after seven days, and is erased within a day from then. To limit abuse a fingerprint of the address or number counts for a day, and is erased with the next request of anybody. The list of messages sent is kept without limit, under a reference: never with your address or number.',
        free: 'You are free to subscribe or not. If you do not, you get no message; the pages of this site stay open to all.',
      },
      nobodySubscribes: 'This site sends residents no messages: it records neither their address nor their number.',
      officials: {
        title: 'If you are an elected official, staff or on call',
        purpose: 'To tell you, to ask you to answer and decide, and to keep a record of what was decided.',
        what: 'Your name, your role, your e-mail address and, where given, your phone number; if you have an account, a fingerprint of your password; what you do and write in this service, with date and time.',
        kept: 'Your contact details and your account: until they are removed. What was sent, answered, decided and written is kept without limit and cannot be changed; so is a fingerprint of the address and the number that a test message was sent to.',
      },
      visitors: {
        title: 'If you only read this site',
        text: 'No audience measurement, no tracker. The service writes your visits into no file. To limit abuse it counts the requests of each network address, in memory: an address stays there until newer ones take its place, and until the service stops at the latest. The host may keep logs of its own.',
      },
      backups: 'Backups hold what was recorded when they were made; the publisher decides for how long they are kept.',
      recipients: {
        title: 'Who receives it',
        publisher: 'those whom the publisher and the commune have authorised',
        host: 'the host of the site',
        residents:
          'residents who subscribed: in the message, the name of who decides that they are told or leads an exercise',
        email: 'the mail server that sends the e-mails',
        sms: 'the operator that sends text messages: the number and the text',
        voice: 'the operator that calls officials and contacts: the number and the text that is read out',
        push: (services) =>
          `if you ask for notifications, the service of your browser, one of these: ${services}. It learns that this device received a message, and when; it cannot read it. It may be outside of the European Union.`,
        machines:
          'machines of the town that are told what officials and staff are told: the name of who answered or decided',
        named: 'processors whom the publisher names:',
        noOther: 'Nothing is sold or given to others. No machine decides anything about you.',
      },
      rights: {
        title: 'Your rights',
        list: [
          'To see what is recorded about you, and to have it corrected or erased.',
          'To have its use restricted, or to object to it.',
          'If you gave your consent: to withdraw it, and to receive your data so as to take it elsewhere.',
        ],
        leave: {
          message: 'To unsubscribe, the link in each message is enough.',
          push: 'To get no more notifications, open the page of the commune in the same browser: a button there erases the subscription. It is erased too where your browser can no longer be reached.',
        },
        how: 'For any other right write to the data protection officer or the publisher.',
        complaint: (authority) => `You may also lodge a complaint with: ${authority}.`,
        anyAuthority: 'the data protection authority of your country, in France the CNIL (www.cnil.fr)',
      },
    },
    cookies: {
      title: 'Cookies',
      none: 'The pages that are open to all set none.',
      login: [
        'The login page of officials and staff sets one, which carries the session: it ends after twelve hours without activity.',
        'After a login, a second one recognises the browser for a year, so that a stranger’s guesses do not lock the owner of the account out, and a code that was given there is not asked for again for thirty days.',
      ],
      push: 'If you ask for notifications, your browser keeps a small program that shows them, until you stop them.',
    },
    accessibility: {
      title: 'Accessibility',
      law: 'In France, article 47 of law no. 2005-102 of 11 February 2005 asks that a public site be accessible; the RGAA 4.1 says how.',
      state: {
        full: 'Status: fully compliant.',
        partial: 'Status: partially compliant.',
        none: 'Status: not compliant.',
        outdated: 'Status: not compliant. The last audit is more than three years old, and counts no more.',
        unaudited:
          'Status: not compliant. Nobody has audited this site by the RGAA yet; without an audit a site counts as not compliant, whatever it is in truth.',
      },
      found: (by, on, percent) => `By the audit of ${on} (${by}), ${percent}% of the criteria that apply are met.`,
      checked:
        'What a machine has checked: at each version of the software, axe-core examines every kind of page in Chromium, in French and English, on a phone and a desktop, light and dark, by those rules of WCAG 2.2 A and AA that a program can judge. It leaves one fault, on purpose: pages followed live reload by themselves, and a link stops that.',
      notChecked:
        'What nobody has checked: the authors of the software had it tried neither by people with disabilities nor by an expert, and a program judges only some of the criteria.',
      notAccessible: 'What is not accessible',
      plan: 'Accessibility plan for the coming years',
      contact: 'A page is closed to you, or you need it in another form? Tell the publisher:',
      appeal:
        'If you get no satisfactory answer you may, in France, turn to the Défenseur des droits: www.defenseurdesdroits.fr, one of its delegates near you, or by post without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.',
    },
    sources: {
      title: 'Where the readings come from',
      intro: 'Water levels and rain:',
      own: 'Gauges whose owner the publisher does not name:',
    },
    software: {
      title: 'Software',
      text: 'This site runs on Amont, free software that comes without warranty.',
      licence: 'Apache Licence 2.0',
    },
  },
};
