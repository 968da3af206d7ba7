import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { floodWarnings, vigicrues } from '../../../src/reading/io/official-service.ts';
import { startOfficialWatch } from '../../../src/reading/io/official-watch.ts';
import type { OfficialSpell } from '../../../src/reading/national/official-warning.ts';
import { createSqliteOfficialStore } from '../../../src/store/sqlite/official-warnings.ts';
import type { OfficialSource } from '../../../src/territory/official-warning.ts';
import { eventually } from '../../support/eventually.ts';
import { nationalService, say, sayOnce } from '../../support/national-service.ts';
import { aude, spellOf, vigicruesMap } from '../../support/official.ts';
import { testDatabases } from '../../support/open-test-database.ts';

const NOW = Date.parse('2026-11-27T15:10:00Z');
const MAP_AT = NOW - 10 * MINUTE_MS;
const open = testDatabases();
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures', name), 'utf8');
const orange = say(vigicruesMap({ AU4: 3, AU5: 1 }, MAP_AT));

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Watches places of a service on this machine that answers so; the last answer repeats. */
async function watch(
  kind: typeof vigicrues | typeof floodWarnings,
  sources: readonly OfficialSource[],
  {
    answers,
    timeoutMs = 5_000,
    before = [],
    isSpoiled = false,
    laterMs = 0,
  }: {
    answers: Answer[];
    timeoutMs?: number;
    before?: readonly OfficialSpell[];
    /** What was kept before cannot be read. */
    isSpoiled?: boolean;
    /** How much time passes after the first attempt. */
    laterMs?: number;
  },
) {
  const server = await nationalService(...answers);
  const store = createSqliteOfficialStore(await open());
  before.forEach((spell) => store.put(spell));
  const newest = () => {
    throw new Error('database disk image is malformed');
  };
  const clock = manualClock(NOW);
  const outcomes: string[] = [];
  const told: string[] = [];
  const watched = startOfficialWatch(
    [{ service: kind(new URL(server.url)), sources }],
    {
      clock,
      random: () => 0,
      store: isSpoiled ? { ...store, newest } : store,
      userAgent: 'Amont (tests)',
      timeoutMs,
      spacingMs: 0,
      intervalMs: 1,
      polled(service, outcome) {
        outcomes.push(`${service} ${outcome}`);
        clock.advanceTo(NOW + laterMs);
        const [state] = watched.of(sources, clock.now());
        if (state?.failure) told.push(`${state.isCurrent} ${state.spell?.level} ${state.failure}`);
      },
    },
    pino({ level: 'silent' }),
  );
  onTestFinished(() => watched.close());
  return {
    server,
    store,
    clock,
    outcomes,
    /** What was known after each attempt that failed. */
    told,
    of: (at = clock.now(), asked = sources) => watched.of(asked, at),
    close: () => watched.close(),
    asked: (count: number) => eventually(() => outcomes.length >= count, `${count} attempts: ${outcomes.join()}`),
  };
}

