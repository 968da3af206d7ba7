import { frCount } from '../../text/fr-numbers.ts';

const s = (count: number) => (count > 1 ? 's' : '');

/** How the service has done. */
export const verificationFr = {
  verification: {
    title: 'Avons-nous eu raison ?',
    link: 'Avons-nous eu raison ?',
    intro: 'Les alertes et les risques annoncés, comparés à ce qui est vraiment arrivé. Les exercices ne comptent pas.',
    since: (at: string, answers: number) =>
      `Depuis ${at}. ${answers === 0 ? 'Aucune réponse signée' : `${answers} réponse${s(answers)} signée${s(answers)}`} ; ${answers === 0 ? '' : 'ailleurs, '}la mesure des stations fait foi.`,
    notYet: 'Rien n’a encore été jugé pour cette commune.',
    alerts: (commune: string) => `${commune} : les alertes`,
    level: 'Niveau',
    hits: 'Annoncées avant l’eau',
    misses: 'Manquées',
    falseAlarms: 'Fausses alertes',
    pod: 'Taux de détection (POD)',
    far: 'Taux de fausses alertes (FAR)',
    csi: 'Indice de succès critique (CSI)',
    floods: (count: number) => `${count} crue${s(count)}`,
    noFlood: 'aucune crue comptée à ce niveau : on ne peut encore rien en dire.',
    tooFew: (count: number) => `${count} crue${s(count)} : trop peu pour le savoir.`,
    noMiss: (floods: number, percent: string) =>
      `aucune manquée sur ${floods} : la vraie part de crues manquées peut encore aller jusqu’à ${percent}.`,
    unjudged: (count: number) => `${count} crue${s(count)} d’heure inconnue, hors du compte.`,
    unseen: (station: string, times: number, hours: number, longest: string) =>
      `${station} : sans mesure pendant ${hours} h${times > 1 ? ` en ${times} fois, la plus longue` : ','} ${longest}. Une crue à ce moment-là n’est dans aucun chiffre d’ici.`,
    span: (from: string, to: string) => `du ${from} au ${to}`,
    interval: (from: string, to: string) => `entre ${from} et ${to} (9 fois sur 10)`,
    leads: 'Crue par crue',
    flood: 'Repère atteint',
    peak: 'Hauteur d’eau maximale',
    outcome: 'Verdict',
    hit: '✓ annoncée',
    miss: '✗ manquée',
    lead: 'Préavis obtenu',
    by: { gauge: 'la station', answer: 'une personne' },
    source: 'Selon',
    falseAlarmOf: (from: string, to: string) => `Fausse alerte du ${from} au ${to}`,
    unseenAlarmOf: (from: string, to: string) =>
      `Alerte du ${from} au ${to} : sa station était sans mesure ou n’est plus suivie, personne ne sait si l’eau est venue. Elle comptera dès que quelqu’un aura répondu.`,
    chances: (station: string) => `Les risques annoncés : ${station}`,
    chancesIntro: (days: number) =>
      `Une annonce par heure, jusqu’à ${frCount(days, 'jour')} en arrière. Celles d’une même crue se ressemblent : leur nombre n’est pas celui des crues.`,
    statements: 'Annonces',
    cameTrue: 'Réalisées',
    behind: 'Lors de combien de crues',
    brier: 'Score de Brier',
    reference: 'Brier de la référence',
    skill: 'Gain sur la référence',
    reliability: (level: string) => `Quand nous annoncions un risque (${level})`,
    said: 'Nous disions',
    times: 'Combien de fois',
    came: 'C’est arrivé',
    share: 'Part',
    sentence: (count: number, from: string, to: string, came: number) =>
      `Dit de ${from} à ${to} : ${count} fois ; c’est arrivé ${came} fois.`,
    noStatement: 'Aucune annonce dont la suite soit connue.',
    legend:
      'POD : annoncées ÷ (annoncées + manquées). FAR : fausses alertes ÷ (annoncées + fausses alertes). CSI : annoncées ÷ (annoncées + manquées + fausses alertes). Brier : 0 est parfait. Référence : parmi les heures où l’eau était à peu près à ce niveau, la part où elle a monté d’autant dans le même délai ; elle ne connaît que le niveau. Gain : 1 est parfait, 0 ne fait pas mieux que la référence. Les alertes d’avant sont jugées, elles aussi, aux repères d’aujourd’hui.',
    json: 'Les mêmes chiffres (JSON)',
  },
};
