import { expect, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { createResidentReplies } from '../../../src/notification/residents/resident-replies.ts';
import { CONFIRMABLE_MS, type Subscription } from '../../../src/people/subscription.ts';
import { memoryStores } from '../../support/memory-database.ts';

const NOW = Date.parse('2020-01-23T02:00:00Z');
const INES = '+33611111111';

/** What a phone has asked for in each commune, so many hours ago; `takes`: whether residents are still told so. */
function phone(askedHoursAgo: Readonly<Record<string, number>>, { takes = true } = {}) {
  const { subscriptions } = memoryStores();
  for (const [commune, hours] of Object.entries(askedHoursAgo)) {
    const requestedAt = NOW - hours * HOUR_MS;
    const known = { id: commune, commune, way: 'sms', address: INES, language: 'fr' } as const;
    subscriptions.request({ ...known, requestedAt, confirmedAt: null, quietHours: null }, `hash of ${commune}`);
  }
  const confirm = ({ id }: Subscription) => takes && (subscriptions.confirm(id, NOW) || true);
  const reply = createResidentReplies({ subscriptions, confirm, clock: manualClock(NOW) });
  const say = (text: string, from = INES) => {
    const said = reply(from, text);
    return said && [said.kind, said.subscription?.commune ?? null];
  };
  const confirmed = () => Object.keys(askedHoursAgo).filter((id) => subscriptions.find(id)?.confirmedAt === NOW);
  return { say, confirmed, own: () => subscriptions.ofPhone(INES) };
}

test('a yes confirms what was asked for last, then what was asked for before, then says again that it is so', () => {
  const { say, confirmed } = phone({ trebes: 2, coursan: 1 });
  for (const word of ['bonjour', 'non']) expect([say(word), confirmed()]).toEqual([['no-wish', 'coursan'], []]);
  expect([say('oui'), confirmed()]).toEqual([['subscribed', 'coursan'], ['coursan']]);
  expect([say('oui'), confirmed()]).toEqual([
    ['subscribed', 'trebes'],
    ['trebes', 'coursan'],
  ]);
  expect(say('oui')).toEqual(['subscribed', 'coursan']);
});

test('a yes confirms what was asked for within a week, and nothing older beside it', () => {
  const week = CONFIRMABLE_MS / HOUR_MS;
  expect(phone({ coursan: week }).say('oui')).toEqual(['subscribed', 'coursan']);
  const late = phone({ coursan: week + 1 });
  expect([late.say('oui'), late.confirmed()]).toEqual([['no-wish', 'coursan'], []]);
});

test('where residents are told so no more a yes is no wish that can be met; a stop still ends all', () => {
  const { say, own } = phone({ trebes: 2, coursan: 1 }, { takes: false });
  expect(say('oui')).toEqual(['no-wish', 'coursan']);
  expect(own()).toHaveLength(2);
  expect([say('STOP'), own()]).toEqual([['unsubscribed', 'coursan'], []]);
});

test('a phone that asked for nothing has nothing to say but stop', () => {
  const { say, own } = phone({ coursan: 1 });
  expect([say('oui', '+33699999999'), say('bonjour', '+33699999999')]).toEqual([null, null]);
  expect(say('stop', '+33699999999')).toEqual(['unsubscribed', null]);
  expect(own()).toHaveLength(1);
});
