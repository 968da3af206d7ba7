import type { Rule } from '../../src/policy/policy.ts';
import { raisedLevels } from '../../src/territory/alert-level.ts';
import type { Commune, Marks } from '../../src/territory/commune.ts';
import type { Station } from '../../src/territory/station.ts';

const escalation = {
  prepare: { nextAfterMin: 30, againAfterMin: 120 },
  act: { nextAfterMin: 10, againAfterMin: 60 },
  danger: { nextAfterMin: 5, againAfterMin: 15 },
};

/** Puichéric has none: it is not on the map. */
const positions: Readonly<Record<string, Station['position']>> = {
  carcassonne: { lat: 43.2104, lon: 2.3582 },
  trebes: { lat: 43.2095, lon: 2.4406 },
  marseillette: { lat: 43.1998, lon: 2.54 },
  lagrasse: { lat: 43.093, lon: 2.6191 },
  villedaigne: { lat: 43.2138, lon: 2.8645 },
  'saint-marcel': { lat: 43.2336, lon: 2.9263 },
  moussan: { lat: 43.2449, lon: 2.9605 },
  cuxac: { lat: 43.2407, lon: 2.9993 },
  coursan: { lat: 43.2354, lon: 3.0574 },
};

/** A small Aude for tests: enough of the river tree, three communes, invented marks, contacts and cards. */
export const stations: readonly Station[] = [
  station('carcassonne', 'L’Aude à Carcassonne', []),
  station('trebes', 'L’Aude à Trèbes [rue Voltaire]', ['carcassonne']),
  station('marseillette', 'L’Aude à Marseillette', ['trebes']),
  station('puicheric', 'L’Aude à Puichéric', ['marseillette']),
  station('lagrasse', 'L’Orbieu à Lagrasse [OA RD3]', []),
  station('villedaigne', 'L’Orbieu à Villedaigne', ['lagrasse']),
  station('saint-marcel', 'L’Aude à Saint-Marcel-sur-Aude', ['puicheric', 'villedaigne']),
  station('moussan', 'L’Aude à Moussan [écluse]', ['saint-marcel']),
  station('cuxac', 'L’Aude à Cuxac-d’Aude', ['moussan']),
  station('coursan', 'L’Aude à Coursan [Village]', ['cuxac']),
];

function station(id: string, name: string, upstream: readonly string[]): Station {
  return {
    id,
    name,
    river: name.startsWith('L’Orbieu') ? 'Orbieu' : 'Aude',
    quantity: 'stage',
    upstream,
    intervalMin: 10,
    delayMin: 0,
    bankfullRiseM: 2.5,
    minValue: -2,
    maxValue: 12,
    position: positions[id] ?? null,
    attribution: 'DREAL Occitanie / Vigicrues, Licence Ouverte 2.0',
  };
}

export const communes: readonly Commune[] = [
  commune('trebes', 'Trèbes', { prepare: 1.9, act: 3.1, danger: 4.4 }),
  commune('lagrasse', 'Lagrasse', { prepare: 1.1, act: 2, danger: 2.8 }),
  commune('coursan', 'Coursan', { prepare: 3, act: 4.6, danger: 6.1 }),
];

function commune(id: string, name: string, marks: Marks): Commune {
  return {
    id,
    name,
    timeZone: 'Europe/Paris',
    codes: [],
    area: null,
    officialWarnings: [],
    controller: null,
    broadcaster: null,
    languages: ['fr', 'en'],
    watches: [{ station: id, marks }],
    contacts: [
      {
        id: `${id}-mayor`,
        role: 'mayor',
        name: 'Camille Aubrac',
        email: `maire@${id}.example.org`,
        phone: null,
        language: 'fr',
      },
      {
        id: `${id}-deputy`,
        role: 'deputy',
        name: 'Dominique Bosc',
        email: `adjoint@${id}.example.org`,
        phone: null,
        language: 'fr',
      },
    ],
    escalation,
    actionCards: {
      prepare: card(
        ['Vérifier la liste des personnes à prévenir.', 'Ouvrir le local de crise.'],
        ['Montez les objets de valeur à l’étage.', 'Garez votre voiture sur la place haute.'],
        ['Check the list of people to call.', 'Open the crisis room.'],
        ['Move valuables upstairs.', 'Park your car on the upper square.'],
      ),
      act: card(
        ['Fermer le quai et le pont bas.', 'Réunir la cellule de crise à la mairie.', 'Appeler le camping et l’école.'],
        ['Montez à l’étage, coupez le gaz et l’électricité.', 'N’allez pas chercher vos enfants à l’école.'],
        [
          'Close the quay and the low bridge.',
          'Call the crisis team to the town hall.',
          'Ring the camp site and the school.',
        ],
        ['Go upstairs, switch off gas and electricity.', 'Do not fetch your children from school.'],
      ),
      danger: card(
        ['Faire évacuer le quartier des Barques.', 'Ouvrir le gymnase.', 'Demander les secours : 112.'],
        ['Quittez les rez-de-chaussée maintenant.', 'Rejoignez le gymnase à pied par la rue haute.'],
        ['Evacuate the Barques quarter.', 'Open the sports hall.', 'Ask for rescue: 112.'],
        ['Leave ground floors now.', 'Walk to the sports hall by the upper street.'],
      ),
    },
  };
}

function card(staffFr: string[], residentsFr: string[], staffEn: string[], residentsEn: string[]) {
  return { fr: { staff: staffFr, residents: residentsFr }, en: { staff: staffEn, residents: residentsEn } };
}

export const rules: readonly Rule[] = communes.flatMap(({ id, watches }) =>
  watches.flatMap(({ station, marks }) =>
    raisedLevels.map((level) => ({
      commune: id,
      station,
      level,
      markM: marks[level],
      leadTimeH: 6,
      raiseAt: 0.5,
      lowerAt: 0.2,
      k: 2,
      n: 3,
      minDwellMin: 60,
      release:
        level === 'danger'
          ? { by: 'person-or-timeout' as const, afterMin: 15, signedBy: 'staff-aude', signedIn: 1 }
          : { by: 'person' as const },
    })),
  ),
);
