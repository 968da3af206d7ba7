import type { InjectOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import type { Exercise } from '../../src/alert/exercise.ts';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

async function flooded(instance: Partial<World['doors']['instance']> = { kind: 'operational' }) {
  const world = createWorld(instance);
  await flood(world, 'danger');
  const app = createServer(world.doors);
  const get = async (url: string) => (await app.inject(url)).body;
  return { ...world, app, get };
}

const part = (tag: string) => (body: string) =>
  new RegExp(`<section class="${tag}[\\s\\S]*?</section>`).exec(body)?.[0];
const banner = part('banner');
const advice = part('advice');

describe('the page for a frame says what the public page says', () => {
  const page = '/fr/communes/coursan';

  it('before anything was told, once it was, after a mistake and when it is over', async () => {
    const { doors, clock } = await flooded();
    const act = (kind: 'release' | 'correct') => {
      expect(doors.act('coursan', { kind, level: 'danger' }, 'mayor-coursan').ok).toBe(true);
    };
    const later = () => clock.advanceTo(clock.now() + 5 * MINUTE_MS);
    const fresh = async (shown: string) => {
      // A page is kept for seconds: another server has kept none.
      const app = createServer(doors);
      const [whole, framed] = [(await app.inject(page)).body, (await app.inject(`${page}/embed`)).body];
      expect(banner(framed)).toContain(shown);
      expect([banner(framed), advice(framed)]).toEqual([banner(whole), advice(whole)]);
      return framed;
    };
    expect(await fresh('Pas encore de consigne')).not.toContain('En vigueur depuis');
    later();
    act('release');
    expect(await fresh('Danger pour la vie')).toMatch(
      /En vigueur depuis(&nbsp;|\s):\s*<time datetime="2020-01-23T02:05:00.000Z">/,
    );
    later();
    const last = doors.journal.events('coursan', { limit: 99 }).at(-1)!;
    const lost = { ...last, id: 'coursan:99', kind: 'sight-lost', audience: 'staff', at: clock.now() } as const;
    doors.journal.commit({ state: doors.journal.state('coursan')!, events: [lost], outbox: [], record: [] });
    expect(await fresh('Danger pour la vie')).toContain('<time datetime="2020-01-23T02:05:00.000Z">');
    act('correct');
    expect(await fresh('ne vaut plus')).not.toContain('En vigueur depuis');
  });

  it('of a river that nobody has judged for an hour that it cannot say, and how old its data is', async () => {
    const { doors, clock } = await flooded();
    clock.advanceTo(clock.now() + HOUR_MS + MINUTE_MS);
    const { body } = await createServer(doors).inject('/fr/communes/lagrasse/embed');
    expect(banner(body)).toContain('level-unknown');
    expect(body).toContain('ne donne plus de nouvelles');
  });

  it('that an installation is a demonstration or an exercise, first and in its title', async () => {
    for (const [kind, word] of [
      ['demonstration', 'DÉMONSTRATION'],
      ['exercise', 'EXERCICE'],
    ] as const) {
      const body = await (await flooded({ kind })).get(`${page}/embed`);
      expect(body).toMatch(new RegExp(`<title>${word} – `));
      expect(body).toMatch(new RegExp(`<body[^>]*>\\s*<header><p class="notice" role="note">${word}`));
    }
  });

  it('that an exercise of the commune runs, where residents are told of it', async () => {
    const { doors, get } = await flooded();
    const { running } = doors.exercises;
    const exercise: Exercise = {
      id: 'lagrasse-1',
      commune: 'lagrasse',
      person: 'mayor-coursan',
      startedAt: doors.clock.now(),
      lastsMin: 60,
      residentsBy: 'mayor-coursan',
      level: 'act',
      events: 1,
      ended: null,
      steps: [{ level: 'act', afterMin: 0 }],
      reason: 'Essai',
    };
    // The exercise itself is played in tests/http/exercises.test.ts.
    doors.exercises = { ...doors.exercises, running: (id) => (id === 'lagrasse' ? exercise : running(id)) };
    const body = await get('/fr/communes/lagrasse/embed');
    expect(body).toContain('<p class="notice" role="note">EXERCICE');
    expect(body).toMatch(/<title>EXERCICE/);
    // One that is played among staff alone is nobody else's.
    doors.exercises = { ...doors.exercises, running: () => ({ ...exercise, residentsBy: null }) };
    const quiet = (await createServer(doors).inject('/fr/communes/lagrasse/embed')).body;
    expect(quiet).not.toMatch(/exercice/i);
  });
});

describe('the page for a frame', () => {
  it('says whose levels these are: a resident on the town’s site must not take them for the State’s', async () => {
    const { get } = await flooded();
    for (const page of ['/fr/communes/coursan', '/fr/communes/coursan/embed'])
      expect(await get(page)).toContain('pas la vigilance de l’État');
  });

  it('may stand on any site, and is the only page that may', async () => {
    const { app } = await flooded();
    const { headers } = await app.inject('/fr/communes/coursan/embed');
    const policy = String(headers['content-security-policy']).split(';');
    expect(policy).toContain('frame-ancestors *');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "form-action 'none'", "base-uri 'none'"]));
    expect(headers['x-frame-options']).toBeUndefined();
    for (const other of ['/fr/', '/fr/communes/coursan', '/fr/login', '/fr/about', '/fr/communes/coursan/nothing']) {
      const closed = (await app.inject(other)).headers;
      expect([other, closed['content-security-policy']]).toEqual([
        other,
        expect.stringContaining("frame-ancestors 'none'"),
      ]);
      expect(closed['x-frame-options']).toBe('SAMEORIGIN');
    }
  });

  it('runs no script where browsers subscribe either, holds no form, sets no cookie, and leads out of the frame', async () => {
    const { doors } = await flooded();
    doors.webPush = { publicKey: 'BA', services: ['push.example.org'] };
    const { body, headers } = await createServer(doors).inject('/en/communes/coursan/embed');
    expect(body).not.toMatch(/<(script|form|button|input)\b/);
    expect(headers['content-security-policy']).not.toContain('script-src');
    expect(headers['set-cookie']).toBeUndefined();
    expect(body).toContain('<a href="/en/communes/coursan" target="_top">');
  });

  it('is never long old: not kept longer than the public page, and reloads until a reader stops it', async () => {
    const { app, get } = await flooded();
    const { headers, body } = await app.inject('/fr/communes/coursan/embed');
    expect(headers['cache-control']).toBe((await app.inject('/fr/communes/coursan')).headers['cache-control']);
    expect(body).toContain('<meta http-equiv="refresh" content="60; url=/fr/communes/coursan/embed">');
    expect(body).toContain('href="/fr/communes/coursan/embed?still=1"');
    const still = await get('/fr/communes/coursan/embed?still=1');
    expect(still).not.toContain('http-equiv="refresh"');
    expect(still).toMatch(/Page mise à jour le <time/);
  });

  it('is kept apart for each commune, each language, and whoever has stopped it', async () => {
    const { get } = await flooded();
    const addresses = ['/fr/communes/coursan', '/en/communes/coursan', '/fr/communes/lagrasse'];
    const pages = addresses.flatMap((each) => [`${each}/embed`, `${each}/embed?still=1`]);
    const first = await Promise.all(pages.map(get));
    expect(await Promise.all(pages.toReversed().map(get))).toEqual(first.toReversed());
    expect(new Set(first).size).toBe(pages.length);
  });

  it('is sound, and has nothing before its content that a reader would skip', async () => {
    const { get } = await flooded();
    for (const language of ['fr', 'en']) {
      const faults = htmlFaults(await get(`/${language}/communes/coursan/embed`));
      expect(faults).toEqual(['before the header: undefined']);
    }
  });

  it('of no commune is no page', async () => {
    const { app } = await flooded();
    expect((await app.inject('/fr/communes/nowhere/embed')).statusCode).toBe(404);
  });

  it('may stand on any site unchanged too; what stands in its place where it cannot be shown is in nobody’s frame', async () => {
    const { app, doors } = await flooded();
    const url = '/fr/communes/coursan/embed';
    const framing = async (server: typeof app, asked: string | InjectOptions) => {
      const { statusCode, headers } = await server.inject(asked);
      const policy = /frame-ancestors [^;]+/.exec(String(headers['content-security-policy']))?.[0];
      return [statusCode, policy, headers['x-frame-options']];
    };
    const { etag } = (await app.inject(url)).headers;
    const unchanged = { url, headers: { 'if-none-match': String(etag) } };
    expect(await framing(app, unchanged)).toEqual([304, 'frame-ancestors *', undefined]);
    expect(await framing(app, { url, method: 'HEAD' })).toEqual([200, 'frame-ancestors *', undefined]);
    const closed = ["frame-ancestors 'none'", 'SAMEORIGIN'];
    expect(await framing(app, '/fr/communes/nowhere/embed')).toEqual([404, ...closed]);
    const broken = createServer({
      ...doors,
      journal: {
        ...doors.journal,
        state() {
          throw new Error('spoiled');
        },
      },
    });
    expect(await framing(broken, url)).toEqual([500, ...closed]);
    const server = createServer(doors);
    for (let asked = 0; asked < 1_200; asked += 1) await server.inject('/public/icon.svg');
    expect(await framing(server, url)).toEqual([429, ...closed]);
  });
});

it('the code for the town’s site holds the name of any commune as text, not as a part of the code', async () => {
  const { app, doors } = await flooded({ kind: 'operational', baseUrl: 'https://crues.example.org' });
  const commune = { ...doors.communes.get('coursan')!, name: '"Coursan" & <Isle>' };
  doors.communes = new Map([...doors.communes, ['coursan', commune]]);
  const { body } = await (await logIn(app, 'mayor-coursan')).get('/fr/mayor/coursan');
  const code = /<textarea id="embed-code"[^>]*>([^<]*)</.exec(body)![1]!;
  const copied = code
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  expect(copied).toContain(' title="&quot;Coursan&quot; &amp; &lt;Isle>');
  expect(copied.match(/"/g)).toHaveLength(10);
});

it('the code for the town’s site stands on the page of the commune, for mayors and staff', async () => {
  const { app } = await flooded({ kind: 'operational', baseUrl: 'https://crues.example.org' });
  for (const who of ['mayor-coursan', 'staff-aude']) {
    const { body } = await (await logIn(app, who)).get('/fr/mayor/coursan');
    expect(body).toContain(
      '&lt;iframe src=&quot;https://crues.example.org/fr/communes/coursan/embed&quot; title=&quot;Coursan',
    );
  }
});
