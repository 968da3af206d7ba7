import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, iso } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const page = '/fr/staff/stations/coursan/suppressions';
const api = '/api/v1/stations/coursan/suppressions';

async function town(person = 'staff-aude') {
  const world = createWorld();
  await flood(world);
  const app = createServer(world.doors);
  const visitor = await logIn(app, person);
  const { csrfToken } = (await visitor.get('/api/v1/session')).json();
  const call = (url: string, payload: object, token: string = csrfToken) =>
    app.inject({ method: 'POST', url, payload, headers: { cookie: visitor.cookie(), 'csrf-token': token } });
  return { ...world, app, visitor, call, token: csrfToken };
}

const fields = { kind: 'maintenance', hours: '12', reason: 'Capteur démonté pour nettoyage' };

describe('a gauge under maintenance, on the pages', () => {
  it('is signed, shown to everybody until when, and ended by a person', async () => {
    const { visitor, app, doors, token } = await town();
    expect((await visitor.get('/fr/staff')).body).toContain(page);
    expect((await visitor.post(page, fields, { token })).headers.location).toBe(`${page}?done=begun`);
    expect(doors.suppressions.of('coursan')).toMatchObject({ person: 'staff-aude', until: NOW + 12 * HOUR_MS });
    const shown = await visitor.get(`${page}?done=begun`);
    expect(shown.body).toMatch(/En maintenance jusqu’au jeudi 23 janvier.*signé par Alix Fabre/);
    const commune = (await app.inject('/fr/communes/coursan')).body;
    expect(commune).toMatch(/en maintenance jusqu’au jeudi 23 janvier/);
    expect(commune).not.toContain('95&nbsp;%');
    const json = (await app.inject('/api/v1/communes/coursan')).json();
    expect(json.gauges[0].maintenanceUntil).toBe(iso(NOW + 12 * HOUR_MS));
    expect(json.gauges[0].chances.map((each: { passed: boolean }) => each.passed)).toEqual([false, false, false]);

    // A thumb that presses twice hears twice that it is ended.
    for (let press = 0; press < 2; press += 1) {
      const ended = await visitor.post(`${page}/1/end`, { reason: 'Capteur remonté' }, { token });
      expect(ended.headers.location).toBe(`${page}?done=ended`);
    }
    expect(doors.suppressions.of('coursan')).toBeNull();
    expect((await visitor.post(`${page}/1/end`, { reason: 'Encore une fois' }, { token })).statusCode).toBe(409);
    expect(doors.record.recent('coursan', 2).map(({ action }) => action)).toEqual([
      'gauge.suppression-ended',
      'gauge.suppressed',
    ]);
  });

  it('is signed once by a press that comes twice: once it is ended, the gauge counts again', async () => {
    const { visitor, clock, doors, token } = await town();
    await visitor.post(page, fields, { token });
    clock.advanceTo(NOW + 1_000);
    expect((await visitor.post(page, fields, { token })).headers.location).toBe(`${page}?done=begun`);
    expect(doors.suppressions.recent('coursan', 5)).toHaveLength(1);
    await visitor.post(`${page}/1/end`, { reason: 'Capteur remonté' }, { token });
    expect(doors.suppressions.of('coursan')).toBeNull();
    // Once more on purpose, and for longer.
    await visitor.post(page, fields, { token });
    await visitor.post(page, { ...fields, hours: '24' }, { token });
    expect(doors.suppressions.recent('coursan', 5)).toHaveLength(3);
  });

  it('does not count again while another holds, and nothing is in force on a page that is gone back to', async () => {
    const { visitor, token } = await town();
    const said = async (done: string) =>
      /class="done"[^>]*>✓ ([^<]*)</.exec((await visitor.get(`${page}?done=${done}`)).body)?.[1];
    await visitor.post(page, fields, { token });
    await visitor.post(page, { ...fields, reason: 'Le mât est à repeindre' }, { token });
    expect(await said('begun')).toBe('C’est signé et en vigueur.');
    await visitor.post(`${page}/2/end`, { reason: 'Mât repeint' }, { token });
    expect(await said('ended')).toBe('C’est fini. Une autre est encore en vigueur, ci-dessous.');
    await visitor.post(`${page}/1/end`, { reason: 'Capteur remonté' }, { token });
    expect(await said('ended')).toBe('La station compte de nouveau.');
    expect(await said('begun')).toBeUndefined();
  });

  it('says that it showed a mark meanwhile: what whoever works there reads counts at once, its own only from the next reading on', async () => {
    const { visitor, clock, doors, token } = await town();
    clock.advanceTo(NOW + 1);
    await visitor.post(page, fields, { token });
    clock.advanceTo(NOW + HOUR_MS);
    const said = async () => (await visitor.get(page)).body.replaceAll(/&nbsp;|\u202f/g, ' ');
    expect(await said()).not.toContain('Un repère est atteint');
    const reading = {
      station: 'coursan',
      quantity: 'stage',
      observedAt: NOW + HOUR_MS / 2,
      receivedAt: NOW + HOUR_MS / 2,
      quality: 'pass',
      tests: [],
    } as const;
    await doors.readings.append([{ ...reading, value: 0.1 }]);
    expect(await said()).not.toContain('Un repère est atteint');
    await doors.readings.append([{ ...reading, observedAt: NOW + HOUR_MS - 1, value: 7 }]);
    expect(await said()).toMatch(
      /Dernière mesure : 7,00 m, .*3 h 59 \(heure de Paris\)\. Un repère est atteint.*avant sa première mesure après la maintenance/,
    );
    await visitor.post(`${page}/1/end`, { reason: 'Capteur remonté' }, { token });
    expect(await said()).toContain('/fr/mayor/coursan/gauges/coursan"');
    await doors.readings.append([{ ...reading, observedAt: NOW + HOUR_MS, receivedAt: NOW + HOUR_MS, value: 7.1 }]);
    expect(await said()).not.toContain('Un repère est atteint');
  });

  it('is told of for ever with its year, a card each on a phone, in the marks of the reader’s language', async () => {
    const { visitor, token } = await town();
    await visitor.post(page, fields, { token });
    await visitor.post(`${page}/1/end`, { reason: 'Capteur remonté' }, { token });
    const past = async (url: string) => {
      const { body } = await visitor.get(url);
      return /<table class="stack">.*?<\/table>/s.exec(body)?.[0].replace(/<\/?time[^>]*>|&nbsp;/g, ' ');
    };
    const french = await past(page);
    // Its heads are written by the style sheet on a phone.
    expect(french).toContain('data-label="De quoi s’agit-il\u00a0?"');
    expect(french).toMatch(/<th scope="row">\s*jeu\. 23 janvier 2020, 3 h 00/);
    expect(french).toContain('fin avancée par Alix Fabre, jeu. 23 janvier 2020, 3 h 00 : Capteur remonté');
    expect(await past(page.replace('/fr/', '/en/'))).toContain('Thu 23 January 2020, 03:00: Capteur remonté');
  });

  it.each([{ hours: '0' }, { hours: '721' }, { hours: 'zwei' }, { reason: '  ' }, { kind: 'vacances' }])(
    'refuses %j and keeps what was typed',
    async (wrong) => {
      const { visitor, doors, token } = await town();
      const answer = await visitor.post(page, { ...fields, ...wrong }, { token });
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('de 1 à 720 heures');
      if (!('kind' in wrong)) expect(answer.body).toMatch(/value="maintenance" checked/);
      for (const value of Object.values(wrong)) if (value !== 'vacances') expect(answer.body).toContain(value);
      expect(doors.suppressions.of('coursan')).toBeNull();
    },
  );

  it('is for staff of a commune that watches it', async () => {
    for (const person of ['mayor-coursan', 'staff-lagrasse']) {
      const { visitor, call, token } = await town(person);
      expect((await visitor.get(page)).statusCode).toBe(404);
      expect((await visitor.post(page, fields, { token })).statusCode).toBe(404);
      expect((await call(api, { kind: 'maintenance', until: iso(NOW + HOUR_MS), reason: 'Non' })).statusCode).toBe(400);
      expect((await call(api, { kind: 'maintenance', until: iso(NOW + HOUR_MS), reason: 'Essai' })).statusCode).toBe(
        404,
      );
      // Nor is it theirs to see what there is, and to end it.
      expect((await visitor.post(`${page}/1/end`, { reason: 'Essai' }, { token })).statusCode).toBe(404);
      expect((await visitor.get(api)).statusCode).toBe(404);
      expect((await call(`${api}/1/end`, { reason: 'Essai' })).statusCode).toBe(404);
    }
  });
});

