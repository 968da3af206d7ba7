import type { sheetFr } from './sheet-fr.ts';

export const sheetEn: typeof sheetFr = {
  sheet: {
    link: 'Sheet to print',
    title: (commune) => `Flood sheet: ${commune}`,
    intro:
      'To be kept with the emergency plan: it also serves without power or network. Make it anew when a mark, a rule, an instruction or a contact changes.',
    made: (at) => `Made on ${at}`,
    withPolicy: (version, at) => `rules of version ${version}, ${at}`,
    levels: 'The three levels',
    raised: 'The level is raised',
    raisedWhen: (chance, hours, k, n) =>
      `from a chance of ${chance} within ${hours}${k > 1 ? ` (${k} assessments of ${n})` : ''}, or with the water at the mark`,
    neverRaised: 'never: there is no rule here',
    residents: 'Residents are told',
    steps: 'What to do',
    stepsOfResidents: 'What residents are told',
    asked: 'Who is told, in what order',
    nextAfter: 'Without an answer, the next line after',
    againAfter: 'Everybody again after',
    byNoWay: 'no message reaches them',
    atOnce: (level) => `At “${level}” the duty officer is told together with the first line.`,
    nobodyTold: 'No message goes out from here: open the page yourself, and tell the people above.',
    answer: 'How to answer',
    byLink: 'The message asks who deals with it. Open its link and press the button: no password is needed.',
    byText: 'Or by text message, from your phone: YES and the code of the message.',
    answerMeans: 'An answer stops the reminders. It does not tell residents.',
    decideOn: 'Whether residents are told is decided, with your password, on',
    reaches: 'The message to residents reaches those who subscribed or open the public page: think of the others.',
    sense: 'What messages say, and what they do not',
    chance: '“70%” means: of ten such situations, the water reaches the mark in seven, and in three it does not.',
    blind:
      'No message does not mean no danger: a stream without a sensor, a log jam or a dyke that breaks is not seen ahead.',
    unknown: (level) => `“${level}” is not “no alert”: the river is not seen any more.`,
    ends: 'An alert only ends with a measured fall or by a person, never with the silence of a sensor.',
    down: 'If the service does not answer',
    readIt: 'Read the staff gauge every fifteen minutes, and write down time and level: the marks stand above.',
    byHand: (machines) => `To be worked by hand: ${machines}.`,
    officialOn: (service) => `The State: ${service},`,
    allPhones: (authority) => `All phones (cell broadcast), on request: ${authority}`,
  },
};
