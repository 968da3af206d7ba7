import { expect, test } from 'vitest';
import { basinMap } from '../../src/http/pages/river/basin-map.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { viewMap } from '../../src/http/views/map/map-view.ts';
import type { Commune } from '../../src/territory/commune.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { gaugesBeside, riverLine } from '../../src/territory/river-course.ts';
import { communes, stations } from '../support/aude.ts';
import { createWorld, flood, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

/** The map's part of the staff page as a desktop shows it; empty where there is none. */
async function mapOf(doors: World['doors'], language = 'fr', account = 'staff-aude'): Promise<string> {
  const staff = await logIn(createServer(doors), account, language);
  const { body } = await staff.get(`/${language}/staff?still=1`);
  expect(htmlFaults(body)).toEqual([]);
  return mapIn(body);
}

function mapIn(body: string): string {
  const map = /<section id="map".*?<\/section>/s.exec(body)?.[0] ?? '';
  return map.replace(/<svg class="basin narrow".*?<\/svg>/s, '').replaceAll('&nbsp;', ' ');
}

async function flooded() {
  const world = createWorld();
  await flood(world);
  return world;
}

const labelsOf = (map: string) =>
  [...map.matchAll(/<a href="([^"]+)" aria-label="([^"]+)">/g)].map(([, href, label]): [string, string] => [
    href!,
    label!,
  ]);
const titlesOf = (map: string) => [...map.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title!);

test('staff see communes by level and gauges by what they do, each in a word, a sign and a colour', async () => {
  const { doors } = await flooded();
  const map = await mapOf(doors);
  expect(new Map(labelsOf(map))).toEqual(
    new Map([
      ['/fr/mayor/coursan', 'Coursan – Agir'],
      ['/fr/mayor/lagrasse', 'Lagrasse – Pas d&#39;alerte'],
      ['/fr/mayor/trebes', 'Trèbes – Agir'],
    ]),
  );
  expect(map).toMatch(/<rect class="map-act"[^>]*\/><text[^>]*>▲ Trèbes – Agir<\/text>/);
  expect(titlesOf(map)).toEqual(
    expect.arrayContaining([
      'L’Aude à Marseillette – plus de nouvelles, 5,04 m',
      'L’Orbieu à Villedaigne – mesure douteuse, 9,90 m',
      'L’Aude à Cuxac-d’Aude – monte, 6,55 m',
    ]),
  );
  expect(map).toMatch(/class="stop-silent"[^>]*\/><text class="sign-silent"[^>]*>✗</);
  expect(map).toContain('✗</span> 1 sans nouvelles');
});

test('a gauge without a position is named beneath, and the river drawn past it', async () => {
  const { doors } = await flooded();
  const map = await mapOf(doors, 'en');
  expect(map).toContain('Without a position, so not on the map (1): L’Aude à Puichéric');
  expect(/<path class="river" d="([^"]*)"/.exec(map)![1]!.match(/M/g)).toHaveLength(8);
});

test('where nothing has a position there is no map', async () => {
  const { doors } = await flooded();
  const network = createNetwork(stations.map((each) => ({ ...each, position: null })));
  expect(await mapOf({ ...doors, network })).toBe('');
});

test('a commune with an outline or a circle is drawn as such, corners that nobody could tell apart left out', async () => {
  const { doors } = await flooded();
  const corner = (step: number) => ({
    lat: 43.09 + 0.02 * Math.sin(step / 100),
    lon: 2.62 + 0.02 * Math.cos(step / 100),
  });
  const outline = Array.from({ length: 629 }, (_, step) => corner(step));
  const areas: Readonly<Record<string, Commune['area']>> = {
    lagrasse: { rings: [outline] },
    coursan: { circle: { lat: 43.23, lon: 3.06, radiusKm: 4 } },
  };
  const communes = new Map([...doors.communes].map(([id, each]) => [id, { ...each, area: areas[id] ?? null }]));
  const map = await mapOf({ ...doors, communes });
  expect(map).toMatch(/<circle class="area map-act"[^>]* r="([0-9.]+)"\/>/);
  const points = /<polygon class="area map-normal" points="([^"]+)"/.exec(map)![1]!.split(' ');
  expect(points.length).toBeGreaterThan(20);
  expect(points.length).toBeLessThan(100);
});

