import { beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood, type World } from '../support/flood-world.ts';
import { logIn, type Visitor } from '../support/visitor.ts';

const typed = { markM: 9.6, leadTimeH: 1, raiseAt: 0.9, lowerAt: 0.2, k: 2, n: 3, minDwellMin: 61 };

const rule = { ...typed, reason: 'Une bonne raison', releaseAfterMin: null };

describe('what a program sends', () => {
  let world: World;
  let app: ReturnType<typeof createServer>;
  let visitor: Visitor;
  let token: string;

  beforeEach(async () => {
    world = createWorld();
    await flood(world);
    app = createServer(world.doors);
    visitor = await logIn(app, 'staff-lagrasse');
    token = await visitor.token('/fr/mayor/lagrasse');
  });

  const send = (method: 'POST' | 'PUT', url: string, payload: object) =>
    app.inject({ method, url, headers: { cookie: visitor.cookie(), 'csrf-token': token }, payload });
  const change = (with_: object) =>
    send('PUT', '/api/v1/communes/lagrasse/rules/lagrasse/danger', { base: 1, ...rule, ...with_ });

  it('changes no rule of a commune that only its body names', async () => {
    const answer = await change({ commune: 'coursan', station: 'coursan' });
    expect([answer.statusCode, answer.json().detail]).toEqual([
      400,
      'body must not have additional properties: commune, station',
    ]);
    expect(world.doors.policies.current()?.version).toBe(1);
  });

  it('tries no rule of a commune that only its address or body names', async () => {
    const asked: string[] = [];
    const note = ({ commune, station }: { commune: string; station: string }) =>
      void asked.push(`${commune} ${station}`);
    world.doors.tuner = {
      ...world.doors.tuner,
      tryRule: (wanted) => (note(wanted), true),
      trialOf: (wanted) => (note(wanted), null),
    };
    const url = '/api/v1/communes/lagrasse/rules/lagrasse/danger/trial';
    const query = Object.entries(typed)
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    await visitor.get(`${url}?${query}&commune=coursan&station=coursan`);
    expect((await send('POST', url, { ...typed, commune: 'coursan', station: 'coursan' })).statusCode).toBe(400);
    expect(asked).toEqual(['lagrasse lagrasse']);
  });

  it.each([
    { minDwellMin: null },
    { minDwellMin: '1e400' },
    { leadTimeH: '1e400' },
    { releaseAfterMin: '1e400' },
    { releaseAfterMin: true },
    { k: true },
    { markM: '2.5' },
  ])('is taken for no other value: %o', async (wrong) => {
    const answer = await change(wrong);
    const [field] = Object.keys(wrong);
    expect([answer.statusCode, answer.json().detail]).toEqual([400, expect.stringContaining(`body/${field} must be`)]);
    expect(world.doors.policies.current()?.version).toBe(1);
  });

  it.each(['communes/lagrasse/events', 'communes/lagrasse/log', 'policies', 'rejections'])(
    '%s: a number beyond all numbers is beyond its bound',
    async (path) => {
      expect((await visitor.get(`/api/v1/${path}?limit=1e400`)).statusCode).toBe(400);
    },
  );
});

describe('the description', () => {
  it('says of each route what it answers to what is not understood, too long, of another kind or too often', async () => {
    const app = createServer(createWorld().doors);
    const { paths } = (await app.inject('/api/openapi.json')).json<{
      paths: Record<string, Record<string, { responses: object; requestBody?: object }>>;
    }>();
    const silent = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        ['400', '429', ...(method === 'post' || method === 'put' ? ['413', '415'] : [])]
          .filter((code) => !(code in responses))
          .map((code) => `${method} ${path} ${code}`),
      ),
    );
    expect(silent).toEqual([]);
    const open = Object.entries(paths).flatMap(([path, methods]) =>
      Object.values(methods)
        .filter(
          ({ requestBody }) =>
            requestBody && objectsIn(requestBody).some((each) => each['additionalProperties'] !== false),
        )
        .map(() => path),
    );
    // A gateway sends what its maker thought of.
    expect(open).toEqual(['/api/v1/replies']);
  });
});

/** The schemas of objects in a description, at whatever depth. */
function objectsIn(described: unknown): Record<string, unknown>[] {
  if (typeof described !== 'object' || described === null) return [];
  const own = 'type' in described && described.type === 'object' ? [{ ...described }] : [];
  return [...own, ...Object.values(described).flatMap(objectsIn)];
}
