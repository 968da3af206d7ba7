/** Trying whether messages arrive: a page of staff. */
export const testFr = {
  test: {
    title: 'Envoyer un message d’essai',
    link: 'Envoyer un message d’essai',
    intro:
      'Un message marqué TEST part par le même chemin qu’une alerte, à une seule personne : par courriel, par SMS et par appel, selon ce que la commune a installé et si la personne a un téléphone. La page dit ensuite ce qui a été accepté.',
    to: 'À qui',
    /** A machine, among those whom it may go to. */
    machine: (name: string) => `machine « ${name} » (webhook)`,
    hint: 'À vous-même ; sinon, prévenez d’abord la personne.',
    hintWithMachines:
      'À vous-même ; sinon, prévenez d’abord la personne ou, pour une machine, celle qui s’en occupe. Une machine reçoit un message d’essai, qui n’est pas une alerte.',
    send: 'Envoyer le TEST',
    /** What is said of it by each way. */
    by: {
      email: {
        title: 'Dernier essai',
        onItsWay: 'En route vers le serveur de messagerie.',
        taken: (at: string, answer: string) =>
          `Le serveur de messagerie l’a accepté le ${at}. Il a répondu : ${answer}`,
        look: 'Vérifiez qu’il est arrivé : il peut être parmi les indésirables.',
      },
      sms: {
        title: 'Dernier essai par SMS',
        onItsWay: 'En route vers la passerelle SMS.',
        taken: (at: string, answer: string) => `La passerelle SMS l’a accepté le ${at}. Elle a répondu : ${answer}`,
        look: 'Vérifiez qu’il est arrivé sur le téléphone.',
      },
      voice: {
        title: 'Dernier essai par appel',
        onItsWay: 'En route vers la passerelle d’appel.',
        taken: (at: string, answer: string) => `La passerelle d’appel l’a accepté le ${at}. Elle a répondu : ${answer}`,
        look: 'Vérifiez que le téléphone sonne, aussi la nuit, et que la voix se comprend.',
      },
      webhook: {
        title: 'Dernier essai par webhook',
        onItsWay: 'En route vers la machine.',
        taken: (at: string, answer: string) => `La machine l’a accepté le ${at}. Elle a répondu : ${answer}`,
        look: 'Vérifiez qu’elle n’en a rien fait d’autre que le noter : ce n’était pas une alerte.',
      },
    },
    /** `why` is technical and in English, or the words of the mail server or the gateway. */
    notSent: (why: string) => `Il n’est pas parti : ${why}`,
    noSuch: 'Rien n’est parti : choisissez dans la liste.',
  },
};
