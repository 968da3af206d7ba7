import type { SubscribeWords } from './subscribe-words.ts';

export const subscribeFr: SubscribeWords = {
  subscribe: {
    title: 'Être prévenu par courriel',
    intro: 'Vous recevrez un message quand la mairie donne une consigne, et un autre quand c’est fini.',
    email: 'Votre adresse de courriel',
    send: 'M’inscrire',
    privacy:
      'L’adresse ne sert qu’à cela. Chaque message contient un lien pour se désinscrire en une fois ; elle est alors effacée.',
    goToForm: 'S’inscrire pour être prévenu',
    badEmail: 'Cette adresse ne semble pas complète. Il faut une forme comme nom@exemple.fr.',
    sent: 'Regardez votre boîte de courriel',
    sentText:
      'Si cette adresse peut être inscrite, un message vient de lui être envoyé. Ouvrez-le et confirmez dans les sept jours. Sans confirmation, vous ne recevrez rien d’autre. Il ne part pas plus de trois messages de ce genre par jour vers une même adresse : si rien n’est arrivé, regardez parmi les indésirables, ou réessayez demain.',
    fullToday: 'Trop d’inscriptions aujourd’hui',
    fullTodayText:
      'Tant d’inscriptions ont été demandées en un jour que nous n’en prenons plus. Rien ne vous a été envoyé. Revenez demain ; d’ici là, ce site montre ce qui est en vigueur.',
    confirmTitle: 'Confirmer l’inscription',
    confirmText: (commune) => `Voulez-vous recevoir par courriel les consignes d’inondation de ${commune} ?`,
    confirmButton: 'Oui, je confirme',
    confirmed: 'Inscription confirmée',
    confirmedText: (commune) => `Vous serez prévenu des consignes d’inondation de ${commune}.`,
    linkDead: 'Ce lien ne sert plus',
    linkDeadText:
      'Il a déjà été utilisé, il a expiré ou il est incomplet. Rien n’a été changé. Vous pouvez vous réinscrire.',
    quietHours: 'Heures calmes (facultatif)',
    quietHint:
      'Rien ne vous est envoyé entre ces heures, sauf en cas de danger pour la vie. À la fin, vous recevez ce qui est encore vrai.',
    quietFrom: 'De (par exemple 22:00)',
    quietTo: 'À (par exemple 07:00)',
    badQuietHours: 'Il faut deux heures différentes, comme 22:00 et 07:00, ou aucune.',
    language: 'Langue des messages',
    save: 'Enregistrer',
    quietSaved: 'C’est enregistré',
    quietSet: (from, to) => `Rien ne vous sera envoyé entre ${from} et ${to}, sauf en cas de danger pour la vie.`,
    quietUnset: 'Vous serez prévenu à toute heure.',
    manageTitle: (commune) => `Votre inscription : ${commune}`,
    changeTitle: 'Changer vos messages',
    leaveText: (commune) => `Ne plus recevoir les consignes d’inondation de ${commune} ? Votre adresse sera effacée.`,
    leaveButton: 'Me désinscrire',
    left: 'Vous êtes désinscrit',
    leftText: 'Votre adresse est effacée. Vous ne recevrez plus de message.',
    alreadyLeft: 'Vous n’êtes pas inscrit',
    alreadyLeftText:
      'Ce lien ne correspond à aucune inscription : elle a peut-être déjà été effacée. Vous ne recevrez pas de message.',
    backTo: (commune) => `Voir la situation à ${commune}`,
  },
};
