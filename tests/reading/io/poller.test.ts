import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { intakeFetched } from '../../../src/reading/intake.ts';
import { environmentAgencyFeed } from '../../../src/reading/io/environment-agency.ts';
import type { Feed } from '../../../src/reading/io/feed.ts';
import { hubeauFeed } from '../../../src/reading/io/hubeau.ts';
import { nationalFeeds, userAgent } from '../../../src/reading/io/national-feeds.ts';
import { startPoller } from '../../../src/reading/io/poller.ts';
import { createRecentReadings } from '../../../src/reading/recent-readings.ts';
import { createSqliteReadingStore } from '../../../src/store/sqlite/readings.ts';
import { createSqliteRejectionStore } from '../../../src/store/sqlite/rejections.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { eventually } from '../../support/eventually.ts';
import { hubeauRow, type NationalServiceStandIn, nationalService, say } from '../../support/national-service.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { stationNamed } from '../../support/station-named.ts';

const NOW = Date.parse('2026-09-23T20:00:00Z');
const UPPER = stationNamed('upper', { intervalMin: 0.0001, delayMin: 75 });
const MEASURE = '690140-level-stage-i-15_min-m';
const open = testDatabases();
const payload = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/payloads', name), 'utf8');

const hubeau = ({ url }: NationalServiceStandIn): Feed =>
  hubeauFeed({ ...UPPER, quantity: 'stage' }, 'Y161205001', new URL(url));
const agency = ({ url }: NationalServiceStandIn): Feed => environmentAgencyFeed(UPPER, MEASURE, new URL(url));
const page = (...data: object[]) => ({ count: data.length, next: null, api_version: '2.0.1', data });

/** A poller that stores what it fetches as the service does, with pauses of a millisecond. */
async function poll(feed: Feed, options: { now?: number; spacingMs?: number; timeoutMs?: number } = {}) {
  const db = await open();
  const readings = createSqliteReadingStore(db);
  const rejections = createSqliteRejectionStore(db);
  const recent = createRecentReadings(readings, 73);
  const clock = manualClock(options.now ?? NOW);
  const series = { station: 'upper', quantity: 'stage' } as const;
  const outcomes: string[] = [];
  let failStore = 0;
  const poller = startPoller(
    [feed],
    {
      clock,
      random: () => 0,
      userAgent: userAgent("Démo de l'Aude", 'https://amont.example'),
      timeoutMs: options.timeoutMs ?? 5_000,
      spacingMs: options.spacingMs ?? 0,
      shortestMs: 1,
      newestOf: async () => (await readings.latest(series, clock.now()))?.observedAt ?? null,
      polled: (_feed, outcome) => void outcomes.push(outcome),
    },
    async (fetched) => {
      if (failStore-- > 0) throw new Error('disk full');
      const taken = await intakeFetched(fetched, {
        network: createNetwork([UPPER]),
        recent,
        excluding: () => [],
        limits: { of: () => null },
      });
      await readings.append(taken.readings);
      rejections.append(taken.rejections);
    },
    pino({ level: 'silent' }),
  );
  onTestFinished(() => poller.close());
  return {
    poller,
    clock,
    rejections,
    outcomes,
    failStoreOnce: () => void (failStore = 1),
    held: () => readings.window(series, 0, NOW + HOUR_MS, clock.now()),
    polls: (count: number) => eventually(() => outcomes.length >= count, `${count} polls, found ${outcomes.join()}`),
  };
}

