import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { err } from '../../src/lib/result.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { clockSetBack } from '../support/clock-set-back.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

const page = '/fr/staff/stations/coursan/exclusions';
/** In Paris it is 03:00. */
const fields = { from: '2020-01-23T02:00', to: '2020-01-23T02:30', reason: 'Capteur sorti de l’eau' };

async function town(person = 'staff-aude') {
  const world = createWorld();
  await flood(world);
  const feed = { station: 'coursan', service: 'hubeau', lastSuccessAt: NOW - 90 * MINUTE_MS, ignored: 0 } as const;
  world.doors.feeds = () => [
    { ...feed, failures: 3, failure: 'HTTP 503 <b>' },
    { ...feed, station: 'trebes', failures: 0, failure: null },
  ];
  const visitor = await logIn(createServer(world.doors), person);
  const { csrfToken: token } = (await visitor.get('/api/v1/session')).json();
  return { ...world, visitor, token };
}

describe('readings excluded on the page of a gauge', () => {
  it('are signed in local time, shown with who and why, and restored with a reason', async () => {
    const { visitor, doors, token } = await town();
    expect((await visitor.get('/fr/staff')).body).toContain(page);
    expect((await visitor.post(page, fields, { token })).headers.location).toBe(`${page}?done=excluded`);
    expect(doors.exclusions.recent('coursan', 5)).toMatchObject([
      { from: NOW - 60 * MINUTE_MS, to: NOW - 30 * MINUTE_MS, person: 'staff-aude', reason: fields.reason },
    ]);
    const shown = (await visitor.get(`${page}?done=excluded`)).body;
    expect(shown).toMatch(/Capteur sorti de l’eau.*signé par Alix Fabre/s);
    const readings = (await visitor.get('/api/v1/stations/coursan/readings')).json().readings;
    expect(readings.filter((each: { tests: string[] }) => each.tests.includes('excluded'))).toHaveLength(4);

    const unsaid = await visitor.post(`${page}/1/lift`, { reason: 'non' }, { token });
    expect(unsaid.statusCode).toBe(422);
    expect(unsaid.body).toMatch(/id="lift-1"[^>]* aria-describedby="problem lifted-1">non</);
    // It holds until somebody lifts it: for years, it may be.
    const period = '23 janvier 2020, 2&nbsp;h&nbsp;00</time> → ';
    expect((await visitor.get(page)).body).toContain(period);
    await visitor.post(`${page}/1/lift`, { reason: 'Il était dans l’eau' }, { token });
    expect((await visitor.get(page)).body.split('<table class="stack">')[1]).toContain(period);
    expect((await visitor.get(page)).body).toMatch(/Aucune mesure n’est écartée.*Il était dans l’eau/s);
    const again = await visitor.post(`${page}/1/lift`, { reason: 'Encore une fois' }, { token });
    // It is no fault of the form that excludes.
    expect([again.statusCode, again.body]).toEqual([409, expect.not.stringContaining('aria-describedby="problem"')]);
  });

  it('are lifted once by a press that comes twice, and both are told that it is done', async () => {
    const { visitor, doors, token } = await town();
    await visitor.post(page, fields, { token });
    const lift = (reason: string) => visitor.post(`${page}/1/lift`, { reason }, { token });
    const both = await Promise.all([1, 2].map(() => lift('Il était dans l’eau')));
    expect(both.map(({ headers }) => headers.location)).toEqual([`${page}?done=lifted`, `${page}?done=lifted`]);
    const acts = doors.record.recent('coursan', 9).filter(({ action }) => action === 'reading.restored');
    expect(acts).toHaveLength(1);
    expect((await lift('Une autre raison')).body).toContain('<title>Rien n’a été changé – ');
  });

  it('are excluded once by a press that comes twice: lifted, they count', async () => {
    const { visitor, doors, token } = await town();
    const sent = await Promise.all([1, 2].map(() => visitor.post(page, fields, { token })));
    expect(sent.map(({ headers }) => headers.location)).toEqual(Array(2).fill(`${page}?done=excluded`));
    expect(doors.record.recent('coursan', 5).map(({ action }) => action)).toEqual(['reading.excluded']);
    await visitor.post(`${page}/1/lift`, { reason: 'Il était dans l’eau' }, { token });
    const { readings } = (await visitor.get('/api/v1/stations/coursan/readings')).json();
    expect(readings.filter((each: { tests: string[] }) => each.tests.includes('excluded'))).toEqual([]);
    // Said of them again after that, it holds again.
    await visitor.post(page, fields, { token });
    expect(doors.exclusions.recent('coursan', 5)).toMatchObject([{ reversal: null }, { reversal: {} }]);
  });

  it('say that nothing has changed where the history in InfluxDB does not answer', async () => {
    const before = await town();
    await before.visitor.post(page, fields, { token: before.token });
    const { doors } = before;
    doors.exclusions = {
      ...doors.exclusions,
      exclude: async () => err('history-unreachable'),
      reverse: async () => 'history-unreachable',
    };
    const visitor = await logIn(createServer(doors), 'staff-aude');
    const { csrfToken: token } = (await visitor.get('/api/v1/session')).json();
    const refused = 'l’historique dans InfluxDB ne répond pas';
    const excluded = await visitor.post(page, fields, { token });
    expect([excluded.statusCode, excluded.body]).toEqual([503, expect.stringContaining(refused)]);
    expect(htmlFaults(excluded.body)).toEqual([]);
    const lifted = await visitor.post(`${page}/1/lift`, { reason: 'Il était dans l’eau' }, { token });
    expect([lifted.statusCode, lifted.body]).toEqual([503, expect.stringContaining(refused)]);
  });

  it.each([
    [{ to: '2020-01-23T01:00' }, 'avant le début'],
    [{ to: '2020-01-23T03:01' }, 'dans le futur'],
    [{ from: '2019-12-01T00:00' }, '31 jours'],
    [{ from: '' }, 'une date ou une heure manque'],
    [{ from: '2019-10-27T02:30' }, 'cette heure a existé deux fois'],
    [{ from: '2019-03-31T02:30' }, 'cette heure n’a pas existé'],
    [{ reason: 'oui' }, 'trop court'],
  ])('are refused with %j, and what was typed stays', async (wrong, why) => {
    const { visitor, doors, token } = await town();
    const answer = await visitor.post(page, { ...fields, ...wrong }, { token });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(why);
    expect(answer.body).toContain('value="2020-01-23T0');
    expect(doors.exclusions.recent('coursan', 5)).toEqual([]);
  });

  it('in the hour that came twice it is asked back which one, below the field that it is about, and nowhere else', async () => {
    const { visitor, doors, token } = await town();
    const twice = { ...fields, from: '2019-10-27T01:50', to: '2019-10-27T02:30' };
    const { body } = await visitor.post(page, twice, { token });
    expect(body).toMatch(
      /id="to"[^>]*value="2019-10-27T02:30".*Cette heure a existé deux fois cette nuit-là. Laquelle/s,
    );
    expect(body.match(/<input type="radio"[^>]*>/g)).toEqual([
      '<input type="radio" id="toWhich-first" name="toWhich" value="first" required>',
      '<input type="radio" id="toWhich-second" name="toWhich" value="second" required>',
    ]);
    expect(body).toContain('2&nbsp;h&nbsp;30 (avant le changement d’heure)');
    expect(htmlFaults(body)).toEqual([]);
    expect((await visitor.get(page)).body).not.toContain('type="radio"');
    for (const toWhich of ['first', 'second']) await visitor.post(page, { ...twice, toWhich }, { token });
    expect(doors.exclusions.recent('coursan', 5).map(({ from, to }) => [iso(from), iso(to)])).toEqual([
      ['2019-10-26T23:50:00.000Z', '2019-10-27T01:30:00.000Z'],
      ['2019-10-26T23:50:00.000Z', '2019-10-27T00:30:00.000Z'],
    ]);
  });

  it('are no business of a mayor, nor of staff of another river, nor of a forged form', async () => {
    for (const person of ['mayor-coursan', 'staff-lagrasse']) {
      const { visitor, token } = await town(person);
      expect((await visitor.get(page)).statusCode).toBe(404);
      expect((await visitor.post(page, fields, { token })).statusCode).toBe(404);
      expect((await visitor.post(`${page}/1/lift`, { reason: 'Il était propre' }, { token })).statusCode).toBe(404);
    }
    const { visitor, doors } = await town();
    expect((await visitor.post(page, fields, { token: 'forged' })).statusCode).toBe(403);
    expect(doors.exclusions.recent('coursan', 5)).toEqual([]);
  });
});

