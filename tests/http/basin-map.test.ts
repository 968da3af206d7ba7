import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import type { Commune } from '../../src/territory/commune.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { stations } from '../support/aude.ts';
import { createWorld, flood, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

/** The map's part of the staff page; empty where there is none. */
async function mapOf(doors: World['doors'], language = 'fr', account = 'staff-aude'): Promise<string> {
  const staff = await logIn(createServer(doors), account, language);
  const { body } = await staff.get(`/${language}/staff?still=1`);
  expect(htmlFaults(body)).toEqual([]);
  return (/<section id="map">.*?<\/section>/s.exec(body)?.[0] ?? '').replaceAll('&nbsp;', ' ');
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
  expect(map.match(/<line class="river"/g)).toHaveLength(8);
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

test('of hundreds every alert is on the map, and those at peace take no name nor stop of the keyboard', async () => {
  const { doors } = await flooded();
  const towns = Array.from({ length: 300 }, (_, index) => {
    const is = index % 10 === 0 ? 'coursan' : 'lagrasse';
    // All that are in alert lie in one valley, where there is no room for so many.
    const [north, east] = is === 'coursan' ? [0, 0] : [(index % 17) * 0.03, (index % 19) * 0.04];
    const circle = { lat: 42.9 + north, lon: 2.3 + east, radiusKm: 2 };
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
  const map = await mapOf({ ...doors, communes, journal, decisions }, 'fr', 'agency');
  expect(labelsOf(map)).toHaveLength(30);
  expect(labelsOf(map).every(([, label]) => label.endsWith(' – Agir'))).toBe(true);
  expect(map.match(/class="area map-normal"/g)).toHaveLength(270);
  expect(map).toContain('Les communes sans alerte n’y ont pas de nom.');
  expect(map.length).toBeLessThan(60_000);
});
