/** Readings that a person takes out of what counts, and how the asking of national services goes: pages of staff. */
export const exclusionFr = {
  exclusion: {
    title: (station: string) => `Mesures écartées : ${station}`,
    link: 'Écarter des mesures',
    intro:
      'Des mesures écartées restent visibles et marquées ; elles ne déclenchent rien et ne servent à aucune prévision. Si la station doit encore se tromper, mettez-la plutôt en maintenance.',
    from: 'De',
    to: 'À',
    hint: 'Heure locale. Une période passée, de 31 jours au plus.',
    reason: 'Pourquoi',
    begin: 'Signer et écarter',
    inForce: 'Écartées en ce moment',
    none: 'Aucune mesure n’est écartée.',
    period: 'Période',
    signedBy: (person: string, at: string) => `signé par ${person}, ${at}`,
    liftReason: 'Pourquoi elles comptent de nouveau',
    lift: 'Signer et rétablir',
    /** What was taken back as the machine's clock was set back. */
    clock: {
      title: 'Retirées quand l’horloge a été reculée',
      intro:
        'Pour l’horloge reculée, leurs heures étaient encore à venir. Ne les rétablissez que si elle était à l’heure avant cela.',
      taken: (count: number, by: string, at: string) =>
        `${count > 1 ? `${count} mesures` : '1 mesure'} ; horloge reculée de ${by}, ${at}`,
    },
    past: 'Rétablies',
    lifted: 'Rétabli',
    liftedBy: (person: string, at: string) => `par ${person}, ${at}`,
    done: {
      excluded: 'C’est signé : ces mesures ne comptent plus.',
      lifted: 'C’est signé : ces mesures comptent de nouveau.',
    },
    noTime: 'Rien n’a été enregistré : une date ou une heure manque.',
    refused: {
      'ends-before-it-begins': 'Rien n’a été enregistré : la fin vient avant le début.',
      'ends-in-the-future':
        'Rien n’a été enregistré : la fin est dans le futur. Pour la suite, mettez la station en maintenance.',
      'longer-than-31-days': 'Rien n’a été enregistré : la période dépasse 31 jours.',
      'history-unreachable': 'Rien n’a changé : l’historique dans InfluxDB ne répond pas. Réessayez plus tard.',
    },
    alreadyLifted: 'Elles étaient déjà rétablies : rien n’a changé.',
  },
  feeds: {
    title: 'Services nationaux',
    about: 'Station ou secteur',
    service: 'Service',
    answered: 'Dernière réponse',
    state: 'État',
    works: 'répond',
    never: 'jamais',
    /** `why` is technical and in English. */
    failing: (failures: number) =>
      failures < 2 ? 'n’a pas répondu à la dernière demande' : `n’a pas répondu aux ${failures} dernières demandes`,
  },
};
