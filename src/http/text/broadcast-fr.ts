/** The request to whoever can have all phones of a place warned: in France the prefect, by FR-Alert. */
export const broadcastFr = {
  broadcast: {
    title: 'Demander l’alerte de tous les téléphones (FR-Alert)',
    intro: (authority: string) =>
      `Ce service ne peut pas faire sonner tous les téléphones de la commune. Qui le peut, sur votre demande : ${authority}. Voici un texte à dicter ou à envoyer. Relisez-le : rien n’est envoyé d’ici.`,
    anyAuthority: 'la préfecture',
    call: 'Astreinte :',
    copy: 'Texte à copier',
    /** In the text itself. */
    request: 'DEMANDE D’ALERTE FR-ALERT (diffusion cellulaire)',
    notReal: {
      exercise: 'EXERCICE – NE PAS DIFFUSER. Ceci n’est pas une vraie alerte.',
      demonstration: 'DÉMONSTRATION – NE PAS DIFFUSER. Ceci n’est pas une vraie alerte.',
    },
    to: 'À',
    from: {
      mayor: (commune: string) => `De : la mairie (${commune})`,
      staff: (commune: string) => `De : les services qui suivent les crues pour la commune (${commune})`,
    },
    at: 'Fait le',
    what: (level: string) => `Quoi : crue, niveau de la commune « ${level} » (ce n’est pas la vigilance de l’État)`,
    where: 'Où',
    circle: (km: string, at: string) => `cercle de ${km} km autour de ${at}`,
    within: (southWest: string, northEast: string) => `contour de la commune, entre ${southWest} et ${northEast}`,
    noOutline: 'toute la commune',
    measured: 'Mesuré',
    reading: (stage: string, station: string, at: string) => `${stage}, ${station}, ${at}`,
    noReading: 'aucune mesure fiable',
    reached: (level: string, mark: string) => `Repère « ${level} » (${mark}) atteint`,
    expected: 'Prévu',
    when: 'Quand',
    ifReached: (window: string) => `${window}, si l’eau monte jusque-là`,
    untold: 'Habitants : pas encore prévenus par la commune',
    told: (level: string, at: string, lowered: boolean) =>
      `Habitants : « ${level} » ${lowered ? 'baisse du niveau' : 'décidé par la commune'}, ${at}`,
    corrected: (level: string, at: string) =>
      `Habitants : message de la commune (« ${level} ») retiré comme erreur, ${at}`,
    /** Before the text for the phones. */
    proposed: (language: string, letters: number) =>
      `TEXTE PROPOSÉ POUR LES TÉLÉPHONES (${language}, ${letters} caractères)`,
    warning: 'ALERTE INONDATION',
    emergency: 'En danger immédiat : 112.',
    source: (commune: string) => `Source : mairie, ${commune}.`,
  },
};