/** 300 towns, of which 30 are in alert: those of `alertAt` in one valley or along a coast. */
async function agency(alertAt: (index: number) => { lat: number; lon: number }) {
  const { doors } = await flooded();
  const towns = Array.from({ length: 300 }, (_, index) => {
    const is = index % 10 === 0 ? 'coursan' : 'lagrasse';
    const calm = { lat: 42.9 + (index % 17) * 0.03, lon: 2.3 + (index % 19) * 0.04 };
    const circle = { ...(is === 'coursan' ? alertAt(index / 10) : calm), radiusKm: 2 };
    return { ...doors.communes.get(is)!, id: `${is}-${index}`, name: `Ville ${index}`, area: { circle } };
  });
  const communes = new Map(towns.map((each) => [each.id, each]));
  const real = (id: string) => id.split('-')[0]!;
  const journal = { ...doors.journal, state: (id: string) => doors.journal.state(real(id)) };
  const decisions = {
    ...doors.decisions,
    last: (...[id, ...rest]: Parameters<typeof doors.decisions.last>) => doors.decisions.last(real(id), ...rest),
  };
  doors.accounts.add({ ...doors.accounts.find('staff-aude')!, id: 'agency', communes: [...communes.keys()] });
  return { ...doors, communes, journal, decisions };
}

const valley = () => ({ lat: 43.0, lon: 2.5 });
const coast = (index: number) => ({ lat: 43.0 + 0.02 * index, lon: 3.4 });

/** How many communes in alert the tags of a map stand for. */
const alertsOn = (map: string) =>
  labelsOf(map).reduce((sum, [, label]) => {
    const together = /^(\d+) communes – (.*)$/.exec(label);
    if (!together) return sum + (label.endsWith(' – Agir') ? 1 : 0);
    return sum + Number(/Agir : (\d+)/.exec(together[2]!)![1]);
  }, 0);

test('of hundreds every alert is counted on the map, and those at peace take no name nor stop of the keyboard', async () => {
  const doors = await agency(valley);
  const opened = await mapOf(doors, 'fr', 'agency');
  expect(labelsOf(opened).map(([, label]) => label)).toContain('30 communes – Agir : 30');
  expect(alertsOn(opened)).toBe(30);
  const whole = await partOf(doors, '?all');
  expect(alertsOn(whole.map)).toBe(30);
  expect(labelsOf(whole.map).every(([, label]) => label.includes('Agir'))).toBe(true);
  expect(whole.map.match(/class="area map-normal"/g)).toHaveLength(270);
  expect(whole.map).toContain('Les communes sans alerte n’y ont pas de nom.');
  expect(whole.map.length).toBeLessThan(60_000);
});

test('a keyboard comes to the worst level first, alone or in one sign with others', () => {
  const rows = Array.from({ length: 5 }, (_, index) => {
    const circle = { lat: 43.1, lon: index === 0 ? 2.9 : 2.4, radiusKm: 1 };
    const level = index === 0 ? ('danger' as const) : ('prepare' as const);
    return { commune: { ...communes[0]!, name: `Town ${index}`, area: { circle } }, level };
  });
  const view = viewMap(stations, rows, new URLSearchParams(), speeches.fr)!;
  const drawn = { view, gauges: [], rivers: null, hrefOf: (query: string) => query, tableHref: '#communes' };
  const [narrow] = basinMap(speeches.en, drawn).map(String);
  expect(labelsOf(narrow!).map(([, label]) => label)).toEqual([
    'Town 0 – Danger to life',
    '4 communes – Be prepared: 4',
  ]);
});

test('a part of the smallest map leads back too, by steps and at once; the whole has no parts to name', async () => {
  const { doors } = await flooded();
  const staff = await logIn(createServer(doors), 'staff-aude', 'en');
  const { body } = await staff.get('/en/staff/map?at=43.2,2.8&km=10');
  // No commune lies on it, whose clock would tell the time.
  expect(body).toMatch(/Page updated on <time/);
  const part = mapIn(body);
  expect(part).toMatch(/<a href="\/en\/staff\/map\?at=43.2,2.8&amp;km=20">− Wider<\/a>/);
  expect(part).toContain('<a href="/en/staff/map?all">Whole area</a>');
  expect(mapIn((await staff.get('/en/staff/map')).body)).not.toContain('Parts of the map');
});

/** One part of the map of the agency. */
async function partOf(doors: World['doors'], query: string, language = 'fr') {
  const staff = await logIn(createServer(doors), 'agency', language);
  const { body, statusCode } = await staff.get(`/${language}/staff/map${query}`);
  expect(htmlFaults(body)).toEqual([]);
  return { body: body.replaceAll('&nbsp;', ' '), map: mapIn(body), statusCode };
}

