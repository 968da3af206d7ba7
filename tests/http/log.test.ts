import { beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood, NOW, type World } from '../support/flood-world.ts';
import { createVisitor, logIn, type Visitor } from '../support/visitor.ts';

const url = '/fr/mayor/coursan/log';
const api = '/api/v1/communes/coursan/log';

/** A mayor of a town without an alert, while an exercise runs. */
async function whilePlaying() {
  const quiet = createWorld({ kind: 'operational' });
  const { exercises, logBook } = quiet.doors;
  const plan = { steps: [{ level: 'act', afterMin: 0 }], lastsMin: 60, reason: 'Exercice du PCS' } as const;
  const started = exercises.start('coursan', plan, { person: 'mayor-coursan', residents: false });
  const visitor = await logIn(createServer(quiet.doors), 'mayor-coursan');
  return { quiet, exercises, logBook, visitor, id: started.ok ? started.value.id : '' };
}

describe('the event log (main courante)', () => {
  let world: World;
  let app: ReturnType<typeof createServer>;
  let mayor: Visitor;
  let token: string;

  beforeEach(async () => {
    world = createWorld();
    await flood(world);
    app = createServer(world.doors);
    mayor = await logIn(app, 'mayor-coursan');
    token = await mayor.token(url);
  });
  const entries = () => world.doors.logBook.recent('coursan', { limit: 9 });
  const post = (fields: Record<string, string>) => mayor.post(url, fields, { token });
  const send = (cookie: string, csrf: string, payload: object) =>
    app.inject({ method: 'POST', url: api, headers: { cookie, 'csrf-token': csrf }, payload });

  it('an entry has who, when by both clocks, and the alert in force', async () => {
    const response = await post({ kind: 'decision', text: 'Quai fermé.\r\nBarrières posées.' });
    expect(response.headers.location).toBe(`${url}?saved=1#e1`);
    expect(entries()).toEqual([
      {
        id: 1,
        commune: 'coursan',
        alert: world.doors.journal.state('coursan')?.alert?.id,
        at: NOW,
        receivedAt: world.doors.wallClock.now(),
        person: 'mayor-coursan',
        kind: 'decision',
        text: 'Quai fermé.\nBarrières posées.',
        follows: null,
      },
    ]);
    const { body } = await mayor.get(`${url}?saved=1`);
    expect(body).toContain('C’est noté&nbsp;: ligne n°&nbsp;1.');
    expect(body).toContain('Camille Aubrac');
    expect(body).not.toContain('http-equiv="refresh"');
  });

  it('is followed up, and says which entry that was', async () => {
    await post({ kind: 'observation', text: 'L’eau est sur le quai.' });
    expect((await mayor.get(`${url}?follows=1`)).body).toContain('name="follows" value="1"');
    await post({ kind: 'observation', text: 'Elle s’est retirée.', follows: '1' });
    expect(entries()[0]).toMatchObject({ id: 2, follows: 1 });
    expect((await mayor.get(url)).body).toContain('suite du n°&nbsp;1');
  });

  it('the longest entry is taken, also in letters that take most room on the way', async () => {
    expect((await post({ kind: 'decision', text: '水'.repeat(2000) })).headers.location).toContain('saved=');
  });

  it('too long or empty text comes back to be shortened, and nothing is written', async () => {
    const long = await post({ kind: 'decision', text: 'é'.repeat(2001) });
    expect(long.statusCode).toBe(422);
    expect(long.body).toContain('é'.repeat(2001));
    expect(long.body).toContain('de 1 à 2');
    expect((await post({ kind: 'decision', text: '  \n ' })).statusCode).toBe(422);
    expect((await post({ kind: 'decision', text: 'x', follows: '7' })).statusCode).toBe(422);
    expect((await post({ kind: 'edict', text: 'x' })).statusCode).toBe(400);
    expect(entries()).toEqual([]);
  });

  it('what is written for an exercise says so for ever, also in the report of an alert that began amid it', async () => {
    const { quiet, logBook, visitor, id } = await whilePlaying();
    const csrf = await visitor.token(url);
    const { body } = await visitor.get(url);
    expect(body).toMatch(/<title>EXERCICE – /);
    expect(body).toContain(`name="exercise" value="${id}"`);
    const played = { kind: 'decision', text: 'École évacuée', exercise: id };
    await visitor.post(url, played, { token: csrf });
    await visitor.post(url, { ...played, text: 'Un vrai malaise', notPlayed: 'yes' }, { token: csrf });
    await visitor.post(
      url,
      { ...played, text: 'Quai fermé', exercise: 'trebes-exercise-20200123T020000Z' },
      { token: csrf },
    );
    await flood(quiet);
    // Typed before the real alert began, sent after: only who typed it knows.
    const asked = await visitor.post(url, { ...played, text: 'Gymnase ouvert' }, { token: csrf });
    expect([asked.statusCode, logBook.recent('coursan', { limit: 9 }).length]).toEqual([409, 3]);
    expect(asked.body).toContain('>Gymnase ouvert</textarea>');
    expect(asked.body).toContain(`type="checkbox" id="played" name="exercise" value="${id}"`);
    await visitor.post(url, { ...played, text: 'Gymnase ouvert', asked: 'yes' }, { token: csrf });
    await visitor.post(url, { kind: 'decision', text: 'Camping vidé', asked: 'yes' }, { token: csrf });
    const alert = quiet.doors.journal.state('coursan')?.alert?.id;
    expect(logBook.recent('coursan', { limit: 9 }).map((each) => each.alert)).toEqual([alert, id, null, null, id]);
    const kinds = ({ body: shown }: { body: string }) =>
      [...shown.matchAll(/<strong>([^<]*)<\/strong> · [^]*?<p class="said">([^<]*)</g)].map(
        ([, kind, text]) => `${kind}: ${text}`,
      );
    const report = await visitor.get(`/fr/staff/alerts/${alert}/report`);
    for (const shown of [kinds(await visitor.get(url)).toReversed(), kinds(report)])
      expect(shown).toEqual([
        'EXERCICE – Décision: École évacuée',
        'Décision: Un vrai malaise',
        'Décision: Quai fermé',
        'EXERCICE – Décision: Gymnase ouvert',
        'Décision: Camping vidé',
      ]);
    expect((await visitor.get(`${url}?alert=${id}`)).body).toContain('Seulement les lignes de cet exercice');
  });

  it('what comes from a form that was drawn while an exercise ran is asked for once that is over', async () => {
    const { exercises, logBook, visitor, id } = await whilePlaying();
    const csrf = await visitor.token(url);
    exercises.end('coursan', 'mayor-coursan');
    const typed = { kind: 'observation', text: 'L’eau est sur la route', exercise: id };
    const asked = await visitor.post(url, typed, { token: csrf });
    expect(asked.statusCode).toBe(409);
    expect(asked.body).toContain('l’exercice est fini');
    const box = `type="checkbox" id="played" name="exercise" value="${id}"`;
    expect(asked.body).toContain(`${box}>`);
    // Refused, and ticked still.
    const refused = await visitor.post(url, { ...typed, text: ' ', asked: 'yes' }, { token: csrf });
    expect([refused.statusCode, refused.body.includes(`${box} checked>`)]).toEqual([422, true]);
    await visitor.post(url, { ...typed, asked: 'yes' }, { token: csrf });
    await visitor.post(url, { kind: 'observation', text: 'Vraiment', asked: 'yes' }, { token: csrf });
    expect(logBook.recent('coursan', { limit: 9 }).map((each) => each.alert)).toEqual([null, id]);
  });

  it('what follows up an entry of an exercise, or is written for one, is of it too once it is over, where nobody says that it is real', async () => {
    const { quiet, exercises, logBook, visitor, id } = await whilePlaying();
    const token = await visitor.token(url);
    await visitor.post(url, { kind: 'decision', text: 'École évacuée', exercise: id }, { token });
    const [{ id: first } = { id: 0 }] = logBook.recent('coursan', { limit: 1 });
    const forms = [`${url}?follows=${first}`, `${url}?exercise=${id}`];
    const box = `type="checkbox" id="played" name="exercise" value="${id}" checked>`;
    // While it runs a real alert may begin before the form is sent: then it is asked which of both it was for.
    for (const each of forms) {
      const { body } = await visitor.get(each);
      expect([body.includes('id="played"'), body.includes('name="notPlayed"')]).toEqual([false, true]);
    }
    exercises.end('coursan', 'mayor-coursan');
    for (const each of forms) expect((await visitor.get(each)).body).toContain(box);
    await visitor.post(url, { kind: 'decision', text: 'Le gymnase', follows: '1' }, { token });
    expect((await visitor.get(`${url}?follows=2`)).body).not.toContain('id="played"');
    await flood(quiet);
    const [followed, learned] = await Promise.all(forms.map(async (each) => (await visitor.get(each)).body));
    expect([followed, learned].map((body) => body?.includes(box))).toEqual([false, true]);
    expect(followed).toContain('id="played"');
  });

  it('so does what was written while the installation was an exercise, once it is none any more', async () => {
    const written = async (to: number) => {
      const played = createWorld({ kind: 'operational' });
      played.doors.played = [{ from: 0, to }];
      const visitor = await logIn(createServer(played.doors), 'mayor-coursan');
      await visitor.post(url, { kind: 'decision', text: 'École évacuée' }, { token: await visitor.token(url) });
      return (await visitor.get(url)).body;
    };
    expect(await written(NOW + 1)).toContain('EXERCICE – Décision');
    for (const to of [NOW, Number.POSITIVE_INFINITY]) expect(await written(to)).not.toContain('EXERCICE – Décision');
  });

  it('what the API is told was played for what is no exercise of the commune is refused, and not written as real', async () => {
    const played = { kind: 'decision', text: 'École évacuée', exercise: 'trebes-exercise-20200123T020000Z' };
    expect((await send(mayor.cookie(), token, played)).statusCode).toBe(422);
    expect(entries()).toEqual([]);
    const own = { ...played, exercise: 'coursan-exercise-20200123T020000Z' };
    expect((await send(mayor.cookie(), token, own)).json()).toMatchObject({ alert: own.exercise });
  });

  it('shows a hundred, and leads to older ones only where there may be some', async () => {
    const { logBook } = world.doors;
    const entry = {
      commune: 'coursan',
      alert: null,
      person: 'mayor-coursan',
      kind: 'observation',
      follows: null,
    } as const;
    const write = (n: number) => logBook.append({ ...entry, at: NOW + n, receivedAt: NOW + n, text: `Vu ${n}` });
    const isLed = async () => (await mayor.get(url)).body.includes('Lignes plus anciennes');
    for (let n = 1; n < 100; n++) write(n);
    expect(await isLed()).toBe(false);
    for (let n = 100; n < 102; n++) write(n);
    expect(await isLed()).toBe(true);
    const older = await mayor.get(`${url}?before=2`);
    expect(older.body).toMatch(/Revenir aux plus récentes/);
    expect(older.body).toMatch(/Vu.1</);
    expect(older.body).not.toMatch(/Vu.2</);
  });

  it('needs the token', async () => {
    expect((await mayor.post(url, { kind: 'decision', text: 'x' })).statusCode).toBe(403);
    expect((await send(mayor.cookie(), 'forged', { kind: 'decision', text: 'x' })).statusCode).toBe(403);
    expect(entries()).toEqual([]);
  });

  it('is the same through the API', async () => {
    const { csrfToken } = (await mayor.get('/api/v1/session')).json<{ csrfToken: string }>();
    const written = await send(mayor.cookie(), csrfToken, { kind: 'decision', text: ' Gymnase ouvert ' });
    expect(written.statusCode).toBe(201);
    expect(written.json()).toMatchObject({
      id: 1,
      text: 'Gymnase ouvert',
      at: '2020-01-23T02:00:00.000Z',
      follows: null,
    });
    const followed = await send(mayor.cookie(), csrfToken, { kind: 'observation', text: '40 personnes', follows: 1 });
    expect(followed.json()).toMatchObject({ id: 2, follows: 1 });
    const listed = await mayor.get(`${api}?limit=1`);
    expect(listed.json()).toEqual([followed.json()]);
    expect((await mayor.get(`${api}?before=2`)).json()).toEqual([written.json()]);
    for (const [payload, status] of [
      [{ kind: 'decision', text: '' }, 400],
      [{ kind: 'decision', text: 'x'.repeat(2001) }, 400],
      [{ kind: 'decision', text: '\u0001' }, 422],
      [{ kind: 'decision', text: 'x', follows: 99 }, 422],
    ] as const)
      expect((await send(mayor.cookie(), csrfToken, payload)).statusCode).toBe(status);
    expect((await createVisitor(app).get(api)).statusCode).toBe(401);
    expect((await mayor.get('/api/v1/communes/trebes/log')).statusCode).toBe(404);
  });
});
