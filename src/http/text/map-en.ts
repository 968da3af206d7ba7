import type { MapWords } from './map-words.ts';

export const mapEn: MapWords = {
  map: {
    title: 'Map',
    description:
      'North is up; rivers run straight from one gauge to the next. A dot is a gauge that is steady or falling, or too close to another to be shown in full.',
    calmUnnamed: 'Communes without an alert have no name on it.',
    sameInTables: 'The tables on this page say the same.',
    notOnMap: (count) => `Without a position, so not on the map (${count}):`,
    state: {
      rising: 'rising',
      falling: 'falling',
      steady: 'steady',
      unknown: 'trend unknown',
      doubtful: 'suspect value',
      silent: 'not reporting',
      maintained: 'under maintenance',
    },
    count: {
      rising: (count) => `${count} rising`,
      falling: (count) => `${count} falling`,
      steady: (count) => `${count} steady`,
      unknown: (count) => `${count} without a trend`,
      doubtful: (count) => `${count} in doubt`,
      silent: (count) => `${count} not reporting`,
      maintained: (count) => `${count} under maintenance`,
    },
    measured: (time, isToday) => (isToday ? `measured at ${time}` : `measured ${time}`),
    markReached: (level, commune) => `Mark “${level}” reached: ${commune}`,
    marksReached: (level, communes) =>
      communes === 1 ? `Mark “${level}” reached for 1 commune` : `Mark “${level}” reached for ${communes} communes`,
  },
};
