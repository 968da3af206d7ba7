import type { AlertEvent, AlertEventKind, EventReason } from '../alert/alert.ts';
import { isEndedByAlert, levelTold } from '../alert/last-told.ts';
import { isFirstSight, isNotSeenYet } from '../alert/sight-reasons.ts';
import { DOUBTED_MS } from '../reading/quality/zero-shift.ts';
import { isRaisedLevel } from '../territory/alert-level.ts';
import { ended } from './ended.ts';
import { exerciseEnds } from './exercise-ends.ts';
import { floodFr } from './flood-fr.ts';
import { clockOff, doubts, listed } from './fr-doubts.ts';
import { frNumbers, frShare, frTime, frWeekday, within } from './fr-numbers.ts';
import { levelsFr, loweredFr } from './levels-fr.ts';
import { noAnswer } from './no-answer.ts';
import { officialFr } from './official-fr.ts';
import type { Names, Words } from './words.ts';

const { chance, metres, stage, hours, instant } = frNumbers;

const lookAtRiver = "Envoyez quelqu'un voir la rivière, ou appelez une commune en amont.";
const whileUnseen = [lookAtRiver, 'Faites vérifier le capteur.'];
const whileNotSeenYet = [
  lookAtRiver,
  "Si la station vient d'être mise en service, attendez sa deuxième mesure : la première ne compte qu'une fois confirmée. Sinon, faites vérifier le capteur.",
];

const whileFalling: Words['whileFalling'] = {
  staff: [
    "Gardez les mesures prises tant que vous ne les avez pas levées vous-même : un niveau plus bas n'en lève aucune.",
    "Faites vérifier l'eau et les routes avant tout retour.",
    'Dites à ceux qui ont quitté leur logement ce qui vaut pour eux.',
  ],
  residents: [
    "Si vous êtes en sécurité, restez où vous êtes jusqu'à ce que la mairie ou les secours disent autre chose.",
    "Ne retournez ni près de l'eau, ni à votre voiture, ni à la cave.",
    "Ne traversez jamais à pied ni en voiture une route couverte d'eau.",
  ],
};

const afterAlert = [
  "Restez sur vos gardes près de l'eau : berges et ponts peuvent être abîmés.",
  'Si vous avez quitté votre logement, ne rentrez que lorsque la mairie le dit.',
  "Là où l'eau est entrée, faites vérifier le gaz et l'électricité avant de les rallumer.",
];

const afterMistake = [
  "Aucune consigne n'est en vigueur pour les habitants. La rivière est surveillée : s'il y en a une, un message vous le dira.",
  "Restez à l'écart de la rivière et des passages à gué. Gardez votre téléphone allumé.",
];

/** Whole sentences, written beforehand: nothing is put into words by a machine at alert time. */
export const fr: Words = {
  ...frNumbers,
  official: officialFr,
  floods: floodFr,
  level: (level, lowered = null) => ({ ...levelsFr[level], ...(lowered && loweredFr[lowered][level]) }),
  whileUnseen,
  whileNotSeenYet,
  whileFalling,
  afterAlert,
  afterMistake,
  reason,
  clockOff,
  doubts,
  event,
};

