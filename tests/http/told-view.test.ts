import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import type { OutboxRow } from '../../src/notification/outbox.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

it('counts residents by their newest message, not messages, and says that and why they do not go out', async () => {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const { journal } = doors;
  const row = (id: string, resident: string, createdAt: number): OutboxRow => ({
    id,
    event: 'coursan:1',
    commune: 'coursan',
    recipient: { kind: 'subscription', id: resident },
    channel: 'email',
    language: 'fr',
    subject: 'ALERTE',
    text: 'ALERTE',
    createdAt,
    about: 'level',
    notBefore: 0,
  });
  const sent = { status: 'sent', attempts: 1, sentAt: NOW, providerId: null } as const;
  for (const [id, resident, createdAt] of [
    ['a', 'anne', 1],
    ['b', 'anne', 2],
    ['c', 'paul', 1],
  ] as const) {
    journal.enqueue(row(id, resident, createdAt));
    journal.settle(id, sent);
  }
  const page = async () => (await (await logIn(createServer(doors), 'mayor-coursan')).get('/fr/mayor/coursan')).body;
  expect(await page()).toContain('dernier message&nbsp;: 2 remis, 0 en attente, 0 non envoyé.');
  expect(await page()).not.toContain('échoue');
  journal.enqueue(row('d', 'paul', 3));
  journal.settle('d', {
    status: 'pending',
    attempts: 2,
    nextAttemptAt: NOW,
    lastError: '451 <paul@example.org> try later',
  });
  expect(await page()).toContain('dernier message&nbsp;: 1 remis, 1 en attente, 0 non envoyé.');
  expect(await page()).toContain('L’envoi échoue pour 1 habitant (451 &lt;…@…&gt; try later).');
});
