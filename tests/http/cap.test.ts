import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { capFaults, readCap, xmlFaults } from '../support/cap-documents.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { hasService } from '../support/services.ts';
import { logIn } from '../support/visitor.ts';

const base = 'https://amont.example.org';

async function town(kind: 'operational' | 'demonstration' = 'operational') {
  const world = createWorld({ kind, baseUrl: base, name: 'Amont & Aude' });
  await flood(world);
  const { doors, clock } = world;
  const app = createServer(doors);
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
  const release = (commune: string, level: 'act' | 'danger' = 'act') =>
    doors.act(commune, { kind: 'release', level }, `mayor-${commune}`);
  const feed = async (query = '') => {
    const { body } = await createServer(doors).inject(`/api/v1/cap${query}`);
    if (hasService('xmllint')) expect(await xmlFaults([body])).toBe('');
    return { body, documents: [...body.matchAll(/<id>(\S+\.xml)<\/id>/g)].map(([, id]) => id ?? '') };
  };
  return { ...world, clock, app, get, release, feed };
}

describe('the CAP feed', () => {
  it('is public, and empty while residents were told nothing, whatever staff know', async () => {
    const { feed, doors } = await town();
    expect(doors.journal.state('coursan')?.alert?.level).toBe('act');
    for (const query of ['', '?commune=coursan', '?commune=lagrasse']) {
      const { body, documents } = await feed(query);
      expect(documents).toEqual([]);
      expect(body).toContain(`<id>${base}/api/v1/cap${query}</id>`);
      expect(body).toContain('<updated>1970-01-01T00:00:00.000Z</updated>');
    }
  });

  it('gives documents that are signed, where the town has a certificate', async () => {
    const { doors, release, clock, feed } = await town();
    clock.advanceTo(NOW + MINUTE_MS);
    release('coursan');
    doors.signCap = (document) => document.replace('</alert>', '<!-- signed --></alert>');
    const { documents } = await feed();
    const { body } = await createServer(doors).inject(new URL(documents[0]!).pathname);
    expect(body).toMatch(/<!-- signed --><\/alert>\s*$/);
  });

  it('leads to the documents of two communes, newest first, or to those of one', async () => {
    const { feed, release, clock, get } = await town();
    release('coursan');
    clock.advanceTo(NOW + 5 * MINUTE_MS);
    release('trebes');
    const { body, documents } = await feed();
    const areas = await Promise.all(
      documents.map(async (url) => readCap((await get(new URL(url).pathname)).body).infos[0]?.['area']),
    );
    expect(areas).toEqual(['Trèbes', 'Coursan']);
    expect(body).toContain(`<updated>2020-01-23T02:05:00.000Z</updated>`);
    expect(body).toContain('<title>ALERTE INONDATION Trèbes : Agir, mesuré</title>');
    expect(body).toContain('<name>Amont &amp; Aude</name>');
    expect((await feed('?commune=coursan')).documents).toEqual(documents.slice(1));
    expect((await feed('?commune=lagrasse')).documents).toEqual([]);
  });

  it('gives nothing that was told while the installation was for exercises, and what was real before', async () => {
    const { feed, release, doors } = await town();
    release('coursan');
    const { documents } = await feed();
    const path = new URL(documents[0]!).pathname;
    doors.played = [{ from: NOW - HOUR_MS, to: NOW }];
    expect((await feed()).documents).toEqual([]);
    expect((await createServer(doors).inject(path)).statusCode).toBe(404);
    const later = { from: NOW + 1, to: NOW + HOUR_MS };
    doors.played = [later];
    expect((await feed()).documents).toEqual(documents);
    // Nor of one before the last.
    doors.played = [{ from: NOW - HOUR_MS, to: NOW }, later];
    expect((await feed()).documents).toEqual([]);
    expect((await createServer(doors).inject(path)).statusCode).toBe(404);
    // Nor does an exercise say of what was real that it was none.
    doors.instance = { ...doors.instance, kind: 'exercise' };
    const from = (at: number) => [{ from: at, to: Number.POSITIVE_INFINITY }];
    doors.played = from(NOW + 1);
    expect((await feed()).documents).toEqual([]);
    doors.played = from(NOW - 1);
    expect((await feed()).documents).toEqual(documents);
  });

  it('keeps what is in force however old, and the same address gives the same document', async () => {
    const { feed, release, clock, get } = await town();
    release('coursan');
    const before = await feed();
    const path = new URL(before.documents[0]!).pathname;
    const first = (await get(path)).body;
    clock.advanceTo(NOW + 100 * HOUR_MS);
    expect((await feed()).documents).toEqual(before.documents);
    expect((await createServer((await town()).doors).inject(path)).statusCode).toBe(404);
    expect((await get(path)).body).toBe(first);
  });

  it('names nobody and no staff text, though the mayor who decided is logged in', async () => {
    const { app, feed, release } = await town();
    release('coursan');
    const mayor = await logIn(app, 'mayor-coursan');
    const { documents } = await feed();
    const { body, headers } = await mayor.get(new URL(documents[0]!).pathname);
    expect(body).not.toMatch(/Camille|Aubrac|mayor-coursan|staff-aude|@/);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('is sent as Atom and CAP, kept for seconds, made small, and not sent twice', async () => {
    const { feed, get, release } = await town();
    release('coursan');
    const [url] = (await feed()).documents;
    for (const [path, type] of [
      ['/api/v1/cap', 'application/atom+xml; charset=utf-8'],
      [new URL(url!).pathname, 'application/cap+xml; charset=utf-8'],
    ] as const) {
      const { statusCode, headers } = await get(path);
      expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        type,
        'public, max-age=10',
      ]);
      expect(headers['x-ratelimit-limit']).toBeDefined();
      const etag = String(headers.etag);
      const again = await get(path, { 'if-none-match': etag });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
    const small = await get(new URL(url!).pathname, { 'accept-encoding': 'gzip' });
    expect(small.headers['content-encoding']).toBe('gzip');
  });

  it('is not kept in a demonstration, whose minutes pass in a second', async () => {
    const { get } = await town('demonstration');
    expect((await get('/api/v1/cap')).headers['cache-control']).toBe('no-cache');
  });

  it('a town that polls at once costs one feed', async () => {
    const { doors } = await town();
    let asked = 0;
    const state = (commune: string) => {
      asked += 1;
      return doors.journal.state(commune);
    };
    const app = createServer({ ...doors, journal: { ...doors.journal, state } });
    const all = await Promise.all(Array.from({ length: 30 }, () => app.inject('/api/v1/cap')));
    expect(new Set(all.map(({ body }) => body)).size).toBe(1);
    expect(asked).toBe(doors.communes.size);
  });

  it('answers what there is not with a problem document, 404', async () => {
    const { get, release } = await town();
    release('coursan');
    expect((await get('/api/v1/cap/coursan-20200123T014000Z-2t1579744800.xml')).statusCode).toBe(200);
    for (const url of [
      '/api/v1/cap?commune=nowhere',
      '/api/v1/cap?commune=',
      '/api/v1/cap/nowhere.xml',
      '/api/v1/cap/coursan-20200123T014000Z-999t1579744800.xml',
      // What staff alone were told.
      '/api/v1/cap/coursan-20200123T014000Z-1t1579744800.xml',
      '/api/v1/cap/coursan-20200123T014000Z-2t1579744800',
      '/api/v1/cap/..%2Fcoursan-20200123T014000Z-2t1579744800.xml',
      '/api/v1/cap/-.xml',
    ]) {
      const { statusCode, headers } = await get(url);
      expect([url, statusCode]).toEqual([url, 404]);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  });

  it('is named in the head of the page of its commune, in each language, and on no other', async () => {
    const { get } = await town();
    const link =
      '<link rel="alternate" type="application/atom+xml" title="CAP 1.2" href="/api/v1/cap?commune=coursan">';
    for (const language of ['fr', 'en']) {
      expect((await get(`/${language}/communes/coursan`)).body).toContain(link);
      expect((await get(`/${language}/`)).body).not.toContain('atom+xml');
    }
  });

  it('holds a document for every public message of many reminders ago', async () => {
    const { feed, release, doors, clock } = await town();
    release('coursan');
    const raised = doors.journal.events('coursan', { limit: 1 })[0]!;
    const state = doors.journal.state('coursan')!;
    const reminders = Array.from({ length: 200 }, (_, index) => ({
      ...raised,
      id: `coursan:${state.events + index + 1}`,
      kind: 'still-not-seen' as const,
      audience: 'staff' as const,
      at: NOW + index,
    }));
    doors.journal.commit({
      state: { ...state, alert: null, events: state.events + 200 },
      events: reminders,
      outbox: [],
      record: [],
    });
    clock.advanceTo(NOW + 47 * HOUR_MS);
    const { documents } = await feed();
    expect(documents).toEqual([`${base}/api/v1/cap/coursan-20200123T014000Z-2t1579744800.xml`]);
    if (hasService('xmllint')) {
      const document = await createServer(doors).inject(new URL(documents[0]!).pathname);
      expect(await capFaults([document.body])).toBe('');
    }
    clock.advanceTo(NOW + 49 * HOUR_MS);
    expect((await feed()).documents).toEqual([]);
  });
});
