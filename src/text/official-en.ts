import { enTime, enWeekday } from './en-numbers.ts';
import type { OfficialWords } from './official-words.ts';

/** Levels of the Environment Agency in its own words. */
export const officialEn: OfficialWords = {
  services: {
    vigicrues: {
      name: 'Vigicrues',
      owner: 'Vigicrues (Ministère de la Transition écologique), Licence Ouverte 2.0',
      place: (name) => `river section ${name}`,
      address: 'www.vigicrues.gouv.fr',
    },
    'environment-agency': {
      name: 'Environment Agency',
      owner:
        'Environment Agency flood and river level data from the real-time data API (Beta), Open Government Licence v3.0',
      place: (name) => `flood area ${name}`,
      address: 'check-for-flooding.service.gov.uk',
    },
  },
  levels: {
    green: { name: 'green', meaning: 'No particular vigilance required.' },
    yellow: {
      name: 'yellow',
      meaning:
        'Risk of a flood or of a rapid rise that does no great damage, but asks for particular vigilance in seasonal or exposed activities.',
    },
    orange: {
      name: 'orange',
      meaning:
        'Risk of a flood with large overflows that may greatly affect community life and the safety of people and property.',
    },
    red: {
      name: 'red',
      meaning: 'Risk of a major flood. Direct and general threat to the safety of people and property.',
    },
    'no-warning': { name: 'no warning in force', meaning: 'Nothing is announced for this area.' },
    'warning-removed': { name: 'warning removed', meaning: 'The warning is no longer in force.' },
    'flood-alert': { name: 'flood alert', meaning: 'Flooding is possible – be prepared.' },
    'flood-warning': { name: 'flood warning', meaning: 'Flooding is expected – act now.' },
    'severe-flood-warning': { name: 'severe flood warning', meaning: 'Danger to life – act now.' },
  },
  moment: (at, timeZone) => `${enWeekday(at, timeZone)} ${enTime(at, timeZone)}`,
  since: (level, at) => `${level}, since ${at}`,
  notYetSeen: 'not seen yet',
  notSeen: (at, warned) => `not seen since ${at}${warned === null ? '' : `; last level seen: ${warned}`}`,
  said: (service, text) => `${service}: ${text}`,
};
