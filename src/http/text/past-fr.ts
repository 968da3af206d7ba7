import { frCount } from '../../text/fr-numbers.ts';

const figure = (count: number) => count.toLocaleString('fr');
const answer = { yes: 'Oui, l’eau est venue', no: 'Non', 'not-known': 'Personne n’a pu le voir' };

/** Past alerts, and the question that is asked after each. */
export const pastFr = {
  past: {
    title: 'Alertes passées',
    titleOf: (first: number, last: number) => `Alertes passées ${figure(first)} à ${figure(last)}`,
    link: 'Alertes passées et bilans',
    intro: 'Chaque alerte, la plus récente en haut, avec son bilan et ce qui est vraiment arrivé.',
    /** Of many some on each page. */
    shown: (first: number, last: number, of: number) => `Alertes ${figure(first)} à ${figure(last)} sur ${figure(of)}.`,
    begun: (first: string, last: string) => `Elles ont commencé entre le ${first} et le ${last}.`,
    others: 'Autres alertes passées',
    newest: 'Alertes les plus récentes',
    newer: 'Alertes plus récentes',
    older: 'Alertes plus anciennes',
    fromYear: 'Par année :',
    from: 'Début',
    to: 'Fin',
    highest: 'Niveau le plus haut',
    stillOn: 'en cours',
    exercise: 'EXERCICE',
    none: 'Aucune alerte jusqu’ici.',
    /** The same of so many communes in one line. */
    noneIn: (count: number) =>
      `Aucune alerte jusqu’ici dans ${count === 1 ? 'une autre commune' : frCount(count, 'autre commune', 'autres communes')}.`,
    report: 'Bilan',
    reportOf: (commune: string, at: string) => `Bilan : ${commune}, ${at}`,
    truth: 'Qu’est-il arrivé ?',
    pending: 'Après coup : bilans à compléter',
    pendingIntro:
      'Votre réponse dit si l’alerte avait raison. Sans réponse, c’est la mesure de la station qui fait foi.',
    morePending: (count: number) =>
      count < 2 ? 'Un autre attend une réponse' : `${figure(count)} autres attendent une réponse`,
    olderPending: (count: number) =>
      `${count < 2 ? 'Un autre événement, plus ancien, attend aussi une réponse : il sera montré' : `${figure(count)} autres événements, plus anciens, attendent aussi une réponse : ils seront montrés`} ici quand ceux-ci auront la leur.`,
    nonePending: 'Aucun bilan d’événement passé n’est à compléter.',
    ofAlert: (commune: string, from: string, to: string) => `${commune} : alerte du ${from} au ${to}`,
    withoutAlert: (commune: string, from: string) => `${commune} : repère atteint sans alerte, ${from}`,
    ask: 'Répondre',
    askTitle: (commune: string) => `${commune} : qu’est-il arrivé ?`,
    askIntro:
      'Votre réponse est signée de votre nom. Elle ne peut pas être effacée ; une nouvelle réponse la remplace et l’ancienne reste lisible.',
    flooded: 'L’eau a-t-elle débordé ?',
    answer,
    reached: 'Jusqu’à quel niveau ?',
    reachedHint: 'Si l’eau est venue : le plus haut des niveaux de la commune qui a vraiment été atteint.',
    notReached: 'aucun niveau',
    place: 'Où ?',
    placeHint: 'Rues, quartiers, ponts. 500 caractères au plus.',
    passedAt: (timeZone: string) => `Quand l’eau est-elle venue ? (heure locale, ${timeZone})`,
    passedAtHint: 'Laissez vide si personne ne le sait.',
    note: 'Autre chose à retenir ?',
    sign: (name: string) => `Signer la réponse (${name})`,
    saved: 'Merci. La réponse est enregistrée.',
    answeredBy: (name: string, at: string) => `Réponse signée par ${name}, ${at}`,
    notAnswered: 'Sans réponse : la mesure de la station fait foi.',
    gaugeStands: 'La mesure de la station fait foi.',
    /** An answer with the highest level that the water reached. */
    upTo: (said: string, level: string) => `${said}, jusqu’au niveau « ${level} »`,
    cameAt: (at: string) => `L’eau est venue ${at}.`,
    history: 'Réponses précédentes',
    revise: 'Donner une nouvelle réponse',
    problem: {
      'no-level': 'Rien n’a été enregistré : dites jusqu’à quel niveau l’eau est venue.',
      'bad-time': 'Rien n’a été enregistré : l’heure ne peut pas être celle de cet événement.',
      'too-long': 'Rien n’a été enregistré : 500 caractères au plus pour le lieu, 1 000 pour la remarque.',
      'answered-meanwhile':
        'Rien n’a été enregistré : une réponse a été donnée entre-temps. Lisez-la ci-dessous, puis répondez si vous en savez plus.',
    },
    back: 'Retour aux alertes passées',
  },
};
