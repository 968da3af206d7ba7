import { expect, test } from 'vitest';
import { speeches } from '../../src/http/speech.ts';
import { viewMapPart } from '../../src/http/views/map/map-part.ts';
import type { Commune } from '../../src/territory/commune.ts';
import { createWorld, flood } from '../support/flood-world.ts';

/** Ten kilometres around Lagrasse, whose gauge is the only one there. */
const AROUND = 'at=43.093,2.6191&km=10';

/** What whoever is in charge of `those` sees of a part of the map, in a flood at Trèbes and Coursan; `placed`: drawn elsewhere than at their gauge. */
async function partOf(asked: string, those: readonly string[], placed: Readonly<Record<string, Commune['area']>> = {}) {
  const world = createWorld();
  await flood(world);
  const communes = new Map(
    [...world.doors.communes].map(([id, each]) => [id, { ...each, area: placed[id] ?? null }] as const),
  );
  const doors = { ...world.doors, communes };
  const account = { ...doors.accounts.find('staff-aude')!, communes: those };
  const own = those.map((id) => communes.get(id)!);
  const {
    view,
    communes: rows,
    stations,
  } = await viewMapPart(doors, account, own, new URLSearchParams(asked), speeches.fr);
  return { view: view!, rows, shown: stations.map(({ station }) => station.id).toSorted() };
}

test('the worst level comes first, on the map and in the table, in whatever order communes are set', async () => {
  const { view, rows } = await partOf('all', ['lagrasse', 'trebes', 'coursan']);
  expect(view.communes.map(({ level }) => level)).toEqual(['act', 'act', 'normal']);
  expect(rows.map(({ level }) => level)).toEqual(['act', 'act', 'normal']);
});

test('a commune on the part has what its gauge beyond the edge says, which the table of gauges leaves out', async () => {
  const circle = { lat: 43.1, lon: 2.62, radiusKm: 1 };
  const { view, rows, shown } = await partOf(AROUND, ['lagrasse', 'trebes', 'coursan'], { coursan: { circle } });
  expect(rows.map(({ commune, gauges }) => [commune.id, gauges.map(({ station }) => station.id)])).toEqual([
    ['coursan', ['coursan']],
    ['lagrasse', ['lagrasse']],
  ]);
  expect(rows[0]!.gauges[0]).toMatchObject({ freshness: 'fresh', accepted: { value: expect.any(Number) } });
  expect(rows[0]!.gauges[0]!.chances).toHaveLength(3);
  expect(view.outside.map(({ commune }) => commune.id)).toEqual(['trebes']);
  expect(shown).toEqual(['lagrasse']);
});

test('of gauges a part holds those of one’s own communes and those above them, and no others', async () => {
  const valley = await partOf('all', ['coursan']);
  expect(valley.shown).toEqual([
    'carcassonne',
    'coursan',
    'cuxac',
    'lagrasse',
    'marseillette',
    'moussan',
    'saint-marcel',
    'trebes',
    'villedaigne',
  ]);
  // Puichéric has no position.
  expect(valley.view.withoutPlace.gauges.map(({ id }) => id)).toEqual(['puicheric']);
  const { view, rows, shown } = await partOf('all', ['lagrasse']);
  expect([shown, view.gauges.map(({ id }) => id), rows.map(({ commune }) => commune.id)]).toEqual([
    ['lagrasse'],
    ['lagrasse'],
    ['lagrasse'],
  ]);
});
