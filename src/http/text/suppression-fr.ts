/** Gauges under maintenance and known silences: what everybody reads of them, and the page of staff. */
export const suppressionFr = {
  suppression: {
    /** In a table, in place of the gauge's state. */
    short: { maintenance: 'en maintenance', silenced: 'silence connu' },
    /** On the commune's pages. */
    maintained: (station: string, until: string) =>
      `${station} est en maintenance jusqu’au ${until}. D’ici là, on ne peut rien dire de l’eau à cet endroit.`,
    title: (station: string) => `Maintenance et silences : ${station}`,
    link: 'Maintenance',
    intro:
      'Ce que vous écrivez ici vaut tout de suite, pour toutes les communes qui suivent cette station. Une alerte en vigueur le reste ; sinon le niveau devient « On ne sait pas », jamais « Pas d’alerte ».',
    kind: 'De quoi s’agit-il ?',
    kindName: { maintenance: 'En maintenance', silenced: 'Silence connu' },
    kindHint: {
      maintenance:
        'les mesures du capteur ne déclenchent rien, ne servent à aucune prévision et restent écartées ensuite ; ce qu’une personne lit à l’échelle compte',
      silenced: 'les rappels cessent ; dès que la station mesure de nouveau, ses mesures comptent',
    },
    hours: 'Pendant combien d’heures',
    hoursHint: 'De 1 à 720 (trente jours).',
    reason: 'Pourquoi',
    begin: 'Signer et appliquer',
    end: 'Y mettre fin maintenant',
    endReason: 'Pourquoi y mettre fin',
    inForce: (kind: string, until: string, person: string) => `${kind} jusqu’au ${until}, signé par ${person}.`,
    none: 'Rien en ce moment : cette station compte normalement.',
    passed: (stage: string, at: string) =>
      `Dernière mesure : ${stage}, ${at}. Un repère est atteint, mais une mesure faite en maintenance ne compte pas : sans vous, cette station ne déclenche rien avant sa première mesure après la maintenance. Si c’est bien l’eau, lisez l’échelle et saisissez le niveau : il compte tout de suite.`,
    past: 'Ce qui a été signé pour cette station',
    from: 'Depuis',
    until: 'Jusqu’au',
    endedBy: (person: string, at: string) => `fin avancée par ${person}, ${at}`,
    begun: 'C’est signé et en vigueur.',
    ended: 'La station compte de nouveau.',
    endedOne: 'C’est fini. Une autre est encore en vigueur, ci-dessous.',
    invalid: 'Rien n’a été enregistré : il faut un choix, de 1 à 720 heures et une raison d’au moins 5 caractères.',
    alreadyOver: 'C’était déjà fini : rien n’a changé.',
  },
};