describe('the same through the API', () => {
  it('begins, lists, ends once, and is bounded', async () => {
    const { call, visitor, app } = await town();
    const until = iso(NOW + 48 * HOUR_MS);
    const begun = await call(api, { kind: 'silenced', until, reason: 'Pile commandée' });
    expect(begun.statusCode).toBe(201);
    expect(begun.json()).toMatchObject({ id: 1, kind: 'silenced', until, person: 'staff-aude', ended: null });
    expect((await visitor.get(api)).json()).toHaveLength(1);
    expect((await call(`${api}/1/end`, { reason: 'Pile posée' })).statusCode).toBe(204);
    expect((await call(`${api}/1/end`, { reason: 'Pile posée' })).statusCode).toBe(409);
    const long = await call(api, { kind: 'silenced', until: iso(NOW + 31 * 24 * HOUR_MS), reason: 'Pour toujours' });
    expect(long.json()).toMatchObject({ status: 422, refusal: 'too-long' });
    expect((await call(api, { kind: 'silenced', until: iso(NOW), reason: 'Trop tard' })).statusCode).toBe(422);
    expect((await call(api, { kind: 'silenced', until: '2020-01-24', reason: 'Sans heure' })).statusCode).toBe(400);
    expect((await app.inject(api)).statusCode).toBe(401);
  });
});
