import type { Losable, TroubleWords } from './trouble-words.ts';

const lost: Readonly<Record<Losable, string>> = {
  alerts: 'les alertes',
  messages: 'ce que sont devenus les messages',
  rules: 'les règles d’alerte',
  residents: 'les inscriptions des habitants',
  accounts: 'les comptes',
  exclusions: 'les maintenances et les mesures exclues',
  readings: 'des mesures',
  record: 'le journal des événements',
};

/** What to do about what is lost. */
const putRight: Partial<Record<Losable, string>> = {
  alerts:
    'Si une alerte était en cours, le service ne le sait peut-être plus : regardez le cours d’eau, et informez vous-même les habitants.',
  messages: 'Des messages qui attendaient ne partiront peut-être pas : prévenez vous-même les personnes concernées.',
  rules: 'Faites vérifier les règles d’alerte : celles des fichiers de configuration valent de nouveau.',
  residents: 'Demandez aux habitants de s’inscrire de nouveau : une partie d’entre eux ne sera plus prévenue.',
  accounts: 'Faites refaire les comptes qui manquent par la personne qui administre le service.',
  exclusions: 'Faites vérifier, station par station, les maintenances et les mesures exclues.',
};

export const frTrouble: TroubleWords = {
  subjects: {
    'stores-nothing': (service) => `PANNE ${service} : aucune alerte ne peut partir`,
    'stores-again': (service) => `FIN DE PANNE ${service} : l’eau est de nouveau surveillée`,
    mended: (service) => `DISQUE ABÎMÉ ${service} : le service continue`,
    'not-mended': (service) => `DISQUE ABÎMÉ ${service} : des alertes peuvent ne pas partir`,
    lost: (service) => `DISQUE ABÎMÉ ${service} : des données d’alerte sont perdues`,
  },
  storesNothing: (since) => ({
    what: [
      `Depuis ${since}, le service ne peut plus rien enregistrer. Le plus souvent, son disque ou sa carte mémoire est plein ou en fin de vie, ou un autre programme tient sa base.`,
      'Tant que cela dure, il ne surveille plus l’eau et n’alerte personne. Ses pages en restent à ce qui valait avant.',
    ],
    steps: [
      'Faites surveiller les cours d’eau sur place, et suivez les sources officielles.',
      'Prévenez tout de suite la personne qui administre le service : son journal dit ce qui ne va pas.',
      'Si personne n’est joignable : éteindre la machine, attendre une minute et la rallumer suffit parfois.',
      'Tant qu’un message ne vous dit pas que c’est fini, considérez que la panne dure.',
    ],
  }),
  storesAgain: (at) => ({
    what: [`Depuis ${at}, le service enregistre, surveille et alerte de nouveau.`],
    steps: ['Faites chercher la cause : disque plein, ou disque ou carte mémoire à remplacer.'],
  }),
  mended: (at, gone) => ({
    what: [
      `Le disque ou la carte mémoire du service rend des données abîmées. Le ${at}, le service a récrit tout ce qui se lisait encore. Il continue à surveiller l’eau et à alerter.`,
      gone.length === 0
        ? 'Rien d’important n’est perdu.'
        : `Est perdu, en partie ou en entier : ${gone.map((each) => lost[each]).join(', ')}.`,
    ],
    steps: [
      ...gone.flatMap((each) => putRight[each] ?? []),
      'Faites remplacer ce disque ou cette carte sans attendre : la prochaine fois, le service peut s’arrêter tout à fait.',
    ],
  }),
  notMended: (at) => ({
    what: [
      `Le disque ou la carte mémoire du service rend des données abîmées, et le ${at}, le service n’a pas pu récrire sa base. Il essaie de nouveau toutes les heures.`,
      'Tant que cela dure, des alertes peuvent ne pas partir, et ses pages peuvent se tromper.',
    ],
    steps: [
      'Faites surveiller les cours d’eau sur place, et suivez les sources officielles.',
      'Prévenez tout de suite la personne qui administre le service : son journal dit ce qui l’en empêche, souvent le manque de place.',
      'Faites remplacer ce disque ou cette carte sans attendre.',
    ],
  }),
};