describe('readings that were taken back as the clock was set back', () => {
  const restore = `${page}/clock/1/restore`;
  const reason = 'L’horloge était juste avant';

  it('stand on the page of their gauge, and count again once a person signs that', async () => {
    const world = await town();
    const { visitor, token } = world;
    const readings = async () => (await visitor.get('/api/v1/stations/coursan/readings')).json().readings;
    const before = await readings();
    expect((await visitor.get(page)).body).not.toContain('Retirées quand l’horloge a été reculée');
    await clockSetBack(world);
    expect(await readings()).toHaveLength(before.length - 6);

    const shown = (await visitor.get(page)).body;
    expect(shown).toMatch(/Retirées quand l’horloge a été reculée.*6 mesures&nbsp;; horloge reculée de 1&nbsp;h,/s);
    expect(htmlFaults(shown)).toEqual([]);
    expect((await visitor.post(restore, { reason: 'non' }, { token })).statusCode).toBe(422);
    expect((await visitor.post(restore, { reason }, { token })).headers.location).toBe(`${page}?done=lifted`);
    expect((await readings()).map((each: { value: number }) => each.value)).toEqual(
      before.map((each: { value: number }) => each.value),
    );
    expect((await visitor.get(page)).body).not.toContain('Retirées quand l’horloge a été reculée');
    expect(world.doors.record.recent(null, 1)).toMatchObject([
      { action: 'reading.restored', actor: { person: 'staff-aude' }, commune: 'coursan', detail: { reason } },
    ]);
    // A second tap reads what the first has done; whoever gives another reason hears that it was done before.
    expect((await visitor.post(restore, { reason }, { token })).headers.location).toBe(`${page}?done=lifted`);
    expect((await visitor.post(restore, { reason: 'Une autre raison' }, { token })).statusCode).toBe(409);
    // Of another setting back nothing has come back by it.
    const another = restore.replace(/\d+(?=\/restore)/, (id) => String(Number(id) + 1));
    expect((await visitor.post(another, { reason }, { token })).statusCode).toBe(409);
    expect(world.doors.record.recent(null, 9).filter(({ action }) => action === 'reading.restored')).toHaveLength(1);
  });

  it('stay excluded where a person excluded that time since', async () => {
    const world = await town();
    const { visitor, token } = world;
    await clockSetBack(world);
    await visitor.post(page, fields, { token });
    await visitor.post(restore, { reason }, { token });
    const all = (await visitor.get('/api/v1/stations/coursan/readings')).json().readings;
    expect(all.filter((each: { tests: string[] }) => each.tests.includes('excluded'))).toHaveLength(4);
  });

  it('are no business of a mayor, nor of a forged form', async () => {
    const { visitor, token } = await town('mayor-coursan');
    expect((await visitor.post(restore, { reason }, { token })).statusCode).toBe(404);
    const staff = await town();
    expect((await staff.visitor.post(restore, { reason }, { token: 'forged' })).statusCode).toBe(403);
  });
});

it('how the asking of national services goes stands on the overview, what they said as text', async () => {
  const { visitor } = await town();
  const { body } = await visitor.get('/fr/staff');
  expect(body).toContain('n’a pas répondu aux 3 dernières demandes');
  expect(body).toContain('HTTP 503 &lt;b&gt;');
  expect(body).toContain('✓ répond');
});
