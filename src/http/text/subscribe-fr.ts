import type { SubscribeWords } from './subscribe-words.ts';

const onThePage =
  'Ce que dit la mairie en cas de crue est sur la page de la commune ; revenez la consulter régulièrement.';

export const subscribeFr: SubscribeWords = {
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
      both: 'Pas d’alerte par courriel ni par SMS ici',
    },
    notOfferedText: {
      email: `Aucun courriel ne part de ce site. ${onThePage}`,
      sms: `Ce site n’envoie pas de SMS aux habitants. ${onThePage}`,
      both: `Ni courriel ni SMS ne part de ce site vers les habitants. ${onThePage}`,
    },
    email: 'Votre adresse de courriel',
    phone: 'Votre numéro de téléphone portable',
    orPhone: 'Ou votre numéro de téléphone portable, pour des SMS',
    phoneHint: (country) => `Tel que vous le composez, ou avec le code du pays (${country}…).`,
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
    badPhone: (prefixes) =>
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
    otherFullToday:
      'Par l’autre moyen, trop d’inscriptions ont été demandées aujourd’hui : rien n’y a été envoyé. Revenez demain.',
    confirmTitle: 'Confirmer l’inscription',
    confirmText: (commune, way) =>
      `Voulez-vous recevoir par ${way === 'sms' ? 'SMS' : 'courriel'} les consignes d’inondation pour ${commune} ?`,
    confirmButton: 'Oui, je confirme',
    confirmed: 'Inscription confirmée',
    confirmedText: (commune) => `Vous recevrez les consignes d’inondation pour ${commune}.`,
    linkDead: 'Ce lien ne sert plus',
    linkDeadText:
      'Il a déjà été utilisé, il a expiré ou il est incomplet. Rien n’a été changé. Vous pouvez vous réinscrire.',
    quietHours: 'Heures calmes (facultatif)',
    quietHint:
      'Rien ne vous est envoyé entre ces heures, sauf en cas de danger pour la vie. Ensuite, vous recevez ce qui est encore en vigueur.',
    quietFrom: 'De (par exemple 22:00)',
    quietTo: 'À (par exemple 07:00)',
    badQuietHours: 'Il faut deux heures différentes, comme 22:00 et 07:00, ou aucune.',
    language: 'Langue des messages',
    save: 'Enregistrer',
    quietSaved: 'C’est enregistré',
    quietSet: (from, to) => `Rien ne vous sera envoyé entre ${from} et ${to}, sauf en cas de danger pour la vie.`,
    quietUnset: 'Les messages vous parviendront à toute heure.',
    manageTitle: (commune) => `Votre inscription : ${commune}`,
    changeTitle: 'Changer vos messages',
    leaveText: (commune, way) =>
      `Ne plus recevoir les consignes d’inondation pour ${commune} ? ${way === 'sms' ? 'Votre numéro sera effacé' : 'Votre adresse sera effacée'}.`,
    leaveButton: 'Me désinscrire',
    left: 'Désinscription faite',
    leftText: {
      email: 'Votre adresse est effacée. Vous ne recevrez plus de message.',
      sms: 'Votre numéro est effacé. Vous ne recevrez plus de message.',
    },
    alreadyLeft: 'Aucune inscription ici',
    alreadyLeftText:
      'Ce lien ne correspond à aucune inscription : elle a peut-être déjà été effacée. Vous ne recevrez pas de message.',
    backTo: (commune) => `Voir la situation : ${commune}`,
  },
};
