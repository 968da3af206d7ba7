import { frCount } from '../../text/fr-numbers.ts';

/** The link in a test message, and what is known of each contact by it. */
export const receiptFr = {
  receipt: {
    title: (commune: string) => `Message d’essai, ${commune} : l’avez-vous reçu ?`,
    notReal: 'Ceci n’est pas une alerte.',
    sent: (asker: string, at: string, commune: string) =>
      `Essai demandé par ${asker} le ${at}, pour vérifier que les alertes de crue (${commune}) arrivent jusqu’à vous.`,
    to: 'Envoyé à',
    by: { email: 'par courriel', sms: 'par SMS' },
    button: 'J’ai bien reçu ce message',
    notYou: (name: string) =>
      `Vous n’êtes pas ${name} ? N’appuyez pas, et dites à la mairie que le numéro ou l’adresse est à corriger.`,
    done: 'Merci, c’est noté',
    /** `way`: one of `by`. */
    doneText: (name: string, way: string, commune: string) =>
      `${name}, les alertes de crue (${commune}) vous arrivent ${way}.`,
    already: 'C’est déjà noté',
    alreadyText: (at: string) => `Ce message est noté comme reçu depuis le ${at}. Il n’y a plus rien à faire ici.`,
    expired: 'Ce lien ne sert plus',
    expiredText: (at: string) =>
      `Il servait jusqu’au ${at}. Rien n’a été changé : le prochain essai aura un lien valable.`,
  },
  reached: {
    title: 'Qui reçoit les messages',
    intro:
      'Accepté veut dire : pris par le serveur de messagerie ou la passerelle. Confirmé veut dire : la personne a ouvert le lien du message d’essai et appuyé sur le bouton. Si l’adresse ou le numéro change, tout est à refaire.',
    /** How many of them need to be tried, of how many. */
    toTry: (count: number, of: number) =>
      count === 0
        ? 'Tous ont confirmé depuis moins d’un an.'
        : `À essayer : ${count} sur ${of}, jamais confirmé${count > 1 ? 's' : ''}, pas depuis un an, ou refusé${count > 1 ? 's' : ''} depuis.`,
    firstOf: (count: number) =>
      `Liste limitée à ${count}, d’abord ceux à qui le dernier essai a été refusé. Les autres, par commune :`,
    sure: (count: number) => `Confirmé depuis moins d’un an (${count})`,
    contact: 'Contact',
    way: 'Par',
    ways: { email: 'Courriel', sms: 'SMS', voice: 'Appel' },
    tried: 'Dernier essai',
    neverTried: 'Jamais essayé',
    accepted: 'accepté',
    refused: 'refusé',
    onItsWay: 'en route',
    received: 'Confirmé par la personne',
    neverReceived: 'Jamais confirmé',
    longAgo: 'Il y a plus d’un an',
    all: 'Tous les contacts d’une commune',
    allGo: 'Envoyer un essai à tous les contacts de cette commune',
    allOf: 'Commune',
    allAsk: (commune: string) => `Envoyer un TEST à tous les contacts, ${commune} ?`,
    allText: (count: number) =>
      count < 2
        ? 'Un message marqué TEST part à la personne ci-dessous, par chaque voie qu’elle a.'
        : `Un message marqué TEST part aux ${count} personnes ci-dessous, par chaque voie qu’elles ont. Prévenez-les d’abord, ou choisissez un jour convenu.`,
    allSend: 'Envoyer le TEST à tous',
    allSent: (count: number, commune: string) =>
      `Le TEST est parti à ${frCount(count, 'contact')} (${commune}). Le tableau dit ce qui a été accepté, puis qui l’a confirmé.`,
    back: 'Ne rien envoyer',
  },
};
