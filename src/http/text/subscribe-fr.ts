import type { SubscribeWords } from './subscribe-words.ts';

export const subscribeFr: SubscribeWords = {
  subscribe: {
    title: 'Les alertes par courriel',
    intro: 'Vous recevrez un message quand la mairie donne une consigne, et un autre quand c’est fini.',
    notOffered: 'Pas d’alerte par courriel ici',
    notOfferedText:
      'Aucun courriel ne part de ce site. Ce que dit la mairie en cas de crue est sur la page de la commune ; revenez la consulter régulièrement.',
    email: 'Votre adresse de courriel',
    send: 'M’inscrire',
    privacy:
      'Votre adresse ne sert qu’à cela. Chaque message contient un lien pour vous désinscrire ; votre adresse est alors effacée.',
    goToForm: 'S’inscrire aux alertes',
    badEmail: 'Cette adresse ne semble pas complète. Il faut une forme comme nom@exemple.fr.',
    sent: 'Regardez votre boîte de courriel',
    sentText:
      'Si cette adresse peut être inscrite, un message vient de lui être envoyé. Ouvrez-le et confirmez dans les sept jours. Sans confirmation, vous ne recevrez rien d’autre. Rien n’est arrivé ? Regardez parmi les indésirables, ou réessayez demain : une adresse reçoit au plus trois messages de ce genre par jour.',
    fullToday: 'Trop d’inscriptions aujourd’hui',
    fullTodayText:
      'Trop d’inscriptions ont été demandées aujourd’hui. Rien ne vous a été envoyé. Revenez demain ; d’ici là, ce site montre ce qui est en vigueur.',
    confirmTitle: 'Confirmer l’inscription',
    confirmText: (commune) => `Voulez-vous recevoir par courriel les consignes d’inondation pour ${commune} ?`,
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
    leaveText: (commune) => `Ne plus recevoir les consignes d’inondation pour ${commune} ? Votre adresse sera effacée.`,
    leaveButton: 'Me désinscrire',
    left: 'Désinscription faite',
    leftText: 'Votre adresse est effacée. Vous ne recevrez plus de message.',
    alreadyLeft: 'Aucune inscription ici',
    alreadyLeftText:
      'Ce lien ne correspond à aucune inscription : elle a peut-être déjà été effacée. Vous ne recevrez pas de message.',
    backTo: (commune) => `Voir la situation : ${commune}`,
  },
};
