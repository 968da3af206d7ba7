import { expect, test } from 'vitest';
import { communeFor } from '../../src/http/views/station-rights.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { communes, stations } from '../support/aude.ts';

const doors = { communes: new Map(communes.map((each) => [each.id, each])), network: createNetwork(stations) };
const staffOf = (...ids: string[]) => {
  return {
    id: 'anne',
    name: 'Anne',
    role: 'staff',
    communes: ids,
    language: 'fr',
    passwordHash: '',
    secondFactor: null,
    createdAt: 0,
  } as const;
};

test.each([
  ['its own', 'coursan', 'coursan', true, true],
  ['one above that nobody watches', 'coursan', 'carcassonne', true, true],
  ['one above that another commune watches', 'coursan', 'trebes', true, false],
  ['one of another river', 'trebes', 'lagrasse', false, false],
  ['one below', 'trebes', 'coursan', false, false],
])(
  'a gauge is looked at from below, and changed where no other commune watches it: %s',
  (_, own, station, sees, changes) => {
    expect(communeFor(doors, staffOf(own), station, 'see-rejections')).toBe(sees ? own : null);
    expect(communeFor(doors, staffOf(own), station, 'exclude-readings')).toBe(changes ? own : null);
  },
);

test('who has both communes changes it, and a mayor changes none', () => {
  const both = staffOf('coursan', 'trebes');
  expect(communeFor(doors, both, 'trebes', 'exclude-readings')).toBe('coursan');
  const mayor = { ...both, role: 'mayor' } as const;
  expect(communeFor(doors, mayor, 'trebes', 'exclude-readings')).toBeNull();
  expect(communeFor(doors, mayor, 'trebes', 'see-alert')).toBe('coursan');
});
