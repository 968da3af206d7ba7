import { expect, it } from 'vitest';
import type { Instance } from '../../src/config/config.ts';
import { createServer } from '../../src/http/server.ts';
import { rowOf } from '../support/commits.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

/** The staff page after the mail server said that there is no such mailbox. */
async function afterRefusal(kind: Instance['kind'], ago = 0) {
  const { doors } = createWorld({ kind });
  const row = { ...rowOf('coursan:1', { kind: 'contact', id: 'coursan-mayor' }), createdAt: NOW - ago };
  doors.journal.enqueue(row);
  doors.journal.settle(row.id, { status: 'dropped', attempts: 1, reason: 'RCPT TO: 550 5.1.1 no such user' });
  const { body } = await (await logIn(createServer(doors), 'staff-aude')).get('/fr/staff');
  return /<caption>Messages en attente ou en échec<[^]*?<\/table>/.exec(body)?.[0] ?? null;
}

it('staff of many communes see on their page who was not reached, and why, without opening each', async () => {
  const table = await afterRefusal('operational');
  expect(table).toContain('Coursan');
  expect(table).toContain('550 5.1.1 no such user');
  // When: an address may have been mended since.
  expect(table).toContain(`<time datetime="${new Date(NOW).toISOString().slice(0, 16)}`);
});

it('the page names whomever /health counts, in a demonstration too', async () => {
  expect(await afterRefusal('demonstration')).toContain('550 5.1.1 no such user');
});

it('an exercise, which reaches nobody, and what is older than a day are no news', async () => {
  expect(await afterRefusal('exercise')).toBeNull();
  expect(await afterRefusal('operational', 25 * 3_600_000)).toBeNull();
});
