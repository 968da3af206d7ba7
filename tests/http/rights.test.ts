import { get, type IncomingMessage } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { ruleToForm } from '../../src/http/typed/rule-change.ts';
import { rules } from '../support/aude.ts';
import { createWorld, flood, type World } from '../support/flood-world.ts';
import { createVisitor, logIn, type Visitor } from '../support/visitor.ts';

const communes = ['coursan', 'trebes', 'lagrasse'] as const;

/** What each person may open and do, a commune; all else must look as if it did not exist. */
const persons: Record<
  string,
  { see: readonly string[]; acknowledge: readonly string[]; release: readonly string[]; change: readonly string[] }
> = {
  'mayor-coursan': { see: ['coursan'], acknowledge: ['coursan'], release: ['coursan'], change: [] },
  'mayor-trebes': { see: ['trebes'], acknowledge: ['trebes'], release: ['trebes'], change: [] },
  'staff-lagrasse': { see: ['lagrasse'], acknowledge: ['lagrasse'], release: [], change: ['lagrasse'] },
  'staff-aude': { see: communes, acknowledge: communes, release: [], change: communes },
};

const policyForm = (commune: string) => {
  const rule = rules.find((each) => each.commune === commune && each.level === 'act');
  if (!rule) throw new Error(`${commune} has a rule`);
  return { ...ruleToForm(rule), raiseAt: '61', reason: 'Trop de fausses alertes' };
};

describe.each(Object.entries(persons))('%s', (person, rights) => {
  let world: World;
  let visitor: Visitor;
  let token: string;

  beforeAll(async () => {
    world = createWorld();
    await flood(world);
    const app = createServer(world.doors);
    visitor = await logIn(app, person);
    token = await visitor.token(`/fr/mayor/${rights.see[0]}`);
  });

  it.each(communes)('sees the alert of %s only if it is theirs', async (commune) => {
    const own = rights.see.includes(commune);
    expect((await visitor.get(`/fr/mayor/${commune}`)).statusCode).toBe(own ? 200 : 404);
    expect((await visitor.get(`/api/v1/communes/${commune}/events`)).statusCode).toBe(own ? 200 : 404);
    expect((await visitor.get(`/fr/mayor/${commune}/log`)).statusCode).toBe(own ? 200 : 404);
    expect((await visitor.get(`/api/v1/communes/${commune}/log`)).statusCode).toBe(own ? 200 : 404);
    const entry = { kind: 'decision', text: `${commune} : pont fermé` };
    const written = await visitor.post(`/fr/mayor/${commune}/log`, entry, { token });
    expect(written.statusCode).toBe(own ? 303 : 404);
    expect(world.doors.logBook.recent(commune, { limit: 9 })).toHaveLength(own ? 1 : 0);
  });

  it.each(communes)('changes the policy of %s only with the right to', async (commune) => {
    const may = rights.change.includes(commune);
    const url = `/fr/staff/policy/${commune}/${commune}/act`;
    const version = world.doors.policies.current()?.version ?? 0;
    expect((await visitor.get(url)).statusCode).toBe(may ? 200 : 404);
    expect((await visitor.post(url, { ...policyForm(commune), version: String(version) }, { token })).statusCode).toBe(
      may ? 303 : 404,
    );
    expect(world.doors.policies.current()?.version).toBe(may ? version + 1 : version);
  });

  it.each(communes)('acknowledges and releases in %s only with the right to', async (commune) => {
    const outcome = (right: readonly string[]) => (right.includes(commune) ? [303, 409] : [404]);
    const acknowledged = await visitor.post(`/fr/mayor/${commune}/acknowledge`, { level: 'act' }, { token });
    expect(outcome(rights.acknowledge)).toContain(acknowledged.statusCode);
    for (const deed of ['hold-back', 'release']) {
      const response = await visitor.post(`/fr/mayor/${commune}/${deed}`, { level: 'act' }, { token });
      expect(outcome(rights.release)).toContain(response.statusCode);
    }
    const told = world.doors.journal.state(commune)?.alert?.telling.told ?? 'normal';
    expect(rights.release.includes(commune) || told === 'normal').toBe(true);
  });

  it('reads of refused messages only those of gauges that are theirs, and of no gauge only with all communes', async () => {
    if (rights.change.length === 0) return;
    const hasAll = rights.see.length === communes.length;
    const refused = (topic: string) => ({
      receivedAt: world.doors.clock.now(),
      topic,
      payload: `of ${topic}`,
      reason: 'malformed' as const,
      detail: 'no JSON',
    });
    world.doors.rejections.append([
      refused('amont/v1/lagrasse/stage'),
      ...Array.from({ length: 600 }, () => refused('amont/v1/coursan/stage')),
      refused('somewhere/else'),
    ]);
    const page = (await visitor.get('/fr/staff/rejections')).body;
    const { recent } = (await visitor.get('/api/v1/rejections?limit=200')).json();
    const topics = new Set(recent.map(({ topic }: { topic: string }) => topic));
    expect(topics.has('amont/v1/coursan/stage')).toBe(hasAll);
    expect(topics.has('somewhere/else')).toBe(hasAll);
    expect(page.includes('amont/v1/coursan/stage')).toBe(hasAll);
    if (!hasAll) expect(topics).toContain('amont/v1/lagrasse/stage');
  });

  it('opens the staff pages only as staff', async () => {
    const status = rights.change.length > 0 ? 200 : 404;
    for (const url of [
      '/fr/staff',
      '/fr/staff/rejections',
      '/fr/staff/messages',
      '/fr/staff/policies',
      '/fr/staff/record',
      '/api/v1/rejections',
      '/api/v1/policies',
    ]) {
      expect([url, (await visitor.get(url)).statusCode]).toEqual([url, status]);
    }
  });

  it('reads of no other commune on the staff page or in the API', async () => {
    const body = (await visitor.get('/fr/staff')).body + (await visitor.get('/api/v1/policies')).body;
    for (const commune of communes.filter((each) => !rights.change.includes(each))) {
      expect(body).not.toContain(`/mayor/${commune}`);
      expect(body).not.toContain(`"commune":"${commune}"`);
    }
  });
});

