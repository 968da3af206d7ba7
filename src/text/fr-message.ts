import type { AlertEvent, AlertEventKind } from '../alert/alert.ts';
import { isEndedByAlert, levelBehind } from '../alert/last-told.ts';
import { isFirstSight, isNotSeenYet } from '../alert/sight-reasons.ts';
import { aloud } from './aloud.ts';
import { fr } from './fr.ts';
import { frCount, frNumbers, frTime, frWeekday, within } from './fr-numbers.ts';
import type { Audience, MessageWords } from './message-words.ts';

export const frMessage: MessageWords = {
  heading,
  notReal: {
    demonstration: { word: 'DÉMONSTRATION', sentence: "Ceci n'est pas une vraie alerte." },
    exercise: { word: 'EXERCICE', sentence: "Ceci n'est pas une vraie alerte." },
  },
  cutShort: (level) => (level === null ? "l'exercice est arrêté" : `${level}, l'exercice est arrêté`),
  labelled: (label, value) => `${label} : ${value}`,
  labels: {
    level: 'Niveau',
    sure: 'Certitude',
    when: 'Quand',
    higher: 'Plus haut',
    why: 'Pourquoi',
    whyYou: 'Pourquoi vous',
    measured: 'Mesure',
    floods: 'Crues connues',
    caveat: 'À savoir',
    answer: "J'ai vu, je m'en occupe",
    todo: 'Que faire maintenant',
    residents: 'Habitants',
    page: 'Voir et suivre',
    leave: 'Ne plus recevoir ces messages',
  },
  hazard: 'Crue',
  townHall: 'la mairie',
  stillHolds: (at) => `Ce niveau vaut toujours. Il a été annoncé le ${at} ; ce qui suit est de ce moment.`,
  measured: 'mesuré',
  blindSince: (since, why, timeZone) => {
    const nothing = {
      'not-seen': "rien n'est mesuré",
      'suspect-only': "rien de sûr n'est mesuré",
      unreadable: "rien n'est lu",
    };
    return since === null
      ? nothing[why]
      : `${nothing[why]} depuis ${frWeekday(since, timeZone)} ${frTime(since, timeZone)}`;
  },
  noLongerHolds: (level) => `« ${level} » ne vaut plus`,
  measuredAbove: "c'est mesuré, l'eau est au-dessus du repère",
  chanceWithin: (chance, hours) => `${chance} ${within(hours)}`,
  forecastOf: (at, timeZone) => `prévision faite à ${frTime(at, timeZone)}`,
  askedToCheck: (at, timeZone) =>
    `une mesure à vérifier vous a été signalée ${frWeekday(at, timeZone)} à ${frTime(at, timeZone)}.`,
  ifReached: (window) => `${window}, si l'eau atteint le repère`,
  caveats: {
    zeroShift: (fellM, at, timeZone) =>
      `Le niveau a baissé de ${frNumbers.metres(fellM)} d'un coup à ${frTime(at, timeZone)} : si le zéro de la sonde a changé, l'eau est plus haute d'autant.`,
    without: (stations) => `prévision faite sans ${stations}.`,
    outsideExperience: 'Situation que la prévision ne connaît pas encore ici : elle est moins sûre.',
    learning: "Peu de crues ont encore été mesurées ici : la prévision s'appuie surtout sur d'autres rivières.",
  },
  readingAt: (stage, station, observedAt, timeZone) =>
    observedAt === null
      ? `${stage} à la station ${station}`
      : `${stage} à ${frTime(observedAt, timeZone)}, station ${station}`,
  answerUntil: (until) =>
    `Ouvrez ce lien et appuyez sur le bouton : les relances s'arrêtent, les autres voient votre nom. Sans mot de passe, jusqu'au ${until}.`,
  answerPlayedUntil: (until) =>
    `Ouvrez ce lien et appuyez sur le bouton, comme dans une vraie alerte : la page de l'exercice dit qui a répondu, et quand. Sans mot de passe, jusqu'au ${until}.`,
  answerByText: (code, number) => `Ou par SMS depuis votre téléphone : OUI ${code} au ${number}.`,
  answerByReply: (code, number) => `Je m'en occupe : répondez OUI ${code} au ${number}.`,
  answerByMessage: 'Pour dire que vous vous en occupez, utilisez le message qui vous est envoyé en même temps.',
  decideOnPage:
    'Pour décider, connectez-vous à la page de la commune : son adresse est dans le message qui vous est envoyé en même temps.',
  caller: "Ceci est un appel automatique du service d'alerte de crue.",
  aloud: (line) =>
    aloud(line.replaceAll(/(?<=\d\sh)\s00(?!\d)/gu, ''), { h: 'heure', min: 'minute', m: 'mètre', '−': 'moins' }, 1.99),
  again: 'Je répète.',
  steps,
  several: {
    gauges: (count) => frCount(count, 'station'),
    communes: (count) => frCount(count, 'commune'),
    commonCause: "Cherchez d'abord une cause commune à ces stations : réseau, serveur MQTT, électricité.",
    more: (count) => `et ${frCount(count, 'autre')} plus tôt, sur la page ci-dessus.`,
  },
  residents: {
    told: 'déjà prévenus de ce niveau.',
    heldBack: "pas prévenus de ce niveau. La mairie l'a décidé ainsi pour le moment ; elle peut encore les prévenir.",
    corrected: 'prévenus que le message ne vaut plus. La mairie peut encore leur annoncer ce niveau.',
    waiting: (told, auto, lower) => {
      const yet = auto === null ? 'pas' : 'pas encore';
      const untold = told === null ? `${yet} prévenus` : `prévenus du niveau « ${told} », ${yet} de celui-ci`;
      const below = lower.map(
        ({ level, at, signedBy }) => `du niveau « ${level} » ${at}, selon la règle signée par ${signedBy}`,
      );
      const rest =
        auto === null
          ? 'de celui-ci, rien ne leur sera dit'
          : `puis de celui-ci ${auto.at}, selon la règle signée par ${auto.signedBy}`;
      if (below.length > 0)
        return `${untold}. La mairie décide, sur la page ci-dessous. Sans décision, ils seront prévenus ${below.join(' ; puis ')} ; ${rest}.`;
      return auto === null
        ? `${untold}. La mairie décide, sur la page ci-dessous. Sans décision, rien ne leur est dit.`
        : `${untold}. La mairie décide, sur la page ci-dessous. Sans décision, ils seront prévenus quand même ${auto.at}, selon la règle signée par ${auto.signedBy}.`;
    },
  },
  ownLevel: (communeName) => `Ce niveau est celui de la commune (${communeName}), pas de l'État.`,
  authorities: 'Suivez toujours les consignes des secours et des autorités.',
  written: (at, serviceName) => `Écrit ${at} par ${serviceName}.`,
  test: ({ by, communeName }) => ({
    word: 'TEST',
    subject: `TEST des messages d'alerte (${communeName})`,
    notReal: "Ceci n'est pas une alerte.",
    ask: (url) => `Dites seulement que vous l'avez reçu : ${url}`,
    askUntil: (until) => `Le lien ouvre une page avec un bouton. Il sert une fois, jusqu'au ${until}.`,
    why: `Message d'essai demandé par ${by}, pour vérifier que les alertes de crue (${communeName}) arrivent jusqu'à vous.`,
    hint: "Les vraies alertes viennent de la même adresse. Si ce message était parmi les indésirables, dites à votre messagerie qu'il n'en est pas un.",
    spoken: 'Rien ne vous est demandé. Les vraies alertes appellent du même numéro.',
  }),
  confirmation: (communeName) => ({
    subject: `CONFIRMEZ votre inscription aux alertes de crue (${communeName})`,
    before: `CONFIRMEZ votre inscription aux alertes de crue (${communeName}). Ouvrez cette page dans les sept jours et appuyez sur le bouton :`,
    after: "Si vous n'avez rien demandé, ne faites rien : sans confirmation, aucun autre message ne vous sera envoyé.",
    short: (link, number) =>
      `CONFIRMEZ vos alertes de crue par SMS (${communeName}) : ${number === null ? '' : `répondez OUI au ${number} ou `}ouvrez ${link}\nRien demandé ? Ne faites rien.`,
  }),
  already: (communeName) => ({
    subject: `DÉJÀ FAIT : votre inscription aux alertes de crue (${communeName})`,
    before: `DÉJÀ FAIT : votre inscription aux alertes de crue (${communeName}). Pour la langue, vos heures calmes ou pour vous désinscrire :`,
    after:
      "Quelqu'un vient de saisir votre adresse une nouvelle fois : rien n'a changé. Si ce n'était pas vous, ne faites rien.",
    short: `DÉJÀ FAIT : votre inscription aux alertes de crue par SMS (${communeName}) ; rien n'a changé.`,
  }),
  firstNotification: (communeName) => ({
    subject: `C'EST FAIT : les alertes de crue (${communeName}) s'afficheront ici`,
    text: "Ceci n'est pas une alerte. Touchez pour voir la situation, ou pour ne plus recevoir ces notifications.",
  }),
  leaveByText: (link, number) => (number === null ? `Stop : ${link}` : `STOP au ${number} ou ${link}`),
};

