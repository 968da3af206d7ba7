import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertEventKinds } from '../../src/alert/alert.ts';
import { recipientsOf } from '../../src/notification/audience.ts';
import type { Subscription } from '../../src/people/subscription.ts';
import { contactRoles } from '../../src/territory/commune.ts';
import { AT, coursan, eventOf } from '../support/notices.ts';

const subscription = fc.record<Subscription>({
  id: fc.uuid(),
  commune: fc.constantFrom('coursan', 'trebes'),
  email: fc.emailAddress(),
  language: fc.constantFrom('fr', 'en'),
  requestedAt: fc.constant(AT),
  confirmedAt: fc.constantFrom(AT, null),
});
const event = fc.record({
  kind: fc.constantFrom(...alertEventKinds),
  audience: fc.constantFrom('staff' as const, 'public' as const),
});

test('what is for staff never reaches a resident; what is public reaches every confirmed resident of the commune, and no other', () => {
  fc.assert(
    fc.property(event, fc.array(subscription), (change, subscriptions) => {
      const { residents } = recipientsOf(eventOf(change), coursan, subscriptions);
      const wanted = subscriptions.filter((each) => each.commune === 'coursan' && each.confirmedAt !== null);
      expect(residents).toEqual(change.audience === 'public' ? wanted : []);
    }),
  );
});

test('somebody is told of every event, whatever roles a commune has filled', () => {
  fc.assert(
    fc.property(event, fc.subarray([...contactRoles], { minLength: 1 }), (change, roles) => {
      const contacts = coursan.contacts.filter(({ role }) => roles.includes(role));
      expect(recipientsOf(eventOf(change), { ...coursan, contacts }, []).contacts.length).toBeGreaterThan(0);
    }),
  );
});

test.each([
  ['raised', ['mayor', 'duty-officer']],
  ['escalated', ['mayor', 'duty-officer']],
  ['lowered', ['mayor', 'duty-officer']],
  ['closed', ['mayor', 'duty-officer']],
  ['released', ['mayor', 'duty-officer']],
  ['held-back', ['mayor', 'duty-officer']],
  ['sight-lost', ['duty-officer', 'agency']],
  ['still-not-seen', ['duty-officer', 'agency']],
  ['sight-regained', ['duty-officer', 'agency']],
  ['suspect-passage', ['mayor', 'duty-officer', 'agency']],
  ['acknowledged', ['duty-officer']],
] as const)('%s is told to %j', (kind, roles) => {
  expect(recipientsOf(eventOf({ kind }), coursan, []).contacts.map(({ role }) => role)).toEqual(roles);
});
