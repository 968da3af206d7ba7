import type { SuppressionWords } from './suppression-words.ts';

export const suppressionEn: SuppressionWords = {
  suppression: {
    short: { maintenance: 'under maintenance', silenced: 'silence is known' },
    maintained: (station, until) =>
      `${station} is under maintenance until ${until}. Until then nothing can be said of the water there.`,
    title: (station) => `Maintenance and silences: ${station}`,
    link: 'Maintenance',
    intro:
      'What you write here holds at once, for every commune that watches this gauge. An alert in force stays so; otherwise the level becomes “We cannot say”, never “No alert”.',
    kind: 'What is the matter',
    kindName: { maintenance: 'Under maintenance', silenced: 'Silence is known' },
    kindHint: {
      maintenance: 'readings do not count: they raise nothing and serve no forecast',
      silenced: 'reminders stop; if the gauge speaks again, its readings count',
    },
    hours: 'For how many hours',
    hoursHint: 'From 1 to 720 (thirty days).',
    reason: 'Why',
    begin: 'Sign and apply',
    end: 'End it now',
    endReason: 'Why it ends',
    inForce: (kind, until, person) => `${kind} until ${until}, signed by ${person}.`,
    none: 'Nothing at present: this gauge counts as ever.',
    past: 'What was signed for this gauge',
    from: 'Since',
    until: 'Until',
    endedBy: (person, at) => `ended before by ${person}, ${at}`,
    begun: 'It is signed and in force.',
    ended: 'The gauge counts again.',
    invalid: 'Nothing was saved: it takes a choice, 1 to 720 hours, and a reason of at least 5 characters.',
    alreadyOver: 'It was over already: nothing has changed.',
  },
};
