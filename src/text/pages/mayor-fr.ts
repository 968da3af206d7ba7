import type { MayorWords } from './mayor-words.ts';

export const mayorFr: MayorWords = {
  mayor: {
    title: (commune) => `${commune} : alerte`,
    choose: 'Vos communes',
    updated: (instant) => `État au ${instant}`,
    refreshes: (seconds) => `La page se recharge toutes les ${seconds} s.`,
    howBad: 'Gravité',
    howSure: 'Certitude',
    howLong: 'Délai',
    why: 'Pourquoi',
    now: 'À faire maintenant',
    passedAlready: (mark) => `L’eau a atteint ${mark}`,
    chanceOf: (level, mark) => `de chance d’atteindre « ${level} » (${mark})`,
    noChance: 'Pas de prévision disponible',
    inTime: (from, to) => `dans ${from} à ${to}`,
    passage: (level, window) => `« ${level} » ${window}`,
    underWay: 'en cours',
    noWindow: 'Heure non prévisible pour l’instant',
    noneExpected: 'Rien d’attendu pour l’instant',
    notSeen: (station, since) =>
      since === null
        ? `${station} n’a jamais été vue. Le niveau ci-dessus ne la prend pas en compte.`
        : `${station} n’est plus vue depuis ${since}. Le silence ne veut pas dire que l’eau baisse.`,
    allQuiet: 'Rien à décider. Vous serez prévenu si la situation change.',
    decide: 'Décider',
    acknowledge: 'J’ai vu, je m’en occupe',
    acknowledgeHint: 'Arrête les relances. Les habitants ne sont pas prévenus.',
    acknowledgedBy: (name, at) => `Pris en charge par ${name} à ${at}.`,
    residents: 'Les habitants',
    told: (level) => `Prévenus : « ${level} ».`,
    toldNothing: 'Pas encore prévenus.',
    heldBackBy: (level) => `« ${level} » est retenu : vous pouvez encore les prévenir.`,
    waiting: (level) => `« ${level} » attend votre décision.`,
    goesOutAt: (clock, signedBy) =>
      `Sans décision, le message part tout seul à ${clock} (règle signée par ${signedBy}).`,
    neverByItself: 'Sans décision, rien ne part.',
    wouldGet: (count) =>
      count === 0
        ? 'Personne n’est inscrit ; la page publique montrera :'
        : `Les ${count} inscrits et la page publique recevront :`,
    release: (level) => `Prévenir les habitants : ${level}`,
    holdBack: 'Ne pas prévenir maintenant',
    holdBackHint: 'Vous pourrez encore les prévenir plus tard.',
    onlyMayor: 'Seul un élu peut prévenir les habitants.',
    close: 'Clore l’alerte à la main',
    closeHint: 'La station n’est pas vue : ne clôturez que si quelqu’un a regardé la rivière.',
    whoWasTold: 'Qui a été prévenu',
    nobodyYet: 'Personne pour l’instant.',
    person: 'Personne',
    what: 'Message',
    status: 'Remise',
    sent: (at) => `✓ remis ${at}`,
    pending: (attempts) => (attempts === 0 ? '… en attente' : `… en attente, essai ${attempts + 1}`),
    failing: (attempts, error) => `✗ ${attempts} échec${attempts > 1 ? 's' : ''} (${error}), nouvel essai prévu`,
    dropped: (reason) => `– non envoyé (${reason})`,
    residentsSummary: (sent, pending, dropped) =>
      `Habitants : ${sent} remis, ${pending} en attente, ${dropped} non envoyés.`,
    machineTime: 'Heures de remise : celles de cette machine, pas de la crue rejouée.',
    log: 'Journal',
    noEvent: 'Aucun événement.',
    done: {
      acknowledge: 'C’est noté : vous vous en occupez.',
      release: 'Les habitants sont prévenus.',
      'hold-back': 'Message retenu. Vous pouvez encore prévenir les habitants.',
      close: 'L’alerte est close.',
    },
    refused: {
      title: 'Rien n’a été changé',
      noAlert: 'L’alerte est déjà terminée.',
      levelChanged: (level) =>
        `La situation a changé entre-temps : elle est maintenant à « ${level} ». Regardez à nouveau avant de décider.`,
      alreadyAcknowledged: (name, at) => `${name} s’en occupe déjà depuis ${at}.`,
      alreadyDecided: 'Une décision a déjà été prise pour ce message. Elle est dans le journal.',
      stillOn: 'Une station est vue et l’eau n’est pas redescendue : l’alerte ne peut pas être close à la main.',
      back: 'Revoir la situation',
    },
    publicPage: 'Ce que voient les habitants',
  },
};
