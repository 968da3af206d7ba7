import type { MapWords } from './map-words.ts';

export const mapEn: MapWords = {
  map: {
    count: {
      rising: (count) => `${count} rising`,
      falling: (count) => `${count} falling`,
      steady: (count) => `${count} steady`,
      unknown: (count) => `${count} without a trend`,
      doubtful: (count) => `${count} in doubt`,
      silent: (count) => `${count} not reporting`,
      maintained: (count) => `${count} under maintenance`,
    },
    valueAt: (value, time, isToday) => (isToday ? `${value} at ${time}` : `${value} (${time})`),
    markReached: (level, commune) => `Mark “${level}” reached: ${commune}`,
    marksReached: (level, communes) =>
      communes === 1 ? `Mark “${level}” reached for 1 commune` : `Mark “${level}” reached for ${communes} communes`,
  },
};
