import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertEventKinds } from '../../src/alert/alert.ts';
import { recipientsOf } from '../../src/notification/audience.ts';
import type { Subscription } from '../../src/people/subscription.ts';
import { contactRoles } from '../../src/territory/commune.ts';
import { AT, coursan, eventOf } from '../support/notices.ts';

const nobody = new Set<string>();
const subscription = fc.record<Subscription>({
  id: fc.uuid(),
  commune: fc.constantFrom('coursan', 'trebes'),
  way: fc.constantFrom('email' as const, 'sms' as const),
  address: fc.emailAddress(),
  language: fc.constantFrom('fr', 'en'),
  requestedAt: fc.constant(AT),
  confirmedAt: fc.constantFrom(AT, null),
  quietHours: fc.constant(null),
});
const event = fc.record({
  kind: fc.constantFrom(...alertEventKinds),
  audience: fc.constantFrom('staff' as const, 'public' as const),
});

test('what is for staff never reaches a resident; what is public reaches every confirmed resident of the commune, and no other', () => {
  fc.assert(
    fc.property(event, fc.array(subscription), (change, subscriptions) => {
      const { residents } = recipientsOf(eventOf(change), coursan, subscriptions, nobody);
      const wanted = subscriptions.filter((each) => each.commune === 'coursan' && each.confirmedAt !== null);
      expect(residents).toEqual(change.audience === 'public' ? wanted : []);
    }),
  );
});

test('somebody is told of every event, whatever roles a commune has filled', () => {
  fc.assert(
    fc.property(event, fc.subarray([...contactRoles], { minLength: 1 }), (change, roles) => {
      const contacts = coursan.contacts.filter(({ role }) => roles.includes(role));
      expect(recipientsOf(eventOf(change), { ...coursan, contacts }, [], nobody).contacts.length).toBeGreaterThan(0);
    }),
  );
});

const roles = (change: Parameters<typeof eventOf>[0], asked: ReadonlySet<string>) =>
  recipientsOf(eventOf(change), coursan, [], asked).contacts.map(({ role }) => role);

test.each([
  [{ kind: 'raised', level: 'act' }, ['mayor']],
  [{ kind: 'escalated', level: 'prepare' }, ['mayor']],
  [{ kind: 'raised', level: 'danger' }, ['mayor', 'duty-officer']],
  [{ kind: 'sight-lost', alert: null }, ['duty-officer', 'agency']],
  [{ kind: 'sight-lost' }, ['mayor', 'duty-officer', 'agency']],
  [{ kind: 'still-not-seen' }, ['mayor', 'duty-officer', 'agency']],
  [{ kind: 'sight-regained' }, ['mayor', 'duty-officer', 'agency']],
  [{ kind: 'zero-shift', alert: null }, ['duty-officer', 'agency']],
  [{ kind: 'zero-shift' }, ['mayor', 'duty-officer', 'agency']],
  [{ kind: 'suspect-passage', alert: null }, ['mayor', 'duty-officer', 'agency']],
] as const)('%j is told to %j', (change, wanted) => {
  expect(roles(change, nobody)).toEqual(wanted);
});

test.each(['escalated', 'lowered', 'closed', 'released', 'held-back', 'acknowledged'] as const)(
  'whoever was asked in an alert hears that it is %s',
  (kind) => {
    expect(roles({ kind }, new Set(['mayor-1']))).toEqual(['mayor']);
    expect(roles({ kind }, new Set(['mayor-1', 'deputy-1', 'agency-1']))).toEqual(['mayor', 'deputy', 'agency']);
  },
);

test('a question passed on reaches those to whom it is passed, and nobody else', () => {
  const reason = { because: 'no-answer', since: AT, asked: ['mayor-1'], told: ['deputy-1'], again: false } as const;
  expect(roles({ kind: 'passed-on', reason }, new Set(['mayor-1']))).toEqual(['deputy']);
});

test('who leads, who stands in and who was asked are asked to decide for residents', () => {
  const reason = { because: 'no-decision', since: AT } as const;
  const undecided = { kind: 'undecided', reason, audience: 'staff' } as const;
  expect(roles(undecided, nobody)).toEqual(['mayor', 'deputy']);
  expect(roles(undecided, new Set(['agency-1']))).toEqual(['mayor', 'deputy', 'agency']);
});

test('an exercise is told to those who would lead, whatever is played', () => {
  for (const kind of ['raised', 'escalated', 'lowered', 'closed'] as const)
    expect(roles({ kind, exercise: true, level: 'act' }, nobody)).toEqual(['mayor', 'duty-officer']);
});
