import type { suppressionFr } from './suppression-fr.ts';

export const suppressionEn: typeof suppressionFr = {
  suppression: {
    short: { maintenance: 'under maintenance', silenced: 'known to be silent' },
    maintained: (station, until) =>
      `${station} is under maintenance until ${until}. Until then nothing can be said of the water there.`,
    title: (station) => `Maintenance and silences: ${station}`,
    link: 'Maintenance',
    intro:
      'What you write here applies at once, for every commune that watches this gauge. An alert in force stays in force; otherwise the level becomes “We cannot say”, never “No alert”.',
    kind: 'What is it?',
    kindName: { maintenance: 'Under maintenance', silenced: 'Known to be silent' },
    kindHint: {
      maintenance:
        'what the sensor says raises nothing, serves no forecast and stays excluded afterwards; what a person reads at the gauge counts',
      silenced: 'reminders stop; as soon as the gauge reports again, its readings count',
    },
    hours: 'For how many hours',
    hoursHint: 'From 1 to 720 (thirty days).',
    reason: 'Why',
    begin: 'Sign and apply',
    end: 'End it now',
    endReason: 'Why it ends',
    inForce: (kind, until, person) => `${kind} until ${until}, signed by ${person}.`,
    none: 'Nothing at present: this gauge counts as usual.',
    passed: (stage, at) =>
      `Last reading: ${stage}, ${at}. It is at a mark, but a reading taken under maintenance does not count: without you this gauge raises nothing before its first reading after the maintenance. If it really is the water, read the gauge and enter the level: it counts at once.`,
    past: 'What was signed for this gauge',
    from: 'Since',
    until: 'Until',
    endedBy: (person, at) => `ended early by ${person}, ${at}`,
    begun: 'Signed and in force.',
    ended: 'The gauge counts again.',
    endedOne: 'Ended. Another one is still in force, below.',
    invalid: 'Nothing was saved: make a choice, give 1 to 720 hours and a reason of at least 5 characters.',
    alreadyOver: 'It had already ended: nothing has changed.',
  },
};
