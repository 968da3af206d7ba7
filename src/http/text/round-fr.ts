import { frCount } from '../../text/fr-numbers.ts';

/** A test to all contacts of many communes, and what came of it. */
export const roundFr = {
  round: {
    link: 'Envoyer un essai à tous les contacts de toutes vos communes',
    title: 'Envoyer un TEST à tous les contacts de toutes vos communes ?',
    text: (contacts: number, communes: number) =>
      `Un message marqué TEST part à ${frCount(contacts, 'contact')} de ${frCount(communes, 'commune')}, par chaque voie que la personne a : courriel, SMS, appel. Une adresse ou un numéro que plusieurs communes ont est essayé une seule fois. Des téléphones sonnent : choisissez un jour et une heure convenus.`,
    paced: (minutes: number) =>
      `Une commune après l’autre, pour ne pas encombrer les passerelles : ${frCount(minutes, 'minute')} au moins. Une vraie alerte passe avant les essais. Une commune en alerte n’en reçoit pas, ni aucun de ses contacts.`,
    send: 'Envoyer le TEST à toutes les communes',
    back: 'Ne rien envoyer',
    busy: 'Un essai de plusieurs communes est déjà en cours : un seul à la fois. Rien n’est parti de plus.',
    stale:
      'Rien n’est parti : un autre essai a été lancé depuis que cette page a été ouverte. Regardez les résultats avant d’en envoyer un de plus.',
    underWay: (who: string, at: string, done: number, of: number) =>
      `Essai demandé par ${who} le ${at} : en cours, ${done} sur ${frCount(of, 'commune')}.`,
    over: (who: string, at: string, done: number, of: number) =>
      `Essai demandé par ${who} le ${at} : terminé, ${done} sur ${frCount(of, 'commune')}.`,
    stopped: (who: string, at: string, done: number, of: number) =>
      `Essai demandé par ${who} le ${at} : arrêté par une personne, ${done} sur ${frCount(of, 'commune')}.`,
    failed: (who: string, at: string, done: number, of: number) =>
      `Essai demandé par ${who} le ${at} : interrompu, ${done} sur ${frCount(of, 'commune')}. Le service n’a pas pu continuer ; la personne qui l’administre trouve pourquoi dans son journal.`,
    leftOut: (count: number, names: string) =>
      `${count > 1 ? 'Laissées' : 'Laissée'} de côté, en alerte à ce moment : ${names}.`,
    stop: 'Arrêter l’essai',
    results: 'Résultats des essais par commune',
    resultsHint:
      'Du dernier essai de chaque contact, par chaque voie. Confirmé : la personne l’a dit par le lien du message. Un appel n’a pas de lien.',
    commune: 'Commune',
    tried: 'Dernier essai',
    outcome: 'Ce qu’il en est',
    noContacts: 'aucun contact',
    confirmed: (count: number) => frCount(count, 'confirmé'),
    unanswered: (count: number) => `${count} sans réponse`,
    refused: (count: number) => frCount(count, 'refusé'),
    called: (count: number) => (count > 1 ? `${count} appels acceptés` : '1 appel accepté'),
    onItsWay: (count: number) => `${count} en route`,
    untried: (count: number) => `${count} sans essai`,
  },
};
