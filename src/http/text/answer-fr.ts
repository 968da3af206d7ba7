/** Answering an alert by the link in a message, or by text message. */
export const answerFr = {
  answer: {
    title: (commune: string) => `Alerte, ${commune} : vous en occupez-vous ?`,
    level: 'Niveau de l’alerte',
    forWhom: 'Demandé à',
    meaning: 'Ce que fait ce bouton',
    /** What pressing the button does, and what it does not do. */
    means: [
      'Il arrête les relances. Les autres personnes prévenues voient votre nom et l’heure.',
      'Il ne prévient pas les habitants : cela se décide sur la page de l’alerte.',
      'Si finalement vous ne pouvez pas, le même lien permet de le dire.',
    ],
    notYou: (name: string) => `Vous n’êtes pas ${name} ? N’appuyez pas, et faites suivre ce message.`,
    done: 'C’est noté, vous vous en occupez',
    doneText: (name: string, level: string, commune: string) =>
      `${name}, votre réponse est enregistrée pour l’alerte « ${level} » (${commune}). Les relances sont arrêtées. Ce lien vous ramène ici.`,
    /** Whoever answered and does not deal with it after all. */
    handBack: {
      question: 'Vous ne pouvez pas vous en occuper, ou plus ?',
      hint: 'Les personnes déjà prévenues l’apprennent aussitôt, et la suivante est prévenue. Les habitants n’en savent rien.',
      done: {
        title: 'C’est noté, vous ne vous en occupez plus',
        text: 'Les personnes déjà prévenues l’apprennent en ce moment, et la suivante va être prévenue. Pour reprendre l’alerte, ouvrez le lien du dernier message reçu.',
      },
    },
    /** After it, where residents do not know of the level. */
    residentsWait: (level: string) =>
      `Les habitants ne sont pas prévenus du niveau « ${level} » : voyez la page de l’alerte.`,
    /** By name: a link that was passed on is opened by somebody else. */
    alreadyYou: (name: string, at: string) => `Vous avez déjà répondu, à ${at} (${name}). Les relances sont arrêtées.`,
    expired: (at: string) => `Ce lien ne servait que jusqu’au ${at}. Un message plus récent contient un lien valable.`,
    handedBack: 'Votre réponse n’a plus cours : plus personne ne s’occupe de l’alerte.',
    newerLink: 'Pour répondre sans mot de passe, ouvrez le lien du dernier message reçu.',
    refusedText: 'Rien n’a été changé.',
    toAlert: 'Voir l’alerte (avec mot de passe)',
    notOurs: 'Ce lien n’est pas valable',
    notOursText:
      'Il est incomplet, ne vient pas de ce service, ou vous n’êtes plus parmi ses contacts. Rien n’a été changé. Ouvrez le lien depuis le message reçu, en entier.',
    roles: { mayor: 'maire', deputy: 'suppléance', 'duty-officer': 'astreinte', agency: 'syndicat de rivière' },
    /** Sent back by text message: short, plain. */
    reply: {
      acknowledged: (level: string, commune: string) =>
        `C’est noté : vous vous occupez de l’alerte « ${level} » (${commune}).`,
      unknownNumber: 'Ce numéro n’est pas celui d’un contact du service d’alerte. Rien n’a été changé.',
      subscribed: (commune: string) =>
        `C’est noté : vous recevrez par SMS les consignes d’inondation (${commune}). Pour arrêter : STOP.`,
      unsubscribed:
        'C’est noté : votre inscription et son numéro sont effacés. Vous ne recevrez plus les SMS aux habitants.',
      noWish: 'Message non compris, rien n’a été changé. Pour ne plus recevoir d’alerte par SMS, répondez STOP.',
      notUnderstood: 'Message non compris, rien n’a été changé. Répondez OUI suivi du code à 4 chiffres du message.',
      wrongCode: 'Ce code n’est pas ou plus valable, rien n’a été changé. Reprenez le code du dernier message reçu.',
      nothingAsked: 'Aucune alerte n’attend de réponse de votre part. Rien n’a été changé.',
      /** `byMail`: whether the same question lies in a mailbox, with a link. */
      locked: (minutes: number, byMail: boolean) =>
        `Trop de codes faux. Réessayez dans ${minutes} min${byMail ? ', ou ouvrez le lien du courriel' : ''}.`,
    },
  },
};
