import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const page = '/fr/staff/test-message';

async function town(account: string) {
  const siren = { id: 'siren', url: 'https://siren.example.org/amont', tells: 'residents', secrets: [] } as const;
  const world = createWorld({}, {}, null, [{ ...siren, communes: ['coursan'] }]);
  return { ...world, staff: await logIn(createServer(world.doors), account) };
}

describe('a machine that is told', () => {
  it('is tried from the page of test messages by whoever sees one of its communes', async () => {
    const { doors, staff } = await town('staff-aude');
    const { body } = await staff.get(page);
    expect(body).toContain('<option value="webhook:siren">machine «&nbsp;siren&nbsp;» (webhook)</option>');
    expect(body).toContain('ou, pour une machine, celle qui s’en occupe.');
    const sent = await staff.post(page, { to: 'webhook:siren' }, { token: await staff.token(page) });
    expect(sent.statusCode).toBe(303);
    const after = await staff.get(String(sent.headers.location));
    expect(after.body).toContain('En route vers la machine.');
    expect(after.body).not.toContain('siren.example.org');
    const [row] = doors.journal.deliveries('coursan', 1);
    expect([row?.recipient, row?.test]).toEqual([{ kind: 'webhook', id: 'siren' }, true]);
  });

  it('is nobody else’s to try', async () => {
    const { doors, staff } = await town('staff-lagrasse');
    expect((await staff.get(page)).body).not.toContain('siren');
    const sent = await staff.post(page, { to: 'webhook:siren' }, { token: await staff.token(page) });
    expect(sent.statusCode).toBe(422);
    expect(doors.journal.deliveries('coursan', 1)).toEqual([]);
  });

  it('that fails stands among the messages on the page of staff, by its name', async () => {
    const { doors, staff } = await town('staff-aude');
    doors.tests.sendToWebhook('siren', 'coursan', { machineUser: 'root' });
    const [row] = doors.journal.deliveries('coursan', 1);
    const lastError = 'HTTP 500 from siren.example.org';
    doors.journal.settle(row!.id, { status: 'pending', attempts: 3, nextAttemptAt: NOW, lastError });
    const { body } = await staff.get('/fr/staff');
    expect(body).toContain('machine «&nbsp;siren&nbsp;»');
    expect(body).toContain('HTTP 500');
  });
});
