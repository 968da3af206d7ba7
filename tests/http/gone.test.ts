import { once } from 'node:events';
import { connect } from 'node:net';
import pino from 'pino';
import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld } from '../support/flood-world.ts';

it.each(['/fr/login', '/fr/communes/coursan/subscriptions', '/nowhere'])(
  'who has gone before a request to %s is looked at is no fault of the service',
  async (path) => {
    const told: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => void told.push(line) });
    const app = createServer(createWorld().doors, { trustProxy: false, logger });
    const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const visitor = connect(Number(address.port), address.hostname);
    // What follows the headers cannot be read: the connection is closed in the same breath.
    visitor.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`);
    visitor.resume();
    await once(visitor, 'close');
    await app.close();
    expect(told).toEqual([]);
  },
);
