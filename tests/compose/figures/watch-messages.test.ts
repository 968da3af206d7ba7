import { expect, test } from 'vitest';
import { collectFigures } from '../../../src/compose/figures/collect-figures.ts';
import { watchMessages } from '../../../src/compose/figures/watch-messages.ts';
import { createMetrics } from '../../../src/lib/metrics.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';
import type { Webhook } from '../../../src/notification/machines/webhook.ts';
import { type Delivery, noChannel, type OutboxRow } from '../../../src/notification/outbox.ts';
import { rowOf } from '../../support/commits.ts';
import { createWorld, flood, NOW } from '../../support/flood-world.ts';

const machine = (id: string, tells: Webhook['tells']): Webhook => ({
  id,
  url: `https://${id}.example.org/`,
  tells,
  communes: ['coursan'],
  secrets: [],
});
const webhooks = [machine('siren', 'residents'), machine('desk', 'staff')];

/** A town and the lines of a figure of it. */
function watched(instance: Parameters<typeof createWorld>[0] = { kind: 'operational' }) {
  const { doors, ...world } = createWorld(instance, {}, null, webhooks);
  const metrics = createMetrics();
  watchMessages(metrics, { ...doors, webhooks }, { ...doors, untold: doors.journal.untold });
  const lines = async (name: string): Promise<string[]> => {
    const text = await metrics.registry.metrics();
    return text.split('\n').filter((line) => line.startsWith(name));
  };
  const became = (row: OutboxRow, delivery: Delivery | null) => {
    doors.journal.enqueue(row);
    if (delivery) doors.journal.settle(row.id, delivery);
  };
  return { ...world, doors, lines, became };
}

const pending = { status: 'pending', attempts: 1, nextAttemptAt: NOW, lastError: 'HTTP 500' } as const;
const sent = { status: 'sent', attempts: 1, sentAt: NOW, providerId: null } as const;

test('a machine that has missed something is a figure by its name until it takes a message', async () => {
  const { doors, lines, became } = watched();
  const row = rowOf('coursan:9', { kind: 'webhook', id: 'siren' });
  became(row, pending);
  expect(await lines('amont_machine_untold{')).toEqual([
    'amont_machine_untold{machine="siren",tells="residents"} 1',
    'amont_machine_untold{machine="desk",tells="staff"} 0',
  ]);
  doors.journal.settle(row.id, sent);
  expect((await lines('amont_machine_untold{'))[0]).toMatch(/ 0$/);
  // What waited for one that was taken out, the last of all, is no fault of it once it is named again.
  became(rowOf('coursan:10', row.recipient), { status: 'dropped', attempts: 1, reason: noChannel('webhook') });
  expect((await lines('amont_machine_untold{'))[0]).toMatch(/ 0$/);
});

test('whether a machine has missed something is not told where that cannot be read', async () => {
  const { doors } = createWorld({ kind: 'operational' }, {}, null, webhooks);
  const metrics = createMetrics();
  const untold = () => {
    throw new Error('disk image is malformed');
  };
  watchMessages(metrics, { ...doors, webhooks }, { ...doors, untold });
  const unread: string[] = [];
  const text = await collectFigures(metrics.registry, (name) => void unread.push(name));
  expect(unread).toEqual(['amont_machine_untold']);
  expect(text).not.toContain('amont_machine_untold');
  expect(text).toContain('amont_undeliverable{for="contacts"} 0');
});

test('an alert that nobody answers is a figure by its commune and level until somebody does', async () => {
  const { doors, lines, ...world } = watched();
  expect(await lines('amont_alert_unanswered{')).toEqual([]);
  await flood({ ...world, doors }, 'act');
  const [trebes, coursan] = ['trebes', 'coursan'].map((id) => `amont_alert_unanswered{commune="${id}",level="act"} 1`);
  expect(await lines('amont_alert_unanswered{')).toEqual([trebes, coursan]);
  expect(doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'mayor-coursan').ok).toBe(true);
  expect(await lines('amont_alert_unanswered{')).toEqual([trebes]);
});

test.each(['exercise', 'demonstration'] as const)('in an installation of kind %s nobody is woken', async (kind) => {
  const { doors, lines, ...world } = watched({ kind });
  await flood({ ...world, doors }, 'act');
  for (const name of ['alert_unanswered', 'machine_untold', 'oldest_untried_seconds'])
    expect(await lines(`amont_${name}{`)).toEqual([]);
});

test('what those who decide are told and nothing has tried to send is a figure, by when it was written: of all ways, and of nobody else', async () => {
  const { lines, became } = watched();
  const to = { kind: 'contact', id: 'mayor-coursan' } as const;
  const written = async () => (await lines('amont_oldest_untried_seconds{')).map((line) => Number(line.split(' ')[1]));
  expect(await written()).toEqual([]);
  became({ ...rowOf('coursan:1', { kind: 'subscription', id: 'anne' }), createdAt: NOW - 5 * HOUR_MS }, null);
  became({ ...rowOf('coursan:2', to), createdAt: NOW - 4 * HOUR_MS }, pending);
  expect(await written()).toEqual([]);
  // It waits for the one that fails, which is told.
  became({ ...rowOf('coursan:3', to), createdAt: NOW - 4 * HOUR_MS, about: 'alert' }, null);
  expect(await written()).toEqual([]);
  became({ ...rowOf('coursan:5', to), createdAt: NOW - HOUR_MS, about: 'level' }, null);
  const text = { ...rowOf('coursan:4', to), channel: 'sms', createdAt: NOW - 3 * HOUR_MS } as const;
  became({ ...text, id: `${text.id}/sms` }, null);
  expect(await written()).toEqual([(NOW - 3 * HOUR_MS) / 1000]);
});

test('what a siren is told and nothing has tried is a figure of its own, and not what a machine of staff waits for', async () => {
  const { lines, became } = watched();
  const to = (id: string) => ({ kind: 'webhook', id }) as const;
  became({ ...rowOf('coursan:1', to('desk')), createdAt: NOW - 4 * HOUR_MS }, null);
  became({ ...rowOf('coursan:2', to('siren')), createdAt: NOW - 3 * HOUR_MS }, pending);
  // It waits for the one that fails, which is told.
  became({ ...rowOf('coursan:3', to('siren')), createdAt: NOW - 2 * HOUR_MS }, null);
  expect(await lines('amont_oldest_untried_seconds{')).toEqual([]);
  became({ ...rowOf('coursan:4', to('siren')), createdAt: NOW - HOUR_MS, about: 'level' }, null);
  expect(await lines('amont_oldest_untried_seconds{')).toEqual([
    `amont_oldest_untried_seconds{for="machines"} ${(NOW - HOUR_MS) / 1000}`,
  ]);
});
