import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { EXERCISE_OVER } from '../../src/notification/outbox.ts';
import { rowOf } from '../support/commits.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const page = '/fr/mayor/coursan/exercise';
const api = '/api/v1/communes/coursan/exercise';
const form = { prepare: '0', act: '30', danger: '', lastsMin: '60', reason: 'Exercice annuel du PCS' };
const plan = { steps: [{ level: 'act', afterMin: 0 }], lastsMin: 60, reason: 'Exercice annuel du PCS' };

async function town(person = 'mayor-coursan', up = false) {
  const world = createWorld({ kind: 'operational' });
  if (up) await flood(world);
  const app = createServer(world.doors);
  const visitor = await logIn(app, person);
  const { csrfToken: token } = (await visitor.get('/api/v1/session')).json();
  const call = (url: string, payload: object = {}) =>
    app.inject({ method: 'POST', url, payload, headers: { cookie: visitor.cookie(), 'csrf-token': token } });
  return { ...world, app, visitor, token, call };
}

describe('an exercise, on the pages', () => {
  it('is started by a named person, says so first on every page of theirs, and is ended', async () => {
    const { visitor, app, doors, token } = await town();
    expect((await visitor.get('/fr/mayor/coursan')).body).toContain(page);
    expect((await visitor.post(page, form, { token })).headers.location).toBe(`${page}?done=started`);
    for (const url of [page, '/fr/mayor/coursan']) {
      const { body } = await visitor.get(url);
      expect(body).toMatch(/<title>EXERCICE – /);
      expect(body).toMatch(/<main id="content">\s*<p class="notice" role="note">EXERCICE en cours jusqu’à/);
    }
    // Residents are not told: their page says nothing of it, and its level is the real one.
    expect((await app.inject('/fr/communes/coursan')).body).not.toContain('EXERCICE');
    expect(doors.journal.state('coursan')).toBeNull();
    expect(doors.journal.events('coursan', { limit: 10 })).toEqual([]);
    await visitor.post(`${page}/end`, {}, { token });
    expect(doors.exercises.running('coursan')).toBeNull();
    expect((await visitor.post(`${page}/end`, {}, { token })).statusCode).toBe(409);
    expect(doors.record.recent('coursan', 9).map(({ action }) => action)).toEqual([
      'exercise.ended',
      'exercise.started',
    ]);
  });

  it('says before it begins that nobody will receive it, where no way leads to anybody', async () => {
    const { visitor, doors } = await town();
    const cautions = async () => (await visitor.get(page)).body.includes('personne ne recevra cet exercice');
    expect(await cautions()).toBe(false);
    // An exercise calls nobody.
    for (const ways of [['log'], ['log', 'voice']] as const) {
      doors.ways = new Set(ways);
      expect(await cautions()).toBe(true);
    }
  });

  it('is nowhere above a real alert, also before a round has ended it, and is widened no more', async () => {
    const world = await town();
    const { visitor, token } = world;
    await visitor.post(page, { ...form, residents: 'yes' }, { token });
    const shown = async () =>
      [await visitor.get('/fr/mayor/coursan'), await createServer(world.doors).inject('/fr/communes/coursan')].map(
        ({ body }) => body.includes('EXERCICE'),
      );
    expect(await shown()).toEqual([true, true]);
    await flood(world);
    expect(world.doors.exercises.running('coursan')).not.toBeNull();
    expect(await shown()).toEqual([false, false]);
    const other = await town();
    await other.visitor.post(page, form, { token: other.token });
    await flood(other);
    expect((await other.visitor.post(`${page}/widen`, {}, { token: other.token })).statusCode).toBe(409);
    expect(other.doors.exercises.running('coursan')?.residentsBy).toBeNull();
  });

  it('reaches residents only where a person who may release widens it', async () => {
    const { visitor, app, doors, token } = await town();
    await visitor.post(page, form, { token });
    await visitor.post(`${page}/widen`, {}, { token });
    expect(doors.exercises.running('coursan')?.residentsBy).toBe('mayor-coursan');
    const { body } = await app.inject('/fr/communes/coursan');
    expect(body).toMatch(/<title>EXERCICE – /);
    expect(body).toContain('Niveau joué');
    const staff = await logIn(app, 'staff-aude');
    const theirs = await staff.token(page);
    expect((await staff.get(page)).body).not.toContain('/exercise/widen');
    expect((await staff.post(`${page}/widen`, {}, { token: theirs })).statusCode).toBe(404);
    await staff.post(`${page}/end`, {}, { token: theirs });
    const startable = (await staff.get(page)).body;
    expect(startable).not.toContain('name="residents"');
    expect(startable).not.toContain('Sans cette case');
    expect((await staff.post(page, { ...form, residents: 'yes' }, { token: theirs })).statusCode).toBe(404);
  });

  it('names the machines that hear of it too: whoever begins it asks first whether nothing sounds', async () => {
    const hook = (id: string, tells: 'residents' | 'staff') =>
      ({ id, tells, url: `https://${id}.example.org/`, communes: ['coursan'], secrets: [] }) as const;
    const { doors } = createWorld({ kind: 'operational' }, {}, null, [
      hook('siren', 'residents'),
      hook('desk', 'staff'),
    ]);
    const app = createServer(doors);
    const [mayor, staff] = [await logIn(app, 'mayor-coursan'), await logIn(app, 'staff-aude')];
    const sirenToo =
      'Avec les habitants, l’exercice part aussi, marqué comme tel, à&nbsp;: machine «&nbsp;siren&nbsp;».';
    const deskToo = 'L’exercice part aussi, marqué comme tel, à&nbsp;: machine «&nbsp;desk&nbsp;».';
    const shown = async (visitor: typeof mayor) => {
      const { body } = await visitor.get(page);
      return [body.includes(sirenToo), body.includes(deskToo)];
    };
    expect(await shown(mayor)).toEqual([true, true]);
    expect(await shown(staff)).toEqual([false, true]);
    const token = await mayor.token(page);
    await mayor.post(page, form, { token });
    expect([await shown(mayor), await shown(staff)]).toEqual([
      [true, true],
      [false, true],
    ]);
    await mayor.post(`${page}/widen`, {}, { token });
    expect(await shown(staff)).toEqual([true, true]);
  });

  it('is refused while a real alert is in force, twice, or where nothing would be played', async () => {
    const real = await town('mayor-coursan', true);
    const { body } = await real.visitor.get(page);
    expect(body).toContain('Une vraie alerte est en vigueur');
    expect(body).not.toContain('<button class="main">');
    const refused = await real.visitor.post(page, form, { token: real.token });
    expect([refused.statusCode, refused.body]).toEqual([
      409,
      expect.stringContaining('Une vraie alerte est en vigueur'),
    ]);
    const { visitor, token } = await town();
    expect((await visitor.get(page)).body).toContain('<button class="main">');
    const wrong = { ...form, prepare: '', act: 'bald', residents: 'yes' };
    const empty = await visitor.post(page, wrong, { token });
    expect([empty.statusCode, empty.body]).toEqual([422, expect.stringContaining('value="bald"')]);
    expect(empty.body).toContain('name="residents" value="yes" checked');
    await visitor.post(page, form, { token });
    const other = { ...form, reason: 'Un autre exercice' };
    const second = await visitor.post(page, other, { token });
    expect([second.statusCode, second.body]).toEqual([409, expect.stringContaining('<title>Rien n’a été changé – ')]);
    expect(second.body).toMatch(/Ce que vous aviez écrit, à copier<\/label>\s*<textarea[^>]*>Un autre exercice</);
    expect((await visitor.get(page)).body).not.toContain('Ce que vous aviez écrit');
  });

  it('is begun, widened and ended once by presses that come twice, and each is told that it is done', async () => {
    const { visitor, app, doors, token } = await town();
    const staff = await logIn(app, 'staff-aude');
    const own = await staff.token(page);
    const twice = async (path: string, fields: Record<string, string>) => {
      const first = await visitor.post(page + path, fields, { token });
      return [first, await visitor.post(page + path, fields, { token })].map(({ headers }) => headers.location);
    };
    const done = (what: string) => [`${page}?done=${what}`, `${page}?done=${what}`];
    expect(await twice('', form)).toEqual(done('started'));
    // By nobody else, and not with residents.
    expect((await staff.post(page, form, { token: own })).statusCode).toBe(409);
    expect((await visitor.post(page, { ...form, residents: 'yes' }, { token })).statusCode).toBe(409);
    const exercise = doors.exercises.running('coursan')!.id;
    expect(await twice('/widen', { exercise })).toEqual(done('widened'));
    expect(await twice('/end', { exercise })).toEqual(done('ended'));
    expect((await staff.post(`${page}/end`, { exercise }, { token: own })).statusCode).toBe(409);
    expect(doors.record.recent('coursan', 9).map(({ action }) => action)).toEqual([
      'exercise.ended',
      'exercise.widened',
      'exercise.started',
    ]);
  });

  it('names who is told, for not all contacts are: a deputy is not', async () => {
    const { visitor, token, doors } = await town();
    expect(doors.communes.get('coursan')!.contacts.map(({ role }) => role)).toEqual(['mayor', 'deputy']);
    const told = 'seuls ces contacts sont prévenus&nbsp;: Camille Aubrac.';
    expect((await visitor.get(page)).body).toContain(`Sans cette case, ${told}`);
    await visitor.post(page, form, { token });
    expect((await visitor.get(page)).body).toContain(told.replace('seuls', 'Seuls'));
  });

  it('shows what was played and who was told also when it is over: the debriefing is written then', async () => {
    const { visitor, token, doors } = await town();
    expect((await visitor.get(page)).body).not.toContain('Qui a été prévenu');
    await visitor.post(page, form, { token });
    const [raised] = doors.exercises.events('coursan', 9);
    const nobody = 'Personne&nbsp;: aucun message n’est parti.';
    expect((await visitor.get(page)).body).toContain(nobody);
    doors.journal.enqueue(rowOf(raised!.id, { kind: 'contact', id: 'coursan-mayor' }));
    expect((await visitor.get(page)).body).toContain('Qui a été prévenu');
    expect((await visitor.get(page)).body).not.toContain(nobody);
    await visitor.post(`${page}/end`, {}, { token });
    const { body } = await visitor.get(page);
    expect(body).toContain('Commencer l’exercice');
    const debriefing = body.slice(body.indexOf('Le dernier exercice'));
    expect(debriefing).toContain('Mené par Camille Aubrac&nbsp;: Exercice annuel du PCS');
    expect(debriefing).toContain('passe au niveau «&nbsp;Se préparer&nbsp;»');
    expect(debriefing).toContain('l’exercice est terminé');
    expect(debriefing).not.toContain('Pas d’alerte');
    expect(debriefing).toMatch(/<td[^>]*>Camille Aubrac[^]*courriel[^]*Agir maintenant[^]*en attente/);
    // Of a message that nobody needed any more it is not said that it failed.
    const row = rowOf(raised!.id, { kind: 'subscription', id: 'a' });
    doors.journal.enqueue(row);
    doors.journal.settle(row.id, { status: 'dropped', attempts: 0, reason: EXERCISE_OVER });
    const after = (await visitor.get(page)).body;
    expect(after).toContain('Habitants, courriel&nbsp;: 1 sans objet, non envoyé');
    expect(after).not.toContain('non remis');
  });

  it('says the same to whoever presses second, and not that it is over while it runs', async () => {
    const { visitor, token, call, doors } = await town();
    await visitor.post(page, form, { token });
    await visitor.post(`${page}/widen`, {}, { token });
    const { statusCode, body } = await visitor.post(`${page}/widen`, {}, { token });
    expect([statusCode, body]).toEqual([409, expect.stringContaining('Rien n’a changé&nbsp;: c’était déjà décidé')]);
    expect(body).not.toContain('déjà fini');
    expect((await call(`${api}/widen`)).json()).toMatchObject({ status: 409, refusal: 'not-widened' });
    // Nor on a page that is gone back to what no longer holds.
    const widened = async () => (await visitor.get(`${page}?done=widened`)).body.includes('seront prévenus aussi');
    expect(await widened()).toBe(true);
    await visitor.post(`${page}/end`, {}, { token });
    expect(doors.exercises.events('coursan', 9).map(({ audience }) => audience)).toEqual(['staff', 'staff']);
    expect(await widened()).toBe(false);
  });

  it('is neither widened nor ended by a page that shows the one before it', async () => {
    const { visitor, token, call, doors } = await town();
    const begin = () => visitor.post(page, form, { token });
    const running = () => doors.exercises.running('coursan');
    await begin();
    const shown = (await visitor.get(page)).body;
    const ids = [...shown.matchAll(/name="exercise" value="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([running()!.id, running()!.id]);
    const seen = { exercise: ids[0]! };
    await visitor.post(`${page}/end`, seen, { token });
    await begin();
    const next = running()!;
    for (const deed of ['widen', 'end']) {
      const late = await visitor.post(`${page}/${deed}`, seen, { token });
      expect([late.statusCode, late.body]).toEqual([409, expect.stringContaining('un autre a commencé depuis')]);
      expect(late.body).toContain(`value="${next.id}"`);
      expect((await call(`${api}/${deed}`, seen)).json()).toMatchObject({ status: 409, refusal: 'other-exercise' });
    }
    expect(running()).toEqual(next);
    expect((await call(`${api}/widen`, { exercise: next.id })).statusCode).toBe(204);
    expect((await visitor.post(`${page}/end`, { exercise: next.id }, { token })).statusCode).toBe(303);
    expect(running()).toBeNull();
  });

  it('is no page for others', async () => {
    const { visitor, app } = await town('mayor-trebes');
    expect((await visitor.get(page)).statusCode).toBe(404);
    expect((await app.inject(page)).statusCode).toBe(302);
  });
});

describe('the same through the API', () => {
  it('starts, shows, widens, ends', async () => {
    const { call, visitor } = await town();
    const started = await call(api, plan);
    expect(started.statusCode).toBe(201);
    expect(started.json()).toMatchObject({ person: 'mayor-coursan', level: 'act', residentsBy: null });
    const { running, events } = (await visitor.get(api)).json();
    expect(running.id).toBe(started.json().id);
    expect(events).toMatchObject([{ exercise: true, kind: 'raised', level: 'act', audience: 'staff' }]);
    expect((await call(api, plan)).json()).toMatchObject({ status: 409, refusal: 'already-running' });
    expect((await call(`${api}/widen`)).statusCode).toBe(204);
    expect((await call(`${api}/widen`)).statusCode).toBe(409);
    expect((await call(`${api}/end`)).statusCode).toBe(204);
    expect((await call(`${api}/end`)).json()).toMatchObject({ status: 409, refusal: 'not-running' });
    expect((await call(api, { ...plan, lastsMin: 0 })).statusCode).toBe(400);
    expect((await call(api, { ...plan, steps: [{ level: 'act', afterMin: 90 }] })).statusCode).toBe(422);
  });

  it('is begun anew within the second in which it was ended, as often as it takes, and each is another exercise', async () => {
    const { call, visitor } = await town();
    const begun: string[] = [];
    for (let time = 0; time < 3; time++) {
      const started = await call(api, plan);
      expect(started.statusCode).toBe(201);
      begun.push(started.json().id);
      // Two presses: the second is told in words that one runs.
      expect((await call(api, plan)).json()).toMatchObject({
        status: 409,
        refusal: 'already-running',
        detail: 'An exercise is running already.',
      });
      expect((await call(`${api}/end`)).statusCode).toBe(204);
    }
    expect(new Set(begun).size).toBe(3);
    const { events } = (await visitor.get(api)).json();
    expect(events.map(({ alert, kind }: { alert: string; kind: string }) => [alert, kind])).toEqual(
      begun.flatMap((id) => [
        [id, 'raised'],
        [id, 'closed'],
      ]),
    );
  });

  it('reaches residents only by a person who may release', async () => {
    const { call, doors } = await town('staff-aude');
    expect((await call(api, { ...plan, residents: true })).statusCode).toBe(404);
    expect(doors.exercises.running('coursan')).toBeNull();
    expect((await call(api, plan)).statusCode).toBe(201);
    expect((await call(`${api}/widen`)).statusCode).toBe(404);
    expect(doors.exercises.running('coursan')?.residentsBy).toBeNull();
  });

  it('is closed to others', async () => {
    const { call, app } = await town('staff-lagrasse');
    expect((await call(api, plan)).statusCode).toBe(404);
    expect((await app.inject(api)).statusCode).toBe(401);
  });
});