describe('nobody in particular', () => {
  it.each(['/fr/mayor', '/fr/mayor/coursan', '/fr/staff', '/fr/staff/record', '/fr/staff/policy/coursan/coursan/act'])(
    'is asked to log in at %s',
    async (url) => {
      const response = await createVisitor(createServer(createWorld().doors)).get(url);
      expect(response.statusCode).toBe(302);
      expect(response.headers.location).toMatch(/^\/fr\/login\?next=/);
    },
  );

  it.each([
    ['/%61pi/v1/session', 401, 'application/problem+json'],
    ['http://localhost/api/v1/session', 401, 'application/problem+json'],
    ['/%61pi/v1/communes/nowhere', 404, 'application/problem+json'],
    ['/%66r/mayor', 302, '/fr/login?next='],
    ['http://localhost/fr/mayor', 302, '/fr/login?next='],
  ])('is answered at %s as at the same address written plainly', async (path, status, told) => {
    const app = createServer(createWorld().doors);
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    try {
      // As it stands: fetch and inject would write it anew.
      const { statusCode, headers } = await new Promise<IncomingMessage>((resolve, reject) => {
        const headers = { 'accept-language': 'en' };
        get({ port: new URL(address).port, path, headers, agent: false }, (response) => resolve(response.resume())).on(
          'error',
          reject,
        );
      });
      expect([statusCode, headers.location ?? headers['content-type']]).toEqual([
        status,
        expect.stringContaining(told),
      ]);
    } finally {
      await app.close();
    }
  });

  it('a cookie made up or sealed with another key is nobody', async () => {
    const { doors } = createWorld();
    const other = createServer({ ...doors, keys: { ...doors.keys, session: Buffer.alloc(32, 7) } });
    const stranger = await logIn(other, 'mayor-coursan');
    for (const cookie of [stranger.cookie(), 'amont=x', 'amont=AAAA;BBBB']) {
      expect((await createVisitor(createServer(doors), cookie).get('/fr/mayor/coursan')).statusCode).toBe(302);
    }
  });
});

it('tells whoever sees some of the communes that what is counted of messages is of all of them', async () => {
  const { doors } = createWorld();
  const rejections = { ...doors.rejections, counts: () => ({ future: 3 }) };
  doors.refusals.note('visitor');
  const app = createServer({ ...doors, rejections });
  const told = async (person: string, language: 'fr' | 'en') => {
    const { body } = await (await logIn(app, person, language)).get(`/${language}/staff`);
    return body.match(/\((?:toutes communes du service confondues|all communes of this service together)\)/g)?.length;
  };
  // Messages, requests to subscribe, what sensors sent.
  expect([await told('staff-lagrasse', 'fr'), await told('staff-lagrasse', 'en')]).toEqual([3, 3]);
  expect(await told('staff-aude', 'fr')).toBeUndefined();
});
