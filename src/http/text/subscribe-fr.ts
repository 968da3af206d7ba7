import type { ResidentWay } from '../../people/way.ts';

const onThePage =
  'Ce que dit la mairie en cas de crue est sur la page de la commune ; revenez la consulter régulièrement.';

/** Subscribing and leaving. */
export const subscribeFr = {
  subscribe: {
    title: {
      email: 'Les alertes par courriel',
      sms: 'Les alertes par SMS',
      both: 'Les alertes par courriel ou par SMS',
    },
    intro: 'Vous recevrez un message quand la mairie donne une consigne, et un autre quand c’est fini.',
    notOffered: {
      email: 'Pas d’alerte par courriel ici',
      sms: 'Pas d’alerte par SMS ici',
      push: 'Pas de notification ici',
      both: 'Pas d’alerte par courriel ni par SMS ici',
    },
    notOfferedText: {
      email: `Aucun courriel ne part de ce site. ${onThePage}`,
      sms: `Ce site n’envoie pas de SMS aux habitants. ${onThePage}`,
      push: `Ce site n’envoie pas de notifications aux navigateurs. ${onThePage}`,
      both: `Ni courriel ni SMS ne part de ce site vers les habitants. ${onThePage}`,
    },
    email: 'Votre adresse de courriel',
    phone: 'Votre numéro de téléphone portable',
    /** Below the field of the address, one of the two. */
    orPhone: 'Ou votre numéro de téléphone portable, pour des SMS',
    phoneHint: (country: string) => `Tel que vous le composez, ou avec le code du pays (${country}…).`,
    send: 'M’inscrire',
    privacy: {
      email:
        'Votre adresse ne sert qu’à cela. Chaque message contient un lien pour vous désinscrire ; votre adresse est alors effacée.',
      sms: 'Votre numéro ne sert qu’à cela. Chaque message contient un lien pour vous désinscrire ; votre numéro est alors effacé.',
      both: 'Votre adresse ou votre numéro ne sert qu’à cela. Chaque message contient un lien pour vous désinscrire ; ce que vous avez donné est alors effacé.',
    },
    goToForm: {
      email: 'S’inscrire aux alertes',
      sms: 'S’inscrire aux alertes',
      both: 'S’inscrire aux alertes',
    },
    badEmail: 'Cette adresse ne semble pas complète. Il faut une forme comme nom@exemple.fr.',
    badPhone: (prefixes: string) =>
      `Ce numéro n’est pas accepté ici. Il faut le numéro complet d’un téléphone portable ; ceux qui sont acceptés commencent par : ${prefixes}.`,
    nothingTyped: 'Donnez une adresse de courriel ou un numéro de téléphone.',
    sent: {
      email: 'Regardez votre boîte de courriel',
      sms: 'Regardez vos SMS',
      both: 'Regardez votre boîte de courriel et vos SMS',
    },
    sentText: {
      sms: 'Si ce numéro peut être accepté, un SMS vient de lui être envoyé. Faites ce qu’il indique pour confirmer, dans les sept jours. Sans confirmation, vous ne recevrez rien d’autre. Rien n’est arrivé après quelques minutes ? Réessayez demain : un numéro reçoit au plus trois messages de ce genre par jour.',
      both: 'Si cette adresse et ce numéro peuvent être acceptés, un message vient d’être envoyé à chacun. Confirmez chacun dans les sept jours. Sans confirmation, vous ne recevrez rien d’autre. Rien n’est arrivé ? Réessayez demain : une adresse ou un numéro reçoit au plus trois messages de ce genre par jour.',
      email:
        'Si cette adresse peut être inscrite, un message vient de lui être envoyé. Ouvrez-le et confirmez dans les sept jours. Sans confirmation, vous ne recevrez rien d’autre. Rien n’est arrivé ? Regardez parmi les indésirables, ou réessayez demain : une adresse reçoit au plus trois messages de ce genre par jour.',
    },
    fullToday: 'Trop d’inscriptions aujourd’hui',
    fullTodayText:
      'Trop d’inscriptions ont été demandées aujourd’hui. Rien ne vous a été envoyé. Revenez demain ; d’ici là, ce site montre ce qui est en vigueur.',
    /** Where the other of two was taken. */
    otherFullToday:
      'Par l’autre moyen, trop d’inscriptions ont été demandées aujourd’hui : rien n’y a été envoyé. Revenez demain.',
    confirmTitle: 'Confirmer l’inscription',
    confirmText: (commune: string, way: ResidentWay) =>
      `Voulez-vous recevoir par ${way === 'sms' ? 'SMS' : way === 'push' ? 'notification' : 'courriel'} les consignes d’inondation pour ${commune} ?`,
    confirmButton: 'Oui, je confirme',
    confirmed: 'Inscription confirmée',
    confirmedText: (commune: string) => `Vous recevrez les consignes d’inondation pour ${commune}.`,
    linkDead: 'Ce lien ne sert plus',
    linkDeadText:
      'Il a déjà été utilisé, il a expiré ou il est incomplet. Rien n’a été changé. Si vous avez demandé plusieurs fois, ouvrez le lien du message le plus récent. Sinon, vous pouvez vous réinscrire.',
    quietHours: 'Heures calmes (facultatif)',
    quietHint:
      'Rien ne vous est envoyé entre ces heures, sauf en cas de danger pour la vie. Ensuite, vous recevez ce qui est encore en vigueur.',
    quietFrom: 'De (par exemple 22:00)',
    quietTo: 'À (par exemple 07:00)',
    badQuietHours: 'Il faut deux heures différentes, comme 22:00 et 07:00, ou aucune.',
    language: 'Langue des messages',
    save: 'Enregistrer',
    quietSaved: 'C’est enregistré',
    quietSet: (from: string, to: string) =>
      `Rien ne vous sera envoyé entre ${from} et ${to}, sauf en cas de danger pour la vie.`,
    quietUnset: 'Les messages vous parviendront à toute heure.',
    manageTitle: (commune: string) => `Votre inscription : ${commune}`,
    /** Above what can be changed without leaving. */
    changeTitle: 'Changer vos messages',
    leaveText: (commune: string, way: ResidentWay) =>
      `Ne plus recevoir les consignes d’inondation pour ${commune} ? ${way === 'sms' ? 'Votre numéro sera effacé' : way === 'push' ? 'L’inscription de ce navigateur sera effacée' : 'Votre adresse sera effacée'}.`,
    leaveButton: 'Me désinscrire',
    left: 'Désinscription faite',
    leftText: {
      email: 'Votre adresse est effacée. Vous ne recevrez plus de message.',
      sms: 'Votre numéro est effacé. Vous ne recevrez plus de message.',
      push: 'L’inscription de ce navigateur est effacée. Il ne recevra plus de notification.',
    },
    alreadyLeft: 'Aucune inscription ici',
    alreadyLeftText:
      'Ce lien ne correspond à aucune inscription : elle a peut-être déjà été effacée. S’il vous arrive encore des messages, utilisez le lien du plus récent.',
    backTo: (commune: string) => `Voir la situation : ${commune}`,
  },
  /** Subscribing with the browser itself. */
  push: {
    title: 'Les alertes sur cet appareil',
    intro:
      'Une notification s’affiche sur cet appareil, même page fermée, quand la mairie donne une consigne, et une autre quand c’est fini.',
    start: 'Recevoir les alertes sur cet appareil',
    stop: 'Ne plus les recevoir',
    manage: 'Heures calmes et langue',
    privacy:
      'Vous n’avez aucune adresse à donner. Les notifications passent par le service de votre navigateur : chiffrées, il ne peut pas les lire ; il sait seulement que cet appareil en a reçu une, et quand. L’appareil doit être allumé et en ligne.',
    notReal: 'Ce site est un essai : aucune notification n’en sort vers un service extérieur.',
    /** What became of it, or stands in the way. */
    says: {
      on: '✓ Cet appareil reçoit les alertes.',
      asked:
        '✓ C’est fait. Une première notification doit s’afficher dans la minute. Sinon, regardez si les notifications de ce navigateur sont permises dans les réglages de l’appareil.',
      stopped: '✓ Cet appareil ne reçoit plus les alertes. L’inscription est effacée.',
      ended:
        'L’inscription de cet appareil a pris fin : il ne reçoit plus les alertes. Pour les recevoir de nouveau, appuyez sur le bouton.',
      busy: '… un instant',
      denied:
        'Ce navigateur ne laisse pas ce site afficher de notifications. Permettez-les dans ses réglages, ou dans ceux de l’appareil, puis réessayez.',
      unsupported:
        'Ce navigateur ne sait pas recevoir de notifications, ou ne le permet pas ici (navigation privée). Essayez avec un autre navigateur, ou revenez consulter cette page.',
      ios: 'Sur iPhone et iPad (iOS 16.4 ou plus récent), ajoutez d’abord cette page à l’écran d’accueil : bouton Partager, puis « Sur l’écran d’accueil ». Ouvrez-la de là : le bouton y sera.',
      foreign:
        'La mairie n’utilise pas le service de notifications de ce navigateur. Essayez avec un autre navigateur.',
      full: 'Trop d’inscriptions ont été demandées. Rien n’a été fait. Réessayez plus tard.',
      failed:
        'Cela n’a pas marché : ce site ou le service de notifications du navigateur n’a pas répondu, ou la navigation est privée. Réessayez.',
    },
  },
};
