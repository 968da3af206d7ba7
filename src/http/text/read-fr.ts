/** A day stands before the time where it is not today's. @example at('23 h 50') // 'à 23 h 50'  @example at('mer. 22, 23 h 50') // 'mer. 22, 23 h 50' */
const at = (time: string): string => (/^\d/.test(time) ? `à ${time}` : time);

/** A level that a person read at the painted gauge: the page, and what others say of it. */
export const readFr = {
  read: {
    title: (station: string) => `Niveau lu à l’échelle : ${station}`,
    link: 'Saisir un niveau lu à l’échelle',
    intro:
      'Ce que vous lisez sur l’échelle compte comme une mesure : cela peut déclencher une alerte, jamais la faire baisser. N’approchez pas de l’eau.',
    stage: 'Niveau lu, en mètres',
    stageHint: (from: string, to: string) => `Par exemple 3,40. De ${from} à ${to} à cette station.`,
    at: 'Lu à',
    atHint: 'Heure locale, il y a trois heures au plus.',
    look: 'Vérifier',
    confirmTitle: 'Est-ce bien cela ?',
    readAt: (stage: string, time: string) => `${stage}, lu ${at(time)}`,
    /** To everybody, below a lower figure of the sensor. */
    counts: (stage: string, time: string) =>
      `${stage}, lu à l’échelle par une personne ${at(time)} : c’est ce niveau qui compte`,
    above: (metres: string, last: string, time: string) =>
      `${metres} de plus que le dernier niveau connu (${last} ${at(time)}).`,
    below: (metres: string, last: string, time: string) =>
      `${metres} de moins que le dernier niveau connu (${last} ${at(time)}).`,
    same: (last: string, time: string) => `Comme le dernier niveau connu (${last} ${at(time)}).`,
    noLast: 'Aucun niveau n’est connu pour comparer.',
    /** `residents`: only a person or a signed rule tells them. */
    passes: (level: string, mark: string) =>
      `Repère « ${level} » (${mark}) atteint : si l’alerte n’y est pas encore, elle y monte et les contacts sont prévenus aussitôt. Les habitants ne le sont que par une décision, ou par une règle signée.`,
    /** Read before the alert was closed by hand. */
    passedBefore: (level: string, mark: string) =>
      `Repère « ${level} » (${mark}) atteint, mais l’alerte a été close après cette heure : ce niveau n’en déclenche pas d’autre. Si l’eau est encore là, saisissez ce que vous lisez maintenant.`,
    /** The sensor has measured less since, and is believed. */
    passedSensor: (level: string, mark: string, stage: string, time: string) =>
      `Repère « ${level} » (${mark}) atteint, mais le capteur a mesuré ensuite ${stage} (${at(time)}) : tant qu’il mesure, c’est lui qui compte, et l’alerte ne monte pas. S’il se trompe, saisissez ce que vous lisez maintenant.`,
    /** A person has read less since. */
    passedPerson: (level: string, mark: string, stage: string, time: string) =>
      `Repère « ${level} » (${mark}) atteint, mais une personne a lu ensuite ${stage} (${at(time)}) : c’est ce niveau qui compte, l’alerte ne monte pas. S’il est faux, saisissez ce que vous lisez maintenant.`,
    passesNone: 'Aucun repère de la commune n’est atteint. Une alerte en cours ne baisse pas pour autant.',
    exercise: 'Un exercice est en cours. Un niveau imaginé ne se saisit pas ici.',
    notPlayed: 'Je l’ai vraiment lu : ce n’est pas pour l’exercice',
    enter: 'C’est bien cela : enregistrer',
    change: 'Corriger',
    entered: 'C’est enregistré, à votre nom, et noté dans la main courante.',
    mistake:
      'Une erreur ? Saisissez le bon niveau à la même minute : il remplace l’autre. Les services peuvent aussi l’écarter (« Écarter des mesures », de cette minute à la suivante).',
    lately: 'Lus depuis 24 heures',
    none: 'Aucun.',
    time: 'Lu à',
    level: 'Niveau',
    state: 'État',
    states: { counts: 'compte', replaced: 'remplacé', excluded: 'écarté' },
    /** The line in the event log. */
    logged: (station: string, stage: string, time: string) => `Lu à l’échelle, ${station} : ${stage} à ${time}.`,
    back: (inAlert: boolean) => `Retour à ${inAlert ? 'l’alerte' : 'la situation'}`,
    noStage: 'Rien n’a été enregistré : il faut un niveau en mètres, comme 3,40.',
    noTime: 'Rien n’a été enregistré : l’heure manque, ou elle n’a pas existé (changement d’heure).',
    playing: 'Rien n’a été enregistré : un exercice est en cours. Cochez la case si vous avez vraiment lu ce niveau.',
    saidSince: (person: string, stage: string) =>
      `Rien n’a été enregistré : entre-temps, ${person} a saisi ${stage} pour cette minute. Ne confirmez que si le niveau ci-dessous est le bon.`,
    refused: {
      'no-stage': 'Cette station ne mesure pas un niveau.',
      'out-of-range': 'Rien n’a été enregistré : ce niveau est impossible à cette station.',
      'in-the-future': 'Rien n’a été enregistré : cette heure est dans le futur.',
      'too-old':
        'Rien n’a été enregistré : c’était il y a plus de trois heures. Notez-le plutôt dans la main courante.',
      excluded:
        'Rien n’a été enregistré : les mesures de cette heure ont été écartées. Lisez de nouveau l’échelle, ou faites-les rétablir.',
      'too-many': 'Rien n’a été enregistré : trop de niveaux saisis en une heure pour cette station.',
    },
    /** The state of a gauge: the number beside it is a person's; `silent`: and the sensor says nothing. */
    byPerson: 'lu à l’échelle par une personne',
    silent: 'lu par une personne, capteur sans nouvelles',
    /** In tables of readings. */
    observed: 'lu par une personne',
  },
};
