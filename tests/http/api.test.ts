import { describe, expect, it } from 'vitest';
import { type Suppression, suppressionKinds } from '../../src/alert/suppress.ts';
import type { Doors } from '../../src/http/doors.ts';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn } from '../support/visitor.ts';

async function api() {
  const world = createWorld();
  await flood(world);
  const app = createServer(world.doors);
  const post = (cookie: string, url: string, payload: object, token?: string) =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: { cookie, ...(token === undefined ? {} : { 'csrf-token': token }) },
    });
  return { ...world, app, post };
}

describe('the API', () => {
  it('gives levels, gauges with their chances, and the gauges upstream', async () => {
    const { app } = await api();
    const communes = (await app.inject('/api/v1/communes')).json();
    expect(communes).toContainEqual({
      id: 'coursan',
      name: 'Coursan',
      timeZone: 'Europe/Paris',
      publicLevel: 'normal',
      townHall: 'deciding',
      asOf: '2020-01-23T02:00:00.000Z',
      simulated: true,
    });
    const coursan = (await app.inject('/api/v1/communes/coursan')).json();
    expect(coursan).toMatchObject({ simulated: true, asOf: '2020-01-23T02:00:00.000Z' });
    expect(coursan.gauges[0].chances.map((each: { level: string }) => each.level)).toEqual([
      'prepare',
      'act',
      'danger',
    ]);
    expect(coursan.gauges[0].chances[2]).toMatchObject({ probability: 0.38, passed: false, markM: 6.1 });
    const suspect = coursan.upstream.find((each: { station: string }) => each.station === 'villedaigne');
    expect(suspect).toMatchObject({ suspect: true, stageM: 9.9 });
  });

  it('gives readings of a window, suspect ones marked', async () => {
    const { app } = await api();
    const url = '/api/v1/stations/villedaigne/readings?from=2020-01-23T01:30:00Z&to=2020-01-23T03:00:00%2B01:00';
    const { readings, unit } = (await app.inject(url)).json();
    expect(unit).toBe('m');
    expect(readings).toHaveLength(4);
    expect(readings.at(-1)).toMatchObject({
      observedAt: '2020-01-23T02:00:00.000Z',
      quality: 'suspect',
      tests: ['spike'],
    });
  });

  it.each([
    ['/api/v1/stations/coursan/readings?from=yesterday', 400],
    ['/api/v1/stations/coursan/readings?from=2020-01-23T02:00:00', 400],
    ['/api/v1/stations/coursan/readings?from=2019-01-01T00:00:00Z', 400],
    ['/api/v1/stations/coursan/readings?from=2020-01-24T00:00:00Z&to=2020-01-23T00:00:00Z', 400],
    ['/api/v1/stations/nowhere/readings', 404],
    ['/api/v1/stations/cuxac/forecast', 404],
    ['/api/v1/stations/cuxac/forecast/paths', 404],
    ['/api/v1/stations/coursan/forecast/paths?by=now', 400],
    ['/api/v1/communes/nowhere', 404],
    ['/api/v1/nowhere', 404],
    ['/api/v1/session', 401],
    ['/api/v1/communes/coursan/events', 401],
    ['/api/v1/rejections', 401],
    ['/api/v1/feeds', 401],
    ['/api/v1/policies', 401],
  ])('answers %s with a problem document, %d', async (url, status) => {
    const { app } = await api();
    const response = await app.inject(url);
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
  });

  it('gives the fan with its quantiles', async () => {
    const { app } = await api();
    const forecast = (await app.inject('/api/v1/stations/coursan/forecast')).json();
    expect(forecast.quantiles).toEqual([0.05, 0.25, 0.5, 0.75, 0.95]);
    expect(forecast.stageQuantilesM).toHaveLength(5);
    expect(forecast.stageQuantilesM[0]).toHaveLength(forecast.leadTimesH.length);
  });

  it('says why: contributions in metres that sum to the rise, past events, chances out of 100 and at every lead time', async () => {
    const { app } = await api();
    const { explanation, chances, curves, leadTimesH } = (await app.inject('/api/v1/stations/coursan/forecast')).json();
    const sum = explanation.contributions.reduce((total: number, each: { riseM: number }) => total + each.riseM, 0);
    expect(sum).toBeCloseTo(explanation.riseM, 9);
    expect(explanation.oddsShift).toBe(0.4);
    expect(explanation.contributions).toContainEqual({ from: 'rain', station: null, riseM: 0.1 });
    expect(explanation.similarEvents[0]).toMatchObject({ station: null, at: '2020-06-12T06:00:00.000Z', share: 0.4 });
    for (const { probability, outOf100 } of chances) {
      if (outOf100.bound === 'about') expect(outOf100.count).toBe(Math.round(100 * probability));
    }
    expect(curves[0].probabilities).toHaveLength(leadTimesH.length);
  });

  it('says how long the water takes from gauge to gauge, and where it cannot say', async () => {
    const { app } = await api();
    const reaches = (await app.inject('/api/v1/reaches')).json();
    expect(reaches).toContainEqual(
      expect.objectContaining({ from: 'saint-marcel', to: 'moussan', hours: 2, rises: 4 }),
    );
    expect(reaches).toContainEqual(expect.objectContaining({ from: 'puicheric', hours: null, unknown: 'too-weak' }));
  });

  it('gives whole paths while they are kept', async () => {
    const { app, doors } = await api();
    doors.forecasts.keepPaths({
      station: 'coursan',
      stageM: 3,
      issuedAt: NOW - HOUR_MS,
      leadTimesH: [1, 2],
      paths: [Float64Array.of(3.2, 3.5), Float64Array.of(3.1, 3.0)],
      weights: [0.25, 0.75],
    });
    const kept = (await app.inject('/api/v1/stations/coursan/forecast/paths')).json();
    expect(kept).toMatchObject({
      leadTimesH: [1, 2],
      weights: [0.25, 0.75],
      stagesM: [
        [3.2, 3.5],
        [3.1, 3],
      ],
    });
    const before = `/api/v1/stations/coursan/forecast/paths?by=${new Date(NOW - 2 * HOUR_MS).toISOString()}`;
    expect((await app.inject(before)).statusCode).toBe(404);
  });

  it('gives staff events, refusals and policies', async () => {
    const { app } = await api();
    const staff = await logIn(app, 'staff-aude');
    const events = (await staff.get('/api/v1/communes/coursan/events')).json();
    expect(events[0]).toMatchObject({
      kind: 'raised',
      level: 'act',
      from: 'normal',
      reason: { because: 'observed-passage' },
    });
    expect(Date.parse(events[0].observedAt)).toBe(events[0].reason.observedAt);
    const { counts, recent } = (await staff.get('/api/v1/rejections')).json();
    expect(counts).toEqual({ malformed: 1, 'unknown-station': 1 });
    expect(recent).toHaveLength(2);
    expect((await staff.get('/api/v1/policies')).json()[0].rules).toHaveLength(9);
  });

  it('reads a few versions of the policy at a time, however many it is asked for', async () => {
    const { doors } = await api();
    const first = doors.policies.current()!;
    const entry = { at: NOW, actor: { service: true }, action: 'policy.changed', commune: null, detail: {} } as const;
    for (let version = 2; version <= 45; version++) doors.policies.append(first, entry);
    const read: number[] = [];
    const history: typeof doors.policies.history = (limit, before) => {
      read.push(limit);
      return doors.policies.history(limit, before);
    };
    const app = createServer({ ...doors, policies: { ...doors.policies, history } });
    const staff = await logIn(app, 'staff-aude');
    const versions = async (limit: number) =>
      (await staff.get(`/api/v1/policies?limit=${limit}`)).json().map(({ version }: { version: number }) => version);
    expect(await versions(1000)).toEqual(Array.from({ length: 45 }, (_, index) => 45 - index));
    expect(await versions(41)).toEqual(Array.from({ length: 41 }, (_, index) => 45 - index));
    expect(Math.max(...read)).toBeLessThan(45);
  });

  it('acts with the session and its token only, and gives the refusal its name', async () => {
    const { app, post, doors } = await api();
    const mayor = await logIn(app, 'mayor-coursan');
    const url = '/api/v1/communes/coursan/release';
    expect((await post('', url, { level: 'act' })).statusCode).toBe(403);
    expect((await post(mayor.cookie(), url, { level: 'act' })).statusCode).toBe(403);
    const session = await mayor.get('/api/v1/session');
    const { csrfToken, communes } = session.json();
    expect(communes).toEqual(['coursan']);
    const late = await post(mayor.cookie(), url, { level: 'prepare' }, csrfToken);
    expect([late.statusCode, late.json().refusal]).toEqual([409, 'level-changed']);
    expect((await post(mayor.cookie(), url, { level: 'flood' }, csrfToken)).statusCode).toBe(400);
    expect(
      (await post(mayor.cookie(), '/api/v1/communes/trebes/release', { level: 'act' }, csrfToken)).statusCode,
    ).toBe(404);
    expect((await post(mayor.cookie(), url, { level: 'act' }, csrfToken)).statusCode).toBe(204);
    expect(doors.journal.state('coursan')?.alert?.telling.told).toBe('act');
  });

  it('lets nobody keep what is one reader’s own, a refusal included; what is everybody’s may be kept for seconds', async () => {
    const { app } = await api();
    const kept = async (url: string) => {
      const { statusCode, headers } = await app.inject(url);
      return [statusCode, headers['cache-control']];
    };
    expect(await kept('/api/v1/communes')).toEqual([200, 'public, max-age=10']);
    expect(await kept('/api/v1/communes/nowhere')).toEqual([404, 'no-store']);
    expect(await kept('/api/v1/communes/coursan/events')).toEqual([401, 'no-store']);
    expect(await kept('/api/v1/acknowledgements/nobody')).toEqual([404, 'no-store']);
  });

  it('describes every route and answer of itself', async () => {
    const { app } = await api();
    const { paths } = (await app.inject('/api/openapi.json')).json();
    expect(Object.keys(paths).sort()).toEqual([
      '/api/v1/acknowledgements/{token}',
      '/api/v1/cap',
      '/api/v1/cap/{identifier}.xml',
      '/api/v1/communes',
      '/api/v1/communes/{commune}',
      '/api/v1/communes/{commune}/acknowledge',
      '/api/v1/communes/{commune}/alerts',
      '/api/v1/communes/{commune}/alerts/{alert}/report',
      '/api/v1/communes/{commune}/close',
      '/api/v1/communes/{commune}/correct',
      '/api/v1/communes/{commune}/events',
      '/api/v1/communes/{commune}/exercise',
      '/api/v1/communes/{commune}/exercise/end',
      '/api/v1/communes/{commune}/exercise/widen',
      '/api/v1/communes/{commune}/exercises',
      '/api/v1/communes/{commune}/exercises/{exercise}',
      '/api/v1/communes/{commune}/gauges/{station}/reads',
      '/api/v1/communes/{commune}/hand-back',
      '/api/v1/communes/{commune}/hold-back',
      '/api/v1/communes/{commune}/log',
      '/api/v1/communes/{commune}/policy-effects',
      '/api/v1/communes/{commune}/release',
      '/api/v1/communes/{commune}/reopen',
      '/api/v1/communes/{commune}/replay',
      '/api/v1/communes/{commune}/rules/{station}/{level}',
      '/api/v1/communes/{commune}/rules/{station}/{level}/trial',
      '/api/v1/communes/{commune}/stations/{station}/tuning',
      '/api/v1/communes/{commune}/stations/{station}/tuning/{level}/acceptance',
      '/api/v1/communes/{commune}/stations/{station}/tuning/{level}/proposal',
      '/api/v1/communes/{commune}/subscriptions',
      '/api/v1/communes/{commune}/told',
      '/api/v1/communes/{commune}/truth',
      '/api/v1/communes/{commune}/truth/{event}',
      '/api/v1/communes/{commune}/verification',
      '/api/v1/exercises',
      '/api/v1/exercises/end',
      '/api/v1/feeds',
      '/api/v1/policies',
      '/api/v1/reaches',
      '/api/v1/rejections',
      '/api/v1/replies',
      '/api/v1/session',
      '/api/v1/stations/{station}/exclusions',
      '/api/v1/stations/{station}/exclusions/{exclusion}/reverse',
      '/api/v1/stations/{station}/forecast',
      '/api/v1/stations/{station}/forecast/paths',
      '/api/v1/stations/{station}/health',
      '/api/v1/stations/{station}/readings',
      '/api/v1/stations/{station}/suppressions',
      '/api/v1/stations/{station}/suppressions/{suppression}/end',
      '/api/v1/subscriptions/{token}',
      '/api/v1/subscriptions/{token}/quiet-hours',
    ]);
    for (const route of Object.values<Record<string, { responses: object }>>(paths)) {
      for (const { responses } of Object.values(route)) expect(Object.keys(responses).length).toBeGreaterThan(0);
    }
  });

  it('tells staff and the health check of a national service that does not answer', async () => {
    const { doors } = await api();
    const state = { station: 'coursan', service: 'hubeau', failures: 3, failure: 'HTTP 500', ignored: 7 } as const;
    const app = createServer({ ...doors, feeds: () => [{ ...state, lastSuccessAt: NOW }] });
    const staff = await logIn(app, 'staff-aude');
    expect((await staff.get('/api/v1/feeds')).json()).toEqual([
      { ...state, lastSuccessAt: new Date(NOW).toISOString() },
    ]);
    expect((await app.inject('/health')).json()).toMatchObject({ status: 'degraded', failingFeeds: ['coursan'] });
    // As on their page: of gauges of others they hear nothing.
    expect((await (await logIn(app, 'staff-lagrasse')).get('/api/v1/feeds')).json()).toEqual([]);
  });

  it('is well while mail goes out and the forecast learns, and not while one of them fails', async () => {
    const { doors } = await api();
    const heard = createNetwork([...doors.network.stations.values()].filter(({ id }) => id !== 'marseillette'));
    const app = createServer({ ...doors, network: heard });
    const waiting = doors.journal.due('contacts', 1e15, 1e15, 10);
    for (const { id } of waiting)
      doors.journal.settle(id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: null });
    expect((await app.inject('/health')).json()).toMatchObject({
      status: 'ok',
      failingDeliveries: { contacts: 0, residents: 0, machines: 0 },
      undeliverable: { contacts: 0, machines: 0 },
    });
    const refused = {
      ...doors.journal,
      undeliverable: (since: number) => ({ contacts: since === NOW - 24 * HOUR_MS ? 1 : 0, machines: 0 }),
    };
    expect((await createServer({ ...doors, network: heard, journal: refused }).inject('/health')).json()).toMatchObject(
      {
        status: 'degraded',
        undeliverable: { contacts: 1, machines: 0 },
      },
    );
    const exercise = { ...doors.instance, kind: 'exercise' } as const;
    const asExercise = createServer({ ...doors, network: heard, journal: refused, instance: exercise });
    expect((await asExercise.inject('/health')).json()).toMatchObject({
      status: 'ok',
      undeliverable: { contacts: 1 },
    });
    const unlearned = createServer({
      ...doors,
      network: heard,
      fit: () => ({ fittedAt: null, isFailing: true, learning: { gauges: 3, of: 18 }, outgrown: [] }),
    });
    expect((await unlearned.inject('/health')).json()).toMatchObject({
      status: 'degraded',
      forecast: { fittedAt: null, failing: true, learning: { gauges: 3, of: 18 } },
    });
    const full = createServer({ ...doors, network: heard, disk: () => ({ freeBytes: 3e6, isLow: true }) });
    expect((await full.inject('/health')).json()).toMatchObject({
      status: 'degraded',
      disk: { freeBytes: 3e6, low: true },
    });
    doors.journal.enqueue({ ...waiting[0]!, id: 'one-more' });
    doors.journal.settle('one-more', {
      status: 'pending',
      attempts: 1,
      nextAttemptAt: NOW + 1,
      lastError: 'ENOTFOUND',
    });
    expect((await app.inject('/health')).json()).toMatchObject({
      status: 'degraded',
      failingDeliveries: { contacts: 1, residents: 0, machines: 0 },
    });
  });

  it('is degraded for three days by a machine that is not told, and then still counts it beside those who decide', async () => {
    const { doors } = await api();
    const heard = createNetwork([...doors.network.stations.values()].filter(({ id }) => id !== 'marseillette'));
    for (const { id } of doors.journal.due('contacts', 1e15, 1e15, 10))
      doors.journal.settle(id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: null });
    const siren = { id: 'siren', url: 'https://siren.example.org/', tells: 'residents', secrets: [] } as const;
    const missedAt = (ago: number, kind = doors.instance.kind) => {
      const untold = () => ({ since: NOW - ago, why: 'ECONNREFUSED' });
      const journal = {
        ...doors.journal,
        untold,
        failingDeliveries: () => ({ contacts: 0, residents: 0, machines: 2 }),
      };
      const webhooks = [{ ...siren, communes: ['coursan'] }];
      return createServer({ ...doors, network: heard, webhooks, journal, instance: { ...doors.instance, kind } });
    };
    const failingDeliveries = { contacts: 0, residents: 0, machines: 2 };
    const [young, old] = [
      await missedAt(71 * HOUR_MS).inject('/health'),
      await missedAt(72 * HOUR_MS).inject('/health'),
    ];
    expect(young.json()).toMatchObject({ status: 'degraded', failingDeliveries });
    expect(old.json()).toMatchObject({ status: 'ok', failingDeliveries });
    expect((await missedAt(71 * HOUR_MS, 'exercise').inject('/health')).json()).toMatchObject({ status: 'degraded' });
    expect((await missedAt(72 * HOUR_MS, 'exercise').inject('/health')).json()).toMatchObject({ status: 'ok' });
    const gone = createServer({ ...doors, network: heard, webhooks: [] });
    expect((await gone.inject('/health')).json()).toMatchObject({ status: 'ok' });
  });

  it('names the watched gauges that report and are not forecast, but for those under maintenance', async () => {
    const { app, doors } = await api();
    expect((await app.inject('/health')).json()).toMatchObject({ unforecast: [] });
    const blind = { ...doors, forecasts: { ...doors.forecasts, latest: () => null } };
    const answered = (await createServer(blind).inject('/health')).json();
    expect(answered).toMatchObject({ status: 'degraded', unforecast: ['trebes', 'lagrasse', 'coursan'] });
    const of = (station: string): Suppression | null => {
      const until = {
        from: NOW - HOUR_MS,
        until: NOW + HOUR_MS,
        reason: 'new mast',
        person: 'staff-aude',
        ended: null,
      };
      return station === 'trebes' ? { id: 1, station, kind: 'maintenance', ...until } : null;
    };
    const maintained = createServer({ ...blind, suppressions: { ...doors.suppressions, of } });
    expect((await maintained.inject('/health')).json()).toMatchObject({ unforecast: ['lagrasse', 'coursan'] });
  });

  it('tells its health: the silent gauge by name, and 503 when it is deaf', async () => {
    const { app, doors } = await api();
    const health = await app.inject('/health');
    expect([health.statusCode, health.json()]).toMatchObject([
      200,
      { status: 'degraded', stale: ['marseillette'], broker: 'connected', outbox: { pending: 3, sent: 1 } },
    ]);
    expect((await createServer({ ...doors, brokerConnected: () => false }).inject('/health')).statusCode).toBe(503);
  });

  it.each(suppressionKinds)(
    'names no silent gauge of which a person has said why (%s), and is deaf all the same',
    async (kind) => {
      const { doors } = await api();
      const said = { from: NOW - HOUR_MS, until: NOW + HOUR_MS, reason: 'for the winter', person: 'staff-aude' };
      const of = (station: string): Suppression => ({ id: 1, station, kind, ...said, ended: null });
      const suppressed = { ...doors, suppressions: { ...doors.suppressions, of } };
      expect((await createServer(suppressed).inject('/health')).json()).toMatchObject({ stale: [] });
      const seen = { ...doors.seen, latest: async () => null };
      const deaf = await createServer({ ...suppressed, seen }).inject('/health');
      expect([deaf.statusCode, deaf.json()]).toMatchObject([503, { status: 'degraded', stale: [] }]);
    },
  );

  it('waits in good health for the first gauge to speak, a past imported or not, and is ill once all are lost', async () => {
    const { doors } = await api();
    for (const { id } of doors.journal.due('contacts', 1e15, 1e15, 10))
      doors.journal.settle(id, { status: 'sent', attempts: 1, sentAt: NOW, providerId: null });
    const healthWith = async (latest: Partial<Reading> | null, change: Partial<Doors> = {}) => {
      const one = stageReading('coursan', NOW - 3 * HOUR_MS, 1);
      const readings = { ...doors.seen, latest: async () => latest && { ...one, revision: 1, ...latest } };
      const unheard = { ...doors, forecasts: { ...doors.forecasts, latest: () => null }, seen: readings };
      const answer = await createServer({ ...unheard, ...change }).inject('/health');
      return [answer.statusCode, answer.json().status];
    };
    expect(await healthWith(null)).toEqual([200, 'waiting']);
    expect(await healthWith({ observedAt: NOW - 400 * DAY_MS, receivedAt: NOW - HOUR_MS })).toEqual([200, 'waiting']);
    expect(await healthWith(null, { brokerConnected: () => false })).toEqual([503, 'degraded']);
    expect(await healthWith(null, { faults: () => ['showing'] })).toEqual([503, 'degraded']);
    // A backup without its readings was restored: what was forecast by them is there.
    const { latest } = doors.forecasts;
    expect(await healthWith(null, { forecasts: doors.forecasts })).toEqual([503, 'degraded']);
    const byPast: typeof latest = (station, by) => {
      const forecast = latest(station, by);
      return forecast && { ...forecast, observedAt: forecast.issuedAt - DAY_MS };
    };
    expect(await healthWith(null, { forecasts: { ...doors.forecasts, latest: byPast } })).toEqual([200, 'waiting']);
    // They cannot be read either, which nobody knew before.
    const found: 'showing'[] = [];
    const spoiled = () => {
      found.push('showing');
      return null;
    };
    const unread = { forecasts: { ...doors.forecasts, latest: spoiled }, faults: () => [...found] };
    expect(await healthWith(null, unread)).toEqual([503, 'degraded']);
    expect(await healthWith({})).toEqual([503, 'degraded']);
    expect(await healthWith({ observedAt: NOW - 400 * DAY_MS, receivedAt: NOW - 400 * DAY_MS })).toEqual([
      503,
      'degraded',
    ]);
    const known = async (...held: Pick<Reading, 'observedAt' | 'receivedAt' | 'tests'>[]) => {
      const latest = async (_: unknown, receivedBy: number) => {
        const found = held.findLast(({ receivedAt }) => receivedAt <= receivedBy);
        return found
          ? ({ station: 'coursan', quantity: 'stage', value: 1, quality: 'pass', revision: 0, ...found } as const)
          : null;
      };
      return healthWith(null, { seen: { latest, window: async () => [] } });
    };
    const readAt = (observedAt: number, receivedAt = observedAt, tests: Reading['tests'] = []) => ({
      observedAt,
      receivedAt,
      tests,
    });
    const [once, imported] = [readAt(NOW - 40 * DAY_MS), readAt(NOW - 3 * DAY_MS, NOW - DAY_MS)];
    const importedNow = readAt(NOW - 2 * DAY_MS, NOW - HOUR_MS);
    expect(await known(imported, importedNow)).toEqual([200, 'waiting']);
    // The time in which it was silent was imported; its clock was set back; people read it in its place for long.
    expect(await known(once, imported, importedNow)).toEqual([503, 'degraded']);
    expect(await known(readAt(NOW + 40 * DAY_MS))).toEqual([503, 'degraded']);
    const byPerson = readAt(NOW - HOUR_MS, NOW - HOUR_MS, ['by-person']);
    expect(await known(once, byPerson)).toEqual([503, 'degraded']);
    // People who read it before there is a sensor, and what they read at the time of an import, are no sensor.
    expect(await known(byPerson)).toEqual([200, 'waiting']);
    const lookedBefore = readAt(NOW - 9 * DAY_MS, NOW - 9 * DAY_MS, ['by-person']);
    expect(await known(lookedBefore, importedNow)).toEqual([200, 'waiting']);
    expect(await known(once, lookedBefore, importedNow)).toEqual([503, 'degraded']);
  });
});
