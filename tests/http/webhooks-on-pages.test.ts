import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, iso } from '../../src/lib/units.ts';
import type { Delivery, Recipient } from '../../src/notification/outbox.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { commitOf, eventOf, rowOf } from '../support/commits.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
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

  it('that has not been told is named on the page of staff, with since when and why, and to nobody else', async () => {
    const { doors, staff } = await town('staff-aude');
    const siren: Recipient = { kind: 'webhook', id: 'siren' };
    const row = { ...rowOf('coursan:9', siren), createdAt: NOW - 96 * HOUR_MS };
    doors.journal.enqueue(row);
    expect((await staff.get('/fr/staff')).body).not.toContain('n’a pas été prévenue');
    doors.journal.settle(row.id, { status: 'dropped', attempts: 1, reason: 'HTTP 410 from siren.example.org' });
    const { body } = await staff.get('/fr/staff');
    expect(body).toContain(
      'La machine «&nbsp;siren&nbsp;» n’a pas été prévenue depuis le dim. 19 janvier 2020, 3&nbsp;h&nbsp;00 (rien à cette adresse – HTTP 410',
    );
    expect(body).toContain('HTTP 410 from siren.example.org)');
    expect((await staff.get('/en/staff')).body).toContain('The machine “siren” has not been told since');
    const other = await logIn(createServer(doors), 'staff-lagrasse');
    expect((await other.get('/fr/staff')).body).not.toContain('n’a pas été prévenue');
  });

  it('that residents hear or see is told of to the mayor who has them told: whether it took that, or since when it takes nothing and why', async () => {
    const { doors } = await town('staff-aude');
    const mayor = await logIn(createServer(doors), 'mayor-coursan');
    const told = async () => (await mayor.get('/fr/mayor/coursan')).body;
    const wire = async () => (await mayor.get('/api/v1/communes/coursan/told')).json().machines;
    expect(await told()).not.toContain('siren');
    expect(await wire()).toEqual([]);
    const tell = (number: number): string => {
      const event = eventOf(number, { audience: 'public', kind: 'released', at: NOW - HOUR_MS + number });
      const row = rowOf(event.id, { kind: 'webhook', id: 'siren' });
      const outbox = [{ ...row, channel: 'webhook', createdAt: event.at, about: 'level' } as const];
      doors.journal.commit(commitOf(number, { events: [event], outbox }));
      return row.id;
    };
    const first = tell(1);
    expect(await told()).toContain('Machine «&nbsp;siren&nbsp;», dernier message aux habitants&nbsp;: … en attente');
    doors.journal.settle(first, { status: 'sent', attempts: 1, sentAt: NOW, providerId: null });
    expect(await told()).toMatch(/Machine «&nbsp;siren&nbsp;», dernier message aux habitants&nbsp;: ✓ remis/);
    expect(await wire()).toMatchObject([
      { machine: 'siren', message: { event: 'coursan:1', status: 'sent' }, untoldSince: null },
    ]);
    const second = tell(2);
    const lastError = 'HTTP 500 from siren.example.org';
    doors.journal.settle(second, { status: 'pending', attempts: 3, nextAttemptAt: NOW, lastError });
    expect(await told()).toMatch(
      /role="alert">⚠ La machine «&nbsp;siren&nbsp;» n’a pas reçu ce qui est dit aux habitants depuis le [^<]* \(service en panne – HTTP 500 from siren.example.org\)\. N’attendez pas/,
    );
    expect((await mayor.get('/en/mayor/coursan')).body).toContain('do by hand what it was to do');
    expect(await wire()).toMatchObject([
      { message: { event: 'coursan:2', status: 'pending' }, untoldSince: iso(NOW - HOUR_MS + 2) },
    ]);
    // What it took of another commune's, or of a test, says that it hears again.
    doors.journal.settle(second, { status: 'sent', attempts: 4, sentAt: NOW, providerId: null });
    expect(await told()).not.toContain('N’attendez pas');
    const other = await logIn(createServer(doors), 'mayor-trebes');
    expect((await other.get('/fr/mayor/trebes')).body).not.toContain('siren');
  });

  it('that is told with residents is named to whoever decides that, above the button', async () => {
    const { doors, ...world } = await town('staff-aude');
    await flood({ ...world, doors });
    const mayor = await logIn(createServer(doors), 'mayor-coursan');
    expect((await mayor.get('/fr/mayor/coursan')).body).toMatch(
      /recevront&nbsp;:.*<p>Part en même temps à&nbsp;: machine «&nbsp;siren&nbsp;»\.<\/p>.*Prévenir les habitants&nbsp;:/s,
    );
    const other = await logIn(createServer(doors), 'mayor-trebes');
    expect((await other.get('/fr/mayor/trebes')).body).not.toContain('Part en même temps');
  });

  it('that is told what those who decide are is not told of to the mayor: nobody in town sees or hears it', async () => {
    const desk = { id: 'desk', url: 'https://desk.example.org/amont', tells: 'staff', secrets: [] } as const;
    const { doors } = createWorld({}, {}, null, [{ ...desk, communes: ['coursan'] }]);
    const row = { ...rowOf('coursan:9', { kind: 'webhook', id: 'desk' }), createdAt: NOW };
    doors.journal.enqueue(row);
    doors.journal.settle(row.id, { status: 'dropped', attempts: 1, reason: 'HTTP 410 from desk.example.org' });
    const mayor = await logIn(createServer(doors), 'mayor-coursan');
    expect((await mayor.get('/fr/mayor/coursan')).body).not.toContain('desk');
  });

  it('that refused one message for good long ago degrades the service all the same when it fails', async () => {
    const { doors } = await town('staff-aude');
    const siren: Recipient = { kind: 'webhook', id: 'siren' };
    const became = (event: string, ago: number, delivery: Delivery) => {
      const row = { ...rowOf(event, siren), createdAt: NOW - ago };
      doors.journal.enqueue(row);
      doors.journal.settle(row.id, delivery);
    };
    const heard = { ...doors, network: createNetwork([]), communes: new Map() };
    const status = async () => (await createServer(heard).inject('/health')).json().status;
    became('coursan:8', 96 * HOUR_MS, { status: 'dropped', attempts: 1, reason: 'HTTP 410 from siren.example.org' });
    expect(await status()).toBe('ok');
    became('coursan:9', HOUR_MS, { status: 'pending', attempts: 9, nextAttemptAt: NOW, lastError: 'HTTP 500 from x' });
    expect(await status()).toBe('degraded');
  });
});
