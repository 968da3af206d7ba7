import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { NOW } from '../support/flood-world.ts';
import { importedTown } from '../support/imported-town.ts';
import { logIn } from '../support/visitor.ts';

const page = '/fr/staff/stations/coursan/imports';
const signed = { reason: 'C’était en pieds', confirm: 'yes' };

async function town(person = 'staff-aude') {
  const world = await importedTown();
  const { doors, clock } = world;
  const { readings } = doors;
  const visitor = await logIn(createServer(doors), person);
  const { csrfToken: token } = (await visitor.get('/api/v1/session')).json();
  const stages = async () =>
    (await readings.window({ station: 'coursan', quantity: 'stage' }, NOW - HOUR_MS, NOW + HOUR_MS, clock.now())).map(
      ({ value }) => value,
    );
  return { ...world, visitor, token, stages, post: `${page}/1/take-back` };
}

describe('the imports of a gauge', () => {
  it('stand in the record, for those whose communes look at the gauge', async () => {
    const { visitor, doors } = await town();
    expect((await visitor.get('/fr/staff/record')).body).toMatch(/Mesures importées.*pieds\.csv/s);
    const neighbour = await logIn(createServer(doors), 'staff-lagrasse');
    expect((await neighbour.get('/fr/staff/record')).body).not.toContain('pieds.csv');
  });

  it('are listed with who, when, file and rows, and one is taken back by a person who signs it', async () => {
    const { visitor, token, post, stages, doors } = await town();
    expect((await visitor.get('/fr/staff')).body).toContain(page);
    const listed = (await visitor.get(page)).body;
    expect(listed).toMatch(/Import n°&nbsp;1.*pieds\.csv.*csv, m, Europe\/Paris.*root \(ligne de commande\)/s);
    expect(listed).toMatch(/23 janvier 2020, 2&nbsp;h&nbsp;10<.*→.*23 janvier 2020, 4&nbsp;h&nbsp;00</);
    expect(listed).toContain('6 nouvelles, 6 en remplacement, 0 déjà connue, 2 refusées');
    expect((await visitor.get(page.replace('/fr/', '/en/'))).body).toContain('6 new, 6 replacing others');
    expect((await stages()).filter((stage) => stage === 15)).toHaveLength(12);

    expect((await visitor.post(post, signed, { token })).headers.location).toBe(`${page}?done=taken-back`);
    expect(await stages()).toHaveLength(7);
    expect(await stages()).not.toContain(15);
    const shown = (await visitor.get(`${page}?done=taken-back`)).body;
    expect(shown).toMatch(
      /C’est signé.*Annulé par.*Alix Fabre.*C’était en pieds.*6 mesures retirées, 6 rétablies comme avant/s,
    );
    expect(shown).not.toContain('<form method="post" action="/fr/staff/stations');
    expect(doors.record.recent('coursan', 1)).toMatchObject([
      { actor: { person: 'staff-aude' }, action: 'readings.taken-back', detail: { import: 1, station: 'coursan' } },
    ]);
    const anew = await visitor.post(post, { ...signed, reason: 'Encore une fois' }, { token });
    expect([anew.statusCode, anew.body]).toEqual([409, expect.stringContaining('<title>Rien n’a été changé – ')]);
  });

  it('are taken back once by a press that comes twice, and both are told that it is done', async () => {
    const { visitor, token, post, doors, stages } = await town();
    const both = await Promise.all([1, 2].map(() => visitor.post(post, signed, { token })));
    const done = `${page}?done=taken-back`;
    expect(both.map(({ headers }) => headers.location)).toEqual([done, done]);
    expect(await stages()).toHaveLength(7);
    const acts = doors.record.recent('coursan', 9).filter(({ action }) => action === 'readings.taken-back');
    expect(acts).toHaveLength(1);
  });

  it.each([
    [{ reason: 'non', confirm: 'yes' }, 422, 'trop court'],
    [{ reason: 'C’était en pieds' }, 422, 'cochez la case'],
  ])('are not taken back with %j, and what was typed stays', async (fields, code, why) => {
    const { visitor, token, post, stages } = await town();
    const answer = await visitor.post(post, fields, { token });
    expect(answer.statusCode).toBe(code);
    expect(answer.body).toContain(why);
    expect(answer.body).toMatch(new RegExp(`<details class="no-print" open>.*${fields.reason}</textarea>`, 's'));
    expect(answer.body.includes('value="yes" required checked')).toBe('confirm' in fields);
    expect(await stages()).toContain(15);
  });

  it('are no business of a mayor, nor of staff of another river, nor of a forged form, nor of another gauge', async () => {
    for (const person of ['mayor-coursan', 'staff-lagrasse']) {
      const { visitor, token, post, stages } = await town(person);
      expect((await visitor.get(page)).statusCode).toBe(404);
      expect((await visitor.post(post, signed, { token })).statusCode).toBe(404);
      expect(await stages()).toContain(15);
    }
    const { visitor, token, post, stages } = await town();
    expect((await visitor.post(post, signed)).statusCode).toBe(403);
    const elsewhere = post.replace('coursan', 'trebes');
    expect((await visitor.post(elsewhere, signed, { token })).statusCode).toBe(404);
    expect((await visitor.post(post.replace('/1/', '/x/'), signed, { token })).statusCode).toBe(404);
    expect(await stages()).toContain(15);
  });

  it('say so where the history cannot be asked, and where there are none', async () => {
    const { visitor, token, post, doors } = await town();
    doors.takeBack = async () => ({ ok: false, error: { kind: 'history-unreachable', why: 'down', begun: false } });
    const answer = await visitor.post(post, signed, { token });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('InfluxDB ne répond pas');
    expect((await visitor.get('/en/staff/stations/trebes/imports')).body).toContain('import past.csv --station trebes');
  });
});
