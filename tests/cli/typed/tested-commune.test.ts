import { expect, test } from 'vitest';
import { testedCommune } from '../../../src/cli/typed/tested-commune.ts';
import { err, ok } from '../../../src/lib/result.ts';
import type { Commune } from '../../../src/territory/commune.ts';
import { coursan } from '../../support/notices.ts';

const contact = (id: string) => ({ ...coursan.contacts[0]!, id });
const commune = (id: string, ...contacts: string[]): Commune => ({ ...coursan, id, contacts: contacts.map(contact) });
const communes = new Map(
  [commune('coursan', 'anne', 'duty'), commune('cuxac', 'paul', 'duty')].map((each) => [each.id, each]),
);
const siren = { id: 'siren', url: '', tells: 'residents', communes: ['cuxac', 'coursan'], secrets: [] } as const;
const files = { communesFile: 'communes.yaml', amontFile: 'amont.yaml' };
const nothing = { contact: undefined, webhook: undefined, commune: undefined };
const asked = (of: Partial<Record<keyof typeof nothing, string>>, webhooks: readonly (typeof siren)[] = [siren]) =>
  testedCommune({ communes, webhooks }, { ...nothing, ...of }, files);

test('of a contact it is the commune that has them; where two have one of that name, the one that is named', () => {
  expect(asked({ contact: 'paul' })).toEqual(ok('cuxac'));
  expect(asked({ contact: 'duty' })).toEqual(err('--commune: duty is a contact of coursan, cuxac; name one'));
  expect(asked({ contact: 'duty', commune: 'cuxac' })).toEqual(ok('cuxac'));
});

test('of nobody who is a contact, there or at all, those who are contacts are named', () => {
  const all = 'anne (coursan), duty (coursan), paul (cuxac), duty (cuxac) (communes.yaml)';
  expect(asked({ contact: 'zoe' })).toEqual(err(`there is no contact zoe; the contacts are ${all}`));
  expect(asked({ contact: 'paul', commune: 'coursan' })).toEqual(
    err(`there is no contact paul in coursan; the contacts are ${all}`),
  );
});

test('of a machine it is the first commune that it is told of, or the one of these that is named', () => {
  expect(asked({ webhook: 'siren' })).toEqual(ok('cuxac'));
  expect(asked({ webhook: 'siren', commune: 'coursan' })).toEqual(ok('coursan'));
  expect(asked({ webhook: 'siren', commune: 'limoux' })).toEqual(
    err('--commune: found limoux; siren is told of cuxac, coursan (amont.yaml)'),
  );
});

test('of a machine that is none those that there are are named', () => {
  expect(asked({ webhook: 'sirn' })).toEqual(err('there is no webhook sirn in amont.yaml: they are siren'));
  expect(asked({ webhook: 'sirn' }, [])).toEqual(err('there is no webhook sirn in amont.yaml: there is none'));
});

test('of all contacts of a commune it is that commune', () => {
  expect(asked({ commune: 'coursan' })).toEqual(ok('coursan'));
  expect(asked({ commune: 'limoux' })).toEqual(
    err('--commune: found limoux; the communes are coursan, cuxac (communes.yaml)'),
  );
});
