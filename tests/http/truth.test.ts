import { beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { viewPast } from '../../src/http/views/afterwards/past-view.ts';
import { viewVerification } from '../../src/http/views/afterwards/verification-view.ts';
import { DAY_MS, HOUR_MS, iso } from '../../src/lib/units.ts';
import { answersInForce } from '../../src/verification/truth-answer.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { afterTheFlood } from '../support/past-alert.ts';
import { stageReading } from '../support/stage-reading.ts';
import { createVisitor, logIn, type Visitor } from '../support/visitor.ts';

describe('what came true', () => {
  let world: Awaited<ReturnType<typeof afterTheFlood>>;
  let app: ReturnType<typeof createServer>;
  let staff: Visitor;
  let url: string;
  let api: string;

  beforeEach(async () => {
    world = await afterTheFlood();
    app = createServer(world.doors);
    staff = await logIn(app, 'staff-aude');
    url = `/fr/staff/truth/coursan/${world.alert}`;
    api = `/api/v1/communes/coursan/truth/${world.alert}`;
  });

  const answer = { flooded: 'yes', reached: 'danger', place: 'Quai des Barques', passedAt: '', note: '', seen: '0' };
  const post = async (fields: Record<string, string>) =>
    staff.post(url, { ...answer, ...fields }, { token: await staff.token(url) });
  const answers = () => world.doors.truth.answers('coursan');
  const verification = async () =>
    (await staff.get('/api/v1/communes/coursan/verification')).json<{ levels: Record<string, unknown>[] }>();

  it('staff are asked on their page after the alert is closed, and no longer once they have answered', async () => {
    expect((await staff.get('/fr/staff')).body).toContain(`href="/fr/staff/truth/coursan/${world.alert}"`);
    const response = await post({ passedAt: '2020-01-23T05:15' });
    expect(response.headers.location).toBe('/fr/staff/alerts?saved=1');
    expect((await staff.get('/fr/staff')).body).not.toContain(world.alert);
    expect(answers()).toMatchObject([
      {
        event: world.alert,
        flooded: 'yes',
        reached: 'danger',
        passedAt: Date.parse('2020-01-23T04:15:00Z'),
        place: 'Quai des Barques',
        person: 'staff-aude',
        at: world.clock.now(),
      },
    ]);
    expect(world.doors.record.recent('coursan', 1)).toMatchObject([
      { action: 'truth.answered', actor: { person: 'staff-aude' }, detail: { replaces: null } },
    ]);
  });

  it('is signed once by a press that comes twice, and both read that it was; of somebody else the same words are another answer', async () => {
    const token = await staff.token(url);
    const fields = { ...answer, passedAt: '2020-01-23T05:15', note: ' Vu du pont. ' };
    const sent = await Promise.all([1, 2].map(() => staff.post(url, fields, { token })));
    expect(sent.map(({ headers }) => headers.location)).toEqual(Array(2).fill('/fr/staff/alerts?saved=1'));
    expect(answers()).toMatchObject([{ person: 'staff-aude', note: 'Vu du pont.' }]);
    const first = world.doors.accounts.find('staff-aude')!;
    world.doors.accounts.add({ ...first, id: 'staff-two', name: 'Maël Roc', createdAt: 0 });
    const other = await logIn(app, 'staff-two');
    const late = await other.post(url, fields, { token: await other.token(url) });
    expect([late.statusCode, answers()]).toEqual([409, [expect.anything()]]);
  });

  it('a time that stands in the answer stays that instant when another part of it is mended, also where clocks showed it twice', async () => {
    const { csrfToken } = (await staff.get('/api/v1/session')).json<{ csrfToken: string }>();
    const headers = { cookie: staff.cookie(), 'csrf-token': csrfToken };
    const passedAt = '2020-01-23T04:15:40.000Z';
    const payload = { flooded: 'yes', reached: 'danger', passedAt };
    expect((await app.inject({ method: 'POST', url: api, headers, payload })).statusCode).toBe(201);
    expect((await post({ passedAt: '2020-01-23T05:15', note: 'Quai', seen: '1' })).statusCode).toBe(303);
    expect(answers().map((each) => iso(each.passedAt!))).toEqual([passedAt, passedAt]);
  });

  it('a later answer takes the place of the first, which can still be read', async () => {
    await post({});
    const blind = await post({ flooded: 'no', seen: '0' });
    expect(blind.statusCode).toBe(409);
    expect(blind.body).toContain('une réponse a été donnée entre-temps');
    const second = await post({ flooded: 'no', reached: 'none', note: 'C’était l’eau de pluie.', seen: '1' });
    expect(second.statusCode).toBe(303);
    expect(answers().map(({ flooded, reached }) => [flooded, reached])).toEqual([
      ['yes', 'danger'],
      ['no', null],
    ]);
    const { body } = await staff.get(`/fr/staff/alerts/${world.alert}/report`);
    expect(body).toContain('C’était l’eau de pluie.');
    expect(body).toContain('Quai des Barques');
    expect(htmlFaults(body)).toEqual([]);
  });

  it('is not written where an import took the database while years of readings were looked at, and that nothing was done is told', async () => {
    const token = await staff.token(url);
    let turns = 0;
    world.doors.turn = async () => {
      turns += 1;
      if (turns > 1) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    };
    const held = createVisitor(createServer(world.doors), staff.cookie());
    const { statusCode, body } = await held.post(url, answer, { token });
    expect([statusCode, body.includes('Rien n’a été fait'), answers()]).toEqual([503, true, []]);
  });

  it('takes a place and a remark of the greatest length', async () => {
    expect((await post({ place: 'x'.repeat(500), note: 'x'.repeat(1000) })).statusCode).toBe(303);
  });

  it.each([
    [{ reached: 'none' }, 'dites jusqu’à quel niveau'],
    [{ passedAt: '2020-01-01T05:00' }, 'l’heure ne peut pas être'],
    [{ passedAt: '2019-10-27T02:30' }, 'Dites laquelle des deux'],
    [{ passedAt: '2019-10-27T02:30', passedAtWhich: 'second' }, 'l’heure ne peut pas être'],
    [{ passedAt: '2020-01-25T05:00' }, 'l’heure ne peut pas être'],
    [{ passedAt: 'hier' }, 'l’heure ne peut pas être'],
    [{ place: 'x'.repeat(501) }, '500 caractères'],
    [{ note: 'x'.repeat(1001) }, '500 caractères'],
  ])('refuses %j kindly and saves nothing', async (fields, told) => {
    const response = await post(fields);
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(told);
    expect(answers()).toEqual([]);
  });

  it('can be put right also where readings that came late have moved the passage that was asked about', async () => {
    const { doors, clock } = world;
    const passed = clock.now() + 48 * HOUR_MS;
    const read = (at: number, stageM: number) => doors.readings.append([stageReading('coursan', at, stageM)]);
    for (const [hour, stageM] of [2, 6, 6, 2].entries()) await read(passed + (hour - 1) * HOUR_MS, stageM);
    clock.advanceTo(passed + 48 * HOUR_MS);
    const events = async () => (await viewPast(doors, doors.communes.get('coursan')!)).events;
    const [before] = await events();
    expect(before).toMatchObject({ alert: null, from: passed, answer: null });
    const about = (id: string) => `/fr/staff/truth/coursan/${id}`;
    const sign = async (url: string, fields: object) =>
      (await staff.post(url, { ...answer, ...fields }, { token: await staff.token(url) })).statusCode;
    expect(await sign(about(before!.id), { reached: 'act' })).toBe(303);

    await read(passed - HOUR_MS / 2, 6);
    const [after] = await events();
    expect(after).toMatchObject({ from: passed - HOUR_MS / 2, answer: { id: 1, event: before!.id } });
    expect(after!.id).not.toBe(before!.id);
    expect(await sign(about(after!.id), { flooded: 'no', reached: 'none', seen: '0' })).toBe(409);
    expect(await sign(about(after!.id), { flooded: 'no', reached: 'none', seen: '1' })).toBe(303);
    // The second has taken the place of the first, which stays readable.
    expect(await events()).toMatchObject([{ answer: { id: 2, flooded: 'no' }, earlier: [{ id: 1 }] }, {}]);
    expect(answersInForce(answers())).toMatchObject([{ id: 2 }]);
  });

  it('of two passages that late readings have made one, what is said of the one takes the place of both', async () => {
    const { doors, clock } = world;
    const passed = clock.now() + 48 * HOUR_MS;
    const read = (hour: number, stageM: number) =>
      doors.readings.append([stageReading('coursan', passed + hour * HOUR_MS, stageM)]);
    for (const hour of [-1, 1, 29, 31]) await read(hour, 2);
    for (const hour of [0, 30]) await read(hour, 6);
    clock.advanceTo(passed + 80 * HOUR_MS);
    const events = async () =>
      (await viewPast(doors, doors.communes.get('coursan')!)).events.filter(({ alert }) => alert === null);
    const sign = async (id: string, fields: object) => {
      const at = `/fr/staff/truth/coursan/${id}`;
      return (await staff.post(at, { ...answer, ...fields }, { token: await staff.token(at) })).statusCode;
    };
    const [second, first] = await events();
    expect(await sign(first!.id, { reached: 'act' })).toBe(303);
    expect(await sign(second!.id, { reached: 'act' })).toBe(303);
    expect(answersInForce(answers())).toMatchObject([{ id: 1 }, { id: 2 }]);

    await read(15, 6);
    const [whole, none] = await events();
    expect([whole?.answer?.id, none]).toEqual([1, undefined]);
    expect(await sign(whole!.id, { flooded: 'no', reached: 'none', seen: '1' })).toBe(303);
    expect(answersInForce(answers())).toMatchObject([{ id: 3, flooded: 'no' }]);
  });

  it('of one flood that has become two, as where staff exclude what lay between, is put right for the one that is meant', async () => {
    const { doors, clock } = world;
    const passed = clock.now() + 48 * HOUR_MS;
    const read = (hour: number, stageM: number) =>
      doors.readings.append([stageReading('coursan', passed + hour * HOUR_MS, stageM)]);
    for (const hour of [-1, 1, 14, 27, 38, 40]) await read(hour, 2);
    for (const hour of [0, 13, 26, 39]) await read(hour, 6);
    clock.advanceTo(passed + 90 * HOUR_MS);
    const events = async () =>
      (await viewPast(doors, doors.communes.get('coursan')!)).events.filter(({ alert }) => alert === null);
    const about = (id: string) => `/fr/staff/truth/coursan/${id}`;
    const sign = async (url: string, fields: object) =>
      (await staff.post(url, { ...answer, ...fields }, { token: await staff.token(url) })).statusCode;
    const [whole, none] = await events();
    expect([whole?.from, whole?.to, none]).toEqual([passed, passed + 39 * HOUR_MS, undefined]);
    expect(await sign(about(whole!.id), { reached: 'act' })).toBe(303);
    const passages = async () => {
      const act = (await viewVerification(doors, doors.communes.get('coursan')!)).levels.find(
        ({ level }) => level === 'act',
      );
      return act!.floods.map(({ passageAt }) => passageAt).filter((at) => at >= passed);
    };

    await doors.exclusions.exclude(
      {
        station: 'coursan',
        from: passed + 13 * HOUR_MS,
        to: passed + 26 * HOUR_MS,
        reason: 'Tronc contre la sonde, vu sur place',
      },
      { person: 'staff-aude', commune: 'coursan' },
    );
    const [second, first] = await events();
    expect([first?.id, second?.from]).toEqual([whole!.id, passed + 39 * HOUR_MS]);
    expect(await passages()).toEqual([passed, passed + 39 * HOUR_MS]);
    expect(await sign(about(second!.id), { flooded: 'no', reached: 'none', seen: '1' })).toBe(303);
    expect(await events()).toMatchObject([
      { id: second!.id, answer: { id: 2, flooded: 'no' }, earlier: [] },
      { id: first!.id, answer: { id: 1, flooded: 'yes' }, earlier: [] },
    ]);
    // The "yes" was said of a time that the second lies in, too.
    expect(await passages()).toEqual([passed]);
  });

  it('decides what verification counts: the gauge without an answer, the person with one', async () => {
    expect((await verification()).levels[2]).toMatchObject({
      level: 'danger',
      hits: 0,
      misses: 1,
      floods: [{ by: 'gauge' }],
    });
    await post({ flooded: 'no', reached: 'none' });
    expect((await verification()).levels[2]).toMatchObject({ level: 'danger', hits: 0, misses: 0, floods: [] });
    await post({ reached: 'danger', seen: '1' });
    expect((await verification()).levels[2]).toMatchObject({ misses: 1, floods: [{ by: 'gauge' }] });
  });

  it('says since when a gauge was not seen: no figure knows of a flood in that time', async () => {
    const url = '/en/staff/verification';
    const coursan = 'L’Aude à Coursan [Village]: not seen for';
    expect((await staff.get(url)).body).not.toContain(coursan);
    const lastSeen = world.clock.now();
    world.clock.advanceTo(lastSeen + 9 * HOUR_MS);
    const { body } = await staff.get(url);
    expect(body).toContain(`${coursan} 9&nbsp;h, from Fri 24 January 2020, 03:00 to Fri 24 January 2020, 12:00`);
    expect(htmlFaults(body)).toEqual([]);
    expect(await verification()).toMatchObject({
      gauges: [{ unseen: [{ from: iso(lastSeen), to: iso(lastSeen + 9 * HOUR_MS) }] }],
    });
  });

  it('judges the chances of the time of which all are kept: of older ones those that no alert came of are gone', async () => {
    const stated = async () => {
      const { gauges } = (await staff.get('/api/v1/communes/coursan/verification')).json<{
        gauges: { chances: { count: number }[] }[];
      }>();
      return gauges.flatMap(({ chances }) => chances.map(({ count }) => count));
    };
    const counts = await stated();
    expect(Math.max(...counts)).toBeGreaterThan(0);
    world.clock.advanceTo(world.clock.now() + 398 * DAY_MS);
    expect(await stated()).toEqual(counts);
    world.clock.advanceTo(world.clock.now() + 4 * DAY_MS);
    expect(await stated()).toEqual(counts.map(() => 0));
  });

  it('judges an installation that began as an exercise from when it was operational: neither its alerts then nor that flood', async () => {
    const { doors, clock } = world;
    const judged = async (...played: typeof doors.played) => {
      doors.played = played;
      const { since, levels, gauges } = await viewVerification(doors, doors.communes.get('coursan')!);
      const counted = levels.flatMap(({ floods, falseAlarms, unjudged }) => [...floods, ...falseAlarms, unjudged]);
      const stated = gauges.flatMap(({ chances }) => chances.map(({ count }) => count));
      return { since, counted, stated: Math.max(...stated) };
    };
    const before = await judged();
    expect(before.counted.length).toBeGreaterThan(3);
    const [began, to] = [before.since!, clock.now() - HOUR_MS];
    expect(await judged({ from: began, to })).toEqual({ since: to, counted: [0, 0, 0], stated: 0 });
    // Also where it plays again.
    const again = { from: clock.now() - 1, to: Number.POSITIVE_INFINITY };
    expect(await judged({ from: began, to }, again)).toEqual({ since: to, counted: [0, 0, 0], stated: 0 });
    // What an exercise has seen so far its own page tells.
    expect(await judged({ from: began, to: Number.POSITIVE_INFINITY })).toEqual(before);
    // One that was operational before keeps what it had.
    expect(await judged({ from: clock.now() - 2 * HOUR_MS, to })).toEqual(before);
    // Not what an exercise raised after that, nor what passed within it: at the lower marks the water stood before.
    expect(await judged({ from: began + HOUR_MS, to })).toEqual({ ...before, counted: [1, 1, 0] });
  });

  it('of an alert from before that time is not judged either: the flood would be one that nobody was warned of', async () => {
    const { doors, clock } = world;
    await post({ reached: 'danger', passedAt: '2020-01-23T05:15' });
    const began = (await viewVerification(doors, doors.communes.get('coursan')!)).since!;
    doors.played = [{ from: began, to: clock.now() - HOUR_MS }];
    const { levels, answers: counted } = await viewVerification(doors, doors.communes.get('coursan')!);
    expect(levels.flatMap(({ floods, unjudged }) => [...floods, unjudged])).toEqual([0, 0, 0]);
    expect(counted).toBe(0);
  });

  it('nobody is asked about an alert that was raised while the installation was an exercise, nor about that water: it says EXERCISE', async () => {
    const { doors, clock } = world;
    const report = `/fr/staff/alerts/${world.alert}/report`;
    expect((await staff.get('/fr/staff/alerts')).body).not.toContain('EXERCICE');
    expect((await staff.get(report)).body).not.toContain('EXERCICE :');
    // Whether it is over or not.
    for (const to of [clock.now() - HOUR_MS, Number.POSITIVE_INFINITY]) {
      doors.played = [{ from: 0, to }];
      expect((await staff.get('/fr/staff')).body).not.toContain('/fr/staff/truth/');
      const { body } = await staff.get('/fr/staff/alerts');
      expect(body).toContain(report);
      expect([body.includes('/fr/staff/truth/'), body.includes('EXERCICE')]).toEqual([false, true]);
      expect((await staff.get(url)).statusCode).toBe(404);
      expect((await staff.get(report)).body).toContain('EXERCICE&nbsp;: cette alerte n’était pas réelle.');
      expect((await staff.get('/api/v1/communes/coursan/truth')).json()).toEqual([]);
      expect((await staff.get('/api/v1/communes/coursan/alerts')).json()).toMatchObject([{ exercise: true }]);
    }
  });

  it('is the same through the API', async () => {
    const { csrfToken } = (await staff.get('/api/v1/session')).json<{ csrfToken: string }>();
    const send = (payload: object, token = csrfToken) =>
      app.inject({ method: 'POST', url: api, headers: { cookie: staff.cookie(), 'csrf-token': token }, payload });
    const asked = (await staff.get('/api/v1/communes/coursan/truth')).json();
    expect(asked).toMatchObject([{ id: world.alert, alert: world.alert, answer: null, earlier: [] }]);
    expect((await send({ flooded: 'yes' })).statusCode).toBe(422);
    expect((await send({ flooded: 'maybe' })).statusCode).toBe(400);
    expect((await send({ flooded: 'no' }, 'forged')).statusCode).toBe(403);
    const first = await send({ flooded: 'yes', reached: 'act', passedAt: '2020-01-23T05:15:00+01:00' });
    expect(first.statusCode).toBe(201);
    expect(first.json()).toMatchObject({ id: 1, reached: 'act', passedAt: '2020-01-23T04:15:00.000Z' });
    expect((await send({ flooded: 'no' })).statusCode).toBe(409);
    expect((await send({ flooded: 'no', seen: 1 })).statusCode).toBe(201);
    expect((await staff.get('/api/v1/communes/coursan/truth')).json()).toMatchObject([
      { answer: { id: 2, flooded: 'no' }, earlier: [{ id: 1 }] },
    ]);
    expect((await staff.get('/api/v1/communes/coursan/truth/nothing')).statusCode).toBe(404);
  });

  it('only staff of the commune answer; a mayor reads the report of their own', async () => {
    const mayor = await logIn(app, 'mayor-coursan');
    const other = await logIn(app, 'staff-lagrasse');
    const report = `/fr/staff/alerts/${world.alert}/report`;
    const replay = '/fr/staff/replay?commune=coursan&at=2020-01-23T03:00';
    const data = [
      `/api/v1/communes/coursan/alerts/${world.alert}/report`,
      '/api/v1/communes/coursan/alerts',
      '/api/v1/communes/coursan/replay?at=2020-01-23T02:00:00Z',
    ];
    const verify = ['/api/v1/communes/coursan/verification', '/api/v1/communes/coursan/truth'];
    const statuses = async (visitor: Visitor, urls: string[]) =>
      Promise.all(urls.map(async (each) => (await visitor.get(each)).statusCode));
    expect(await statuses(mayor, [report, replay, ...data])).toEqual([200, 200, 200, 200, 200]);
    expect(await statuses(mayor, [url, '/fr/staff/verification', ...verify])).toEqual([404, 404, 404, 404]);
    expect(await statuses(other, [report, replay, ...data, url, ...verify])).toEqual(Array(8).fill(404));
    const guest = createVisitor(app);
    expect(await statuses(guest, [report, replay, url])).toEqual([302, 302, 302]);
    expect(await statuses(guest, [...data, ...verify])).toEqual(Array(5).fill(401));
    const token = await mayor.token('/fr/mayor/coursan');
    expect((await mayor.post(url, answer, { token })).statusCode).toBe(404);
    expect((await other.post(url, answer, { token: await other.token('/fr/staff') })).statusCode).toBe(404);
    expect(answers()).toEqual([]);
    expect((await guest.get(report)).headers.location).toBe(`/fr/login?next=${encodeURIComponent(report)}`);
  });
});
