import { frCount } from '../../text/fr-numbers.ts';
import type { MapWords } from './map-words.ts';

export const mapFr: MapWords = {
  map: {
    count: {
      rising: (count) => `${count} en hausse`,
      falling: (count) => `${count} en baisse`,
      steady: (count) => frCount(count, 'stable', 'stables'),
      unknown: (count) => `${count} de tendance inconnue`,
      doubtful: (count) => frCount(count, 'douteuse', 'douteuses'),
      silent: (count) => `${count} sans nouvelles`,
      maintained: (count) => `${count} en maintenance`,
    },
    valueAt: (value, time, isToday) => (isToday ? `${value} à ${time}` : `${value} (${time})`),
    markReached: (level, commune) => `Repère « ${level} » atteint : ${commune}`,
    marksReached: (level, communes) => `Repère « ${level} » atteint pour ${frCount(communes, 'commune')}`,
  },
};
