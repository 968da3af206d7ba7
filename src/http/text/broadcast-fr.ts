import type { BroadcastWords } from './broadcast-words.ts';

export const broadcastFr: BroadcastWords = {
  broadcast: {
    title: 'Demander l’alerte de tous les téléphones (FR-Alert)',
    intro: (authority) =>
      `Ce service ne peut pas faire sonner tous les téléphones de la commune. Qui le peut, sur votre demande : ${authority}. Voici un texte à dicter ou à envoyer. Relisez-le : rien n’est envoyé d’ici.`,
    anyAuthority: 'la préfecture',
    call: 'Astreinte :',
    copy: 'Texte à copier',
    request: 'DEMANDE D’ALERTE FR-ALERT (diffusion cellulaire)',
    notReal: {
      exercise: 'EXERCICE – NE PAS DIFFUSER. Ceci n’est pas une vraie alerte.',
      demonstration: 'DÉMONSTRATION – NE PAS DIFFUSER. Ceci n’est pas une vraie alerte.',
    },
    to: 'À',
    from: {
      mayor: (commune) => `De : la mairie (${commune})`,
      staff: (commune) => `De : les services qui suivent les crues pour la commune (${commune})`,
    },
    at: 'Fait le',
    what: (level) => `Quoi : crue, niveau de la commune « ${level} » (ce n’est pas la vigilance de l’État)`,
    where: 'Où',
    circle: (km, at) => `cercle de ${km} km autour de ${at}`,
    within: (southWest, northEast) => `contour de la commune, entre ${southWest} et ${northEast}`,
    noOutline: 'toute la commune',
    measured: 'Mesuré',
    reading: (stage, station, at) => `${stage}, ${station}, ${at}`,
    noReading: 'aucune mesure fiable',
    reached: (level, mark) => `Repère « ${level} » (${mark}) atteint`,
    expected: 'Prévu',
    when: 'Quand',
    ifReached: (window) => `${window}, si l’eau monte jusque-là`,
    untold: 'Habitants : pas encore prévenus par la commune',
    told: (level, at) => `Habitants : prévenus par la commune (« ${level} »), ${at}`,
    corrected: (level, at) => `Habitants : message de la commune (« ${level} ») retiré comme erreur, ${at}`,
    proposed: (language, letters) => `TEXTE PROPOSÉ POUR LES TÉLÉPHONES (${language}, ${letters} caractères)`,
    warning: 'ALERTE INONDATION',
    emergency: 'En danger immédiat : 112.',
    source: (commune) => `Source : mairie, ${commune}.`,
  },
};