function reason(reason: EventReason, names: Names, audience: AlertEvent['audience'] = 'staff'): string {
  const at = (moment: number) => frTime(moment, names.timeZone);
  // `depuis 3 h 00` could be a span of three hours, aloud even more so.
  const on = (moment: number) => `${frWeekday(moment, names.timeZone)} à ${at(moment)}`;
  switch (reason.because) {
    case 'observed-passage':
      if (reason.byPerson)
        return `Une personne a lu ${stage(reason.stageM)} à l'échelle à ${at(reason.observedAt)} : l'eau a atteint le repère de ${metres(reason.markM)}.`;
      return `L'eau a été mesurée à ${stage(reason.stageM)} à ${at(reason.observedAt)} : elle a atteint le repère de ${metres(reason.markM)}.`;
    case 'chance-high':
      return audience === 'public'
        ? risk(reason)
        : `${risk(reason)} L'alerte monte à partir de ${frShare(reason.raiseAt)}.`;
    case 'chance-between':
      return audience === 'public'
        ? risk(reason)
        : `${risk(reason)} L'alerte reste : elle monte à partir de ${frShare(reason.raiseAt)} et ne redescend que sous ${frShare(reason.lowerAt)}.`;
    case 'chance-low':
      return audience === 'public'
        ? risk(reason)
        : `${risk(reason)} Sous ${frShare(reason.lowerAt)}, l'alerte peut redescendre.`;
    case 'no-forecast':
      return `Aucune prévision n'est possible pour le repère de ${metres(reason.markM)}.`;
    case 'not-seen': {
      const unseen =
        reason.since === null
          ? "Aucune mesure n'a encore été reçue."
          : `Aucune mesure depuis ${instant(reason.since, names.timeZone)}.`;
      return reason.clockOffMs === undefined ? unseen : `${unseen} ${clockOff(reason.clockOffMs)}`;
    }
    case 'unreadable':
      return `Le service ne peut plus lire ce que mesure cette station${reason.since === null ? '' : ` depuis ${instant(reason.since, names.timeZone)}`} : son disque ou sa base de données est en panne. Prévenez la personne qui administre le service.`;
    case 'suspect-only':
      return reason.since === null
        ? 'Toutes les mesures reçues sont douteuses.'
        : `Les mesures reçues depuis ${instant(reason.since, names.timeZone)} sont toutes douteuses.`;
    case 'suspect':
      if (reason.tests.includes('excluded'))
        return `Sa maintenance est finie, sans nouvelle mesure depuis. La dernière, ${stage(reason.stageM)} à ${at(reason.observedAt)}, ne compte pas, mais elle peut être vraie.`;
      return `Mesure douteuse de ${stage(reason.stageM)} à ${at(reason.observedAt)}${listed(reason.tests)}. Elle peut être vraie : une crue éclair ressemble à une panne.`;
    case 'zero-shift':
      return `Le zéro de la sonde a peut-être changé à ${at(reason.at)} : une alerte ne redescend pas d'après elle avant qu'une personne ait lu l'échelle, au plus tard jusqu'à ${at(reason.at + DOUBTED_MS)}.`;
    case 'suppressed':
      return reason.how === 'maintenance'
        ? `En maintenance jusqu'au ${instant(reason.until, names.timeZone)}, selon ${names.person(reason.person)}. D'ici là, seul compte ce qu'une personne lit à l'échelle.`
        : `Silence connu jusqu'au ${instant(reason.until, names.timeZone)}, selon ${names.person(reason.person)}. Dès qu'elle mesure de nouveau, ses mesures comptent.`;
    case 'seen-again':
      return `${reason.first ? 'Première mesure fiable' : 'Nouvelle mesure'} : ${stage(reason.stageM)} à ${at(reason.observedAt)}.`;
    case 'person':
      return `Décidé par ${names.person(reason.person)}.`;
    case 'told-by-mistake':
      return audience === 'public'
        ? 'Il était parti par erreur.'
        : `Parti par erreur, selon ${names.person(reason.person)}.`;
    case 'closed-by-mistake':
      return audience === 'public'
        ? 'Sa fin était une erreur.'
        : `Close par erreur, selon ${names.person(reason.person)}.`;
    case 'policy-timeout':
      return `Envoi automatique après ${reason.afterMin} min sans décision, selon la règle signée par ${names.person(reason.signedBy)} (version ${reason.signedIn} des règles).`;
    case 'no-answer':
      return noAnswer(reason, names, {
        nobody: `Personne n'a répondu ; demandé ${on(reason.since)}.`,
        silent: (who) => `${list(who)} n'${who.length > 1 ? 'ont' : 'a'} pas répondu ; demandé ${on(reason.since)}.`,
        unreached: (who) =>
          `${list(who)} ${who.length > 1 ? 'sont injoignables' : 'est injoignable'} : message non remis.`,
      });
    case 'no-decision':
      return `Personne n'a décidé depuis ${on(reason.since)} si les habitants sont prévenus de ce niveau : ils ne le sont pas.`;
    case 'exercise':
      return `Exercice mené par ${names.person(reason.person)} : ${ended(reason.purpose)}`;
    case 'exercise-over':
      if (reason.why === 'simulated-alert') return "Une alerte est en vigueur ici. Elle n'est pas réelle non plus.";
      if (reason.why === 'person') return `Exercice arrêté par ${names.person(reason.person)}.`;
      if (reason.why === 'clock-set') return "Le service l'a arrêté : son horloge a été reculée.";
      if (reason.why === 'over') return "L'exercice s'est terminé comme prévu.";
      return audience === 'public' && reason.inForce?.told === 'normal'
        ? 'Une vraie alerte est en cours de décision. Tout message qui ne commence pas par EXERCICE est réel.'
        : 'Une vraie alerte est en vigueur. Tout message qui ne commence pas par EXERCICE est réel.';
    case 'was-exercise':
      return "Elle datait de l'installation en exercice. Une alerte réelle est donnée à part.";
    case 'no-rule':
      return audience === 'public'
        ? "La commune n'utilise plus ce niveau d'alerte."
        : 'Les règles en vigueur ne prévoient plus ce niveau.';
  }
  return reason satisfies never;
}

