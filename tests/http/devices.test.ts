import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { err } from '../../src/lib/result.ts';
import { DAY_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const url = '/api/v1/stations/coursan';

async function town(person: string) {
  const world = createWorld();
  await flood(world);
  world.doors.deviceHealth.put({
    station: 'coursan',
    lastSeenAt: NOW - 3 * MINUTE_MS,
    batteryV: 3.41,
    batteryPercent: null,
    tiltDeg: 2,
    frameCounter: 12,
    frames: 10,
    lostFrames: 2,
    recentIds: [],
  });
  const app = createServer(world.doors);
  const visitor = await logIn(app, person);
  const { csrfToken } = (await visitor.get('/api/v1/session')).json();
  const post = (path: string, payload: object, token: string = csrfToken) =>
    app.inject({ method: 'POST', url: path, headers: { cookie: visitor.cookie(), 'csrf-token': token }, payload });
  return { ...world, app, visitor, post };
}

describe('how the sensors do', () => {
  it('is told to staff of the communes below, apart from the level', async () => {
    const { visitor, app } = await town('staff-aude');
    const health = (await visitor.get(`${url}/health`)).json();
    expect(health).toMatchObject({
      station: 'coursan',
      mapping: null,
      device: { batteryV: 3.41, batteryPercent: null, tiltDeg: 2, frames: 10, lostFrames: 2, frameCounter: 12 },
      exclusions: [],
    });
    // The world knows less than a week: the rest is one gap.
    expect(health.gaps[0]).toMatchObject({ from: health.since, missing: expect.any(Number) });
    expect((await app.inject(`${url}/health`)).statusCode).toBe(401);
    expect((await visitor.get('/api/v1/stations/nowhere/health')).statusCode).toBe(404);
  });

  it('is nothing for a mayor, nor for staff of another river', async () => {
    for (const person of ['mayor-coursan', 'staff-lagrasse']) {
      const { visitor } = await town(person);
      expect((await visitor.get(`${url}/health`)).statusCode).toBe(404);
    }
  });

  it.each([
    ['fr', 'mesure douteuse</strong><br><small>variation trop rapide, peut-être une autre unité</small>'],
    ['en', 'suspect value</strong><br><small>changes too fast, perhaps another unit</small>'],
  ])('why a reading is doubted stands on the staff page, in %s', async (language, text) => {
    const { visitor, doors } = await town('staff-aude');
    const slip = { quality: 'suspect', tests: ['rate-of-change', 'unit-slip'] } as const;
    await doors.readings.append([
      { station: 'coursan', quantity: 'stage', observedAt: NOW, receivedAt: NOW, value: 11, ...slip },
    ]);
    expect((await visitor.get(`/${language}/staff`)).body).toContain(text);
  });

  it.each([
    ['fr', 'Batterie à moins de 20 % : L’Aude à Coursan [Village].'],
    ['en', 'Battery below 20%: L’Aude à Coursan [Village].'],
  ])('a battery that runs out is told on the staff page, in %s', async (language, text) => {
    const { visitor, doors } = await town('staff-aude');
    const page = async () => (await visitor.get(`/${language}/staff`)).body.replaceAll(/&nbsp;|\u00a0|\u202f/g, ' ');
    expect(await page()).not.toContain(text);
    const device = doors.deviceHealth.of('coursan')!;
    doors.deviceHealth.put({ ...device, batteryPercent: 20 });
    expect(await page()).not.toContain(text);
    doors.deviceHealth.put({ ...device, batteryPercent: 19.4 });
    expect(await page()).toContain(text);
    doors.deviceHealth.put({ ...device, batteryPercent: 19.4, lastSeenAt: NOW - 7 * DAY_MS });
    expect(await page()).not.toContain(text);
  });

  it.each([
    ['fr', 1, 'Faites-la remplacer avant que la station ne se taise.'],
    ['fr', 2, 'Faites-les remplacer avant que ces stations ne se taisent.'],
    ['en', 1, 'Have it replaced before the gauge falls silent.'],
    ['en', 5, 'Have them replaced before those gauges fall silent.'],
  ])('what to do is said of as many as there are: in %s of %i', async (language, count, text) => {
    const { visitor, doors } = await town('staff-aude');
    const device = doors.deviceHealth.of('coursan')!;
    for (const station of ['coursan', ...doors.network.stations.keys()].slice(0, count))
      doors.deviceHealth.put({ ...device, station, batteryPercent: 6 });
    expect((await visitor.get(`/${language}/staff`)).body).toContain(text);
  });

  it.each([
    ['fr', 'à moins de 20 % à 6 stations. Les plus faibles : ', /\(1,5 %\).*\(5,5 %\)\. Faites-les/],
    ['en', 'below 20% at 6 gauges. The lowest: ', /\(1.5%\).*\(5.5%\)\. Have them/],
  ])(
    'of many that run out their count and the lowest, and all on the page of the gauges, in %s',
    async (language, text, lowest) => {
      const { visitor, doors } = await town('staff-aude');
      const device = doors.deviceHealth.of('coursan')!;
      const ids = [...doors.network.stations.keys()].slice(0, 6);
      ids.forEach((station, n) => doors.deviceHealth.put({ ...device, station, batteryPercent: 6.5 - n }));
      const page = async (at: string) =>
        (await visitor.get(`/${language}/staff${at}`)).body.replaceAll(/&nbsp;|\u00a0|\u202f/g, ' ');
      const caution = (await page('')).split('\n').find((line) => line.includes(text));
      expect(caution).toMatch(lowest);
      expect(caution).not.toMatch(/6[.,]5/);
      expect((await page('/stations')).match(/<li>.* \([1-6][.,]5 ?%\)/g)).toHaveLength(6);
    },
  );

  it.each([
    ['fr', 'entendu il y a 3 minutes · 3,4 V · incliné de 2° · 2 trames perdues sur 12'],
    ['en', 'heard 3 minutes ago · 3.4 V · tilt 2° · 2 of 12 frames lost'],
  ])('stands on the staff page, in %s', async (language, text) => {
    const { visitor } = await town('staff-aude');
    const page = (await visitor.get(`/${language}/staff`)).body.replaceAll(/&nbsp;|\u00a0|\u202f/g, ' ');
    expect(page).toContain(text);
  });
});

describe('readings taken out of what counts', () => {
  const body = { from: new Date(NOW - 60 * MINUTE_MS).toISOString(), reason: 'the sensor is being cleaned' };

  it('by a named person, on the record, and put back', async () => {
    const { post, visitor, doors } = await town('staff-aude');
    const excluded = async () =>
      (await visitor.get(`${url}/readings`))
        .json()
        .readings.filter((each: { tests: string[] }) => each.tests.includes('excluded'));
    const made = await post(`${url}/exclusions`, body);
    expect([made.statusCode, made.json()]).toEqual([
      201,
      expect.objectContaining({ station: 'coursan', person: 'staff-aude', to: iso(NOW), reversal: null }),
    ]);
    const out = await excluded();
    expect(out.length).toBeGreaterThan(2);
    expect(
      out.every(
        (each: { quality: string; observedAt: string }) => each.quality === 'fail' && each.observedAt >= body.from,
      ),
    ).toBe(true);

    const reverse = `${url}/exclusions/${made.json().id}/reverse`;
    expect((await post(reverse, { reason: 'it is clean' })).statusCode).toBe(204);
    expect(await excluded()).toEqual([]);
    expect((await post(reverse, { reason: 'once more' })).statusCode).toBe(409);
    expect(
      doors.record
        .recent('coursan', 10)
        .concat(doors.record.recent('trebes', 10))
        .map(({ action, actor }) => [action, actor]),
    ).toEqual(
      expect.arrayContaining([
        ['reading.excluded', { person: 'staff-aude' }],
        ['reading.restored', { person: 'staff-aude' }],
      ]),
    );
    expect((await visitor.get(`${url}/health`)).json().exclusions).toMatchObject([
      { reversal: { reason: 'it is clean' } },
    ]);
  });

  it.each([[{ ...body, reason: '' }], [{ ...body, from: '2020-01-23T02:00:00' }], [{ reason: body.reason }]])(
    'not by %j',
    async (wrong) => {
      const { post, doors } = await town('staff-aude');
      expect((await post(`${url}/exclusions`, wrong)).statusCode).toBe(400);
      expect(doors.exclusions.recent('coursan', 5)).toEqual([]);
    },
  );

  it.each([
    ['ends-before-it-begins', { to: '2020-01-01T00:00:00Z' }],
    ['ends-in-the-future', { to: iso(NOW + MINUTE_MS) }],
    ['longer-than-31-days', { from: iso(NOW - 32 * DAY_MS) }],
  ])('not for a period that %s, and the answer says why', async (refusal, wrong) => {
    const { post, doors } = await town('staff-aude');
    const answer = await post(`${url}/exclusions`, { ...body, ...wrong });
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { refusal, detail: expect.stringMatching(/must/) }]);
    expect(doors.exclusions.recent('coursan', 5)).toEqual([]);
  });

  it('not while the history in InfluxDB does not answer, nor the other way round', async () => {
    const { post, doors } = await town('staff-aude');
    doors.exclusions.exclude = async () => err('history-unreachable');
    doors.exclusions.reverse = async () => 'history-unreachable';
    const again = { reason: 'it was right' };
    for (const answer of [await post(`${url}/exclusions`, body), await post(`${url}/exclusions/1/reverse`, again)])
      expect([answer.statusCode, answer.json()]).toMatchObject([503, { refusal: 'history-unreachable' }]);
  });

  it('not without the token, nor by whom the station is none of their business', async () => {
    const { post, doors } = await town('staff-aude');
    expect((await post(`${url}/exclusions`, body, 'forged')).statusCode).toBe(403);
    for (const person of ['mayor-coursan', 'staff-lagrasse']) {
      const other = await town(person);
      expect((await other.post(`${url}/exclusions`, body)).statusCode).toBe(404);
      expect((await other.post(`${url}/exclusions/1/reverse`, { reason: 'it is clean' })).statusCode).toBe(404);
      expect(other.doors.exclusions.recent('coursan', 5)).toEqual([]);
    }
    expect(doors.exclusions.recent('coursan', 5)).toEqual([]);
  });
});

it('a month of readings may be asked for twice a second and address, not more', async () => {
  const { app } = await town('staff-aude');
  const ask = async () => (await app.inject(`${url}/readings`)).statusCode;
  const codes = [];
  for (let asked = 0; asked < 121; asked++) codes.push(await ask());
  expect([codes[119], codes[120]]).toEqual([200, 429]);
  // Others' doors stay open.
  expect((await app.inject('/api/v1/communes/coursan')).statusCode).toBe(200);
});
