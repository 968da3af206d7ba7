import { frCount } from '../../text/fr-numbers.ts';
import type { MapWords } from './map-words.ts';

export const mapFr: MapWords = {
  map: {
    title: 'Carte',
    description:
      'Le nord est en haut, les rivières vont en ligne droite d’une station à la suivante. Un point est une station stable ou en baisse, ou trop près d’une autre pour être montrée en entier.',
    calmUnnamed: 'Les communes sans alerte n’y ont pas de nom.',
    sameInTables: 'Les tableaux de cette page disent la même chose.',
    notOnMap: (count) => `Sans position, donc pas sur la carte (${count}) :`,
    state: {
      rising: 'monte',
      falling: 'baisse',
      steady: 'stable',
      unknown: 'tendance inconnue',
      doubtful: 'mesure douteuse',
      silent: 'plus de nouvelles',
      maintained: 'en maintenance',
    },
    count: {
      rising: (count) => `${count} en hausse`,
      falling: (count) => `${count} en baisse`,
      steady: (count) => frCount(count, 'stable', 'stables'),
      unknown: (count) => `${count} de tendance inconnue`,
      doubtful: (count) => frCount(count, 'douteuse', 'douteuses'),
      silent: (count) => `${count} sans nouvelles`,
      maintained: (count) => `${count} en maintenance`,
    },
    measured: (time, isToday) => (isToday ? `mesuré à ${time}` : `mesuré : ${time}`),
    markReached: (level, commune) => `Repère « ${level} » atteint : ${commune}`,
    marksReached: (level, communes) => `Repère « ${level} » atteint pour ${frCount(communes, 'commune')}`,
  },
};
