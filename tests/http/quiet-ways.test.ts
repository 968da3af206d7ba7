import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import { type OutboxRow, outboxId, type Recipient } from '../../src/notification/outbox.ts';
import { rowOf } from '../support/commits.ts';
import { createWorld } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const siren = { id: 'siren', url: 'https://siren.example.org/amont', tells: 'residents', secrets: [] } as const;

async function town(kind: 'operational' | 'demonstration') {
  const world = createWorld({ kind }, { 'coursan-mayor': '+33600000001' }, null, [{ ...siren, communes: ['coursan'] }]);
  const { journal, wallClock } = world.doors;
  const staff = await logIn(createServer(world.doors), 'staff-aude');
  let number = 0;
  return {
    took(recipient: Recipient, channel: OutboxRow['channel'], daysAgo: number) {
      const event = `coursan:${number++}`;
      const row = { ...rowOf(event, recipient), channel, id: outboxId(event, recipient, channel) };
      journal.enqueue(row);
      const sentAt = wallClock.now() - daysAgo * DAY_MS;
      journal.settle(row.id, { status: 'sent', attempts: 1, sentAt, providerId: null });
    },
    async quiet() {
      const body = (await staff.get('/fr/staff')).body.replaceAll('&nbsp;', ' ');
      return [...body.matchAll(/Rien n’est (?:encore )?parti ([^:]+) : seul un message d’essai/g)].map(([, to]) => to);
    },
  };
}

const mayor = { kind: 'contact', id: 'coursan-mayor' } as const;

test('a way by which nothing went for three months, or nothing yet, is told with since when: only a message shows whether its key still holds', async () => {
  const { took, quiet } = await town('operational');
  const machine = 'vers la machine « siren »';
  const byText = 'par SMS vers les contacts de vos communes';
  const byMail = 'par courriel vers les contacts de vos communes';
  expect(await quiet()).toEqual([byMail, byText, machine]);
  took(mayor, 'email', 89);
  took({ kind: 'webhook', id: 'siren' }, 'webhook', 1);
  took(mayor, 'sms', 100);
  expect(await quiet()).toEqual([`${byText} depuis le dim. 16 août 2026, 14 h 00`]);
  // What residents get is no word on what contacts would.
  took({ kind: 'subscription', id: 'coursan-mayor' }, 'sms', 1);
  expect((await quiet()).length).toBe(1);
  took(mayor, 'sms', 1);
  expect(await quiet()).toEqual([]);
});

test('what is not operational sends nothing that could be missed', async () => {
  expect(await (await town('demonstration')).quiet()).toEqual([]);
});
