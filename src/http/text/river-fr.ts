import { frCount, within } from '../../text/fr-numbers.ts';

/** The public page of a commune: level, gauges, chart. */
export const riverFr = {
  commune: {
    title: (name: string) => `${name} : risque d’inondation`,
    levelNow: 'Situation',
    /** Shown instead of « normal » while nothing has been told and the river is up. */
    noInstructionYet: 'Pas encore de consigne',
    /** After the only one was taken back. */
    noInstructionNow: 'Aucune consigne pour l’instant',
    deciding:
      'La rivière est surveillée de près, et la mairie n’a pas encore donné de consigne. Suivez le niveau de l’eau sur la page de la commune.',
    heldBack:
      'La rivière est surveillée. La mairie est prévenue et n’a pas donné de consigne pour l’instant. Suivez le niveau de l’eau sur la page de la commune.',
    decidingFurther:
      'La situation évolue, et la mairie n’a pas encore dit la suite. Suivez le niveau de l’eau sur la page de la commune.',
    heldBackFurther:
      'La situation évolue : la mairie est prévenue. La consigne ci-dessous reste valable. Suivez le niveau de l’eau sur la page de la commune.',
    corrected: (level: string, instant: string) =>
      `Depuis ${instant}, le message « ${level} » ne vaut plus : c’était une erreur.`,
    /** Beside « no alert », in the days after one. */
    overSince: (instant: string) => `La dernière alerte a pris fin ${instant}.`,
    whatToDo: 'Que faire',
    ifNormal: ['Rien de particulier.'],
    ifUnknown: [
      'Ne croyez pas que tout va bien : nous ne voyons pas bien la rivière.',
      'Regardez-la seulement de loin. Écoutez la mairie et la radio locale.',
    ],
    whileDeciding: ['Restez à l’écart de la rivière et des passages à gué.', 'Gardez votre téléphone allumé.'],
    /** Whoever cannot hear or speak reaches nobody by a call. */
    emergency: 'En danger immédiat : appelez le 112. Sourd ou malentendant, en France : SMS au 114.',
    /** Of the gauges that the commune watches, not of those upstream. */
    oldestWatched: (time: string, station: string) =>
      `Mesure la plus ancienne des stations suivies ici : ${station}, ${time}.`,
    staleData: (station: string, time: string) =>
      `Attention : ${station} ne donne plus de nouvelles. Dernière mesure : ${time}.`,
    neverSeen: (station: string) => `Attention : ${station} n’a encore donné aucune mesure.`,
    suspectData: (station: string) => `Attention : la dernière mesure de ${station} est douteuse : ne vous y fiez pas.`,
    notBelievedData: (station: string, newest: string, believed: string) =>
      `Attention : la mesure la plus récente de ${station} (${newest}) n’est pas crédible. La dernière qui l’est : ${believed}.`,
    river: 'La rivière',
    follow: (seconds: number) => `Suivre en direct (la page se recharge toutes les ${seconds} s)`,
    stopFollowing: 'Arrêter le suivi en direct',
    notVigilance: 'Ces niveaux sont ceux de la commune, pas la vigilance de l’État : voir vigicrues.gouv.fr.',
    attribution: (owners: string) => `Mesures : ${owners}.`,
  },
  /** The State's own warnings, beside our level. */
  official: {
    title: 'Ce que dit l’État',
    /** `stated`: when the service made it, where it says so; `seen`: when it was read, with its day where that is not today. */
    asOf: (stated: string | null, seen: string, isToday: boolean) =>
      `${stated === null ? '' : `Publié ${stated}. `}Lu ici ${isToday ? 'à' : ':'} ${seen}.`,
    source: (owner: string) => `Source : ${owner}.`,
    apart: 'L’État et la commune jugent chacun de leur côté : un niveau ne change pas l’autre.',
    /** From the row of the facts to the whole of it. */
    more: 'En détail',
  },
  gauge: {
    noReading: 'Aucune mesure.',
    /** It shows the highest that it can. */
    atLimit: 'affiche son maximum : l’eau peut être plus haute',
    suspect: 'mesure douteuse',
    /** Beside an older figure: the newest is one that the gauge cannot show. */
    lastBelieved: (believed: string, newest: string) =>
      `mesure de ${believed}, la dernière crédible : la plus récente (${newest}) ne l’est pas`,
    stale: 'plus de nouvelles',
    neverSeen: 'aucune mesure',
    rising: (rate: string) => `monte de ${rate} par heure`,
    falling: (rate: string) => `baisse de ${rate} par heure`,
    steady: 'stable',
    noTrend: 'tendance inconnue',
    rainIn: (rain: string, hours: string) => `${rain} en ${hours}`,
    trend: 'Tendance',
    chances: 'Risque que l’eau atteigne un repère',
    level: 'Niveau d’alerte',
    mark: 'Repère',
    chance: 'Risque',
    within,
    when: 'Quand',
    alreadyPassed: 'déjà atteint',
    noForecast: 'pas de prévision',
    noWindow: 'heure inconnue',
    forecastWithout: (stations: string) => `Prévision faite sans : ${stations}.`,
    outsideExperience: 'Situation que la prévision ne connaît pas encore ici : elle est moins sûre.',
    stopped: (since: string) =>
      `Le capteur s’est arrêté en pleine montée et donne la même valeur depuis le ${since} : il est peut-être figé.`,
    perhapsStuck: 'capteur peut-être figé',
    zeroShift: (fell: string, at: string) =>
      `Le niveau a baissé de ${fell} d’un coup à ${at} et y reste : le zéro de la sonde a-t-il changé ? Comparez avec l’échelle.`,
    perhapsShifted: 'zéro de la sonde à vérifier',
    learning: 'Peu de crues ont encore été mesurées ici : la prévision s’appuie surtout sur d’autres rivières.',
    /** How high within so many hours: half of the developments come higher than `middle`, one in four than `high`. */
    highest: (hours: string, middle: string, high: string) =>
      `Au plus haut ${within(hours)} : autour de ${middle}, 1 chance sur 4 de dépasser ${high}.`,
    issuedAt: (instant: string) => `Prévision du ${instant}.`,
    upstream: 'En amont',
    moreGauges: (count: number) =>
      count === 1 ? 'Voir une autre station' : `Voir ${frCount(count, 'autre station', 'autres stations')}`,
    noUpstream: 'Aucune station en amont.',
    whomToRing: 'Qui appeler',
    station: 'Station',
    lastStage: 'Niveau',
    age: 'Mesuré',
    /** By the clock, where an age would become false. */
    seenAt: 'Dernière mesure',
    /** An age that stays true of a page left open. */
    beforePage: (span: string) => `${span} avant cette page`,
    state: 'État',
    fine: 'en marche',
  },
  chart: {
    title: (station: string) => `Niveau de l’eau : ${station}`,
    description:
      'Les 48 dernières heures mesurées et la suite prévue. Le tableau dessous dit la même chose : le passé toutes les trois heures, la prévision d’heure en heure.',
    /** Where the upper edge of the fan lies beyond the picture. */
    cut: (stage: string) => `La bande des neuf chances sur dix dépasse l’image et monte jusqu’à ${stage}.`,
    now: 'maintenant',
    /** The same of a past moment that is looked at again. */
    atThatTime: 'alors',
    /** Of a whole hour on the clock. */
    hour: (hour: number) => `${hour} h`,
    observed: 'mesuré',
    median: 'prévu (une chance sur deux au-dessus)',
    /** In the table, whose every hour would say it again. */
    forecast: 'prévu',
    band50: 'une chance sur deux entre ces bords',
    band90: 'neuf chances sur dix entre ces bords',
    /** A line at the height of a flood that people remember. */
    flood: 'crue connue',
    /** Each with its height, the highest first. */
    knownFloods: (count: number, floods: string) => `${count === 1 ? 'Crue connue' : 'Crues connues'} ici : ${floods}.`,
    suspect: 'mesure douteuse',
    /** One that lies above or below all that the picture shows. */
    beyond: 'mesure douteuse hors de l’image',
    table: 'Le même graphique en tableau',
    time: 'Heure locale',
    stage: 'Niveau (m)',
    kind: 'Origine',
    half: '1 chance sur 2 entre (m)',
    nine: '9 chances sur 10 entre (m)',
    metres: 'mètres',
  },
};
