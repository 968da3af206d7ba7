import type { FastifyInstance } from 'fastify';
import { beforeAll, expect, test } from 'vitest';
import { whomToRing } from '../../src/http/pages/mayor/whom-to-ring.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { stations } from '../support/aude.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

const dam = { name: 'Barrage <amont>, astreinte', number: '+33468112233' };
const union = { name: 'Rivers’ union', number: '+441223123456' };

let app: FastifyInstance;
beforeAll(async () => {
  const world = createWorld();
  await flood(world);
  world.clock.advanceTo(NOW + MINUTE_MS);
  world.doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
  app = createServer({
    ...world.doors,
    stationPhones: new Map([
      ['trebes', dam],
      ['carcassonne', union],
      ['coursan', union],
      ['lagrasse', { name: 'Lagrasse', number: '+33468000001' }],
    ]),
  });
});

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/(?:\s|&nbsp;)+/g, ' ')
    .trim();

test.each([
  ['fr', 'Qui appeler'],
  ['en', 'Whom to ring'],
])(
  'the mayor sees in %s whom to ring about the river, below the decision; who answers for several stands once',
  async (language, title) => {
    const mayor = await logIn(app, 'mayor-coursan', language);
    const { body } = await mayor.get(`/${language}/mayor/coursan`);
    const list = new RegExp(`<h3>${title}</h3>\\s*<ul>([\\s\\S]*?)</ul>`).exec(body)!;
    expect([...list[1]!.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toContain('tel:+33468112233');
    expect(list[1]!.match(/tel:\+441223123456/g)).toHaveLength(1);
    expect(plain(list[1]!)).toContain('Barrage &lt;amont&gt;, astreinte +33 4 68 11 22 33 L’Aude à Trèbes');
    expect(plain(list[1]!)).toContain('L’Aude à Carcassonne');
    expect(body.indexOf(list[0])).toBeGreaterThan(body.indexOf('id="decide"'));
    expect(htmlFaults(body)).toEqual([]);
  },
);

test('they stand in the order of the gauges; a desk with two numbers, and two desks with one, stand twice', async () => {
  const numbers = ['+33468000001', '+33468000002'] as const;
  const answering = [
    { name: 'Desk', number: numbers[1] },
    { name: 'Desk', number: numbers[0] },
    { name: 'Dam', number: numbers[0] },
    { name: 'Desk', number: numbers[1] },
  ];
  const gauges = answering.map((_, index) => ({ ...stations[0]!, id: `g${index}`, name: `Gauge ${index}` }));
  const list = await whomToRing(speeches.en, gauges, new Map(answering.map((each, index) => [`g${index}`, each])));
  expect([...list!.toString().matchAll(/<li>(.*?)<\/li>/g)].map(([, item]) => plain(item!))).toEqual([
    'Desk +33 4 68 00 00 02 Gauge 0, Gauge 3',
    'Desk +33 4 68 00 00 01 Gauge 1',
    'Dam +33 4 68 00 00 01 Gauge 2',
  ]);
  expect(whomToRing(speeches.en, gauges, new Map())).toBeNull();
});

test('staff see it beside each gauge of their rivers, and nobody of a gauge that is not theirs', async () => {
  const { body } = await (await logIn(app, 'staff-aude', 'en')).get('/en/staff?still=1');
  expect(body.match(/tel:\+441223123456/g)).toHaveLength(2);
  expect(htmlFaults(body)).toEqual([]);
  const other = await (await logIn(app, 'staff-lagrasse', 'en')).get('/en/staff?still=1');
  expect(other.body.match(/tel:[+\d]*/g)).toEqual(['tel:+33468000001']);
});

test('all the world sees it nowhere: no page, no frame, no program', async () => {
  const open = ['', '/communes/coursan', '/communes/coursan?follow=1', '/communes/coursan/embed', '/about', '/login'];
  const cap = (await app.inject('/api/v1/cap?commune=coursan')).body;
  const documents = [...cap.matchAll(/<id>(\S+\.xml)<\/id>/g)].map(([, id]) => new URL(id!).pathname);
  expect(documents.length).toBeGreaterThan(0);
  const addresses = [
    ...open.flatMap((page) => [`/fr${page}`, `/en${page}`]),
    '/api/v1/communes',
    '/api/v1/communes/coursan',
    '/api/v1/stations/trebes/readings',
    '/api/v1/stations/coursan/forecast',
    '/api/v1/cap?commune=coursan',
    ...documents,
  ];
  for (const address of addresses) {
    const { body, statusCode } = await app.inject(address);
    expect([address, statusCode]).toEqual([address, 200]);
    expect(body, address).not.toMatch(/468112233|4.68.11.22.33|Barrage|1223123456|Rivers.{1,6} union|tel:/);
  }
});
