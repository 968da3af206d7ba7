import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { markOf } from '../../src/notification/reported/read-reports.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const page = '/fr/staff/test-message';

async function town(person = 'staff-aude') {
  const world = createWorld();
  await flood(world);
  const visitor = await logIn(createServer(world.doors), person);
  const { csrfToken: token } = (await visitor.get('/api/v1/session')).json();
  const [contact] = world.doors.communes.get('coursan')!.contacts;
  return { ...world, visitor, token, contact: contact!, to: `coursan/${contact!.id}` };
}

describe('trying whether messages arrive, on the page of staff', () => {
  it('lists whom it may go to by name, and communes by theirs, whatever their order in the file', async () => {
    const { visitor } = await town();
    const form = (await visitor.get(page)).body;
    const options = (id: string) => /<select id="ID"[^]*?<\/select>/.source.replace('ID', id);
    const listed = (id: string) =>
      [...(new RegExp(options(id)).exec(form)?.[0] ?? '').matchAll(/<option value="([^"]+)"/g)].map(
        ([, value]) => value,
      );
    const named = listed('to').map((value) => {
      const [commune, contact] = value!.split('/');
      return /([^<>]*)<\/option>/
        .exec(form.slice(form.indexOf(`"${commune}/${contact}"`)))?.[1]
        ?.replaceAll(/\(.*?, (.*?)\).*/g, '$1');
    });
    expect(named).toEqual([
      'Camille Aubrac Coursan',
      'Camille Aubrac Lagrasse',
      'Camille Aubrac Trèbes',
      'Dominique Bosc Coursan',
      'Dominique Bosc Lagrasse',
      'Dominique Bosc Trèbes',
    ]);
    expect(listed('commune')).toEqual(['coursan', 'lagrasse', 'trebes']);
  });

  it('sends to one contact, waits, and says what the mail server said', async () => {
    const { visitor, token, doors, contact, to } = await town();
    expect((await visitor.get('/fr/staff')).body).toContain(page);
    const form = (await visitor.get(page)).body;
    expect(form).toContain(`value="${to}"`);
    expect(form).not.toContain(contact.email);

    const { location } = (await visitor.post(page, { to }, { token })).headers;
    expect(location).toContain(`${page}?sent=test`);
    const waiting = (await visitor.get(String(location))).body;
    expect(waiting).toMatch(/http-equiv="refresh".*En route/s);
    const still = /<a href="([^"]+)">Arrêter le suivi en direct/.exec(waiting)?.[1]?.replaceAll('&amp;', '&');
    const stopped = (await visitor.get(still!)).body;
    expect(stopped).toMatch(/^(?!.*http-equiv="refresh").*En route.*Suivre en direct/s);
    expect(stopped).not.toContain('recharge toute seule');
    const [row] = doors.journal.deliveries('coursan', 1);
    expect(row).toMatchObject({ test: true, recipient: { kind: 'contact', id: contact.id }, channel: 'email' });
    expect(doors.record.recent('coursan', 1)).toMatchObject([
      { actor: { person: 'staff-aude' }, action: 'message.tested' },
    ]);

    const attempts = 1;
    doors.journal.settle(row!.id, { status: 'dropped', attempts, reason: '550 <no> such mailbox' });
    const refused = (await visitor.get(String(location))).body;
    expect(refused).toMatch(/Il n’est pas parti&nbsp;: 550 &lt;no&gt; such mailbox/);
    expect(refused).not.toContain('http-equiv="refresh"');
    // Who was told of the alert knows nothing of it.
    expect((await visitor.get('/fr/mayor/coursan')).body).not.toContain('TEST des messages');
  });

  it('says so where it was taken', async () => {
    const { visitor, token, doors, to } = await town();
    const { location } = (await visitor.post(page, { to }, { token })).headers;
    const [row] = doors.journal.deliveries('coursan', 1);
    const sentAt = doors.clock.now();
    doors.journal.settle(row!.id, { status: 'sent', attempts: 1, sentAt, providerId: '250 kept' });
    const english = (await visitor.get(String(location).replace('/fr/', '/en/'))).body;
    expect(english).toMatch(/The mail server accepted it on .*250 kept.*spam folder/s);
  });

  it('says so where the gateway reports it on its way, on the phone, lost', async () => {
    const { visitor, token, doors, reportStore, to } = await town();
    const { location } = (await visitor.post(page, { to }, { token })).headers;
    const [row] = doors.journal.deliveries('coursan', 1);
    const [sentAt, gatewayId] = [doors.clock.now(), markOf('9')];
    doors.journal.settle(row!.id, { status: 'sent', attempts: 1, sentAt, providerId: null, gatewayId });
    const reported = async (state: 'underway' | 'failed' | 'delivered') => {
      reportStore.take({ mark: gatewayId, state, said: state }, sentAt);
      return (await visitor.get(String(location))).body;
    };
    expect(await reported('underway')).toMatch(/class="hint" role="status">.*… pas encore sur le téléphone/);
    expect(await reported('failed')).toMatch(/class="warning" role="alert">.*✗ pas arrivé sur le téléphone/);
    expect(await reported('delivered')).toMatch(/class="done" role="status">.*✓ sur le téléphone/);
  });

  it('is for staff, to contacts of their own communes, with the form’s token', async () => {
    expect((await (await town('mayor-coursan')).visitor.get(page)).statusCode).toBe(404);
    const { visitor, token, doors, to } = await town('staff-lagrasse');
    const before = doors.journal.deliveries('coursan', 99).length;
    for (const wrong of [to, 'lagrasse/nobody', '', 'x']) {
      const answer = await visitor.post(page, { to: wrong }, { token });
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('Rien n’est parti');
    }
    expect((await visitor.post(page, { to })).statusCode).toBe(403);
    expect(doors.journal.deliveries('coursan', 99)).toHaveLength(before);
    // What others sent is for others to see.
    const event = doors.tests.send('coursan', to.split('/')[1]!, { person: 'staff-aude' })!;
    expect((await visitor.get(`${page}?sent=${encodeURIComponent(event)}`)).body).not.toContain('En route');
  });
});