describe('Vigicrues', () => {
  test('one request tells of all sections, naming us', async () => {
    const other = { ...aude, place: 'AU5' };
    const { asked, of, server, outcomes, store } = await watch(vigicrues, [aude, other], { answers: [orange] });
    await asked(1);
    expect(of()).toMatchObject([
      {
        isCurrent: true,
        failure: null,
        spell: { level: 'orange', name: 'Rivière de AU4', statedAt: MAP_AT, since: null },
      },
      { isCurrent: true, spell: { level: 'green' } },
    ]);
    expect(outcomes[0]).toBe('vigicrues ok');
    expect(server.asked[0]).toMatchObject({ url: '/api/InfoVigiCru.geojson', userAgent: 'Amont (tests)' });
    expect(store.newest().map(({ place, level }) => `${place} ${level}`)).toEqual(['AU4 orange', 'AU5 green']);
  });

  test.each([
    ['HTTP 500', 'status', /HTTP 500/, say('oops', 500)],
    ['a way to another address', 'status', /HTTP 302/, say('', 302, { location: '/elsewhere' })],
    ['too many requests', 'busy', /HTTP 429/, say('', 429, { 'retry-after': '0' })],
    ['a page of HTML', 'unreadable', /not valid JSON/, say('<html>Maintenance</html>')],
    [
      'an error under HTTP 200',
      'unreadable',
      /prévisions/,
      say(fixture('payloads/vigicrues-error-with-http-200.json')),
    ],
    ['a cut connection', 'unreachable', /127/, (_: unknown, response: { destroy(): void }) => response.destroy()],
    [
      'a map that stands still',
      'silent',
      /no new map since 2026-11-26T18/,
      say(vigicruesMap({ AU4: 1 }, NOW - 21 * HOUR_MS)),
    ],
  ] as const)('%s is told, tried again, and never shown as what was said before', async (_, kind, why, bad) => {
    const { asked, of, outcomes, told, clock, store } = await watch(vigicrues, [aude], {
      answers: [orange, bad, bad, bad, orange],
      laterMs: 31 * MINUTE_MS,
    });
    await asked(5);
    expect(outcomes.slice(0, 5)).toEqual([
      'vigicrues ok',
      ...Array.from({ length: 3 }, () => `vigicrues ${kind}`),
      'vigicrues ok',
    ]);
    expect(told).toHaveLength(3);
    expect(told.every((each) => each.startsWith('false orange') && why.test(each))).toBe(true);
    expect(of()).toMatchObject([{ isCurrent: true, failures: 0, failure: null }]);
    // Two spells: what lies between them was not seen.
    expect(store.between(aude, 0, clock.now())).toMatchObject([{ lastSeenAt: NOW }, { firstSeenAt: clock.now() }]);
  });

  test.each([
    ['an ETag', { etag: '"map-16"' }],
    ['a time', { 'last-modified': 'Fri, 27 Nov 2026 15:00:00 GMT' }],
  ])('a map that is as it was, known by %s, is neither sent nor read again, and is of now', async (_, validators) => {
    const statuses: number[] = [];
    const map = sayOnce(vigicruesMap({ AU4: 3 }, MAP_AT), validators, (status) => statuses.push(status));
    const { asked, of, outcomes, store } = await watch(vigicrues, [aude], { answers: [map], laterMs: 20 * MINUTE_MS });
    await asked(3);
    expect(statuses.slice(0, 3)).toEqual([200, 304, 304]);
    expect(new Set(outcomes)).toEqual(new Set(['vigicrues ok']));
    expect(of()).toMatchObject([{ isCurrent: true, spell: { level: 'orange', lastSeenAt: NOW + 20 * MINUTE_MS } }]);
    expect(store.between(aude, 0, NOW + HOUR_MS)).toHaveLength(1);
  });

  test('a new map is read though the one before it was known', async () => {
    const calm = sayOnce(vigicruesMap({ AU4: 1 }, MAP_AT), { etag: '"a"' });
    const flood = sayOnce(vigicruesMap({ AU4: 4 }, NOW), { etag: '"b"' });
    const { asked, of } = await watch(vigicrues, [aude], { answers: [calm, calm, flood] });
    await asked(4);
    expect(of()).toMatchObject([{ isCurrent: true, spell: { level: 'red', statedAt: NOW } }]);
  });

  test('a service that says for ever that nothing has changed is asked for the whole map after an hour', async () => {
    const asked304: boolean[] = [];
    const map = say(vigicruesMap({ AU4: 3 }, MAP_AT), 200, { etag: '"map"' });
    const liar: Answer = (request, response) => {
      const isKnown = request.headers['if-none-match'] !== undefined;
      asked304.push(isKnown);
      (isKnown ? say('', 304) : map)(request, response);
    };
    const { asked } = await watch(vigicrues, [aude], { answers: [liar], laterMs: HOUR_MS });
    await asked(3);
    expect(asked304.slice(0, 3)).toEqual([false, false, true]);
  });

  test('a map that is said to be as it was, and is too old, is not of now', async () => {
    const map = sayOnce(vigicruesMap({ AU4: 1 }, NOW - 19.5 * HOUR_MS), { etag: '"night"' });
    const { asked, outcomes, told } = await watch(vigicrues, [aude], { answers: [map], laterMs: 40 * MINUTE_MS });
    await asked(2);
    expect(outcomes[1]).toBe('vigicrues silent');
    expect(told[0]).toMatch(/^false green no new map since 2026-11-26T19:40/);
  });

  test.each([
    [1799, 'ok', true],
    [1801, 'silent', false],
  ])('an answer that a cache has kept for %i s: %s', async (age, outcome, isCurrent) => {
    const kept = say(vigicruesMap({ AU4: 1 }, MAP_AT), 200, { age: String(age) });
    const { asked, of, outcomes } = await watch(vigicrues, [aude], { answers: [kept] });
    await asked(1);
    expect(outcomes[0]).toBe(`vigicrues ${outcome}`);
    expect(of()).toMatchObject([{ isCurrent }]);
  });

  test('nobody is told that all is as it was who never knew how it was', async () => {
    const { asked, of, outcomes } = await watch(vigicrues, [aude], { answers: [say('', 304)] });
    await asked(1);
    expect(outcomes[0]).toBe('vigicrues status');
    expect(of()).toMatchObject([{ isCurrent: false, spell: null }]);
  });

  test('who has not named the answer cannot say that it is as it was', async () => {
    const { asked, outcomes } = await watch(vigicrues, [aude], { answers: [orange, say('', 304)] });
    await asked(2);
    expect(outcomes.slice(0, 2)).toEqual(['vigicrues ok', 'vigicrues status']);
  });

  test('an answer that unpacks to more than a map can be is not kept in memory', async () => {
    const packed = gzipSync(Buffer.alloc(33 * 1024 * 1024, ' '));
    const huge: Answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    const { asked, told } = await watch(vigicrues, [aude], { answers: [huge, orange] });
    await asked(1);
    expect(told[0]).toContain('more than 33554432 bytes');
  });

  test('a map of the evening before is good until the one of the morning is missing', async () => {
    const night = say(vigicruesMap({ AU4: 2 }, NOW - 19 * HOUR_MS));
    const { asked, of } = await watch(vigicrues, [aude], { answers: [night] });
    await asked(1);
    expect(of()).toMatchObject([{ isCurrent: true, spell: { level: 'yellow' } }]);
  });

  test('a section that the map does not have is told, and makes no other one wait', async () => {
    const unknown = { ...aude, place: 'AU44' };
    const { asked, of, outcomes } = await watch(vigicrues, [aude, unknown], { answers: [orange] });
    await asked(2);
    expect(outcomes[0]).toBe('vigicrues unknown-place');
    expect(of()).toMatchObject([
      { isCurrent: true, failure: null },
      { isCurrent: false, spell: null, failure: 'no section AU44 in the map of Vigicrues' },
    ]);
  });

  test('a service that never answers is given up, and what was kept before a restart says nothing of now', async () => {
    const before = [spellOf(NOW - HOUR_MS, { level: 'green' })];
    const { asked, of, outcomes } = await watch(vigicrues, [aude], {
      answers: [() => undefined],
      timeoutMs: 30,
      before,
    });
    expect(of()).toMatchObject([{ isCurrent: false, spell: before[0] }]);
    await asked(1);
    expect(outcomes[0]).toBe('vigicrues timeout');
    expect(of()).toMatchObject([{ isCurrent: false, spell: before[0] }]);
  });

  test('what nobody thought of when reading an answer is told, and ends nothing', async () => {
    const broken: typeof vigicrues = (url) => ({
      ...vigicrues(url),
      read: async () => await Promise.reject(new TypeError('no level')),
    });
    const { asked, of, outcomes } = await watch(broken, [aude], { answers: [orange] });
    await asked(2);
    expect(outcomes[1]).toBe('vigicrues unreadable');
    expect(of()).toMatchObject([{ isCurrent: false, failure: 'TypeError: no level' }]);
    expect(of()[0]!.failures).toBeGreaterThanOrEqual(2);
  });

  test('what was kept and cannot be read holds up nothing that is read now; of a place that nobody watches nothing is known', async () => {
    const before = [spellOf(NOW - HOUR_MS, { level: 'green' })];
    const { asked, of } = await watch(vigicrues, [aude], { answers: [orange], before, isSpoiled: true });
    expect(of()).toMatchObject([{ spell: null }]);
    await asked(1);
    expect(of()).toMatchObject([{ isCurrent: true, spell: { level: 'orange' } }]);
    expect(of(NOW, [{ ...aude, place: 'AU5' }])).toEqual([]);
  });

  test('a stop of ours in the middle of a question is no failure of the service', async () => {
    const { server, outcomes, of, close } = await watch(vigicrues, [aude], { answers: [() => undefined] });
    await eventually(() => server.asked.length === 1, 'the question');
    await close();
    expect([outcomes, of()[0]]).toEqual([[], expect.objectContaining({ failures: 0, failure: null })]);
  });

  test('what cannot be stored is shown all the same', async () => {
    const { asked, of, store } = await watch(vigicrues, [aude], { answers: [orange] });
    store.put = () => {
      throw new Error('disk full');
    };
    await asked(2);
    expect(of()).toMatchObject([{ isCurrent: true, spell: { level: 'orange' } }]);
  });
});

