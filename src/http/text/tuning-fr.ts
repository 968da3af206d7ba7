import { frCount, frYears } from '../../text/fr-numbers.ts';

export const tuningFr = {
  tuning: {
    title: 'Régler les seuils sur le passé de la rivière',
    link: 'Régler les seuils sur le passé',
    /** Of many those that are folded. */
    untold: (count: number) => frCount(count, 'station pas encore rejouée', 'stations pas encore rejouées'),
    intro:
      'Amont rejoue 200 règles possibles sur toutes les crues enregistrées ici : combien auraient été annoncées, manquées, annoncées à tort, et combien de temps avant. Aucune prévision ne vient d’un modèle qui connaissait la suite. Rien ne change sans vous.',
    start: 'Rejouer le passé de cette station',
    startHint:
      'Quelques minutes la première fois de la journée ; les mesures comptent jusqu’à minuit dernier (temps universel). Le service continue pendant ce temps.',
    running: (done: number) => `Calcul en cours : ${done} %. Vous pouvez quitter cette page.`,
    busy: 'Un calcul est déjà en cours. Attendez qu’il se termine.',
    done: (when: string, person: string) => `Calculé le ${when}, demandé par ${person}.`,
    failure: {
      'record-too-short':
        'Il faut au moins deux mois de mesures à cette station. Réessayez plus tard, ou importez le passé.',
      'past-unread':
        'Le passé n’a pas pu être lu en entier (InfluxDB ou le disque ne répond pas) : rien n’a été calculé. Réessayez plus tard.',
      stopped: 'Le calcul a été interrompu par un arrêt du service. Relancez-le.',
      error: 'Le calcul a échoué. La cause est dans le journal du service ; prévenez la personne qui l’administre.',
    },
    never: 'Pas encore calculé.',
    outdated: {
      rules: 'Les règles ont changé depuis ce calcul : relancez-le avant de décider.',
      readings:
        'Des mesures de ce passé ont été importées, annulées, exclues ou rétablies depuis ce calcul : relancez-le avant de décider.',
    },
    pageTitle: (level: string, commune: string, station: string) => `Seuils « ${level} » : ${commune} – ${station}`,
    split: (fitUntil: string, chooseUntil: string, until: string) =>
      `Le passé est coupé en trois : jusqu’au ${fitUntil} pour apprendre, jusqu’au ${chooseUntil} pour choisir la règle, jusqu’au ${until} pour la juger. Une crue n’est jamais à cheval sur deux parts.`,
    borrowed: (marks: string, floods: number) =>
      `Peu de crues à ce repère : le choix s’appuie aussi sur des repères plus bas (${marks}), soit ${frCount(floods, 'crue')} en tout. Un même épisode ne compte qu’une fois dans les intervalles.`,
    ofStorms: (storms: number) =>
      `Ces crues viennent de ${frCount(storms, 'épisode')} : c’est ce nombre qui dit ce qu’on peut en apprendre.`,
    goalLegend: 'Ce que vous cherchez',
    goal: {
      'fewer-false-alarms':
        'Moins de fausses alertes sans manquer plus de crues, ou plus de crues annoncées sans plus de fausses alertes',
      'false-alarm-budget': 'Manquer le moins possible, avec au plus ce nombre de fausses alertes par an',
      'cost-loss': 'Agir dès que le risque dépasse le coût d’agir divisé par le dommage évité',
    },
    perYear: 'Fausses alertes par an, au plus',
    costLoss: 'Coût d’agir ÷ dommage évité (entre 0 et 1)',
    apply: 'Chercher',
    proposed: 'Règle proposée',
    noChange: {
      'too-few-floods':
        'Aucun changement ne peut être recommandé : trop peu d’épisodes pour en apprendre quelque chose.',
      'nothing-better':
        'Aucun changement ne peut être recommandé : aucune règle n’est meilleure à coup sûr que celle en vigueur.',
      'budget-too-small':
        'Aucun changement ne peut être recommandé : toutes les règles dépassent ce nombre de fausses alertes.',
    },
    column: {
      policy: 'Règle',
      raiseAt: 'Monter à partir de',
      lowerAt: 'Redescendre sous',
      votes: 'Confirmations',
      lead: 'Délai',
      floods: 'Crues',
      hits: 'Annoncées',
      misses: 'Manquées',
      falseAlarms: 'Fausses alertes',
      medianLead: 'Préavis médian',
      worstLead: 'Préavis le plus court (crues annoncées)',
      pod: 'Taux de détection (POD)',
      far: 'Taux de fausses alertes (FAR)',
      csi: 'Indice de succès critique (CSI)',
      alertsPerYear: 'Alertes par an',
      idlePerYear: 'Heures d’alerte sous le repère, par an',
    },
    row: {
      current: 'en vigueur',
      fixed: 'règle de comparaison : 50 %, 2 sur 3',
      observed: 'dépassement observé seul',
      proposed: 'proposée',
      chosen: 'regardée',
    },
    look: 'Voir ce qu’elle aurait coûté',
    lookShort: 'Regarder',
    candidatesTitle: 'Les règles essayées',
    /** What is counted is a figure a year only beside its `years`. */
    chooseCaption: (floods: number, years: number) =>
      `Pour choisir, par les crues de tous les repères réunis : ${floods} en ${frYears(years)}`,
    reportCaption: (floods: number, years: number) =>
      `Pour juger, à ce repère, par les crues qui n’ont pas servi à choisir : ${floods} en ${frYears(years)}`,
    pooledCaption: (floods: number, years: number) =>
      `Pour juger, avec les crues des repères plus bas : ${floods} en ${frYears(years)}`,
    intervalNote:
      'Entre crochets : intervalle à 90 %, par tirage d’épisodes entiers, et jamais plus sûr que leur nombre ne le permet. Une crue manquée compte 0 h de préavis. POD : annoncées ÷ crues. FAR : fausses alertes ÷ (annoncées + fausses alertes). CSI : annoncées ÷ (crues + fausses alertes).',
    allCandidates: 'Voir les 200 règles',
    bestCandidates: 'Ne voir que les meilleures',
    unknownMisses: (storms: number, most: number) =>
      `Aucune crue manquée en ${frCount(storms, 'épisode')} ne veut pas dire qu’aucune ne le sera : il pourrait encore y en avoir une dans ${most} % des épisodes au plus (confiance de 95 %).`,
    costTitle: 'Ce que le changement aurait coûté ou évité',
    cost: { falseAlarms: 'Fausses alertes', misses: 'Crues manquées', lead: 'Préavis médian' },
    late: 'Le passé rejoué suppose chaque mesure reçue aussitôt : retirez du préavis le retard de votre télétransmission.',
    lookedAt:
      'Ce n’est pas la règle proposée : plus vous en regardez sur ces mêmes crues, plus la meilleure paraît bonne par chance.',
    before: 'Règle en vigueur',
    after: 'Règle regardée',
    acceptTitle: 'Adopter cette règle',
    acceptHint:
      'Votre nom, votre raison et l’effet annoncé sont gardés avec la version, et comparés ensuite à ce qui arrive.',
    accept: 'Adopter, en mon nom',
    unchanged: 'C’est la règle en vigueur.',
    reliabilityTitle: 'Les risques annoncés se sont-ils vérifiés ?',
    reliabilityDescription:
      'Sur la diagonale, un risque annoncé de 30 % se réalise 30 fois sur 100. Une même crue y compte à chaque moment. Le tableau dit la même chose.',
    reliability: { stated: 'Risque annoncé', count: 'Fois', cameTrue: 'Réalisé', share: 'Part réalisée' },
    valueTitle: 'Ce que vaut la prévision selon le coût d’agir',
    valueDescription:
      '1 : une prévision parfaite ; 0 : pas mieux que toujours ou jamais agir. Trait plein : seuil égal au rapport coût ÷ dommage ; tirets : seuil en vigueur. Chaque moment y compte comme une décision à part : cela compare des seuils, et ne chiffre pas un budget. Le tableau dit la même chose.',
    valueAxis: 'Valeur de la prévision',
    value: { costLoss: 'Coût ÷ dommage', tuned: 'Valeur, seuil = ce rapport', inForce: 'Valeur, seuil en vigueur' },
    table: 'Les chiffres en tableau',
    /** What the daily watch found. `stated` is the mean chance in per cent. */
    tooSure: (days: number, stated: string, cameTrue: number) =>
      `Les risques annoncés ne se vérifient plus : ${stated} en moyenne sur ${frCount(days, 'jour')}, mais ${cameTrue} se sont réalisés (nous annonçons trop).`,
    tooCautious: (days: number, stated: string, cameTrue: number) =>
      `Les risques annoncés ne se vérifient plus : ${stated} en moyenne sur ${frCount(days, 'jour')}, mais ${cameTrue} se sont réalisés (nous annonçons trop peu).`,
    budgetSpent: (falseAlarms: number, days: number, promisedAYear: string) =>
      `Fausses alertes : ${falseAlarms} en ${frCount(days, 'jour')}, pour ${promisedAYear} par an annoncées à l’adoption.`,
    tuneAgain: 'Rejouer le passé et chercher une meilleure règle',
    effectTitle: 'Effet annoncé et effet constaté',
    effect: (falseAlarmsAYear: number, pod: string, lead: string) =>
      `Annoncé : ${frCount(Math.round(falseAlarmsAYear * 10) / 10, 'fausse alerte', 'fausses alertes')} par an, ${pod} des crues annoncées, préavis médian de ${lead}.`,
    soFar: (days: number, hits: number, misses: number, falseAlarms: number) =>
      `Constaté en ${frCount(days, 'jour')} : ${frCount(hits, 'crue annoncée', 'crues annoncées')}, ${frCount(misses, 'manquée')}, ${frCount(falseAlarms, 'fausse alerte', 'fausses alertes')}.`,
  },
};
