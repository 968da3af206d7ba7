import { frCount } from '../../text/fr-numbers.ts';

/** The river that runs down the page, and the map. */
export const mapFr = {
  map: {
    title: 'Carte',
    /** What it shows, behind its title. */
    shows: { all: 'toute la zone', alerts: 'ce qui est en alerte', part: (km: number) => `${km} km de large` },
    description:
      'Le nord est en haut. Un point est une station stable ou en baisse, ou trop près d’une autre pour être montrée en entier.',
    straightRivers: 'Les rivières vont en ligne droite d’une station à la suivante.',
    /** Where the courses of rivers are given. */
    dashedRivers:
      'Un trait tireté va en ligne droite d’une station à la suivante, là où le cours de la rivière n’est pas fourni.',
    riversBy: 'Cours d’eau :',
    /** Where there are many communes. */
    calmUnnamed: 'Les communes sans alerte n’y ont pas de nom.',
    pressToLookCloser: 'Appuyez sur une partie de la carte pour la voir de plus près.',
    sameInTables: 'Les tableaux de cette page disent la même chose.',
    /** Before the names of what has no position. */
    notOnMap: (count: number) => `Sans position, donc pas sur la carte (${count}) :`,
    misread: 'L’adresse ne désigne aucune partie de cette carte.',
    /** Before how many communes at which level the frame leaves out. */
    outside: 'Hors de cette carte :',
    /** Links to other parts of it. */
    look: 'Parties de la carte',
    whole: 'Toute la zone',
    alerts: 'Ce qui est en alerte',
    closer: '+ Plus près',
    wider: '− Plus large',
    sides: { west: '← Ouest', north: '↑ Nord', east: '→ Est', south: '↓ Sud' },
    basins: 'Rivières, par urgence',
    /** Whose communes are all without an alert. */
    calmBasins: (count: number) => frCount(count, 'rivière sans alerte', 'rivières sans alerte'),
    counted: (level: string, count: number) => `${level} : ${count}`,
    /** One sign for several. */
    together: (communes: number) => frCount(communes, 'commune'),
    /** Above the table of the communes of the frame. */
    communesHere: 'Communes de cette carte, par urgence',
    noCommuneHere: 'Aucune commune sur cette partie de la carte.',
    stationsHere: 'Stations de cette carte',
    noStationHere: 'Aucune station sur cette partie de la carte.',
    toAll: 'Vue d’ensemble',
    /** Of one gauge. */
    state: {
      rising: 'monte',
      falling: 'baisse',
      steady: 'stable',
      unknown: 'tendance inconnue',
      doubtful: 'mesure douteuse',
      silent: 'plus de nouvelles',
      maintained: 'en maintenance',
    },
    /** How many gauges are in which state. */
    count: {
      rising: (count: number) => `${count} en hausse`,
      falling: (count: number) => `${count} en baisse`,
      steady: (count: number) => frCount(count, 'stable', 'stables'),
      unknown: (count: number) => `${count} de tendance inconnue`,
      doubtful: (count: number) => frCount(count, 'douteuse', 'douteuses'),
      silent: (count: number) => `${count} sans nouvelles`,
      maintained: (count: number) => `${count} en maintenance`,
    },
    /** By the clock, or with the day where it is another. */
    measured: (time: string, isToday: boolean) => (isToday ? `mesuré à ${time}` : `mesuré : ${time}`),
    markReached: (level: string, commune: string) => `Repère « ${level} » atteint : ${commune}`,
    /** Of several communes. */
    marksReached: (level: string, communes: number) =>
      `Repère « ${level} » atteint pour ${frCount(communes, 'commune')}`,
  },
};
