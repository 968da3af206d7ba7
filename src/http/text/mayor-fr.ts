import type { ResidentWay } from '../../people/way.ts';
import { frCount, within } from '../../text/fr-numbers.ts';

const by = (way: ResidentWay): string =>
  way === 'sms' ? 'par SMS' : way === 'push' ? 'par notification' : 'par courriel';

/** Of all subscribers those who are told otherwise than by mail. */
function apart(count: number, texted: number, notified: number): string {
  if (texted === count) return ` (${by('sms')})`;
  if (notified === count) return ` (${by('push')})`;
  const some = [
    ...(texted > 0 ? [`${texted} ${by('sms')}`] : []),
    ...(notified > 0 ? [`${notified} ${by('push')}`] : []),
  ];
  return some.length === 0 ? '' : ` (dont ${some.join(', ')})`;
}

/** The page of the mayor. */
export const mayorFr = {
  mayor: {
    title: (commune: string) => `${commune} : alerte`,
    /** While none is in force: « alerte » above « Pas d’alerte » frightens, or is believed no more. */
    titleAtRest: (commune: string) => `${commune} : situation`,
    choose: 'Vos communes',
    clockBehind: (said: string) =>
      `L’horloge du service retarde (c’est déjà le ${said}) : l’eau montrée ici peut être celle d’avant. Fiez-vous à la rivière elle-même et prévenez la personne qui administre le service.`,
    /** Of many communes those that are folded. */
    withoutAlert: (count: number) => `${frCount(count, 'commune')} sans alerte`,
    unanswered: 'personne n’a répondu',
    updated: (instant: string) => `État au ${instant}`,
    reload: 'Actualiser',
    howBad: 'Gravité',
    howSure: 'Certitude',
    howLong: 'Délai',
    why: 'Pourquoi',
    since: (at: string, reason: string) => `Depuis ${at} : ${reason}`,
    lowered: (at: string, reason: string) => `Abaissée le ${at} : ${reason}`,
    meanwhile: (reason: string) => `Maintenant : ${reason}`,
    /** Above the facts, where all speaks for lowering and the level still stands; `from`: not before then. */
    risksLess: (level: string, from: string | null) =>
      `Le risque a baissé. « ${level} » reste affiché par prudence et redescendra ${from === null ? 'quand l’eau sera nettement plus basse' : `au plus tôt à ${from}, si l’eau reste basse`}.`,
    water: 'L’eau',
    now: 'À faire maintenant',
    /** By the last reading that can be believed, and there are newer ones. */
    passedThen: (stage: string, mark: string) => `L’eau était à ${stage} : repère de ${mark} atteint`,
    passedAlready: (stage: string, mark: string) => `L’eau est à ${stage} : repère de ${mark} atteint`,
    chanceOf: (level: string, mark: string) => `de risque d’atteindre « ${level} » (${mark})`,
    noChance: 'Pas de prévision disponible',
    lessSure: 'Prévision moins sûre : voir pourquoi',
    inTime: (from: string, to: string) => `reste ${from} à ${to}`,
    /** In place of `inTime` where it may happen at any moment. */
    untilTime: within,
    /** The share is of the hours and not of the water: it stands beside them, and the condition before both. */
    passage: (level: string, window: string) => `Si l’eau atteint « ${level} », ce sera ${window} (8 fois sur 10)`,
    underWay: (level: string) => `« ${level} » en cours`,
    noWindow: 'Heure non prévisible pour l’instant',
    noneExpected: 'Peu probable pour l’instant',
    notSeen: (station: string, since: string | null) =>
      since === null
        ? `${station} : aucune mesure fiable pour l’instant. Les premières d’un capteur ne comptent qu’une fois confirmées par les suivantes. Le niveau d’alerte ci-dessus n’en tient pas compte.`
        : `${station} : aucune mesure fiable depuis ${since}. Le silence ne veut pas dire que l’eau baisse.`,
    allQuiet: 'Rien à décider. Un message vous préviendra si la situation change.',
    allQuietUntold: 'Rien à décider. Aucun message ne part d’ici : revenez voir cette page.',
    decide: 'Décider',
    /** In its place where something waits for the reader. */
    awaited: {
      answer: 'Personne n’a encore répondu',
      decision: 'Une décision est attendue pour les habitants',
    },
    acknowledge: 'J’ai vu, je m’en occupe',
    acknowledgeHint: 'Arrête les relances. Ne prévient pas les habitants.',
    acknowledgedBy: (name: string, at: string) => `Pris en charge par ${name} (${at}).`,
    /** `alone`: where no message goes out. */
    handBack: {
      question: 'Plus personne ne s’en occupe ?',
      button: 'Demander à quelqu’un d’autre',
      hint: 'Les personnes déjà prévenues l’apprennent aussitôt, et la suivante est prévenue. Pour prendre le relais vous-même, répondez ensuite. Les habitants n’en savent rien.',
      alone:
        'Aucun message ne part d’ici : prévenez vous-même la personne qui prend le relais. Les habitants n’en savent rien.',
    },
    residents: 'Les habitants',
    toldNothing: 'Pas encore prévenus.',
    heldBackBy: (level: string) => `« ${level} » est retenu : ils peuvent encore être prévenus.`,
    waiting: (level: string) => `« ${level} » attend votre décision.`,
    goesOutAt: (clock: string, signedBy: string) =>
      `Sans décision, les habitants seront prévenus quand même à ${clock} (règle signée par ${signedBy}).`,
    neverByItself: 'Sans décision, rien ne leur est dit.',
    /** Where a level below the one that stands goes out by itself sooner. */
    levelGoesOutAt: (level: string, clock: string, signedBy: string) =>
      `Sans décision, les habitants seront prévenus du niveau « ${level} » quand même à ${clock} (règle signée par ${signedBy}).`,
    levelNeverByItself: (level: string) => `Sans décision, rien ne leur est dit du niveau « ${level} ».`,
    /** `texted`, `notified`: how many of them by text message, by notification. */
    wouldGet: (count: number, texted: number, notified: number) => {
      if (count === 0) return 'Personne n’est inscrit ; la page publique montrera :';
      return `${count === 1 ? 'Une personne inscrite' : `Les ${count} personnes inscrites`}${apart(count, texted, notified)} et la page publique recevront :`;
    },
    /** Sirens and panels, below what residents would get and above the button that sends it. */
    machinesToo: (machines: string) => `Part en même temps à : ${machines}.`,
    /** The same below the buttons of what is told them otherwise: a mistake, the end, that it goes on. */
    machinesLikewise: (machines: string) => `Le même message part à : ${machines}.`,
    /** The same where residents can subscribe by no way. */
    wouldShow: 'La page publique montrera :',
    /** Where residents can subscribe by no way: who had, or nobody. */
    noMail: (subscribers: number) => {
      const nobody =
        'Aucun serveur de courriel n’est configuré : les habitants ne sont prévenus que par la page publique. Prévenez-les aussi autrement.';
      if (subscribers === 0) return nobody;
      return `${nobody} ${subscribers === 1 ? 'Une personne inscrite ne reçoit' : `Les ${subscribers} personnes inscrites ne reçoivent`} rien.`;
    },
    release: (level: string) => `Prévenir les habitants : ${level}`,
    releaseHint:
      'Un message envoyé ne se reprend pas ; une erreur se corrige par un second message. La baisse et la fin leur seront annoncées.',
    /** The same where residents can subscribe by no way. */
    releaseHintUnmailed:
      'La page publique le dira aussitôt ; une erreur s’y corrige. La baisse et la fin y seront annoncées.',
    holdBack: 'Ne pas prévenir maintenant',
    /** Where a level below goes out by itself unless this is pressed. */
    holdBackLower: 'Rien ne partira non plus pour un niveau inférieur.',
    holdBackHint: 'Vous pourrez encore les prévenir plus tard.',
    onlyMayor: 'Prévenir les habitants revient aux élus.',
    wasMistake: (level: string) => `« ${level} » est parti par erreur ?`,
    correct: (level: string) => `Leur dire que « ${level} » était une erreur`,
    corrected: (level: string, at: string) => `Avertis ${at} que « ${level} » était une erreur.`,
    /** What residents then read: what they knew before, or that no instruction holds. */
    correctHint: (before: string | null) =>
      `Les habitants l’apprennent aussitôt : ${before === null ? 'aucune consigne ne vaut pour l’instant' : `« ${before} » vaut de nouveau`}. Pour vous l’alerte reste en vigueur, et vous pourrez encore les prévenir.`,
    close: 'Clore l’alerte à la main',
    closeHint: (isPublic: boolean) =>
      `La station ne mesure plus : ne clôturez l’alerte que si quelqu’un est allé voir la rivière.${isPublic ? ' Les habitants apprennent qu’elle est finie.' : ''}`,
    closedBy: {
      title: 'Close par erreur ?',
      text: (level: string, at: string) => `L’alerte « ${level} » a été close à la main le ${at}.`,
      reopen: 'Elle n’est pas finie : la remettre en vigueur',
      hint: (isPublic: boolean, until: string) =>
        `Elle continue telle qu’elle était${isPublic ? ', et les habitants en sont avertis' : ' ; les habitants n’en avaient pas été prévenus'}. Possible jusqu’au ${until}.`,
    },
    whoWasTold: 'Qui a été prévenu',
    nobodyYet: 'Personne pour l’instant.',
    person: 'Personne',
    askedAt: 'Demandé',
    notAskedYet: 'pas encore',
    answered: 'Réponse',
    noAnswerYet: '… pas encore',
    /** Of somebody who was asked, where another took care of it. */
    answeredBy: (name: string) => `– ${name} a répondu`,
    askedNext: (names: string, at: string) =>
      `Personne n’a répondu. Sans réponse à ${at}, le message part aussi à ${names}.`,
    allAskedAgain: (at: string) => `Personne n’a répondu. Sans réponse à ${at}, tous les contacts sont relancés.`,
    nobodyAsked: 'Personne n’a répondu, et aucun message ne part d’ici : prévenez vous-même les personnes ci-dessous.',
    what: 'Message',
    status: 'Remise',
    ways: { log: 'journal', email: 'courriel', sms: 'SMS', voice: 'appel', push: 'notification', webhook: 'webhook' },
    byWay: (way: string, what: string) => `${way} : ${what}`,
    sent: (at: string) => `✓ remis ${at}`,
    /** As the gateway reports of a text message. */
    onPhone: (at: string) => `✓ sur le téléphone ${at}`,
    /** The same, in its own word. */
    underway: (said: string) => `… pas encore sur le téléphone (${said})`,
    pending: (attempts: number) => (attempts === 0 ? '… en attente' : `… en attente, essai ${attempts + 1}`),
    failing: (attempts: number, error: string) =>
      `⚠ ${attempts} échec${attempts > 1 ? 's' : ''} (${error}), nouvel essai prévu`,
    replaced: '– remplacé par un message plus récent',
    /** After ✗, or – where nobody needed it. */
    dropped: (reason: string) => `non envoyé (${reason})`,
    /** Why it was not sent, where no provider was asked. */
    because: {
      notOnPhone: 'pas arrivé sur le téléphone',
      recipientGone: 'cette personne n’est plus un contact de la commune',
      communeAway: 'la commune a été retirée de communes.yaml : le message attend qu’elle y soit remise',
      numberGone: 'son numéro de téléphone a été retiré',
      noMail: 'aucun serveur de courriel n’est configuré',
      noGateway: 'aucune passerelle SMS n’est configurée',
      noCalls: 'aucune passerelle d’appel n’est configurée',
      noPush: 'les notifications ne sont pas configurées',
      noWebhook: 'aucune machine à prévenir n’est configurée',
      onlyHere: 'un exercice ou une démonstration n’écrit à personne au-dehors',
      noSuchService: 'le service de notification de ce navigateur n’est pas accepté ici',
      tookTooLong: 'pas de réponse à temps',
      browserGone: 'le navigateur n’accepte plus les notifications : l’inscription est effacée',
      answered: 'quelqu’un a répondu entre-temps',
      askedNoMore: 'personne n’est plus appelé pour cela',
      exerciseOver: 'l’exercice était terminé',
      realFirst: 'un vrai message aux habitants est passé avant',
    },
    /** What the no of a provider comes down to, before its own words. */
    causes: {
      'mailbox-unknown': 'boîte inconnue ou fermée',
      'mailbox-full': 'boîte pleine',
      'refused-by-rule': 'refusé comme indésirable ou par une règle',
      'put-off': 'le serveur demande d’attendre',
      'sender-refused': 'notre adresse d’expédition est refusée',
      'key-refused': 'notre clé ou notre mot de passe est refusé',
      'not-there': 'rien à cette adresse',
      'not-taken': 'numéro ou message refusé',
      'out-of-order': 'service en panne',
      'timed-out': 'pas de réponse à temps',
      unreachable: 'service injoignable',
      certificate: 'certificat non valable',
    },
    /** `null`: there is no other way than mail. */
    residentsSummary: (way: ResidentWay | null, sent: number, pending: number, dropped: number) =>
      `Personnes inscrites${way === null ? '' : ` ${by(way)}`}, dernier message : ${sent} remis, ${pending} en attente, ${dropped} non remis.`,
    unreached: (count: number) =>
      count < 2
        ? 'Une personne inscrite par un moyen qui n’est plus en service ne reçoit rien : prévenez autrement.'
        : `${count} personnes inscrites par un moyen qui n’est plus en service ne reçoivent rien : prévenez autrement.`,
    residentsFailing: (count: number, error: string) =>
      `L’envoi échoue pour ${count} ${count > 1 ? 'habitants' : 'habitant'} (${error}). Ce qui peut l’être est réessayé ; n’attendez pas pour prévenir autrement.`,
    /** A siren, a panel: what residents were told last, and whether it took that. */
    machineTold: (machine: string, subject: string, what: string) => `Machine « ${machine} », « ${subject} » : ${what}`,
    /** Where it did not. */
    byHand: 'N’attendez pas : faites à la main ce que la machine devait faire, puis faites-la vérifier.',
    machineNotTold: (machine: string) =>
      `La machine « ${machine} » a été ajoutée depuis et n’a pas été prévenue de cette alerte : faites à la main ce qu’elle devait faire.`,
    machineTime: 'Heures de remise : celles de cette machine, pas de la crue rejouée.',
    log: 'Journal',
    noEvent: 'Aucun événement.',
    done: {
      acknowledge: 'C’est noté : vous vous en occupez.',
      'hand-back':
        'C’est noté : plus personne ne s’en occupe, le message part. Pour prendre le relais, répondez maintenant.',
      release: 'C’est décidé : le message part aux habitants. Son envoi est suivi plus bas.',
      'hold-back': 'Message retenu. Vous pouvez encore prévenir les habitants.',
      correct: 'C’est corrigé : le message part aux habitants. Son envoi est suivi plus bas.',
      close: 'L’alerte est close.',
      reopen: 'L’alerte est de nouveau en vigueur. Vous vous en occupez.',
    },
    /** The same where residents can subscribe by no way. */
    doneUnmailed: {
      release: 'C’est décidé : la page publique le dit. Aucun courriel ne part.',
      correct: 'C’est corrigé : la page publique le dit. Aucun courriel ne part.',
    },
    refused: {
      title: 'Rien n’a été changé',
      noAlert: 'L’alerte est déjà terminée.',
      levelChanged: (level: string) =>
        `La situation a changé entre-temps : le niveau est maintenant « ${level} ». Regardez à nouveau avant de décider.`,
      alreadyAcknowledged: (name: string, at: string) => `${name} s’en occupe déjà : réponse donnée à ${at}.`,
      notInHand: 'Plus personne ne s’en occupe : d’autres sont prévenus. Vous pouvez répondre vous-même.',
      alreadyDecided: 'Une décision a déjà été prise pour ce message. Elle est dans le journal.',
      stillOn: 'Une station mesure encore et l’eau n’est pas redescendue : l’alerte ne peut pas être close à la main.',
      tooLate:
        'Il n’y a plus rien à corriger ici : quelqu’un l’a déjà fait, ou la situation a changé. C’est dans le journal.',
      back: 'Revoir la situation',
    },
    publicPage: 'Ce que voient les habitants',
  },
};
