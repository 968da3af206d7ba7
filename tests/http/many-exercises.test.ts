import { describe, expect, it } from 'vitest';
import { startExercise } from '../../src/alert/exercise.ts';
import { exercisePage } from '../../src/http/pages/staff/exercise-page.ts';
import { manyExercisesPage } from '../../src/http/pages/staff/many-exercises-page.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import type { Exercises } from '../../src/notification/exercise/exercises.ts';
import { namesOf } from '../../src/text/names.ts';
import { communes } from '../support/aude.ts';
import { rowOf } from '../support/commits.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

const page = '/fr/staff/exercise';
const api = '/api/v1/exercises';
const form = { prepare: '0', act: '30', danger: '', lastsMin: '60', reason: 'Exercice du bassin' };
const plan = { steps: [{ level: 'act', afterMin: 0 }], lastsMin: 60, reason: 'Exercice du bassin' };
const all = communes.map(({ id }) => id).toSorted();

const plays = (exercises: object): exercises is Exercises => 'advance' in exercises;

async function basin(person = 'staff-aude') {
  const world = createWorld({ kind: 'operational' }, { 'coursan-mayor': '+33600000001' });
  const { doors } = world;
  const app = createServer(doors);
  const visitor = await logIn(app, person);
  const { csrfToken: token } = (await visitor.get('/api/v1/session')).json();
  return {
    ...world,
    app,
    visitor,
    token,
    haveTurn(id: string) {
      if (plays(doors.exercises)) doors.exercises.advance(id, null, doors.clock.now(), true);
    },
    running: () => all.filter((id) => doors.exercises.running(id) !== null),
    press: (url: string, chosen: readonly [string, string][], fields: object = form) =>
      app.inject({
        method: 'POST',
        url,
        payload: new URLSearchParams([['_csrf', token], ...Object.entries(fields), ...chosen]).toString(),
        headers: { cookie: visitor.cookie(), 'content-type': 'application/x-www-form-urlencoded' },
      }),
    call: (url: string, payload: object) =>
      app.inject({ method: 'POST', url, payload, headers: { cookie: visitor.cookie(), 'csrf-token': token } }),
  };
}
const chosen = (...ids: string[]) => ids.map((id): [string, string] => ['commune', id]);

