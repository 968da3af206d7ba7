import { frTime, frWeekday } from './fr-numbers.ts';
import type { OfficialWords } from './official-words.ts';

/** Levels of Vigicrues in its own words. */
export const officialFr: OfficialWords = {
  services: {
    vigicrues: {
      name: 'Vigicrues',
      owner: 'Vigicrues (Ministère de la Transition écologique), Licence Ouverte 2.0',
      place: (name) => `tronçon ${name}`,
      address: 'www.vigicrues.gouv.fr',
    },
    'environment-agency': {
      name: 'Environment Agency',
      owner:
        'Environment Agency flood and river level data from the real-time data API (Beta), Open Government Licence v3.0',
      place: (name) => `secteur ${name}`,
      address: 'check-for-flooding.service.gov.uk',
    },
  },
  levels: {
    green: { name: 'vert', meaning: 'Pas de vigilance particulière requise.' },
    yellow: {
      name: 'jaune',
      meaning:
        "Risque de crue ou de montée rapide des eaux n'entraînant pas de dommages significatifs, mais nécessitant une vigilance particulière dans le cas d'activités saisonnières et/ou exposées.",
    },
    orange: {
      name: 'orange',
      meaning:
        "Risque de crue génératrice de débordements importants susceptibles d'avoir un impact significatif sur la vie collective et la sécurité des biens et des personnes.",
    },
    red: {
      name: 'rouge',
      meaning: 'Risque de crue majeure. Menace directe et généralisée de la sécurité des personnes et des biens.',
    },
    'no-warning': { name: 'aucun avertissement en vigueur', meaning: "Rien n'est annoncé pour ce secteur." },
    'warning-removed': { name: 'avertissement levé', meaning: "L'avertissement n'est plus en vigueur." },
    'flood-alert': { name: 'flood alert', meaning: 'Inondation possible : soyez prêts.' },
    'flood-warning': { name: 'flood warning', meaning: 'Inondation attendue : agissez maintenant.' },
    'severe-flood-warning': { name: 'severe flood warning', meaning: 'Danger de mort : agissez maintenant.' },
  },
  moment: (at, timeZone) => `${frWeekday(at, timeZone)} ${frTime(at, timeZone)}`,
  since: (level, at) => `${level} depuis ${at}`,
  notYetSeen: 'pas encore vu',
  notSeen: (at, warned) => `pas vu depuis ${at}${warned === null ? '' : ` ; dernier niveau vu : ${warned}`}`,
  said: (service, text) => `${service} : ${text}`,
};