describe('the Environment Agency', () => {
  const soar: OfficialSource = { service: 'environment-agency', place: '034WAF428' };
  const list = (...items: object[]) => say({ items });
  const area = say(fixture('official/ea-flood-area.json'));
  /** By what is asked for. */
  const agency =
    (floods: Answer, page: Answer): Answer =>
    (request, response) =>
      request.url?.includes('floodAreas') ? page(request, response) : floods(request, response);

  test('its list tells of all areas, and each is looked up once', async () => {
    const floods = say(fixture('official/ea-floods.json'));
    const { asked, of, server, outcomes } = await watch(floodWarnings, [soar], { answers: [agency(floods, area)] });
    await asked(3);
    expect(outcomes[0]).toBe('environment-agency-floods ok');
    expect(of()).toMatchObject([
      { isCurrent: true, spell: { level: 'flood-alert', name: 'Lower River Soar in Leicestershire', statedAt: null } },
    ]);
    const urls = server.asked.map(({ url }) => url);
    expect(urls.filter((url) => url === '/api/id/floodAreas/034WAF428')).toHaveLength(1);
    // A list that is cut short would pass for calm.
    expect(urls[0]).toBe('/api/id/floods?_limit=10000');
  });

  test.each([
    ['a service that gives one entry at a time', (items: object[], offset: number) => items.slice(offset, offset + 1)],
    ['a mirror that knows of no offset', (items: object[]) => items],
  ])('%s hides no warning', async (_, cut) => {
    const items = ['034FWF1', '034FWF2', '034WAF428'].map((floodAreaID) => ({ floodAreaID, severityLevel: 2 }));
    const floods: Answer = (request, response) => {
      const offset = Number(new URL(request.url ?? '', 'http://x').searchParams.get('_offset') ?? 0);
      list(...cut(items, offset))(request, response);
    };
    const { asked, of, outcomes } = await watch(floodWarnings, [soar], { answers: [agency(floods, area)] });
    await asked(1);
    expect(outcomes[0]).toBe('environment-agency-floods ok');
    expect(of()).toMatchObject([{ isCurrent: true, spell: { level: 'flood-warning' } }]);
  });

  test.each([
    ['no page', say('not found', 404)],
    ['an empty one', list()],
  ])('a service that has %s beyond the end of its list hides no warning and fails none', async (_, beyond) => {
    const first = list({ floodAreaID: '034FWF1', severityLevel: 2 }, { floodAreaID: soar.place, severityLevel: 1 });
    const floods: Answer = (request, response) =>
      (request.url?.includes('_offset') ? beyond : first)(request, response);
    const { asked, of, outcomes } = await watch(floodWarnings, [soar], { answers: [agency(floods, area)] });
    await asked(1);
    expect(outcomes[0]).toBe('environment-agency-floods ok');
    expect(of()).toMatchObject([{ isCurrent: true, spell: { level: 'severe-flood-warning' }, failure: null }]);
  });

  test('a list that is not there at all is no empty one', async () => {
    const { asked, of, outcomes } = await watch(floodWarnings, [soar], { answers: [agency(say('', 404), area)] });
    await asked(1);
    expect(outcomes[0]).toBe('environment-agency-floods status');
    expect(of()).toMatchObject([{ isCurrent: false, spell: null, failure: expect.stringMatching(/HTTP 404/) }]);
  });

  test('where the rest of the list is not given no area is taken for calm', async () => {
    const first = list({ floodAreaID: '034FWF1', severityLevel: 2 });
    const floods: Answer = (request, response) =>
      (request.url?.includes('_offset') ? say('', 500) : first)(request, response);
    const { asked, of, outcomes } = await watch(floodWarnings, [soar], { answers: [agency(floods, area)] });
    await asked(1);
    expect(outcomes[0]).toBe('environment-agency-floods status');
    expect(of()).toMatchObject([{ isCurrent: false, spell: null }]);
  });

  test('a list that is always longer is not followed for ever', async () => {
    let entry = 0;
    const endless: Answer = (request, response) =>
      list({ floodAreaID: `034FWF${entry++}`, severityLevel: 3 })(request, response);
    const { asked, told } = await watch(floodWarnings, [soar], { answers: [agency(endless, area)] });
    await asked(1);
    expect(told[0]).toContain('more than 100 pages of warnings');
  });

  test('a list that still has what was removed two days ago has stood still: what it warned of is told as what was', async () => {
    const at = (hours: number) => new Date(NOW - hours * HOUR_MS).toISOString().slice(0, 19);
    const other = { floodAreaID: '034FWF1', severityLevel: 4, timeSeverityChanged: at(37) };
    const own = { floodAreaID: soar.place, severityLevel: 3, timeMessageChanged: at(36) };
    const answers = [agency(list(own, other), area)];
    const { asked, told, outcomes } = await watch(floodWarnings, [soar], { answers, laterMs: 31 * MINUTE_MS });
    await asked(2);
    expect(outcomes.slice(0, 2)).toEqual(['environment-agency-floods ok', 'environment-agency-floods silent']);
    expect(told[0]).toMatch(/^false flood-alert no new list since 2026-11-26T03:10/);
  });

  test('an area that is known and not in the list has no warning', async () => {
    const { asked, of } = await watch(floodWarnings, [soar], { answers: [agency(list(), area)] });
    await asked(1);
    expect(of()).toMatchObject([{ isCurrent: true, spell: { level: 'no-warning' } }]);
  });

  test('an area that the Agency does not know is not taken for calm', async () => {
    const { asked, of, outcomes } = await watch(floodWarnings, [soar], { answers: [agency(list(), say('', 404))] });
    await asked(2);
    expect(outcomes[1]).toBe('environment-agency-floods unknown-place');
    expect(of()).toMatchObject([
      { isCurrent: false, spell: null, failure: expect.stringMatching(/034WAF428: HTTP 404/) },
    ]);
  });

  test.each([
    ['answers 500', say('oops', 500)],
    ['hangs up', (_: unknown, response: { destroy(): void }) => response.destroy()],
  ] as const)(
    'what is in force is told where the page of its area %s, and no other area is taken for calm',
    async (_, page) => {
      const list = say(fixture('official/ea-floods.json'));
      const other = { ...soar, place: '034FWF1' };
      const { asked, of, outcomes } = await watch(floodWarnings, [soar, other], { answers: [agency(list, page)] });
      await asked(1);
      expect(outcomes[0]).toBe('environment-agency-floods unknown-place');
      expect(of()).toMatchObject([
        { isCurrent: true, spell: { level: 'flood-alert', name: null } },
        { isCurrent: false, spell: null, failure: expect.stringMatching(/^034FWF1: /) },
      ]);
    },
  );

  test('a service that falls silent between list and area is asked for no further area', async () => {
    const hanging = agency(list(), (_, response) => response.destroy());
    const other = { ...soar, place: '034FWF1' };
    const { asked, outcomes, server } = await watch(floodWarnings, [soar, other], { answers: [hanging] });
    await asked(2);
    expect(outcomes[0]).toBe('environment-agency-floods unreachable');
    const [floods, page, next] = server.asked.map(({ url }) => url);
    expect([page, next]).toEqual(['/api/id/floodAreas/034WAF428', floods]);
  });

  test('a page of one area that cannot be read, or never comes, takes nothing from an area that is known', async () => {
    const other = { ...soar, place: '034FWF1' };
    let looks = 0;
    const page: Answer = (request, response) => {
      if (!request.url?.endsWith('034FWF1')) area(request, response);
      else if (looks++ === 0) say('<html>Maintenance</html>')(request, response);
      else response.destroy();
    };
    const { asked, of, outcomes } = await watch(floodWarnings, [other, soar], { answers: [agency(list(), page)] });
    await asked(2);
    expect(outcomes.slice(0, 2)).toEqual([
      'environment-agency-floods unknown-place',
      'environment-agency-floods unknown-place',
    ]);
    expect(of()).toMatchObject([
      { isCurrent: false, spell: null },
      { isCurrent: true, spell: { level: 'no-warning' } },
    ]);
  });
});
