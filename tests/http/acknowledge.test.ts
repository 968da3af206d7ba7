import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { answerToken } from '../../src/notification/asked/question.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

async function asked(contact = 'coursan-mayor') {
  const world = createWorld();
  await flood(world);
  const { journal } = world.doors;
  const event = journal.events('coursan', { limit: 10 }).findLast(({ kind }) => kind === 'raised');
  if (!event) throw new Error('the flood raises an alert');
  const linkOf = (id: string) => answerToken({ event: event.id, contact: id }, world.doors.keys.link);
  const app = createServer(world.doors);
  const state = () => journal.state('coursan');
  return {
    ...world,
    app,
    visitor: createVisitor(app),
    state,
    event,
    linkOf,
    link: `/fr/acknowledge/${linkOf(contact)}`,
  };
}

describe('the link in a message', () => {
  it('shows what is asked, of whom, and what the button does, to nobody who is logged in', async () => {
    const { visitor, link } = await asked();
    const { body, statusCode, headers } = await visitor.get(link);
    expect(statusCode).toBe(200);
    for (const said of [
      'Coursan',
      'Agir',
      'repère de 4,60&nbsp;m atteint',
      'Camille Aubrac (maire)',
      'J’ai vu, je m’en occupe',
      'Il arrête les relances',
      'le même lien permet de le dire',
    ])
      expect(body).toContain(said);
    expect(body.match(/<form/g)?.length).toBe(1);
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'cache-control': 'no-store',
    });
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('says where and when the water was read, and how old that is by now', async () => {
    const { visitor, link, clock } = await asked();
    clock.advanceTo(NOW + 12 * MINUTE_MS);
    const { body } = await visitor.get(link);
    expect(body).toContain(
      'atteint</strong><br>L’Aude à Coursan [Village], 3&nbsp;h&nbsp;00, 12&nbsp;min avant cette page',
    );
    // Once: why the level was raised would be the same reading again.
    expect(body.match(/5,64/g)).toHaveLength(1);
  });

  it('is no longer than it may be, with the longest ids that a town may write', async () => {
    const { doors, visitor, linkOf, app } = await asked();
    const id = 'm'.repeat(64);
    Object.assign(doors.communes.get('coursan')!.contacts[0]!, { id });
    const token = linkOf(id);
    const shown = await visitor.get(`/fr/acknowledge/${token}`);
    expect([token.length > 100, shown.statusCode]).toEqual([true, 200]);
    expect(shown.body).toContain('J’ai vu, je m’en occupe');
    expect((await app.inject(`/api/v1/acknowledgements/${token}`)).statusCode).toBe(200);
    expect((await visitor.post(`/fr/acknowledge/${token}`, {})).statusCode).toBe(200);
  });

  it('acts by its POST, once, as the contact; whoever opens it again reads so', async () => {
    const { visitor, link, state } = await asked();
    const done = await visitor.post(link, {});
    expect(done.statusCode).toBe(200);
    expect(done.body).toContain('C’est noté, vous vous en occupez');
    expect(done.body).toContain('Les habitants ne sont pas prévenus du niveau «&nbsp;Agir&nbsp;»');
    expect(state()?.alert?.acknowledgements).toEqual([{ level: 'act', person: 'coursan-mayor', at: NOW }]);
    const after = state();
    for (const again of [await visitor.post(link, {}), await visitor.get(link)]) {
      expect(again.statusCode).toBe(409);
      expect(again.body).toContain('Vous avez déjà répondu, à 3&nbsp;h&nbsp;00 (Camille Aubrac).');
      expect(again.body).not.toContain('J’ai vu, je m’en occupe');
      // What was done before is no error.
      expect(again.body).toContain('<title>C’est noté, vous vous en occupez – Amont</title>');
    }
    expect(state()).toEqual(after);
  });

  it('takes the answer back where it was given, once, and only that of its own contact', async () => {
    const { visitor, link, linkOf, state, doors, clock } = await asked();
    const deputy = `/fr/acknowledge/${linkOf('coursan-deputy')}`;
    const seen = (await visitor.post(link, {})).body;
    expect(htmlFaults(seen)).toEqual([]);
    expect(seen).toMatch(
      /<details><summary>Vous ne pouvez pas vous en occuper, ou plus&nbsp;\?<\/summary><form method="post"/,
    );
    const answeredAt = /name="answeredAt" value="([^"]*)"/.exec(seen)?.[1] ?? '';
    expect((await visitor.get(link)).body).toContain(`value="${answeredAt}"`);
    expect((await visitor.get(deputy)).body).not.toContain('hand-back');
    expect((await visitor.post(`${deputy}/hand-back`, { answeredAt })).statusCode).toBe(409);
    expect(state()?.alert?.acknowledgements).toHaveLength(1);

    const done = await visitor.post(`${link}/hand-back`, { answeredAt });
    expect([done.statusCode, done.body]).toEqual([200, expect.stringContaining('vous ne vous en occupez plus')]);
    expect(state()?.alert?.acknowledgements).toEqual([]);
    const { kind, reason } = doors.journal.events('coursan', { limit: 50 }).at(-1)!;
    expect({ kind, reason }).toEqual({ kind: 'handed-back', reason: { because: 'person', person: 'coursan-mayor' } });

    clock.advanceTo(clock.now() + MINUTE_MS);
    await visitor.post(deputy, {});
    const again = await visitor.post(`${link}/hand-back`, { answeredAt });
    expect([again.statusCode, again.body]).toEqual([409, expect.stringContaining('Dominique Bosc s’en occupe déjà')]);
    expect(state()?.alert?.acknowledgements).toMatchObject([{ person: 'coursan-deputy' }]);
  });

  it('takes nothing back before an answer, nor after its day', async () => {
    const { visitor, link, state, clock } = await asked();
    const early = await visitor.post(`${link}/hand-back`, { answeredAt: '2020-01-23T02:00:00.000Z' });
    expect([early.statusCode, early.body]).toEqual([410, expect.stringContaining('Plus personne ne s’en occupe')]);
    await visitor.post(link, {});
    clock.advanceTo(clock.now() + 25 * HOUR_MS);
    expect((await visitor.get(link)).body).not.toContain('hand-back');
    await visitor.post(`${link}/hand-back`, { answeredAt: '2020-01-23T02:00:00.000Z' });
    expect(state()?.alert?.acknowledgements).toHaveLength(1);
  });

  it('works only once also where the answer was handed back since; whoever had not answered still answers by an older one', async () => {
    const { visitor, link, linkOf, state, doors } = await asked();
    await visitor.post(link, {});
    doors.act('coursan', { kind: 'hand-back', level: 'act', answeredAt: NOW }, 'deputy-coursan');
    for (const again of [await visitor.post(link, {}), await visitor.get(link)]) {
      expect(again.statusCode).toBe(410);
      expect(again.body).toContain('Votre réponse n’a plus cours');
      expect(again.body).toContain('ouvrez le lien du dernier message reçu');
    }
    expect(state()?.alert?.acknowledgements).toEqual([]);
    await visitor.post(`/fr/acknowledge/${linkOf('coursan-deputy')}`, {});
    expect(state()?.alert?.acknowledgements).toMatchObject([{ person: 'coursan-deputy' }]);
  });

  it('after it the contact still reads what to do, and what becomes of residents if nobody decides', async () => {
    const { visitor, link, doors } = await asked();
    const { pending } = doors.journal.state('coursan')!.alert!.telling;
    expect(pending).toMatchObject({ level: 'act', dueAt: null });
    for (const { body } of [await visitor.post(link, {}), await visitor.get(link)]) {
      expect(body).toContain('Sans décision, rien ne leur est dit');
      expect(body).toContain('<li>Réunir la cellule de crise à la mairie.</li>');
      expect(htmlFaults(body)).toEqual([]);
    }
  });

  it('two people at once: the second sees the name and the time of the first', async () => {
    const { visitor, link, linkOf, state } = await asked();
    await visitor.post(link, {});
    const second = await visitor.post(`/fr/acknowledge/${linkOf('coursan-deputy')}`, {});
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain('Camille Aubrac s’en occupe déjà&nbsp;: réponse donnée à 3&nbsp;h&nbsp;00');
    expect(state()?.alert?.acknowledgements.length).toBe(1);
  });

  it('a session that answered first is seen too', async () => {
    const { app, visitor, link, state } = await asked();
    const deputy = await logIn(app, 'deputy-coursan');
    await deputy.post(
      '/fr/mayor/coursan/acknowledge',
      { level: 'act' },
      { token: await deputy.token('/fr/mayor/coursan') },
    );
    expect((await visitor.post(link, {})).body).toContain('Dominique Bosc s’en occupe déjà');
    expect(state()?.alert?.acknowledgements.map(({ person }) => person)).toEqual(['deputy-coursan']);
  });

  it.each([
    ['after a day', 24 * HOUR_MS, 410, 'Ce lien ne servait que jusqu’au'],
    ['a minute before that', 24 * HOUR_MS - MINUTE_MS, 200, 'vous vous en occupez'],
  ])('%s by the event clock', async (_, pause, code, said) => {
    const { visitor, link, clock, event } = await asked();
    clock.advanceTo(event.at + pause);
    const response = await visitor.post(link, {});
    expect(response.statusCode).toBe(code);
    expect(response.body).toContain(said);
  });

  it.each(['level', 'end'] as const)('changes nothing once the alert has moved on: %s', async (what) => {
    const { visitor, link, doors, state } = await asked();
    const before = state();
    if (!before?.alert) throw new Error('no alert');
    const moved = { id: 'coursan:99', kind: what === 'level' ? 'escalated' : 'closed', level: 'danger' } as const;
    const event = { ...doors.journal.events('coursan', { limit: 1 })[0]!, ...moved };
    const alert = what === 'level' ? { ...before.alert, level: 'danger' as const } : null;
    doors.journal.commit({ state: { ...before, alert }, events: [event], outbox: [], record: [] });
    const after = state();
    for (const response of [await visitor.get(link), await visitor.post(link, {})]) {
      expect(response.statusCode).toBe(410);
      expect(response.body).toContain(what === 'level' ? 'le niveau est maintenant «' : 'L’alerte est déjà terminée');
      expect(response.body.includes('ouvrez le lien du dernier message reçu')).toBe(what === 'level');
      expect(htmlFaults(response.body)).toEqual([]);
    }
    expect(state()).toEqual(after);
  });

  it.each(['x', 'forged.signature', `${Buffer.from('coursan:1\ncoursan-mayor').toString('base64url')}.AAAA`])(
    'forged as %s: nothing, said kindly',
    async (token) => {
      const { visitor, state } = await asked();
      const before = state();
      for (const response of [
        await visitor.get(`/en/acknowledge/${token}`),
        await visitor.post(`/en/acknowledge/${token}`, {}),
      ]) {
        expect(response.statusCode).toBe(404);
        expect(response.body).toContain('This link does not work');
      }
      expect(state()).toEqual(before);
    },
  );

  it('of another purpose or another key opens nothing', async () => {
    const { visitor, event, state } = await asked();
    const other = answerToken({ event: event.id, contact: 'coursan-mayor' }, Buffer.alloc(32, 9));
    expect((await visitor.post(`/fr/acknowledge/${other}`, {})).statusCode).toBe(404);
    expect(state()?.alert?.acknowledgements).toEqual([]);
  });

  it.each(['fr', 'en'])('is a sound page in %s', async (language) => {
    const { visitor, linkOf } = await asked();
    const { body } = await visitor.get(`/${language}/acknowledge/${linkOf('coursan-mayor')}`);
    expect(htmlFaults(body)).toEqual([]);
  });

  it('does the same through the API', async () => {
    const { app, linkOf, state } = await asked();
    const url = `/api/v1/acknowledgements/${linkOf('coursan-mayor')}`;
    expect((await app.inject(url)).json()).toMatchObject({
      commune: 'coursan',
      level: 'act',
      open: true,
      refusal: null,
    });
    expect((await app.inject({ method: 'POST', url })).statusCode).toBe(204);
    expect(state()?.alert?.acknowledgements.length).toBe(1);
    const again = await app.inject({ method: 'POST', url });
    expect([again.statusCode, again.json().refusal]).toEqual([409, 'already-acknowledged']);
    expect((await app.inject(url)).json()).toMatchObject({ open: false, refusal: 'already-acknowledged' });
    expect((await app.inject('/api/v1/acknowledgements/x')).statusCode).toBe(404);
  });

  it('is in no log, not even when the service fails', async () => {
    const lines: string[] = [];
    const { doors, link } = await asked();
    const broken = {
      ...doors,
      answers: {
        ...doors.answers,
        look: () => {
          throw new Error('disk full');
        },
      },
    };
    const { pino } = await import('pino');
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const app = createServer(broken, { trustProxy: false, logger });
    expect((await app.inject(link)).statusCode).toBe(500);
    expect(lines.join('')).toContain('disk full');
    expect(lines.join('')).not.toContain(link.slice(-20));
  });
});
