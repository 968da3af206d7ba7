import { frCount, within } from '../../text/fr-numbers.ts';

/** The pages of staff. */
export const staffFr = {
  staff: {
    title: 'Services : vue d’ensemble',
    communes: 'Communes, par urgence',
    commune: 'Commune',
    level: 'Niveau',
    forecast: 'Prévision',
    likely: (level: string, mark: string, hours: string, frequency: string) =>
      `« ${level} » (${mark}) ${within(hours)} : ${frequency}`,
    toldLevel: 'Dit aux habitants',
    waiting: 'attend une décision',
    acknowledged: 'Pris en charge par',
    nobody: 'personne pour l’instant',
    askedNext: (names: string, at: string) => `ensuite : ${names}, à ${at}`,
    /** How many communes wait for an answer or a decision. */
    awaited: (count: number) =>
      count === 1 ? '1 attend une réponse ou une décision' : `${count} attendent une réponse ou une décision`,
    /** How many communes are folded: nothing in force, nothing likely. */
    calm: (count: number) =>
      `${frCount(count, 'commune calme', 'communes calmes')} : pas d’alerte, aucun repère à plus de 10 chances sur 100`,
    /** Above those that are folded. */
    allCommunes: 'Toutes les communes, en détail',
    stations: 'Stations',
    allStations: 'Toutes les stations, en détail',
    /** How many are folded: in order, and not rising. */
    quietStations: (count: number) =>
      frCount(count, 'station qui mesure et ne monte pas', 'stations qui mesurent et ne montent pas'),
    /** Of one gauge, where they are many, and folded. */
    watchers: (count: number) => frCount(count, 'commune'),
    /** Above the links to one of so many communes. */
    chooseCommune: (count: number) => `Choisir une commune (${count})`,
    watchedBy: 'Suivie par',
    /** After the last gauge comes what all of them teach together, minutes of several hundred. */
    learning: (gauges: number, of: number) =>
      gauges < of
        ? `La prévision apprend des mesures passées : ${gauges} ${gauges > 1 ? 'stations' : 'station'} sur ${of}.`
        : 'La prévision apprend des mesures passées : toutes les stations sont lues, le calcul d’ensemble se termine.',
    learningFailed:
      'La prévision n’a pas pu apprendre des mesures passées ; elle réessaie d’elle-même, au plus tard dans un jour.',
    outgrown: (station: string, times: number) =>
      `${station} est déjà montée à ${times.toLocaleString('fr')} fois sa hauteur de plein bord : bankfullRiseM est trop petit dans stations.yaml, la prévision en souffre.`,
    /** The gauges are named. */
    batteryLow: (percent: number, count: number, gauges: string) =>
      `Batterie à moins de ${percent} % : ${gauges}. ${count > 1 ? 'Faites-les remplacer avant que ces stations ne se taisent' : 'Faites-la remplacer avant que la station ne se taise'}.`,
    batteriesLow: (percent: number, count: number, lowest: string) =>
      `Batterie à moins de ${percent} % à ${frCount(count, 'station', 'stations')}. Les plus faibles : ${lowest}. Faites-les remplacer avant que ces stations ne se taisent.`,
    batteryAt: (gauge: string, percent: string) => `${gauge} (${percent} %)`,
    lowBatteries: 'Toutes les batteries faibles',
    diskLow: (freeMB: number) =>
      `Il ne reste que ${freeMB} Mo sur le disque du service. Une fois plein, le service n’enregistre plus rien et n’alerte plus personne : prévenez la personne qui l’administre.`,
    certificateEnds: {
      broker: (at: string, isOver: boolean) =>
        isOver
          ? `Le certificat de la liaison avec les capteurs n’est plus valable depuis le ${at} : leurs mesures n’arrivent plus, ou ne tarderont pas à manquer. Prévenez tout de suite la personne qui administre le service.`
          : `Le certificat de la liaison avec les capteurs n’est valable que jusqu’au ${at} : ensuite, leurs mesures n’arriveront plus. Prévenez la personne qui administre le service.`,
      cap: (at: string, isOver: boolean) =>
        isOver
          ? `Le certificat qui signe les messages CAP n’est plus valable depuis le ${at} : les systèmes qui vérifient la signature les refusent. Prévenez la personne qui administre le service.`
          : `Le certificat qui signe les messages CAP n’est valable que jusqu’au ${at} : ensuite, les systèmes qui vérifient la signature les refuseront. Prévenez la personne qui administre le service.`,
      mail: (at: string, isOver: boolean) =>
        isOver
          ? `Le certificat du serveur de courriel n’est plus valable depuis le ${at} : plus aucun courriel ne part. Faites prévenir tout de suite la personne qui s’occupe de ce serveur.`
          : `Le certificat du serveur de courriel n’est valable que jusqu’au ${at} : ensuite, plus aucun courriel ne partira. Faites prévenir la personne qui s’occupe de ce serveur.`,
    },
    brokerAway: (at: string, why: string | null) =>
      `La liaison avec le serveur MQTT, qui transmet les mesures des capteurs, est coupée depuis le ${at}${why === null ? '' : ` (${why})`} : elles n’arrivent plus. Le service réessaie de lui-même. Prévenez tout de suite la personne qui l’administre.`,
    brokerShared: (at: string) =>
      `Depuis le ${at}, un autre programme se connecte au serveur MQTT sous le nom de ce service : les mesures des capteurs se partagent entre les deux, et il en manque à chacun. Un second Amont tourne sans doute, sur une ancienne machine ou une machine de secours, et les deux écrivent à tout le monde. Prévenez tout de suite la personne qui administre le service : il faut arrêter l’un des deux.`,
    wayFails: {
      email: (at: string, why: string) =>
        `Depuis le ${at}, le serveur de courriel ne nous laisse plus entrer (${why}) : aucun message ne partirait par courriel. Prévenez tout de suite la personne qui administre le service.`,
    },
    notStored: (time: string) =>
      `Des mesures reçues n’ont pas pu être enregistrées, la dernière fois à ${time} : ce que montrent ces pages peut être dépassé. Prévenez la personne qui administre le service.`,
    influxFails: (waiting: number, refused: number) =>
      `InfluxDB, qui reçoit aussi les mesures, ne fonctionne pas comme il le devrait (mesures en attente : ${waiting.toLocaleString('fr')}, refusées : ${refused.toLocaleString('fr')}). Toutes sont gardées ici, et aucune alerte n’en dépend. Prévenez la personne qui administre le service.`,
    clockBehind: (now: string, said: string) =>
      `L’horloge du service retarde : elle indique le ${now}, alors que, d’après un capteur qui a sa propre horloge, c’est déjà le ${said}. Tant qu’elle n’est pas remise à l’heure, des mesures sont refusées, l’eau que montrent les pages peut être celle d’avant, et les heures des pages et des messages sont fausses. Prévenez la personne qui administre le service.`,
    clocksAlike: (by: string, isBehind: boolean) =>
      `D’après l’horloge du service, celles des sondes qui parlent ${isBehind ? `retardent toutes d’environ ${by} : leurs mesures passent pour anciennes` : `avancent toutes d’environ ${by} : ce qu’elles disent est refusé`}. C’est sans doute l’horloge du service qui est fausse, ou celle du serveur de réseau par lequel passent leurs mesures. Faites vérifier les deux maintenant.`,
    /** Five minutes at least. */
    clockSetBack: (at: string, minutes: number) =>
      `L’horloge du service a été reculée de ${minutes} min, au ${at} : ce que les capteurs sans horloge avaient mesuré pendant ce temps ne compte plus. Si elle était à l’heure avant, faites-la remettre à l’heure : ces mesures compteront de nouveau. Prévenez la personne qui administre le service.`,
    unlearned:
      'D’ici là, la prévision est plus simple pour les stations nouvelles ou modifiées et celles en aval ; la toute première fois, pour toutes.',
    device: 'Capteur',
    /** `age` as `words.age` says it. */
    seenBefore: (age: string) => `entendu ${age}`,
    reportsOftener: (every: number, written: number, noticed: number) =>
      `mesure toutes les ${every} min, mais stations.yaml dit ${written} (intervalMin) : son silence n’est remarqué qu’après ${noticed} min`,
    tilt: (degrees: string) => `incliné de ${degrees}°`,
    lostFrames: (lost: number, of: number) => `${frCount(lost, 'trame perdue', 'trames perdues')} sur ${of}`,
    deliveries: 'Messages',
    pendingCount: 'en attente',
    sentCount: 'remis',
    droppedCount: 'non remis',
    /** Not sent, as nobody needed it any more. */
    needlessCount: 'sans objet, non envoyé',
    /** After a count that is not of the reader’s communes alone. */
    ofAll: '(toutes communes du service confondues)',
    /** Whom a message goes to, where it is no contact. */
    residents: (count: number) =>
      count === 1 ? 'une personne inscrite' : frCount(count, 'personne inscrite', 'personnes inscrites'),
    neverArrived: 'Messages non remis',
    neverArrivedHint:
      'Ces messages n’ont pas été remis ; le plus récent est en premier. Faites corriger l’adresse ou le moyen d’envoi par la personne qui administre le service, puis envoyez un message d’essai.',
    replacedNotListed:
      'Un message remplacé par un plus récent, ou devenu inutile, compte comme non remis, mais n’a manqué à personne : il n’est pas dans cette liste.',
    allArrived: 'Aucune remise n’a échoué.',
    messagesUnread: 'Ce que sont devenus les messages ne peut pas être lu : la base de données est endommagée.',
    machine: (name: string) => `machine « ${name} »`,
    /** Since when a machine has not been told, with its day, and why not. */
    untold: (machine: string, at: string, why: string) =>
      `La machine « ${machine} » n’a pas été prévenue depuis le ${at} (${why}) : faites-la vérifier. Si elle n’existe plus, demandez à la personne qui administre le service de la retirer.`,
    contactsBy: {
      email: 'par courriel vers les contacts de vos communes',
      sms: 'par SMS vers les contacts de vos communes',
      voice: 'par appel vers les contacts de vos communes',
    },
    toMachine: (name: string) => `vers la machine « ${name} »`,
    /** By which nothing has gone out for three months; `null`: ever. */
    quietWay: (to: string, since: string | null) =>
      `${since === null ? `Rien n’est encore parti ${to}` : `Rien n’est parti ${to} depuis le ${since}`} : seul un message d’essai montre si cela marche.`,
    /** When the key was exchanged for which they subscribed, and when they are erased. */
    outdatedBrowsers: (count: number, at: string, erasedAt: string) =>
      `${count > 1 ? `${count} navigateurs d’habitants ont été inscrits` : 'Un navigateur d’habitant a été inscrit'} avec une clé qui a été remplacée le ${at} : aucune notification ne ${count > 1 ? 'leur' : 'lui'} parvient. Demandez à la personne qui administre le service de remettre l’ancienne clé. Si elle est perdue, invitez les habitants, par un autre moyen, à se réinscrire : ${count > 1 ? 'ces inscriptions seront effacées' : 'cette inscription sera effacée'} le ${erasedAt}.`,
    unarrived: 'Des messages à des personnes qui décident ne sont pas arrivés :',
    lateMessages: 'Messages en attente ou en échec',
    /** By one visitor, to one address, and beyond what a day allows. */
    requestsRefused: (visitor: number, address: number, day: number) =>
      `Demandes d’inscription refusées en 24 h – trop d’un même visiteur : ${visitor} ; trop vers un même destinataire : ${address} ; plafond du jour atteint : ${day}`,
    noLate: 'Aucun message en attente.',
    rejections: 'Messages de capteurs refusés',
    noRejection: 'Aucun message refusé.',
    rejectionsUnread: 'Le nombre de messages refusés ne peut pas être lu : la base de données est endommagée.',
    rejectionsListUnread: 'Les messages refusés ne peuvent pas être lus : la base de données est endommagée.',
    lastOfTopic: 'D’un sujet MQTT souvent refusé, seuls les derniers messages sont montrés.',
    lastRejections: 'Voir les derniers refus',
    reason: 'Raison',
    count: 'Nombre',
    topic: 'Sujet MQTT',
    payload: 'Contenu reçu',
    detail: 'Détail',
    receivedAt: 'Reçu',
    rejectionReason: {
      'wrong-topic': 'sujet inconnu',
      'too-large': 'trop grand',
      malformed: 'illisible',
      'foreign-topic': 'sujet d’un autre capteur',
      'unknown-station': 'station inconnue',
      'wrong-quantity': 'mauvaise grandeur',
      'no-value': 'sans valeur',
      future: 'daté du futur',
      'too-old': 'trop ancien',
      'too-many': 'trop de mesures',
      simulated: 'simulé',
    },
    policy: 'Règles en vigueur',
    policyVersion: (version: number, author: string, at: string) => `Version ${version}, par ${author}, ${at}.`,
    policyHistory: 'Historique des règles',
    record: 'Registre',
    allLines: 'toutes',
    showLines: 'Afficher ces lignes',
    noLine: 'Aucune ligne de ce genre.',
    recordNote: 'Une ligne du registre ne peut être ni modifiée ni effacée.',
    noPolicy: 'Aucune règle n’est en vigueur : aucune alerte ne peut être levée.',
    raiseAt: 'Monter à partir de',
    lowerAt: 'Redescendre sous',
    leadTime: 'Délai',
    votes: 'Confirmations',
    votesOf: (k: number, n: number) => `${k} sur ${n}`,
    dwell: 'Durée minimale',
    release: 'Habitants',
    byPerson: 'sur décision',
    byTimeout: (minutes: number) => `sur décision, ou après ${minutes} min`,
    change: 'Modifier',
    version: 'Version',
    author: 'Par',
    createdAt: 'Date',
    difference: 'Changements',
    /** Where they are many, and folded. */
    changes: (count: number) => frCount(count, 'changement'),
    firstVersion: 'Première version connue.',
    olderLines: 'Lignes plus anciennes',
    olderVersions: 'Versions plus anciennes',
    backToNewest: 'Revenir aux plus récentes',
    ruleAdded: 'nouveau',
    action: 'Action',
    who: 'Qui',
    service: 'le service',
    back: 'Retour à la vue d’ensemble',
  },
};