function event(event: AlertEvent, communeName: string, names: Names): string {
  const level = `« ${levelsFr[event.level].name} »`;
  const station = event.station === null ? '' : ` (station ${names.station(event.station)})`;
  const inForce = isRaisedLevel(event.level) ? `, l'alerte ${level} reste en vigueur` : '';
  const sentences: Record<AlertEventKind, string> = {
    raised: `${communeName} ${event.from === event.level ? 'est' : 'passe'} au niveau ${level}${station}.`,
    escalated: `${communeName} monte au niveau ${level}${station}.`,
    lowered: `${communeName} redescend au niveau ${level}${station}.`,
    closed:
      event.level === 'unknown'
        ? `${communeName} : l'alerte est close, mais des mesures manquent encore ou sont douteuses.`
        : `${communeName} : l'alerte est terminée.`,
    'sight-lost': `${communeName} : la rivière n'est ${isNotSeenYet(event) ? 'pas encore' : 'plus'} mesurée${station}${inForce}.`,
    'still-not-seen': `${communeName} : la rivière n'est toujours pas mesurée${station}${inForce}.`,
    'sight-regained': `${communeName} : la rivière est ${isFirstSight(event) ? 'maintenant' : 'de nouveau'} mesurée${station}.`,
    suppressed: `${communeName} : la rivière n'est pas mesurée, et les services le savent${station}${inForce}.`,
    'suspect-passage': `${communeName} : une mesure douteuse dépasse un repère${station}.`,
    'zero-shift': `${communeName} : le niveau a baissé${fell(event.reason, names)} et y reste${station}${inForce}.`,
    acknowledged: `${communeName} : l'alerte ${level} est prise en charge${by(event.reason, names)}.`,
    'handed-back': `${communeName} : plus personne ne s'occupe de l'alerte ${level}${saidBy(event.reason, names)}.`,
    'passed-on': passedOn(event, communeName, names),
    undecided: `${communeName} : les habitants ne sont pas prévenus du niveau ${level}, personne n'a décidé.`,
    released: `${communeName} : les habitants sont prévenus du niveau « ${levelsFr[levelTold(event)].name} »${levelTold(event) === event.level ? '' : `, pas du niveau ${level}`}.`,
    'held-back': `${communeName} : les habitants ne sont pas prévenus du niveau ${level}.`,
    corrected: `${communeName} : le message${released(event.reason)} aux habitants ne vaut plus.`,
    reopened: `${communeName} : l'alerte ${level} n'est pas terminée, elle continue.`,
  };
  if (!event.exercise) return sentences[event.kind];
  const over = event.reason.because === 'exercise-over' ? event.reason : null;
  if (!over) return `EXERCICE – ${sentences[event.kind]}`;
  return `${isEndedByAlert(event) ? '' : 'EXERCICE – '}${communeName} : ${exerciseEnds.fr[over.why]}`;
}

function risk(reason: { probability: number; markM: number; leadTimeH: number }): string {
  return `Risque que l'eau atteigne ${metres(reason.markM)} ${within(hours(reason.leadTimeH))} : ${chance(reason.probability)}.`;
}

function by(reason: EventReason, names: Names): string {
  return reason.because === 'person' ? ` par ${names.person(reason.person)}` : '';
}

function saidBy(reason: EventReason, names: Names): string {
  return reason.because === 'person' ? `, selon ${names.person(reason.person)}` : '';
}

function fell(reason: EventReason, names: Names): string {
  return reason.because === 'zero-shift'
    ? ` de ${metres(reason.fellM)} d'un coup à ${frTime(reason.at, names.timeZone)}`
    : '';
}

function released(reason: EventReason): string {
  return reason.because === 'told-by-mistake' ? ` « ${levelsFr[reason.released].name} »` : '';
}

function passedOn({ reason }: AlertEvent, communeName: string, names: Names): string {
  if (reason.because !== 'no-answer') return `${communeName} : toujours pas de réponse.`;
  const told = list(reason.told.map((id) => names.person(id)));
  return reason.again
    ? `${communeName} : toujours pas de réponse, rappel à ${told}.`
    : `${communeName} : pas de réponse, le message part aussi à ${told}.`;
}

function list(names: readonly string[]): string {
  return new Intl.ListFormat('fr', { type: 'conjunction' }).format(names);
}
