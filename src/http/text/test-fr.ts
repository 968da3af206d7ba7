import type { TestWords } from './test-words.ts';

export const testFr: TestWords = {
  test: {
    title: 'Envoyer un message d’essai',
    link: 'Envoyer un message d’essai',
    intro:
      'Un message marqué TEST part par le même chemin qu’une alerte, à une seule personne : par courriel, par SMS ou les deux, selon ce que la commune a installé et si la personne a un téléphone. La page dit ensuite ce qui a été accepté.',
    to: 'À qui',
    hint: 'À vous-même ; sinon, prévenez d’abord la personne.',
    send: 'Envoyer le TEST',
    sentTo: 'Dernier essai',
    textedTo: 'Dernier essai par SMS',
    onItsWayToPhone: 'En route vers la passerelle SMS.',
    takenByGateway: (at, answer) => `La passerelle SMS l’a accepté le ${at}. Elle a répondu : ${answer}`,
    lookAtPhone: 'Vérifiez qu’il est arrivé sur le téléphone.',
    onItsWay: 'En route vers le serveur de messagerie.',
    taken: (at, answer) => `Le serveur de messagerie l’a accepté le ${at}. Il a répondu : ${answer}`,
    look: 'Vérifiez qu’il est arrivé : il peut être parmi les indésirables.',
    notSent: (why) => `Il n’est pas parti : ${why}`,
    noSuch: 'Rien n’est parti : choisissez une personne de la liste.',
  },
};
