import { expect, test } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import type { Webhook } from '../../src/notification/webhook.ts';
import { type WebhookBody, webhookRowsFor } from '../../src/notification/webhook-rows.ts';
import { AT, contextOf, coursan, eventOf } from '../support/notices.ts';

const webhook = (id: string, change: Partial<Webhook>): Webhook => ({
  id,
  url: 'https://siren.example.org',
  tells: 'residents',
  communes: ['coursan'],
  secrets: [],
  ...change,
});
const webhooks = [
  webhook('siren', {}),
  webhook('desk', { tells: 'staff' }),
  webhook('elsewhere', { communes: ['limoux'] }),
];

function told(event: AlertEvent): Record<string, WebhookBody> {
  const rows = webhookRowsFor(event, coursan, webhooks, contextOf({ basis: eventOf() }));
  return Object.fromEntries(rows.map(({ recipient, text }) => [recipient.id, JSON.parse(text)]));
}

test('a release is to residents the alert itself, with its numbers and the document of CAP', () => {
  const release = eventOf({ kind: 'released', audience: 'public', reason: { because: 'person', person: 'mayor-1' } });
  const { siren, desk, elsewhere } = told(release);
  expect(elsewhere).toBeUndefined();
  expect(desk?.type).toBe('alert.released');
  expect(siren).toMatchObject({
    type: 'alert.raised',
    timestamp: '2020-01-22T12:05:00.000Z',
    data: {
      version: 1,
      status: 'Actual',
      audience: 'residents',
      commune: { id: 'coursan', name: 'Coursan' },
      event: 'coursan:7',
      alert: 'coursan-20200122T120500Z',
      level: 'act',
      figures: {
        station: 'bridge',
        exceedanceProbability: 0.72,
        leadTimeH: 6,
        stageM: 3.1,
        observedAt: '2020-01-22T11:55:00.000Z',
        window: { from: '2020-01-22T13:30:00.000Z', to: '2020-01-22T15:00:00.000Z' },
      },
      cap: {
        identifier: `coursan-20200122T120500Z-7t${AT / 1000}`,
        url: `https://amont.example.org/api/v1/cap/coursan-20200122T120500Z-7t${AT / 1000}.xml`,
      },
    },
  });
  expect(siren?.data.text.en).toMatchObject({
    headline: expect.stringContaining('Coursan'),
    instruction: '1. Residents act, one',
    page: 'https://amont.example.org/en/communes/coursan',
  });
});

test('what residents are not told goes to those for staff alone', () => {
  expect(Object.keys(told(eventOf()))).toEqual(['desk']);
  expect(Object.keys(told(eventOf({ kind: 'sight-lost', reason: { because: 'not-seen', since: AT } })))).toEqual([
    'desk',
  ]);
});

test('kinds of events are written as Standard Webhooks writes types', () => {
  expect(told(eventOf({ kind: 'still-not-seen', reason: { because: 'not-seen', since: AT } }))['desk']).toMatchObject({
    type: 'alert.still_not_seen',
    data: { cap: null, figures: { exceedanceProbability: null, stageM: null } },
  });
  expect(told(eventOf({ exercise: true }))['desk']).toMatchObject({
    type: 'exercise.alert.raised',
    data: { status: 'Exercise' },
  });
});

test('what a machine of residents has not heard gives its place to what they know now, a mistake put right too; what is played takes no place', () => {
  const aboutOf = (change: Partial<AlertEvent>, id: string) =>
    webhookRowsFor(eventOf({ audience: 'public', ...change }), coursan, webhooks, contextOf({ basis: eventOf() })).find(
      ({ recipient }) => recipient.id === id,
    )?.about;
  const kinds = ['raised', 'released', 'lowered', 'closed', 'corrected'] as const;
  expect(kinds.map((kind) => aboutOf({ kind }, 'siren'))).toEqual(kinds.map(() => 'level'));
  expect(kinds.map((kind) => aboutOf({ kind, exercise: true }, 'siren'))).toEqual(kinds.map(() => 'alert'));
  expect(aboutOf({ kind: 'released' }, 'desk')).toBe('alert');
});
