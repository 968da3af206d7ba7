import type { broadcastFr } from './broadcast-fr.ts';

export const broadcastEn: typeof broadcastFr = {
  broadcast: {
    title: 'Ask for an alert to all phones (cell broadcast)',
    intro: (authority) =>
      `This service cannot make all phones of the commune ring. Who can, if you ask: ${authority}. Here is a text to read out or send. Check it first: nothing is sent from here.`,
    anyAuthority: 'the authority for cell broadcasts (in France the prefecture, by FR-Alert)',
    call: 'Duty desk:',
    copy: 'Text to copy',
    request: 'REQUEST FOR AN ALERT TO ALL PHONES (cell broadcast)',
    notReal: {
      exercise: 'EXERCISE – DO NOT BROADCAST. This is not a real alert.',
      demonstration: 'DEMONSTRATION – DO NOT BROADCAST. This is not a real alert.',
    },
    to: 'To',
    from: {
      mayor: (commune) => `From: the town hall (${commune})`,
      staff: (commune) => `From: the staff who watch floods for the commune (${commune})`,
    },
    at: 'Written',
    what: (level) => `What: flood, the commune’s own level “${level}” (not the State’s)`,
    where: 'Where',
    circle: (km, at) => `circle of ${km} km around ${at}`,
    within: (southWest, northEast) => `outline of the commune, between ${southWest} and ${northEast}`,
    noOutline: 'the whole commune',
    measured: 'Measured',
    reading: (stage, station, at) => `${stage}, ${station}, ${at}`,
    noReading: 'no reliable reading',
    reached: (level, mark) => `Mark “${level}” (${mark}) reached`,
    expected: 'Expected',
    when: 'When',
    ifReached: (window) => `${window}, if the water rises so far`,
    untold: 'Residents: not yet told by the commune',
    told: (level, at, lowered) =>
      `Residents: “${level}” ${lowered ? 'level lowered' : 'decided by the commune'}, ${at}`,
    corrected: (level, at) => `Residents: message of the commune (“${level}”) withdrawn as a mistake, ${at}`,
    proposed: (language, letters) => `TEXT PROPOSED FOR THE PHONES (${language}, ${letters} characters)`,
    warning: 'FLOOD ALERT',
    emergency: 'In immediate danger: 112.',
    source: (commune) => `Source: town hall, ${commune}.`,
  },
};
