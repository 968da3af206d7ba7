import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { passOn } from '../../src/notification/asked/escalation.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

async function town() {
  const world = createWorld();
  await flood(world);
  const { journal, policies, communes } = world.doors;
  const raised = journal.events('coursan', { limit: 10 }).findLast(({ kind }) => kind === 'raised');
  if (!raised) throw new Error('the flood raises an alert');
  const climb = (at: number) => {
    const events = journal.events('coursan', { limit: 99 });
    const next = passOn(journal.state('coursan')!, events, communes.get('coursan')!, policies.current()!, {
      now: at,
      asking: { writtenTo: () => null, refusedTo: () => new Set() },
    });
    journal.commit({ ...next, outbox: [], record: [] });
  };
  return { ...world, app: createServer(world.doors), raised, climb };
}

describe('who was asked, who answered, who is next', () => {
  it('is told by the API, step by step', async () => {
    const { app, raised, climb, doors } = await town();
    const staff = await logIn(app, 'staff-aude');
    const told = async () => (await staff.get('/api/v1/communes/coursan/told')).json();
    expect(await told()).toMatchObject({
      contacts: [
        { contact: 'coursan-mayor', role: 'mayor', askedAt: iso(raised.at) },
        { contact: 'coursan-deputy', role: 'deputy', askedAt: null },
      ],
      answer: null,
      next: { at: iso(raised.at + 10 * MINUTE_MS), contacts: ['coursan-deputy'], again: false },
    });
    climb(raised.at + 10 * MINUTE_MS);
    expect(await told()).toMatchObject({
      contacts: [{}, { askedAt: iso(raised.at + 10 * MINUTE_MS) }],
      next: { at: iso(raised.at + 70 * MINUTE_MS), contacts: ['coursan-mayor', 'coursan-deputy'], again: true },
    });
    doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'coursan-deputy');
    expect(await told()).toMatchObject({ answer: { person: 'coursan-deputy', level: 'act' }, next: null });
  });

  it('says when the present level was asked about, not the one that was answered before', async () => {
    const { app, raised, doors } = await town();
    const { journal } = doors;
    doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'coursan-mayor');
    const state = journal.state('coursan')!;
    const at = raised.at + 60 * MINUTE_MS;
    const escalated = { ...raised, id: `coursan:${state.events + 1}`, at, kind: 'escalated', level: 'danger' } as const;
    const alert = { ...state.alert!, level: 'danger' } as const;
    const more = { ...state, alert, events: state.events + 1 };
    journal.commit({ state: more, events: [escalated], outbox: [], record: [] });
    const staff = await logIn(app, 'staff-aude');
    expect((await staff.get('/api/v1/communes/coursan/told')).json()).toMatchObject({
      contacts: [{ contact: 'coursan-mayor', askedAt: iso(at) }, { contact: 'coursan-deputy' }],
      answer: null,
    });
  });

  it('stands on the mayor’s page and on that of staff', async () => {
    const { app, climb, raised } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    expect((await mayor.get('/fr/mayor/coursan')).body).toContain('le message part aussi à Dominique Bosc');
    const staff = await logIn(app, 'staff-aude', 'en');
    expect((await staff.get('/en/staff')).body).toContain('next: Dominique Bosc, at 02:50');
    climb(raised.at + 10 * MINUTE_MS);
    const body = (await mayor.get('/fr/mayor/coursan')).body;
    expect(body).toContain('Sans réponse à 3&nbsp;h&nbsp;50, tous les contacts sont relancés');
    expect(body).toContain('le message part aussi à Dominique Bosc');
  });

  it('shows a contact who answered logged in, under the account’s name, and beside the others who it was', async () => {
    const { app, doors, climb, raised } = await town();
    climb(raised.at + 10 * MINUTE_MS);
    const mayor = await logIn(app, 'mayor-coursan');
    const token = await mayor.token('/fr/mayor/coursan');
    await mayor.post('/fr/mayor/coursan/acknowledge', { level: 'act' }, { token });
    const rowOf = (body: string, name: string) => new RegExp(`<th scope="row">${name}.*?</tr>`).exec(body)?.[0];
    const { body } = await mayor.get('/fr/mayor/coursan');
    expect(doors.accounts.find('mayor-coursan')?.name).toBe('Camille Aubrac');
    expect(rowOf(body, 'Camille Aubrac')).toContain('data-label="Réponse">✓ jeu. 23, 3&nbsp;h&nbsp;00');
    expect(rowOf(body, 'Dominique Bosc')).toContain('data-label="Réponse">– Camille Aubrac a répondu');
    const told = (await mayor.get('/api/v1/communes/coursan/told')).json();
    expect(told.answer).toMatchObject({ person: 'mayor-coursan', name: 'Camille Aubrac' });
  });

  it('shows an answer of somebody who is no contact as that person’s, not as a contact’s', async () => {
    const { app, doors } = await town();
    doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'staff-aude');
    const { body } = await (await logIn(app, 'staff-aude')).get('/en/mayor/coursan');
    expect(body).toContain('data-label="Answer">– Alix Fabre answered');
    expect(body).not.toContain('data-label="Answer">✓');
  });

  it('names on the staff page who answered by a link, and whom a message did not reach', async () => {
    const { app, doors } = await town();
    doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'coursan-deputy');
    const { body } = await (await logIn(app, 'staff-aude')).get('/fr/staff');
    expect(body).toContain('✓ Dominique Bosc, ');
    expect(body).toContain('<th scope="row">Camille Aubrac</th><td data-label="Commune">Trèbes</td>');
    expect(body).not.toMatch(/>[^<]*(coursan-deputy|trebes-mayor)[^<]*</);
  });

  it('is for who may see the alert, and nobody else', async () => {
    const { app } = await town();
    const url = '/api/v1/communes/coursan/told';
    expect((await createVisitor(app).get(url)).statusCode).toBe(401);
    expect((await (await logIn(app, 'mayor-trebes')).get(url)).statusCode).toBe(404);
  });
});
