/** Exercises: what everybody reads while one runs, and the page that starts and ends it. The first word is always EXERCICE. */
export const exerciseFr = {
  exercise: {
    /** Before the title of every page that an exercise touches. */
    word: 'EXERCICE – ',
    /** The line above a commune's pages. */
    notice: (level: string, until: string) =>
      `EXERCICE en cours jusqu’à ${until}. Niveau joué : « ${level} ». Ce n’est pas une vraie alerte ; la page montre la vraie situation.`,
    link: 'Exercice',
    title: (commune: string) => `Exercice : ${commune}`,
    intro:
      'Un exercice envoie de vrais messages, qui commencent tous par EXERCICE. Il ne change rien à la vraie surveillance : une vraie alerte l’arrête tout de suite.',
    afterMin: (level: string) => `Jouer « ${level} » après (minutes)`,
    afterHint: 'Laissez vide un niveau qui n’est pas joué. 0 : tout de suite.',
    lastsMin: 'Fin de l’exercice après (minutes)',
    reason: 'Pourquoi cet exercice',
    reasonHint: 'Toutes les personnes prévenues le liront.',
    residents: 'Prévenir aussi les habitants',
    residentsHint: 'Sans cette case, seuls les contacts de la commune sont prévenus.',
    /** With residents: what may sound or show in the town. */
    machinesToo: (machines: string) =>
      `Avec les habitants, l’exercice part aussi, marqué comme tel, à : ${machines}. Demandez d’abord à qui s’en occupe si rien ne sonne pour un exercice.`,
    /** In any case. */
    staffMachines: (machines: string) => `L’exercice part aussi, marqué comme tel, à : ${machines}.`,
    start: 'Commencer l’exercice',
    running: (person: string, until: string, reason: string) => `Mené par ${person} jusqu’à ${until} : ${reason}`,
    staffOnly: 'Seuls les contacts de la commune sont prévenus.',
    residentsToo: (person: string) => `Les habitants sont prévenus aussi, selon ${person}.`,
    widen: 'Prévenir aussi les habitants, à partir du prochain message',
    end: 'Arrêter l’exercice',
    played: 'Joué jusqu’ici',
    nothingPlayed: 'Rien encore.',
    done: {
      started: 'EXERCICE commencé.',
      widened: 'Les habitants seront prévenus aussi, à partir du prochain message de l’exercice.',
      ended: 'EXERCICE arrêté.',
    },
    refused: {
      'alert-in-force': 'Une vraie alerte est en vigueur : pas d’exercice maintenant.',
      'already-running': 'Un exercice est déjà en cours.',
      'not-playable':
        'Rien n’a commencé : il faut au moins un niveau, des minutes entières et différentes avant la fin, une fin dans les 24 heures, et une raison d’au moins 5 caractères.',
      'not-running': 'L’exercice était déjà fini : rien n’a changé.',
    },
  },
};
