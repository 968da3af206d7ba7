import { frCount, within } from '../../text/fr-numbers.ts';
import type { ExplainWords } from './explain-words.ts';

export const explainFr: ExplainWords = {
  explain: {
    title: 'Pourquoi cette prévision',
    rise: (hours, metres, low, high) =>
      `Dans ${hours}, montée attendue : ${metres} (8 chances sur 10 entre ${low} et ${high}).`,
    fall: (hours, metres, low, high) =>
      `Dans ${hours}, baisse attendue : ${metres} (8 chances sur 10 entre ${low} et ${high}).`,
    steady: (hours, low, high) =>
      `Dans ${hours}, niveau à peu près le même (8 chances sur 10 entre ${low} et ${high}).`,
    above: 'par ce qui est mesuré en amont',
    own: 'par ce qui est mesuré ici même',
    rain: 'par la pluie, ou son absence',
    rest: 'par les autres stations en amont',
    travel: (about) => `l’eau met ${about} jusqu’ici`,
    cameHigher:
      'Ces trois dernières heures, l’eau est venue plus haut que prévu : les risques annoncés ont été relevés d’autant.',
    cameLower:
      'Ces trois dernières heures, l’eau est venue moins haut que prévu : les risques annoncés ont été abaissés d’autant.',
    developments: 'Évolutions calculées à partir des situations passées les plus semblables :',
    reach: (count, frequency, mark, hours) =>
      `${frequency} ${count === 1 ? 'atteint' : 'atteignent'} ${mark} ${within(hours)}`,
    events: 'Elles viennent surtout de ces moments passés :',
    here: 'ici même',
  },
  travel: {
    title: 'Temps de parcours de l’eau',
    reaches: (count) => `Entre ${frCount(count, 'paire')} de stations`,
    note: 'Temps de parcours appris des montées mesurées ici. La pluie tombée entre deux stations peut faire monter l’eau plus tôt.',
    here: (about) => `à ${about} d’ici`,
    about: (hours) => `environ ${hours}`,
    underHour: 'moins de 1 h',
    from: 'De',
    to: 'À',
    time: 'Durée',
    between: 'De la plus rapide à la plus lente',
    range: (fastest, slowest) => `${fastest} à ${slowest}`,
    rises: 'Montées concordantes',
    risesOf: (agreeing, rises) => `${agreeing} sur ${rises}`,
    unknown: {
      'too-quiet': 'inconnu : aucune montée mesurée encore',
      'too-weak': 'inconnu : les deux stations ne montent pas ensemble',
      differing: 'inconnu : d’une montée à l’autre, trop différent',
    },
    none: 'Rien encore : la prévision n’a pas encore appris des mesures de la rivière.',
  },
};
