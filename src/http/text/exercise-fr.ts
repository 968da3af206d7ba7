import { frCount } from '../../text/fr-numbers.ts';

/** Exercises: what everybody reads while one runs, and the page that starts and ends it. The first word is always EXERCICE. */
export const exerciseFr = {
  exercise: {
    /** Before the title of every page that an exercise touches. */
    word: 'EXERCICE – ',
    /** The line above a commune's pages. */
    notice: (level: string, until: string) =>
      `EXERCICE en cours jusqu’à ${until}. Niveau joué : « ${level} ». Ce n’est pas une vraie alerte ; la page montre la vraie situation.`,
    /** While a commune of a drill of many waits. */
    waitsNotice: (until: string) =>
      `EXERCICE en cours jusqu’à ${until}. La commune attend son tour : personne n’y a encore été prévenu. La page montre la vraie situation.`,
    link: 'Exercice',
    title: (commune: string) => `Exercice : ${commune}`,
    intro:
      'Un exercice envoie de vrais messages, qui commencent tous par EXERCICE. Il ne change rien à la vraie surveillance : une vraie alerte l’arrête tout de suite.',
    noWays: 'Ni courriel ni SMS n’est réglé : personne ne recevra cet exercice.',
    afterMin: (level: string) => `Jouer « ${level} » après (minutes)`,
    afterHint: 'Laissez vide un niveau qui n’est pas joué. 0 : tout de suite.',
    lastsMin: 'Fin de l’exercice après (minutes)',
    reason: 'Pourquoi cet exercice',
    reasonHint: 'Toutes les personnes prévenues le liront.',
    residents: 'Prévenir aussi les habitants',
    /** `told`: by name, for not all contacts are. */
    residentsHint: (told: string) => `Sans cette case, seuls ces contacts sont prévenus : ${told}.`,
    /** With residents: what may sound or show in the town. */
    machinesToo: (machines: string) =>
      `Avec les habitants, l’exercice part aussi, marqué comme tel, à : ${machines}. Demandez d’abord à qui s’en occupe si rien ne sonne pour un exercice.`,
    /** In any case. */
    staffMachines: (machines: string) => `L’exercice part aussi, marqué comme tel, à : ${machines}.`,
    start: 'Commencer l’exercice',
    running: (person: string, until: string, reason: string) => `Mené par ${person} jusqu’à ${until} : ${reason}`,
    staffOnly: (told: string) => `Seuls ces contacts sont prévenus : ${told}.`,
    residentsToo: (person: string) => `Les habitants sont prévenus aussi, selon ${person}.`,
    widen: 'Prévenir aussi les habitants, à partir du prochain message',
    end: 'Arrêter l’exercice',
    endWaits: (person: string) => `Arrêté par ${person} : la fin reste à annoncer.`,
    played: 'Joué jusqu’ici',
    /** Once it is over. */
    last: 'Le dernier exercice',
    lastBy: (person: string, reason: string) => `Mené par ${person} : ${reason}`,
    /** Those of its entries that nobody said are real. */
    log: 'Sa main courante',
    nothingPlayed: 'Rien encore.',
    /** Who said that they take care of it, by the link in the message: as in a real alert. */
    answers: {
      title: 'Qui a répondu',
      contact: 'Contact',
      level: 'Niveau joué',
      asked: 'Demandé',
      answered: 'A répondu',
      notYet: 'pas de réponse',
      after: (at: string, lasted: string) => `${at}, au bout de ${lasted}`,
    },
    /** The page behind that link. */
    answer: {
      title: (commune: string) => `EXERCICE, ${commune} : vous en occupez-vous ?`,
      notReal: 'Ceci n’est pas une vraie alerte.',
      level: 'Niveau joué',
      means:
        'Ce bouton note que vous avez répondu, et quand. Dans une vraie alerte, il arrête les relances et les autres voient votre nom.',
      done: 'EXERCICE : c’est noté',
      doneText: (name: string, at: string, lasted: string) =>
        `${name} a répondu le ${at}, au bout de ${lasted}. Il n’y a rien d’autre à faire ici.`,
      toExercise: 'Voir l’exercice (avec mot de passe)',
      overtaken: (commune: string) => `Une vraie alerte est en vigueur, ${commune}`,
      overtakenText:
        'L’exercice est arrêté. Pour répondre sans mot de passe, ouvrez le lien du message de la vraie alerte.',
      /** The same where no alert is real: in a demonstration, or an installation that is itself an exercise. */
      overtakenPlayed: (commune: string) => `Une alerte est en vigueur, ${commune}`,
      overtakenPlayedText:
        'Elle n’est pas réelle non plus. L’exercice est arrêté. Pour répondre sans mot de passe, ouvrez le lien du message de cette alerte.',
      expired: 'EXERCICE : ce lien ne sert plus',
      expiredText: 'Il ne servait que 24 heures. Rien n’a été changé.',
    },
    /** Of one exercise, to be read and printed, and the list of those that were held. */
    report: {
      link: 'Son bilan, à imprimer',
      title: (commune: string) => `Bilan de l’exercice : ${commune}`,
      notReal: 'EXERCICE : rien de ce qui suit n’était réel.',
      runs: 'en cours',
      staffOnly: 'Les habitants n’ont pas été prévenus.',
      residentsToo: (person: string) => `Les habitants ont été prévenus aussi, selon ${person}.`,
      /** Decided after the last of what was played. */
      residentsTooLate: (person: string) =>
        `Les habitants devaient être prévenus aussi, selon ${person}, mais rien n’a été joué ensuite : ils ne l’ont pas été.`,
      course: 'Déroulement de l’exercice',
      learned: 'Noter ce qu’on en retient',
      back: 'Tous les exercices de la commune',
      earlier: 'Exercices précédents',
      begun: 'Début',
      led: 'Mené par',
      purpose: 'Pourquoi',
      answered: 'Ont répondu',
      of: (answered: number, asked: number) => `${answered} sur ${asked}`,
      older: 'Exercices plus anciens',
    },
    /** One exercise in many communes. */
    many: {
      title: 'Exercice dans plusieurs communes',
      running: (communes: number) => `En cours dans ${frCount(communes, 'commune')}`,
      waiting: (communes: number) =>
        `${frCount(communes, 'commune')} ${communes < 2 ? 'attend son tour' : 'attendent leur tour'}.`,
      waits: 'attend son tour',
      heldUp: {
        untried: 'D’autres messages partent d’abord ; l’exercice suit.',
        'put-off':
          'L’exercice est suspendu : au moins vingt messages d’exercice n’ont pas pu partir. Il reprend dès que le serveur de courriel ou la passerelle SMS qui les refuse en accepte un.',
      },
      played: 'Niveau joué',
      until: 'Jusqu’à',
      ledBy: 'Mené par',
      end: (communes: number) => `Arrêter l’exercice dans ${frCount(communes, 'commune')}`,
      inAlert: (communes: string) => `Une vraie alerte est en vigueur, pas d’exercice maintenant : ${communes}.`,
      choose: 'Choisir les communes',
      river: (name: string) => name || 'Sans cours d’eau',
      wholeRiver: (communes: number) => `Toutes les communes de ce cours d’eau (${communes})`,
      /** In a list to choose from. `day`: of the last one; `null` for none so far. */
      lastHeld: (commune: string, day: string | null) =>
        `${commune} (${day === null ? 'encore aucun exercice' : `dernier exercice : ${day}`})`,
      messages: (mails: number, texts: number) =>
        `Pour toutes, à chaque niveau et à la fin : ${frCount(mails, 'courriel')}${texts > 0 ? `, ${texts} SMS` : ''}.`,
      turns: (aMinute: number, communes: number, minutes: number) =>
        `Les communes sont prévenues l’une après l’autre, ${aMinute} par minute au plus, pour ne rien retarder de réel. Pour ${frCount(communes, 'commune')} : ${frCount(minutes, 'minute')} au moins à chaque niveau, et autant à la fin. Si son tour vient tard, une commune n’apprend que le niveau du moment.`,
      contactsOnly:
        'Seuls le maire et l’astreinte de chaque commune sont prévenus, ou tous ses contacts si elle n’a ni l’un ni l’autre ; qui l’est dans plusieurs communes reçoit un message pour chacune, comme dans une vraie alerte. Les habitants : sur la page de chaque commune, par qui peut les prévenir.',
      noneChosen: 'Rien n’a commencé : choisissez au moins une commune.',
      notStarted: (why: string, communes: string) => `Pas commencé : ${communes}. ${why}`,
      started: (communes: number) =>
        `EXERCICE commencé dans ${frCount(communes, 'commune')}. Chacune est prévenue à son tour.`,
      ended: (communes: number) =>
        `EXERCICE arrêté dans ${frCount(communes, 'commune')}. Qui en a été prévenu apprend la fin à son tour.`,
    },
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
      'not-widened': 'Rien n’a changé : c’était déjà décidé, ou l’exercice est fini.',
      'not-running': 'L’exercice était déjà fini : rien n’a changé.',
      'other-exercise':
        'Rien n’a changé : l’exercice que vous regardiez est fini, et un autre a commencé depuis. La page le montre.',
    },
  },
};
