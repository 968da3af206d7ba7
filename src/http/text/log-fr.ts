/** The event log (main courante). */
export const logFr = {
  log: {
    title: (commune: string) => `${commune} : main courante`,
    link: 'Main courante',
    intro:
      'Notez ce qui est décidé et ce qui est vu, au fur et à mesure. Une ligne ne peut être ni modifiée ni effacée : pour corriger ou compléter, ajoutez une suite.',
    kind: { decision: 'Décision', observation: 'Observation' },
    kindLabel: 'Nature',
    text: 'Quoi, où, qui',
    textHint:
      '2 000 caractères au plus. Évitez les noms d’habitants : rien ne pourra en être effacé. Votre nom et l’heure sont notés avec la ligne.',
    write: 'Écrire la ligne',
    saved: (id: number) => `C’est noté : ligne n° ${id}.`,
    number: (id: number) => `n° ${id}`,
    followUp: 'Ajouter une suite',
    followUpOf: (id: number) => `suite du n° ${id}`,
    following: (id: number, person: string) => `Suite du n° ${id}, par ${person} :`,
    notFollowing: 'Écrire une ligne sans suite',
    inAlert: 'Une alerte est en cours : la ligne lui sera rattachée.',
    inExercise: 'Un exercice est en cours : la ligne sera marquée EXERCICE.',
    notPlayed: 'C’est réel : pas pour l’exercice',
    /** Where it was typed while an exercise ran. */
    askPlayed: (inAlert: boolean) =>
      `La ligne n’est pas encore écrite : ${inAlert ? 'une vraie alerte est en cours' : 'l’exercice est fini'}. Si c’est réel, écrivez-la telle quelle ; si c’était pour l’exercice, cochez la case.`,
    wasPlayed: 'C’était pour l’exercice : la marquer EXERCICE',
    noAlert: 'Aucune alerte n’est en cours.',
    receivedAt: (at: string) => `reçue ${at}`,
    empty: 'Rien n’a encore été noté.',
    older: 'Lignes plus anciennes',
    newest: 'Revenir aux plus récentes',
    onlyAlert: 'Seulement les lignes de cette alerte, la plus récente en haut.',
    onlyExercise: 'Seulement les lignes de cet exercice, la plus récente en haut.',
    all: 'Toutes les lignes',
    badText: (longest: string) =>
      `La ligne n’a pas été écrite : elle doit contenir de 1 à ${longest} caractères. Ce que vous avez saisi est ci-dessous.`,
    badFollows: 'La ligne n’a pas été écrite : celle que vous complétez n’existe pas dans cette commune.',
    back: (inAlert: boolean) => `Retour à ${inAlert ? 'l’alerte' : 'la situation'}`,
  },
};
