import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { AlertEvent } from '../../../src/alert/alert.ts';
import { sentWebhooks } from '../../../src/http/api/schemas/webhook.ts';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import type { Webhook } from '../../../src/notification/machines/webhook.ts';
import {
  testBody,
  type WebhookBody,
  webhookRow,
  webhookRowsFor,
} from '../../../src/notification/machines/webhook-rows.ts';
import { AT, contextOf, coursan, eventOf } from '../../support/notices.ts';

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

const sentBody = sentWebhooks.message.post.requestBody.content['application/json'].schema;

function told(event: AlertEvent): Record<string, WebhookBody> {
  const rows = webhookRowsFor(event, coursan, webhooks, contextOf({ basis: eventOf() }));
  return Object.fromEntries(
    rows.map(({ recipient, text }) => {
      const body = JSON.parse(text);
      expect(Value.Errors(sentBody, body)).toEqual([]);
      return [recipient.id, body];
    }),
  );
}

test.each([
  [100, 'mercredi avant 16 h 00', { from: '2020-01-22T13:45:00.000Z', to: '2020-01-22T15:00:00.000Z' }],
  [175, null, null],
])('of a window that was told %i minutes ago only what is to come is told', (min, said, window) => {
  const at = AT + min * MINUTE_MS;
  const reason = { because: 'person', person: 'mayor-1' } as const;
  const { siren } = told(eventOf({ kind: 'released', audience: 'public', at, reason }));
  const words = siren?.data.text.fr;
  expect(siren?.data.figures?.window).toEqual(window);
  expect(/mercredi (?:avant|entre)[^,\n]*/.exec(words?.description ?? '')?.[0] ?? null).toBe(said);
  expect(/mercredi (?:avant|entre)[^,\n]*/.exec(words?.headline ?? '')?.[0] ?? null).toBe(said);
});

test('the end of a window that has begun is to machines what it is to people', () => {
  const at = AT + 100 * MINUTE_MS;
  const passage = { ...eventOf().passage!, p90At: Date.parse('2020-01-22T14:57:00Z') };
  const { desk } = told(eventOf({ at, passage }));
  expect(desk?.data.text.fr?.description).toContain('mercredi avant 16 h 00');
  expect(desk?.data.figures?.window?.to).toBe('2020-01-22T15:00:00.000Z');
});

test('one that has not begun is told to the nearest five minutes, and of a level that comes down none', () => {
  const passage = { ...eventOf().passage!, p90At: Date.parse('2020-01-22T14:57:00Z') };
  const windowOf = (change: Partial<AlertEvent>) => told(eventOf({ passage, ...change }))['desk']?.data.figures?.window;
  expect(windowOf({})).toEqual({ from: '2020-01-22T13:30:00.000Z', to: '2020-01-22T14:55:00.000Z' });
  expect(windowOf({ kind: 'lowered', from: 'danger' })).toBeNull();
});

test('whether a machine hears is tried in each language of its commune, in words that no machine takes for an alert', () => {
  const body = testBody({ tells: 'staff' }, coursan, AT, contextOf().issuer);
  expect(Value.Errors(sentBody, body)).toEqual([]);
  expect([body.type, body.data.audience, body.data.level, body.data.alert]).toEqual([
    'test.message',
    'staff',
    null,
    null,
  ]);
  const { fr, en } = body.data.text;
  expect([fr?.page, en?.page]).toEqual(
    ['fr', 'en'].map((language) => `https://amont.example.org/${language}/communes/coursan`),
  );
  for (const words of [fr, en])
    expect(words).toMatchObject({ headline: expect.stringContaining('Coursan'), instruction: null });
  // What pages call the message, in the first of them.
  expect(webhookRow('siren', 'test:1', coursan, body).subject).toBe(fr?.headline);
});

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
  // Those who decide read who told residents, and where they decide.
  expect(desk?.data.text.en?.page).toBe('https://amont.example.org/en/mayor/coursan');
  expect(JSON.stringify(desk?.data.text.en)).toContain('Anne Roux');
  expect(JSON.stringify(siren?.data.text)).not.toContain('Anne Roux');
});

test('to whom an alert is passed on a machine of staff says so by its kind, with the numbers of the alert', () => {
  const passedOn = eventOf({
    kind: 'passed-on',
    reason: { because: 'no-answer', since: AT, asked: ['mayor-1'], told: ['deputy-1'], again: false },
    probability: null,
  });
  expect(told(passedOn)['desk']).toMatchObject({
    type: 'alert.passed_on',
    data: { figures: { exceedanceProbability: 0.72 } },
  });
});

test('numbers are those of the mail: no certainty, and of a passage the moment at which it was measured', () => {
  const observedAt = AT - 5 * 60_000;
  const passage = { because: 'observed-passage', stageM: 4.359, observedAt, markM: 4.2 } as const;
  expect(told(eventOf({ reason: passage, stageM: 4.359, probability: 0.9999 }))['desk']?.data.figures).toMatchObject({
    stageM: 4.35,
    observedAt: '2020-01-22T12:00:00.000Z',
    exceedanceProbability: 0.99,
  });
  expect(told(eventOf({ probability: 0.0004 }))['desk']?.data.figures?.exceedanceProbability).toBe(0.01);
  expect(told(eventOf({ probability: 0.7249 }))['desk']?.data.figures?.exceedanceProbability).toBe(0.72);
  // Measured alone, without a chance, it still names its gauge.
  const measured = { station: 'bridge', exceedanceProbability: null, stageM: 3.1 };
  expect(told(eventOf({ probability: null }))['desk']?.data.figures).toMatchObject(measured);
});

test('that it was told by mistake brings residents’ machines back to what they know, and those of staff to no other level', () => {
  const reason = { because: 'told-by-mistake', person: 'mayor-1', released: 'danger', told: 'prepare' } as const;
  const { siren, desk } = told(eventOf({ kind: 'corrected', audience: 'public', level: 'danger', reason }));
  expect([siren?.data.level, desk?.data.level]).toEqual(['prepare', 'danger']);
});

test('where nothing is to be done there is no instruction', () => {
  const answered = eventOf({ kind: 'acknowledged', reason: { because: 'person', person: 'mayor-1' } });
  expect(told(answered)['desk']?.data.text.en?.instruction).toBeNull();
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
    data: { cap: null, figures: { exceedanceProbability: null, leadTimeH: null, stageM: null, observedAt: null } },
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