describe("Hub'Eau", () => {
  test('asks for one station and quantity from a window on, naming itself, and stores metres', async () => {
    const service = await nationalService(say(page(hubeauRow('2026-09-23T19:30:00Z', 491))));
    const { polls, held, clock } = await poll(hubeau(service));
    await polls(1);
    expect(await held()).toMatchObject([{ value: 0.491, quality: 'not-evaluated', receivedAt: NOW, revision: 0 }]);
    const first = new URL(service.asked[0]!.url, service.url);
    expect(first.pathname).toBe('/api/observations_tr');
    expect(Object.fromEntries(first.searchParams)).toMatchObject({
      code_entite: 'Y161205001',
      grandeur_hydro: 'H',
      date_debut_obs: '2026-08-26T20:00:00Z',
    });
    expect(service.asked[0]!.userAgent).toBe("Amont (Demo de l'Aude; https://amont.example)");
    // Once something is held, the three hours before it are asked for again.
    await polls(3);
    expect(service.asked.at(-1)!.url).toContain(encodeURIComponent('2026-09-23T16:30:00Z'));
    expect(clock.now()).toBe(NOW);
  });

  test('an answer that begins with a byte order mark is read as any other', async () => {
    const marked = `\uFEFF${JSON.stringify(page(hubeauRow('2026-09-23T19:30:00Z', 491)))}`;
    const { polls, held } = await poll(hubeau(await nationalService(say(marked))));
    await polls(1);
    expect(await held()).toMatchObject([{ value: 0.491 }]);
  });

  test('follows the pages under HTTP 206, and never to another host', async () => {
    const [next] = /https:[^"]+/.exec(payload('hubeau-v2-observations_tr.json')) ?? [''];
    const first = { ...page(hubeauRow('2026-09-23T19:20:00Z', 480)), next };
    const service = await nationalService(say(first, 206), say(page(hubeauRow('2026-09-23T19:30:00Z', 491))));
    const { polls, held } = await poll(hubeau(service));
    await polls(1);
    expect((await held()).map(({ value }) => value)).toEqual([0.48, 0.491]);
    expect(service.asked[1]!.url).toBe(`/api/observations_tr${new URL(next).search}`);
  });

  test('a page that always names a next one is not followed for ever', async () => {
    const endless = { ...page(), next: 'https://hubeau.eaufrance.fr/api/v2/hydrometrie/observations_tr?cursor=x' };
    const { polls, poller } = await poll(hubeau(await nationalService(say(endless, 206))));
    await polls(1);
    expect(poller.states()).toMatchObject([{ failure: 'more than 10 pages' }]);
  });

  test('the overlap changes nothing but what was corrected: that is a revision with its own time', async () => {
    const rows = [hubeauRow('2026-09-23T19:20:00Z', 480), hubeauRow('2026-09-23T19:30:00Z', 491)];
    const revised = [rows[0]!, hubeauRow('2026-09-23T19:30:00Z', 520)];
    let answer = rows;
    const service = await nationalService((request, response) => say(page(...answer))(request, response));
    const { polls, held, clock, outcomes } = await poll(hubeau(service));
    await polls(2);
    clock.advanceTo(NOW + HOUR_MS);
    await polls(outcomes.length + 2);
    expect((await held()).map(({ receivedAt, revision }) => [receivedAt, revision])).toEqual([
      [NOW, 0],
      [NOW, 0],
    ]);
    answer = revised;
    await polls(outcomes.length + 2);
    expect(await held()).toMatchObject([
      { value: 0.48, receivedAt: NOW, revision: 0 },
      { value: 0.52, receivedAt: NOW + HOUR_MS, revision: 1 },
    ]);
  });

  test('a row without a value is a rejection, told once however often it comes; rows of a site are counted', async () => {
    const rows = [
      hubeauRow('2026-09-23T19:30:00Z', null),
      hubeauRow('2026-09-23T19:30:00Z', 9, { code_station: null }),
    ];
    const { polls, held, rejections, poller } = await poll(hubeau(await nationalService(say(page(...rows)))));
    await polls(3);
    expect(await held()).toEqual([]);
    expect(rejections.counts()).toEqual({ 'no-value': 1 });
    expect(rejections.recent(1)).toMatchObject([{ topic: 'hubeau/upper', reason: 'no-value', receivedAt: NOW }]);
    expect(poller.states()[0]!.ignored).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['as corrected', 8],
    ['as validated', 16],
  ])(
    'two values of one time: the one that its owner has looked at, %s, and no revision at every poll',
    async (_, code) => {
      const raw = hubeauRow('2026-09-23T19:30:00Z', 360);
      const seen = hubeauRow('2026-09-23T19:30:00Z', 904, { code_statut: code });
      for (const rows of [
        [raw, seen],
        [seen, raw],
      ]) {
        const { polls, held } = await poll(hubeau(await nationalService(say(page(...rows)))));
        await polls(3);
        expect(await held()).toMatchObject([{ value: 0.904, revision: 0 }]);
      }
    },
  );

  test('two values of one time that nobody has looked at are a rejection, told once; the same value twice is one', async () => {
    const twice = [360, 904].map((value) => hubeauRow('2026-09-23T19:30:00Z', value));
    const same = [491, 491].map((value) => hubeauRow('2026-09-23T19:40:00Z', value));
    const { polls, held, rejections } = await poll(hubeau(await nationalService(say(page(...twice, ...same)))));
    await polls(3);
    expect(await held()).toMatchObject([{ value: 0.491, revision: 0 }]);
    expect(rejections.counts()).toEqual({ malformed: 2 });
    expect(rejections.recent(1)[0]?.detail).toMatch(/another row of 2026-09-23T19:30:00.000Z says something else/);
  });

  test('an answer without any row of the gauge is no good answer', async () => {
    const site = hubeauRow('2026-09-23T19:30:00Z', 9, { code_station: null });
    const { polls, poller, outcomes } = await poll(hubeau(await nationalService(say(page()), say(page(site)))));
    await polls(2);
    expect(outcomes.slice(0, 2)).toEqual(['silent', 'silent']);
    expect(poller.states()).toMatchObject([
      { lastSuccessAt: null, failure: expect.stringMatching(/no reading since 2026-08-26T20:00/) },
    ]);
  });

  test('a value that no gauge can have is kept, marked as failed', async () => {
    const { polls, held } = await poll(
      hubeau(await nationalService(say(page(hubeauRow('2026-09-23T19:30:00Z', 1e6))))),
    );
    await polls(1);
    expect(await held()).toMatchObject([{ value: 1000, quality: 'fail', tests: ['gross-range'] }]);
  });
});

describe('Environment Agency', () => {
  test('the recorded readings come in, oldest first', async () => {
    const service = await nationalService(say(payload('ea-flood-monitoring-readings.json')));
    const { polls, held } = await poll(agency(service), { now: Date.parse('2015-12-10T16:20:00Z') });
    await polls(1);
    expect((await held()).map(({ value }) => value)).toEqual([0.774, 0.765, 0.754]);
    expect(service.asked[0]!.url).toBe(
      `/api/id/measures/${MEASURE}/readings?since=2015-11-12T16:20:00Z&_sorted&_limit=10000`,
    );
  });

  test('a measure without readings is asked when it last had one', async () => {
    const description = {
      items: {
        '@id': `http://x/id/measures/${MEASURE}`,
        unitName: 'm',
        latestReading: `http://x/2021-07-26T05-30-00Z`,
      },
    };
    const service = await nationalService((request, response) => {
      say(request.url?.includes('/readings') ? { items: [] } : description)(request, response);
    });
    const { polls, poller } = await poll(agency(service));
    await polls(1);
    expect(poller.states()[0]!.failure).toMatch(/the newest is of 2021-07-26T05:30:00/);
  });
});

describe('what goes wrong is counted, shown, and tried again', () => {
  const good = say(page(hubeauRow('2026-09-23T19:30:00Z', 491)));
  test.each([
    ['HTTP 500', 'status', /HTTP 500/, say('oops', 500)],
    ['HTTP 403', 'status', /HTTP 403/, say({ message: 'gone' }, 403)],
    ['a way to another host', 'status', /HTTP 302/, say('', 302, { location: 'http://elsewhere.example/' })],
    ['HTTP 429', 'busy', /HTTP 429/, say('', 429, { 'retry-after': '0' })],
    ['HTTP 503', 'busy', /HTTP 503/, say('', 503, { 'retry-after': 'Wed, 23 Sep 2026 00:00:00 GMT' })],
    ['malformed JSON', 'unreadable', /not valid JSON/, say('{"data":[')],
    [
      'an error under HTTP 200',
      'unreadable',
      /station de prévisions/,
      say(payload('vigicrues-error-with-http-200.json')),
    ],
    ['a connection cut', 'unreachable', /127/, (_: unknown, response: { destroy(): void }) => response.destroy()],
  ] as const)('%s', async (_name, kind, detail, bad) => {
    const { polls, poller, outcomes, held } = await poll(hubeau(await nationalService(bad, bad, good)));
    const seen: string[] = [];
    await eventually(() => {
      const { failures, failure } = poller.states()[0]!;
      if (failures > 0) seen.push(failure ?? '');
      return outcomes.includes('ok');
    }, 'an answer');
    await polls(3);
    expect(outcomes.slice(0, 3)).toEqual([kind, kind, 'ok']);
    expect(seen.every((each) => detail.test(each))).toBe(true);
    expect(poller.states()).toMatchObject([{ failures: 0, failure: null, lastSuccessAt: NOW }]);
    expect(await held()).toHaveLength(1);
  });

  test('a service that never answers is given up after the timeout', async () => {
    const service = await nationalService(() => undefined, good);
    const { polls, outcomes } = await poll(hubeau(service), { timeoutMs: 50 });
    await polls(2);
    expect(outcomes.slice(0, 2)).toEqual(['timeout', 'ok']);
  });

  test('a service that stops in the middle of its answer too', async () => {
    const service = await nationalService((_request, response) => {
      response.writeHead(200);
      response.write('{"data":[');
    }, good);
    const { polls, outcomes } = await poll(hubeau(service), { timeoutMs: 50 });
    await polls(2);
    expect(outcomes.slice(0, 2)).toEqual(['timeout', 'ok']);
  });

  test('a service that asks to be left alone is left alone', async () => {
    const service = await nationalService(say('', 503, { 'retry-after': '3600' }), good);
    const { polls, poller } = await poll(hubeau(service));
    await polls(1);
    await eventually(() => poller.states()[0]!.failures === 1, 'the failure is shown');
    await poller.close();
    expect(service.asked).toHaveLength(1);
  });

  test('what could not be stored is fetched again', async () => {
    const { polls, outcomes, held, failStoreOnce } = await poll(hubeau(await nationalService(good)));
    failStoreOnce();
    await polls(2);
    expect(outcomes.slice(0, 2)).toEqual(['store', 'ok']);
    expect(await held()).toHaveLength(1);
  });
});

test('requests keep their distance, whatever they are for', async () => {
  const service = await nationalService(say(page(hubeauRow('2026-09-23T19:30:00Z', 491))));
  const started = performance.now();
  const { polls } = await poll(hubeau(service), { spacingMs: 60 });
  await polls(4);
  // A slow machine only makes it longer; a timer may be early by a millisecond.
  expect(service.asked[3]!.at - started).toBeGreaterThan(3 * 60 - 4);
});

test('closing ends a request that is under way', async () => {
  const service = await nationalService(() => undefined);
  const { poller } = await poll(hubeau(service), { timeoutMs: 60_000 });
  await eventually(() => service.asked.length === 1, 'the request');
  await poller.close();
});

test('where no gauge is named nobody is asked', () => {
  expect(nationalFeeds({ gauges: new Map(), hubeauUrl: null, environmentAgencyUrl: null }, createNetwork([]))).toEqual(
    [],
  );
});
