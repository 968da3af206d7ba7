import { describe, expect, it } from 'vitest';
import type { Instance } from '../../src/config/config.ts';
import { createServer } from '../../src/http/server.ts';
import { type OutboxRow, RECIPIENT_GONE, REPLACED_BY } from '../../src/notification/outbox.ts';
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

describe('the page behind the count of those not delivered', () => {
  /** The page of a person after messages of two communes came to nothing, in this order. */
  async function afterFailures(account: string, path: string) {
    const { doors } = createWorld({ kind: 'operational' });
    const drop = (id: string, commune: string, recipient: OutboxRow['recipient'], reason: string) => {
      const row = { ...rowOf(id, recipient), commune };
      doors.journal.enqueue(row);
      doors.journal.settle(row.id, { status: 'dropped', attempts: 1, reason });
    };
    drop('coursan:1', 'coursan', { kind: 'contact', id: 'coursan-mayor' }, 'RCPT TO: 550 5.1.1 no such user');
    drop('coursan:2', 'coursan', { kind: 'contact', id: 'coursan-deputy' }, `${REPLACED_BY}coursan:3`);
    for (const id of ['ines', 'luc', 'zoe'])
      drop('coursan:3', 'coursan', { kind: 'subscription', id }, 'RCPT TO: 550 5.1.1 <zoe@example.org> unknown');
    drop('coursan:3', 'coursan', { kind: 'subscription', id: 'left' }, RECIPIENT_GONE);
    drop('lagrasse:1', 'lagrasse', { kind: 'contact', id: 'lagrasse-mayor' }, 'rejected by Lagrasse');
    const { body } = await (await logIn(createServer(doors), account)).get(path);
    return body;
  }
  const rowsOf = (body: string) =>
    [...body.matchAll(/<th scope="row">(.*?)<\/th><td[^>]*>(.*?)<\/td>/g)].map(([, whom, commune]) => [whom, commune]);

  it('the count leads to it', async () => {
    expect(await afterFailures('staff-aude', '/fr/staff')).toMatch(/href="\/fr\/staff\/messages">\d non remis</);
  });

  it('names whom and why, newest first, many residents once and without an address, and none that was replaced', async () => {
    const body = await afterFailures('staff-aude', '/fr/staff/messages');
    expect(rowsOf(body)).toEqual([
      ['Camille Aubrac', 'Lagrasse'],
      ['3 personnes inscrites', 'Coursan'],
      ['Camille Aubrac', 'Coursan'],
    ]);
    expect(body).toContain('boîte inconnue ou fermée – RCPT TO: 550 5.1.1 no such user');
    expect(body).not.toContain('zoe@example.org');
    expect(body).toContain('href="/fr/staff/test-message"');
  });

  it('shows staff those of their communes alone', async () => {
    const body = await afterFailures('staff-lagrasse', '/fr/staff/messages');
    expect(rowsOf(body)).toEqual([['Camille Aubrac', 'Lagrasse']]);
    expect(body).not.toContain('Coursan');
  });
});