test('the map opens at what is in alert, says so, and leads to the whole and back', async () => {
  const doors = await agency(valley);
  const { body, map } = await partOf(doors, '');
  expect(body).toContain('<h1>Carte – ce qui est en alerte</h1>');
  expect(map).not.toContain('Hors de cette carte');
  expect(map).toContain('<a href="/fr/staff/map?all">Toute la zone</a>');
  const whole = await partOf(doors, '?all');
  expect(whole.body).toContain('<h1>Carte – toute la zone</h1>');
  expect(whole.map).toContain('<a href="/fr/staff/map">Ce qui est en alerte</a>');
});

test('a part says which alerts it leaves out and on which side, and its tables hold what it shows and no more', async () => {
  const doors = await agency(coast);
  const { body, map } = await partOf(doors, '?at=43.05,2.6&km=20');
  expect(body).toContain('<h1>Carte – 20 km de large</h1>');
  expect(map).toMatch(
    /Hors de cette carte :<\/strong> <span class="key"><strong class="tag level-act">.*?Agir<\/strong> 30/,
  );
  expect(map).toMatch(/→ Est <span class="tag level-act" role="img" aria-label="Agir : 27">▲ 27<\/span>/);
  expect(alertsOn(map)).toBe(0);
  const [towns, gauges] = body.slice(body.indexOf('id="communes"')).split('id="stations"');
  expect(towns).toContain('/fr/mayor/lagrasse-');
  expect(towns).not.toContain('/fr/mayor/coursan-');
  expect(gauges).toContain('L’Orbieu à Lagrasse');
  expect(gauges).not.toContain('L’Aude à Cuxac');
});

test('rivers are listed by urgency, and each is a part of the map', async () => {
  const { map } = await partOf(await agency(coast), '?basin=coursan');
  expect(map).not.toContain('?basin=');
  const doors = await agency(valley);
  const apart = stations.map((each) => (each.id === 'saint-marcel' ? { ...each, upstream: ['puicheric'] } : each));
  const parted = await partOf({ ...doors, network: createNetwork(apart) }, '?basin=lagrasse');
  expect([...parted.map.matchAll(/<a class="row" href="[^"]*\?basin=([a-z-]+)"/g)].map(([, id]) => id)).toEqual([
    'coursan',
    'lagrasse',
  ]);
  expect(parted.body).toContain('<h1>Carte – Orbieu</h1>');
  expect(parted.map).toContain('aria-current="true">Orbieu');
});

test.each([
  '?at=43.05&km=20',
  '?at=43.05,2.6',
  '?at=143.05,2.6&km=20',
  '?at=43,2&km=1e9',
  '?basin=<script>',
  '?at=a,b&km=x',
])('an address that names no part (%s) shows the map as it opens, and says so', async (query) => {
  const { body, map, statusCode } = await partOf(await agency(valley), query);
  expect(statusCode).toBe(200);
  expect(map).toContain('L’adresse ne désigne aucune partie de cette carte.');
  expect(body).toContain('<h1>Carte – ce qui est en alerte</h1>');
  expect(body).not.toContain('<script>');
});

test('who is not of the staff finds no map, and where nothing has a position there is the overview', async () => {
  const { doors } = await flooded();
  const mayor = await logIn(createServer(doors), 'mayor-coursan');
  expect((await mayor.get('/fr/staff/map')).statusCode).toBe(404);
  const network = createNetwork(stations.map((each) => ({ ...each, position: null })));
  const staff = await logIn(createServer({ ...doors, network }), 'staff-aude');
  expect((await staff.get('/fr/staff/map')).headers['location']).toBe('/fr/staff');
});

test('where the courses of rivers are given they are drawn, whose they are is told, and a guessed reach is dashed', async () => {
  const { doors } = await flooded();
  const places = stations.flatMap(({ id, position }) => (position && id !== 'lagrasse' ? [position] : []));
  const line = riverLine([...places].sort((a, b) => a.lon - b.lon));
  const rivers = { lines: [line], attribution: 'IGN & OFB', gauges: gaugesBeside(stations, [line]) };
  const map = await mapOf({ ...doors, rivers });
  const [course, guessed] = [...map.matchAll(/<path class="river( guessed)?" d="([^"]*)"/g)].map(([, , d]) => d!);
  expect(course).toMatch(/^M\d+ \d+l/);
  expect(guessed!.match(/M/g)).toHaveLength(1);
  expect(map).toContain('Cours d’eau : IGN &amp; OFB');
  expect(map).toContain('Un trait tireté va en ligne droite');
});
