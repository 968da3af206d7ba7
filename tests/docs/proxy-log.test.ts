import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld } from '../support/flood-world.ts';
import { projectRoot } from '../support/run-command.ts';

const documented = readFileSync(join(projectRoot, 'docs/operate.md'), 'utf8');

/** What docs/operate.md keeps out of the proxy's log. */
function unlogged(): RegExp {
  return new RegExp(/^ {6}~(\S+) 0;$/m.exec(documented)?.[1] ?? 'nothing is found');
}

test('each address with a token or a secret in it stays out of the log of a proxy that is set up as documented, and no other', async () => {
  const { doors } = createWorld();
  const app = createServer(doors);
  const routes = new Set<string>();
  app.addHook('onRoute', ({ url }) => void routes.add(url));
  await app.ready();
  const held = [...routes].filter((url) => url.includes(':token'));
  expect(held).toEqual(
    expect.arrayContaining(['/fr/acknowledge/:token', '/s/:token', '/api/v1/acknowledgements/:token']),
  );
  const secret = unlogged();
  expect(held.filter((url) => !secret.test(url))).toEqual([]);
  expect([...routes].filter((url) => secret.test(url) && !held.includes(url))).toEqual([]);
  expect(secret.test('/api/v1/reports?secret=1')).toBe(true);
});

test('a page that reloads by itself and meets a service that is just started anew is looked at again, and nothing is sent twice', () => {
  const again = new RegExp(/\$look_again \{\n {6}~(\S+) \d+;$/m.exec(documented)?.[1] ?? 'nothing is found');
  expect(documented).toMatch(/^ {6}add_header Refresh \$look_again always;$/m);
  const answers = ['GET502', 'GET504', 'GET200', 'GET404', 'POST502', 'POST503'];
  expect(answers.filter((each) => again.test(each))).toEqual(['GET502', 'GET504']);
});
