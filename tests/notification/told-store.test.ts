import { expect, test } from 'vitest';
import {
  ANSWERED_MEANWHILE,
  type ChannelName,
  type Delivery,
  noChannel,
  ONLY_HERE,
  REPLACED_BY,
} from '../../src/notification/outbox.ts';
import { askingOf } from '../../src/notification/told-store.ts';
import { rowOf } from '../support/commits.ts';

const dropped = (reason: string): Delivery => ({ status: 'dropped', attempts: 1, reason });
const sent: Delivery = { status: 'sent', attempts: 1, sentAt: 0, providerId: null };
const pending = { status: 'pending', attempts: 2, nextAttemptAt: 0, lastError: '451 no' } as const;
const NO_SUCH_USER = dropped('550 no such user');

test.each<[string, [ChannelName, Delivery][], boolean]>([
  ['mail refused for good', [['email', NO_SUCH_USER]], true],
  [
    'mail refused for good, a line in the log',
    [
      ['email', NO_SUCH_USER],
      ['log', sent],
    ],
    true,
  ],
  [
    'mail and text message refused for good',
    [
      ['email', NO_SUCH_USER],
      ['sms', dropped('400 no number')],
    ],
    true,
  ],
  [
    'mail refused for good, text message sent',
    [
      ['email', NO_SUCH_USER],
      ['sms', sent],
    ],
    false,
  ],
  [
    'mail refused for good, text message tried again',
    [
      ['email', NO_SUCH_USER],
      ['sms', pending],
    ],
    false,
  ],
  ['mailbox full', [['email', { ...pending, lastError: 'the mailbox is full: 552 5.2.2 Quota exceeded' }]], true],
  [
    'mailbox full, text message tried again',
    [
      ['email', { ...pending, lastError: 'the mailbox is full: 552 5.2.2 Quota exceeded' }],
      ['sms', pending],
    ],
    false,
  ],
  ['an exercise that leaves people out there alone', [['sms', dropped(`text messages go ${ONLY_HERE}`)]], false],
  [
    'mail refused for good, and nobody is called any more',
    [
      ['email', NO_SUCH_USER],
      ['voice', dropped(ANSWERED_MEANWHILE)],
    ],
    false,
  ],
  ['mail replaced by a newer one', [['email', dropped(`${REPLACED_BY}coursan:8`)]], false],
  [
    'no way at all',
    [
      ['email', dropped(noChannel('email'))],
      ['log', sent],
    ],
    false,
  ],
  [
    'no mail here, text message refused',
    [
      ['email', dropped(noChannel('email'))],
      ['sms', dropped('400 no number')],
    ],
    true,
  ],
])('%s: nobody is there to wait for: %s', (_name, ways, isRefused) => {
  const rows = ways.map(([channel, delivery]) => ({
    ...rowOf('coursan:7', { kind: 'contact', id: 'mayor-1' }),
    channel,
    delivery,
  }));
  const { refusedTo, writtenTo } = askingOf({ toContacts: (event) => (event === 'coursan:7' ? rows : []) });
  expect([...refusedTo('coursan:7')]).toEqual(isRefused ? ['mayor-1'] : []);
  expect([...(writtenTo('coursan:7') ?? [])]).toEqual(['mayor-1']);
  expect([writtenTo('coursan:8'), refusedTo('coursan:8').size]).toEqual([null, 0]);
});

test.each<[string, Delivery, boolean]>([
  ['is full too', { ...pending, lastError: 'the mailbox is full: 552 5.2.2 Quota exceeded' }, true],
  ['is refused for good', NO_SUCH_USER, true],
  ['is sent', sent, false],
  ['has yet to be tried', { ...pending, attempts: 0, lastError: null }, false],
])('a message whose place a newer one took reaches as that one does: %s', (_name, delivery, isRefused) => {
  const mayor = { kind: 'contact', id: 'mayor-1' } as const;
  const [first, second, third] = ['coursan:7', 'coursan:8', 'coursan:9'].map((event) => rowOf(event, mayor));
  const rows = new Map([
    ['coursan:7', { ...first!, delivery: dropped(`${REPLACED_BY}${second!.id}`) }],
    ['coursan:8', { ...second!, delivery: dropped(`${REPLACED_BY}${third!.id}`) }],
    ['coursan:9', { ...third!, delivery }],
  ]);
  const { refusedTo } = askingOf({ toContacts: (event) => [rows.get(event)!] });
  expect([...refusedTo('coursan:7')]).toEqual(isRefused ? ['mayor-1'] : []);
});