function heading(event: AlertEvent, audience: Audience): string {
  // Whoever lives here gets few of these: from a number that says nothing the first words say of what.
  const alert = audience === 'public' ? 'ALERTE INONDATION' : 'ALERTE';
  if (event.reason.because === 'exercise-over') return isEndedByAlert(event) ? `VRAIE ${alert}` : 'TERMINÉ';
  const headings: Record<AlertEventKind, string> = {
    raised: alert,
    escalated: 'AGGRAVATION',
    lowered: audience === 'public' ? `BAISSE D'${alert}` : 'BAISSE',
    closed: event.level === 'unknown' ? `FIN D'${alert} SANS MESURE` : `FIN D'${alert}`,
    'sight-lost': 'SANS MESURE',
    'still-not-seen': 'RAPPEL SANS MESURE',
    'sight-regained': isFirstSight(event) ? 'PREMIÈRE MESURE' : 'MESURE REVENUE',
    'suspect-passage': 'À VÉRIFIER',
    'zero-shift': 'ZÉRO À VÉRIFIER',
    suppressed: 'SUSPENSION DE STATION',
    acknowledged: 'PRISE EN CHARGE',
    'handed-back': 'ALERTE À REPRENDRE',
    released: audience === 'public' ? alert : 'HABITANTS PRÉVENUS',
    'passed-on': 'ALERTE SANS RÉPONSE',
    undecided: 'DÉCISION ATTENDUE',
    'held-back': 'HABITANTS NON PRÉVENUS',
    corrected: audience === 'public' ? 'RECTIFICATIF INONDATION' : 'RECTIFICATIF',
    reopened: `${alert} NON TERMINÉE`,
  };
  return headings[event.kind];
}

