import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createServer } from '../../../src/http/server.ts';
import { createWorld } from '../../support/flood-world.ts';

test('a stop does not wait for a request that never becomes whole', async () => {
  const app = createServer(createWorld().doors);
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const visitor = connect(Number(port), '127.0.0.1');
  await once(visitor, 'connect');
  visitor.on('error', () => undefined).resume();
  visitor.write('POST /fr/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf');
  const ended = once(visitor, 'close');
  // Known to the server before it is told to stop.
  expect((await fetch(`http://127.0.0.1:${port}/fr/login`)).status).toBe(200);
  await Promise.all([app.close(), ended]);
}, 30_000);
