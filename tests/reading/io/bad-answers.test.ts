import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MINUTE_MS } from '../../../src/lib/units.ts';
import { environmentAgencyFeed } from '../../../src/reading/io/environment-agency.ts';
import { createGet, type FetchFailure, type Get } from '../../../src/reading/io/get-politely.ts';
import { hubeauFeed } from '../../../src/reading/io/hubeau.ts';
import { floodWarnings, vigicrues } from '../../../src/reading/io/official-service.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { freePort } from '../../support/free-port.ts';
import { nationalService, say } from '../../support/national-service.ts';
import { serve } from '../../support/serve.ts';
import { stationNamed } from '../../support/station-named.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NOW = Date.parse('2026-11-27T15:10:00Z');
const MEASURE = '690140-level-stage-i-15_min-m';
type Answer = (request: IncomingMessage, response: ServerResponse) => void;
type Asked = Promise<{ ok: true } | { ok: false; error: FetchFailure }>;

/** All that is asked of services of the State. */
const services: Record<string, (base: URL, get: Get) => Asked> = {
  "Hub'Eau": (base, get) =>
    hubeauFeed({ ...stationNamed('a'), quantity: 'stage' }, 'Y161205001', base).read(NOW - MINUTE_MS, NOW, get),
  'readings of the Environment Agency': (base, get) =>
    environmentAgencyFeed(stationNamed('a'), MEASURE, base).read(NOW - MINUTE_MS, NOW, get),
  Vigicrues: (base, get) => vigicrues(base).read(['AU4'], NOW, get),
  'warnings of the Environment Agency': (base, get) => floodWarnings(base).read(['034WAF428'], NOW, get),
};

function getter(timeoutMs = 5_000): Get {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  return createGet({ userAgent: 'Amont (tests)', timeoutMs, spacingMs: 0, stop: stop.signal });
}

const raw =
  (headers: Record<string, string>, body: Uint8Array | string, cut = false): Answer =>
  (_, response) => {
    response.writeHead(200, headers);
    response.write(body, () => (cut ? response.destroy() : response.end()));
  };
const forever: Answer = (_, response) => {
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(1 << 20, ' '))) {
      // Until the buffer is full.
    }
  };
  response.writeHead(200).on('drain', more);
  more();
};
const bomb = gzipSync(Buffer.alloc(40 << 20, ' '));
const half = JSON.stringify({ items: [], data: [], features: [] }).slice(0, 20);

const bad: readonly [string, Answer, FetchFailure['kind'], RegExp][] = [
  ['JSON that is cut short', say(half), 'unreadable', /not valid JSON/],
  ['less than it announces', raw({ 'content-length': '999' }, half, true), 'unreachable', /127\.0\.0\.1:\d+: \w/],
  ['HTML under 200', say('<!doctype html><title>Maintenance</title>'), 'unreadable', /not valid JSON/],
  ['nothing under 200', say(''), 'unreadable', /not valid JSON/],
  ['null', say('null'), 'unreadable', /null/],
  ['a list of lists', say('[[[]]]'), 'unreadable', /\[\[/],
  ['HTTP 204', say('', 204), 'status', /HTTP 204/],
  ['HTTP 404', say('not found', 404), 'status', /HTTP 404/],
  ['HTTP 429', say('', 429, { 'retry-after': '120' }), 'busy', /HTTP 429/],
  ['HTTP 502', say('<html>', 502), 'status', /HTTP 502/],
  ['a way to elsewhere', say('', 301, { location: 'http://127.0.0.1:9/' }), 'status', /HTTP 301/],
  ['gzip that is none', raw({ 'content-encoding': 'gzip' }, 'plain'), 'unreachable', /127\.0\.0\.1:\d+: \w/],
  ['gzip cut short', raw({ 'content-encoding': 'gzip' }, bomb.subarray(0, 99)), 'unreadable', /not valid JSON/],
  ['40 MB in 40 kB of gzip', raw({ 'content-encoding': 'gzip' }, bomb), 'unreadable', /more than 33554432 bytes/],
  ['a body without end', forever, 'unreadable', /more than 33554432 bytes/],
];

describe.each(Object.entries(services))('%s', (_, read) => {
  test.each(bad)('%s is a failure with its reason', async (_name, answer, kind, detail) => {
    const { url } = await nationalService(answer);
    const found = await read(new URL(url), getter());
    expect(found).toMatchObject({ ok: false, error: { kind, detail: expect.stringMatching(detail) } });
  });

  test('an answer that stops in the middle is given up', async () => {
    const { url } = await nationalService((_request, response) => void response.writeHead(200).write(half));
    expect(await read(new URL(url), getter(50))).toMatchObject({ ok: false, error: { kind: 'timeout' } });
  });

  test('a certificate that nobody vouches for is refused, and so is a port where nobody listens', async () => {
    const { cert, key } = makeCertificate(tempFolder('bad-answers'));
    const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (_request, response) =>
      response.end('{}'),
    );
    const tls = new URL(`https://127.0.0.1:${await serve(server)}/`);
    const refused = { kind: 'unreachable', detail: expect.stringMatching(/self-signed certificate/) };
    expect(await read(tls, getter())).toMatchObject({ ok: false, error: refused });
    const closed = new URL(`http://127.0.0.1:${await freePort()}/`);
    const nobody = { kind: 'unreachable', detail: expect.stringMatching(/ECONNREFUSED/) };
    expect(await read(closed, getter())).toMatchObject({ ok: false, error: nobody });
  });
});

test('a name of several addresses none of which answers is told with a reason too', async () => {
  const both = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  // Names are the machine's, and this one may have but one address for any.
  const { lookup } = dns;
  onTestFinished(() => void Object.assign(dns, { lookup }));
  Object.assign(dns, {
    lookup: (_name: string, _options: object, answered: (error: null, found: object) => void) => answered(null, both),
  });
  const found = await getter()(new URL(`http://two-addresses.example:${await freePort()}/`));
  expect(found).toMatchObject({ ok: false, error: { detail: expect.stringMatching(/^two-addresses.*: E[A-Z]+$/) } });
});

test('how long it asks to be left alone is kept', async () => {
  const { url } = await nationalService(say('', 429, { 'retry-after': '120' }));
  const found = await getter()(new URL(url));
  expect(found).toMatchObject({ ok: false, error: { retryAfterMs: 2 * MINUTE_MS } });
});
