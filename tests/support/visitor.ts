import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { PASSWORD } from './flood-world.ts';

/** A browser without JavaScript, reduced to its cookie: asks for pages and sends the forms that it finds on them. */
export interface Visitor {
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** Sends a form as it stands on the page at `on`, token and all; `fields` fill it in. */
  post(url: string, fields: Record<string, string>, options?: { token?: string }): Promise<LightMyRequestResponse>;
  /** The token of the forms of this session. */
  token(on: string): Promise<string>;
  cookie(): string;
}

export function createVisitor(app: FastifyInstance, startCookie = ''): Visitor {
  const jar = new Map(startCookie ? startCookie.split('; ').map(named) : []);
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (response: LightMyRequestResponse) => {
    for (const set of [response.headers['set-cookie'] ?? []].flat()) jar.set(...named(set.split(';')[0] ?? ''));
    return response;
  };
  const sent = () => (jar.size > 0 ? { cookie: cookie() } : {});
  const visitor: Visitor = {
    get: async (url, headers = {}) => keep(await app.inject({ url, headers: { ...headers, ...sent() } })),
    post: async (url, fields, { token } = {}) => {
      const payload = new URLSearchParams({ ...(token === undefined ? {} : { _csrf: token }), ...fields }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...sent() };
      return keep(await app.inject({ method: 'POST', url, headers, payload }));
    },
    token: async (on) => tokenIn((await visitor.get(on)).body),
    cookie,
  };
  return visitor;
}

function named(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function tokenIn(body: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
}

/** A visitor who has logged in with the password that all accounts of the test world share. */
export async function logIn(app: FastifyInstance, account: string, language = 'fr'): Promise<Visitor> {
  const visitor = createVisitor(app);
  const token = await visitor.token(`/${language}/login`);
  const response = await visitor.post(`/${language}/login`, { account, password: PASSWORD }, { token });
  if (response.statusCode !== 303) throw new Error(`${account} could not log in: ${response.statusCode}`);
  return visitor;
}
