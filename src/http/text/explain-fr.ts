import { frCount, within } from '../../text/fr-numbers.ts';

/** Why a forecast says what it says, and how long the water takes. Numbers come in as words. */
export const explainFr = {
  explain: {
    title: 'Pourquoi cette prévision',
    rise: (hours: string, metres: string, low: string, high: string) =>
      `Dans ${hours}, montée attendue : ${metres} (8 chances sur 10 entre ${low} et ${high}).`,
    fall: (hours: string, metres: string, low: string, high: string) =>
      `Dans ${hours}, baisse attendue : ${metres} (8 chances sur 10 entre ${low} et ${high}).`,
    steady: (hours: string, low: string, high: string) =>
      `Dans ${hours}, niveau à peu près le même (8 chances sur 10 entre ${low} et ${high}).`,
    /** Parts of the rise, after their metres. */
    above: 'par ce qui est mesuré en amont',
    own: 'par ce qui est mesuré ici même',
    rain: 'par la pluie, ou son absence',
    rest: 'par les autres stations en amont',
    /** `about` as `travel.about` says it, or `travel.underHour`. */
    travel: (about: string) => `l’eau met ${about} jusqu’ici`,
    /** The chances were raised, or lowered, for how the last hours came true. */
    cameHigher:
      'Ces trois dernières heures, l’eau est venue plus haut que prévu : les risques annoncés ont été relevés d’autant.',
    cameLower:
      'Ces trois dernières heures, l’eau est venue moins haut que prévu : les risques annoncés ont été abaissés d’autant.',
    developments: 'Évolutions calculées à partir des situations passées les plus semblables :',
    /** `count`: of 100, for the plural. */
    reach: (count: number, frequency: string, mark: string, hours: string) =>
      `${frequency} ${count === 1 ? 'atteint' : 'atteignent'} ${mark} ${within(hours)}`,
    events: 'Elles viennent surtout de ces moments passés :',
    here: 'ici même',
  },
  travel: {
    title: 'Temps de parcours de l’eau',
    /** Where they are many, and folded. */
    reaches: (count: number) => `Entre ${frCount(count, 'paire')} de stations`,
    note: 'Temps de parcours appris des montées mesurées ici. La pluie tombée entre deux stations peut faire monter l’eau plus tôt.',
    /** Under the name of a gauge upstream. */
    here: (about: string) => `à ${about} d’ici`,
    about: (hours: string) => `environ ${hours}`,
    underHour: 'moins de 1 h',
    from: 'De',
    to: 'À',
    time: 'Durée',
    between: 'De la plus rapide à la plus lente',
    range: (fastest: string, slowest: string) => `${fastest} à ${slowest}`,
    rises: 'Montées concordantes',
    risesOf: (agreeing: number, rises: number) => `${agreeing} sur ${rises}`,
    unknown: {
      'too-quiet': 'inconnu : aucune montée mesurée encore',
      'too-weak': 'inconnu : les deux stations ne montent pas ensemble',
      differing: 'inconnu : d’une montée à l’autre, trop différent',
    },
    none: 'Rien encore : la prévision n’a pas encore appris des mesures de la rivière.',
  },
};