describe('an exercise of many communes, on its page', () => {
  it('is found on the staff page, begins in those that are ticked, says who waits, and ends in those that are shown', async () => {
    const { visitor, press, running, doors } = await basin();
    expect((await visitor.get('/fr/staff')).body).toContain(`href="${page}"`);
    const empty = (await visitor.get(page)).body;
    expect(empty).toContain('<legend>Aude</legend>');
    expect(empty).toContain('courriels, 1 SMS.');
    expect(htmlFaults(empty)).toEqual([]);
    const started = await press(page, chosen('coursan', 'trebes'));
    expect(started.headers.location).toBe(`${page}?started=2`);
    expect(running()).toEqual(['coursan', 'trebes']);
    expect(doors.exercises.running('coursan')).toMatchObject({ person: 'staff-aude', residentsBy: null, inTurn: true });
    const { body } = await visitor.get(`${page}?started=2`);
    expect(body).toContain('EXERCICE commencé dans 2 communes.');
    expect(body).toContain('2 communes attendent leur tour.');
    expect(body).toMatch(/name="commune" value="trebes"[^]*Arrêter l’exercice dans 2 communes/);
    expect(body).not.toContain('id="commune-trebes"');
    expect(htmlFaults(body)).toEqual([]);
    const ended = await press(`${page}/end`, chosen('coursan', 'trebes'), {});
    expect(ended.headers.location).toBe(`${page}?ended=2`);
    expect(running()).toEqual([]);
    // Nor on a page that is gone back to.
    expect((await visitor.get(`${page}?started=2`)).body).not.toContain('EXERCICE commencé');
    expect(doors.record.recent('trebes', 9).map(({ action, actor }) => [action, actor])).toEqual([
      ['exercise.ended', { person: 'staff-aude' }],
      ['exercise.started', { person: 'staff-aude' }],
    ]);
  });

  it('begins in all communes of a river that are the person’s', async () => {
    const { press, running, doors } = await basin();
    const river = (id: string) => doors.network.stations.get(doors.communes.get(id)!.watches[0]!.station)!.river;
    await press(page, [
      ['river', river('coursan')],
      ['commune', 'coursan'],
      ['river', 'nowhere'],
    ]);
    expect(running()).toEqual(all.filter((id) => river(id) === river('coursan')));
    expect(running().length).toBeGreaterThan(1);
  });

  it('says where it did not begin and why, and begins elsewhere; pressed twice it is one', async () => {
    const world = await basin();
    const { press, running, doors } = world;
    await flood(world);
    const first = await press(page, chosen(...all));
    expect(first.statusCode).toBe(409);
    expect(first.body).toContain('EXERCICE commencé dans 1 commune.');
    expect(first.body).toContain('Pas commencé&nbsp;: Coursan, Trèbes. Une vraie alerte est en vigueur');
    expect(first.body).toContain('Exercice du bassin');
    expect(first.body).toContain('<title>EXERCICE commencé dans 1 commune – ');
    expect(running()).toEqual(['lagrasse']);
    expect((await press(page, chosen('lagrasse'))).headers.location).toBe(`${page}?started=1`);
    const second = await press(page, chosen('lagrasse'), { ...form, reason: 'Un autre exercice' });
    expect(second.statusCode).toBe(409);
    expect(second.body).toContain('Pas commencé&nbsp;: Lagrasse. Un exercice est déjà en cours.');
    expect(second.body).not.toContain('EXERCICE commencé');
    expect(second.body).toContain('<title>Rien n’a été changé – ');
    const exercise = doors.exercises.running('lagrasse')!.id;
    for (let time = 0; time < 2; time += 1) {
      const ended = await press(`${page}/end`, [...chosen('lagrasse'), ['exercise', exercise]], {});
      expect(ended.headers.location).toBe(`${page}?ended=1`);
    }
    const acts = doors.record.recent('lagrasse', 9).map(({ action }) => action);
    expect(acts).toEqual(['exercise.ended', 'exercise.started']);
  });

  it('gives back what was written where it runs everywhere by now, and no form is left', async () => {
    const { press } = await basin();
    await press(page, chosen(...all));
    const { body } = await press(page, chosen(...all), { ...form, reason: 'Un autre exercice' });
    expect(body).not.toContain(`<form method="post" action="${page}">`);
    expect(body).toMatch(/Ce que vous aviez écrit, à copier<\/label>\s*<textarea[^>]*>Un autre exercice</);
  });

  it('begins nowhere where none is chosen, the plan cannot be played or one is not the person’s, and keeps what was typed', async () => {
    const { press, running, app, visitor } = await basin();
    const wrong = await press(page, [], { ...form, act: 'bald' });
    expect([wrong.statusCode, wrong.body]).toEqual([422, expect.stringContaining('choisissez au moins une commune')]);
    const unplayable = await press(page, [['river', 'Aude'], ...chosen('trebes')], { ...form, act: 'bald' });
    expect(unplayable.statusCode).toBe(422);
    expect(unplayable.body).toContain('value="bald"');
    expect(unplayable.body).toMatch(/name="commune" value="trebes" checked/);
    expect(unplayable.body).toMatch(/name="river" value="Aude" checked/);
    expect((await press(page, chosen('coursan', 'elsewhere'))).statusCode).toBe(404);
    const payload = new URLSearchParams([...Object.entries(form), ...chosen('coursan')]).toString();
    const headers = { cookie: visitor.cookie(), 'content-type': 'application/x-www-form-urlencoded' };
    expect((await app.inject({ method: 'POST', url: page, payload, headers })).statusCode).toBe(403);
    expect(running()).toEqual([]);
  });

  it('says beside each commune when it held its last, and of none that told nobody', async () => {
    const { visitor, doors, press } = await basin();
    const playing = { ...plan, steps: [{ level: 'act' as const, afterMin: 0 }] };
    doors.exercises.start('trebes', playing, { person: 'staff-aude', residents: false });
    doors.exercises.end('trebes', 'staff-aude');
    await press(page, chosen('lagrasse'));
    await press(`${page}/end`, chosen('lagrasse'), {});
    const { body } = await visitor.get(page);
    expect(body).toContain('Trèbes (dernier exercice&nbsp;: jeu. 23 janvier 2020)');
    expect(body).toContain('Coursan (encore aucun exercice)');
    expect(body).toContain('Lagrasse (encore aucun exercice)');
  });

  it('are ended by the page that shows them, and not those that began since', async () => {
    const { press, call, running, doors, visitor } = await basin();
    await press(page, chosen('coursan', 'trebes'));
    const fields = [...(await visitor.get(page)).body.matchAll(/name="(commune|exercise)" value="([^"]*)"/g)];
    const shown = fields.flatMap(([, name, value]): [string, string][] => [[name!, value!]]);
    const seen = shown.filter(([name]) => name === 'exercise').map(([, id]) => id);
    expect(seen).toEqual(['coursan', 'trebes'].map((id) => doors.exercises.running(id)!.id));
    doors.exercises.end('trebes', 'staff-aude');
    await press(page, chosen('trebes'));
    const again = { communes: ['trebes'], exercises: seen };
    expect((await call('/api/v1/exercises/end', again)).json()).toEqual([{ commune: 'trebes', ended: false }]);
    const late = await press(
      `${page}/end`,
      shown.filter(([, value]) => value !== 'lagrasse'),
      {},
    );
    expect(late.headers.location).toBe(`${page}?ended=1`);
    expect(running()).toEqual(['trebes']);
  });

  it('takes all communes of a region', async () => {
    const { press, call } = await basin();
    const region = chosen(...Array.from({ length: 1000 }, (_, index) => `saint-pierre-des-champs-${index}`));
    const codes = [await press(page, region), await press(`${page}/end`, region, {})].map(
      ({ statusCode }) => statusCode,
    );
    expect(codes).toEqual([404, 404]);
    const ids = region.map(([, id]) => id);
    const exercises = ids.map((id) => `${id}-exercise-20200123T020000Z-2`);
    expect((await call(`${api}/end`, { communes: ids, exercises })).statusCode).toBe(404);
  });

  it('shows of one that was ended that this is still to be told, on the page of its commune too, and ends it no more', async () => {
    const { doors, clock } = createWorld();
    const [commune, other] = [doors.communes.get('coursan')!, doors.communes.get('trebes')!];
    const steps = [{ level: 'act', afterMin: 0 }] as const;
    const by = { person: 'staff-aude', residents: false };
    const { exercise } = startExercise('coursan', { ...plan, steps }, by, clock.now());
    const running = { ...exercise, inTurn: true, endedBy: 'staff-aude' } as const;
    const names = namesOf(doors, commune);
    const now = clock.now();
    const shown = { names, now, csrf: '', done: null, problem: null, ways: doors.ways };
    const values = { ...form, commune: [], river: [] };
    const many = async (rows: Parameters<typeof manyExercisesPage>[1]['running']) =>
      String(
        await manyExercisesPage(speeches.en, {
          ...shown,
          running: rows,
          heldUp: null,
          inAlert: [],
          rivers: [],
          lastHeld: () => null,
          machines: { staff: [] },
          person: names.person,
          values,
        }),
      );
    const told = 'Ended by Alix Fabre: the end is still to be told.';
    expect(await many([{ commune, running }])).toContain(told);
    expect(await many([{ commune, running }])).not.toContain('/end"');
    // Begun in one commune alone it is ended there.
    expect(await many([{ commune: other, running: exercise }])).not.toContain('/end"');
    const both = await many([
      { commune, running },
      { commune: other, running: { ...exercise, inTurn: true } },
    ]);
    expect(both.match(/name="commune" value="\w+"/g)).toEqual(['name="commune" value="trebes"']);
    const machines = { residents: [], staff: [] };
    const one = String(
      await exercisePage(speeches.en, {
        ...shown,
        commune,
        running,
        isInAlert: false,
        told: [],
        answers: [],
        held: [],
        heldBefore: null,
        hasWays: true,
        isReplay: false,
        mayWiden: true,
        machines,
        values,
      }),
    );
    expect(one).toContain(told);
    expect(one).not.toMatch(/\/(widen|end)"/);
  });

  it('says that it is held up and by what, and on the page of a commune that it waits its turn and not at which level it plays', async () => {
    const { visitor, press, doors, haveTurn } = await basin();
    await press(page, chosen('coursan', 'trebes'));
    const notice = async () => (await visitor.get('/fr/mayor/coursan')).body;
    expect(await notice()).toContain('La commune attend son tour');
    expect(await notice()).not.toContain('Niveau joué');
    const said = async () => (await visitor.get(page)).body;
    expect(await said()).not.toContain('class="caveat"');
    doors.journal.enqueue({ ...rowOf('limoux:1', { kind: 'contact', id: 'mayor-limoux' }), commune: 'limoux' });
    expect(await said()).toContain('D’autres messages partent d’abord');
    haveTurn('coursan');
    expect(await notice()).toContain('Niveau joué');
  });

  it('says where a real alert stands, and offers none there', async () => {
    const world = await basin();
    expect((await world.visitor.get(page)).body).not.toContain('Une vraie alerte');
    await flood(world);
    const { body } = await world.visitor.get(page);
    expect(body).toMatch(/Une vraie alerte est en vigueur, pas d’exercice maintenant&nbsp;: [^<]*Coursan/);
    expect(body).not.toContain('id="commune-coursan"');
    expect(body).toContain('id="commune-lagrasse"');
    expect(htmlFaults(body)).toEqual([]);
  });

  it('is no page for who has one commune, nor for strangers', async () => {
    const { visitor, app, press, call } = await basin('staff-lagrasse');
    expect((await visitor.get(page)).statusCode).toBe(404);
    expect((await visitor.get('/fr/staff')).body).not.toContain(page);
    expect((await press(page, chosen('lagrasse'))).statusCode).toBe(404);
    expect((await app.inject(page)).statusCode).toBe(302);
    expect((await call(api, { ...plan, communes: ['lagrasse', 'coursan'] })).statusCode).toBe(404);
    expect((await app.inject({ method: 'POST', url: api, payload: {} })).statusCode).not.toBe(200);
  });
});

describe('the same through the API', () => {
  it('answers for each commune', async () => {
    const world = await basin();
    const { call, running } = world;
    await flood(world);
    const of = async (url: string, body: object) => (await call(url, body)).json();
    const communes = ['coursan', 'lagrasse', 'lagrasse'];
    expect(await of(api, { ...plan, communes })).toEqual([
      { commune: 'coursan', refusal: 'alert-in-force' },
      { commune: 'lagrasse', refusal: null },
    ]);
    expect(await of(api, { ...plan, communes: ['lagrasse'] })).toEqual([
      { commune: 'lagrasse', refusal: 'already-running' },
    ]);
    expect((await call(`${api}/end`, { communes: ['lagrasse', 'elsewhere'] })).statusCode).toBe(404);
    expect(running()).toEqual(['lagrasse']);
    const line = async () => (await world.visitor.get('/api/v1/communes/lagrasse/exercise')).json().running;
    expect(await line()).toMatchObject({ inTurn: true, endedBy: null });
    world.haveTurn('lagrasse');
    expect(await of(`${api}/end`, { communes: ['lagrasse'] })).toEqual([{ commune: 'lagrasse', ended: true }]);
    expect(await line()).toMatchObject({ inTurn: true, endedBy: 'staff-aude' });
    world.haveTurn('lagrasse');
    expect(running()).toEqual([]);
    expect(await of(api, { ...plan, communes: ['lagrasse'] })).toEqual([{ commune: 'lagrasse', refusal: null }]);
    expect(await of(`${api}/end`, { communes })).toEqual([
      { commune: 'coursan', ended: false },
      { commune: 'lagrasse', ended: true },
    ]);
    const wrong = { ...plan, steps: [{ level: 'act', afterMin: 90 }], communes: ['lagrasse'] };
    expect((await call(api, wrong)).json()).toMatchObject({ status: 422, refusal: 'not-playable' });
    expect((await call(api, { ...plan, communes: [] })).statusCode).toBe(400);
    expect((await call(api, { ...plan, residents: true, communes: ['lagrasse'] })).statusCode).toBe(400);
    expect(running()).toEqual([]);
  });
});