/** It becomes a reading, and takes the place of the sensor for a while. */
const readGauge = "Si quelqu'un peut lire l'échelle sans danger, saisissez le niveau sur la page ci-dessous.";

function steps(event: AlertEvent, audience: Audience): readonly string[] {
  if (event.reason.because === 'exercise-over') {
    if (event.reason.why === 'simulated-alert') return ["Arrêtez l'exercice. Suivez les messages de l'alerte."];
    if (isEndedByAlert(event)) {
      if (audience === 'staff') return ["Arrêtez l'exercice : ce qui suit est réel."];
      const isTold = levelBehind(event, audience) !== null;
      return isTold ? [] : ["Restez à l'écart de la rivière et gardez votre téléphone allumé."];
    }
    return [
      audience === 'staff' ? 'Notez ce qui a bien marché, et ce qui a manqué.' : "Rien à faire : c'était un exercice.",
    ];
  }
  if (event.kind === 'corrected') return audience === 'public' ? fr.afterMistake : [];
  if (audience === 'public') {
    return event.level === 'unknown'
      ? ["Restez sur vos gardes : on ne sait pas si l'eau est encore haute."]
      : fr.afterAlert;
  }
  if (event.kind === 'closed') {
    return [
      event.level === 'unknown'
        ? "Faites surveiller la rivière sur place : elle n'est pas mesurée."
        : "Levez les mesures prises dès que c'est sans danger.",
      "Notez ce qui s'est passé : où l'eau est montée, et quand.",
    ];
  }
  if (event.kind === 'sight-lost' || event.kind === 'still-not-seen') {
    return [
      // What the service cannot read is no fault of the sensor.
      ...(event.reason.because === 'unreadable'
        ? fr.whileUnseen.slice(0, 1)
        : [...(isNotSeenYet(event) ? fr.whileNotSeenYet : fr.whileUnseen), readGauge]),
      ...(event.alert === null
        ? []
        : [
            "Si quelqu'un a vu que l'eau est redescendue, et qu'aucune autre station ne la mesure haute, clôturez l'alerte sur la page ci-dessous.",
          ]),
    ];
  }
  if (event.kind === 'suspect-passage') {
    return [
      'Faites regarder la rivière tout de suite.',
      "Si l'eau monte vraiment, agissez sans attendre le capteur.",
      readGauge,
    ];
  }
  if (event.kind === 'zero-shift') {
    return [
      "Faites comparer la sonde avec l'échelle, si c'est sans danger, et saisissez le niveau lu sur la page ci-dessous.",
      "Si la sonde montre moins que l'eau, ses repères sont trop hauts d'autant : mettez la station en maintenance et faites-la régler.",
    ];
  }
  return [];
}
