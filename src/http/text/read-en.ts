import type { readFr } from './read-fr.ts';

export const readEn: typeof readFr = {
  read: {
    title: (station) => `Level read at the gauge: ${station}`,
    link: 'Enter a level read at the gauge',
    intro:
      'What you read at the painted gauge counts as a measurement: it can raise an alert, and never lowers one. Do not go near the water.',
    stage: 'Level read, in metres',
    stageHint: (from, to) => `For example 3.40. From ${from} to ${to} at this gauge.`,
    at: 'Read at',
    atHint: 'Local time, three hours ago at most.',
    look: 'Check',
    confirmTitle: 'Is this right?',
    readAt: (stage, time) => `${stage}, read at ${time}`,
    counts: (stage, time) => `${stage}, read at the gauge by a person at ${time}: this is the level that counts`,
    above: (metres, last, time) => `${metres} above the last known level (${last} at ${time}).`,
    below: (metres, last, time) => `${metres} below the last known level (${last} at ${time}).`,
    same: (last, time) => `The same as the last known level (${last} at ${time}).`,
    noLast: 'No level is known to compare it with.',
    passes: (level, mark) =>
      `It reaches the mark “${level}” (${mark}): if the alert is not there yet, it rises to it and the contacts are told at once. Residents are told only by a decision, or by a signed rule.`,
    passedBefore: (level, mark) =>
      `It reaches the mark “${level}” (${mark}), but the alert was closed after that: it raises no other. If the water is still there, enter what you read now.`,
    passedSensor: (level, mark, stage, time) =>
      `It reaches the mark “${level}” (${mark}), but the sensor has measured ${stage} since (${time}): as long as it measures, that is what counts, and the alert does not rise. If the sensor is wrong, enter what you read now.`,
    passedPerson: (level, mark, stage, time) =>
      `It reaches the mark “${level}” (${mark}), but a person has read ${stage} since (${time}): that is what counts, and the alert does not rise. If that is wrong, enter what you read now.`,
    passesNone: 'It reaches no mark of the commune. An alert in force does not come down for that.',
    exercise: 'An exercise is under way. A made-up level is not entered here.',
    notPlayed: 'I really read it: it is not for the exercise',
    enter: 'Yes, this is right: save it',
    change: 'Change it',
    entered: 'Saved in your name, and written in the event log.',
    mistake:
      'A mistake? Enter the right level for the same minute: it takes the place of the other. Staff can also exclude it (“Exclude readings”, from that minute to the next).',
    lately: 'Read in the last 24 hours',
    none: 'None.',
    time: 'Read at',
    level: 'Level',
    state: 'State',
    states: { counts: 'counts', replaced: 'replaced', excluded: 'excluded' },
    logged: (station, stage, time) => `Read at the painted gauge, ${station}: ${stage} at ${time}.`,
    back: (inAlert) => `Back to the ${inAlert ? 'alert' : 'situation'}`,
    noStage: 'Nothing was saved: a level in metres is needed, such as 3.40.',
    noTime: 'Nothing was saved: the time is missing, or it never was (clock change).',
    playing: 'Nothing was saved: an exercise is under way. Tick the box if you really read this level.',
    saidSince: (person, stage) =>
      `Nothing was saved: meanwhile ${person} has entered ${stage} for this minute. Confirm only if the level below is the right one.`,
    refused: {
      'no-stage': 'This gauge measures no level.',
      'out-of-range': 'Nothing was saved: that level is impossible at this gauge.',
      'in-the-future': 'Nothing was saved: that time lies in the future.',
      'too-old': 'Nothing was saved: that was more than three hours ago. Write it in the event log instead.',
      excluded:
        'Nothing was saved: readings of that time have been excluded. Read the gauge again, or have them restored.',
      'too-many': 'Nothing was saved: too many levels entered within an hour for this gauge.',
    },
    byPerson: 'read at the gauge by a person',
    silent: 'read by a person, no news from the sensor',
    observed: 'read by a person',
  },
};
