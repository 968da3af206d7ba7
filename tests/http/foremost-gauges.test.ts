import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { foremostGauges } from '../../src/http/views/foremost-gauges.ts';
import { type RaisedLevel, raisedLevels, rank } from '../../src/territory/alert-level.ts';
import { stations } from '../support/aude.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { stationNamed } from '../support/station-named.ts';
import { logIn } from '../support/visitor.ts';

const gauge = (id: string, reached: RaisedLevel | 'normal', next: number | null, more: { suspect?: boolean } = {}) => ({
  station: stationNamed(id, { upstream: [] }),
  latest: null,
  suspect: more.suspect ?? false,
  stoppedAt: null,
  zeroShift: null,
  freshness: 'fresh' as const,
  suppression: null,
  notSeenSince: undefined,
  chances: raisedLevels.map((level) => ({ level, passed: rank(level) <= rank(reached), probability: next })),
});
const nameOf = (id: string) => stations.find((each) => each.id === id)!.name;
const ids = (gauges: readonly { station: { id: string } }[]) => gauges.map(({ station }) => station.id);

it('of many gauges those come first that stand highest, and those in doubt', () => {
  const { first, others } = foremostGauges([
    gauge('a', 'normal', 0.2),
    gauge('b', 'act', 0.3),
    gauge('c', 'normal', null, { suspect: true }),
    gauge('d', 'prepare', 0.9),
    gauge('e', 'act', 0.8),
    gauge('f', 'prepare', 0.1),
    { ...gauge('g', 'normal', null), freshness: 'stale' as const, notSeenSince: 5 },
  ]);
  expect([ids(first), ids(others)]).toEqual([
    ['e', 'b', 'd', 'c'],
    ['f', 'a', 'g'],
  ]);
});

it('few gauges stand as they are written, and one alone is not folded away', () => {
  const few = ['a', 'b', 'c', 'd', 'e'].map((id, index) => gauge(id, 'normal', index / 10));
  expect(foremostGauges(few)).toEqual({ first: few, others: [] });
  const doubtful = [1, 2, 3, 4, 5, 6].map((each) => gauge(`g${each}`, 'normal', 0.1, { suspect: each > 4 }));
  expect(foremostGauges(doubtful).others).toEqual([]);
});

it('the mayor of many gauges reads the highest ones, how sure and how long before the others', async () => {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const coursan = doors.communes.get('coursan')!;
  const marks = coursan.watches[0]!.marks;
  const watches = stations.filter(({ quantity }) => quantity === 'stage').map(({ id }) => ({ station: id, marks }));
  const communes = new Map(doors.communes).set('coursan', { ...coursan, watches });
  const { body } = await (await logIn(createServer({ ...doors, communes }), 'mayor-coursan')).get('/fr/mayor/coursan');
  const facts = body.slice(body.indexOf('class="five"'), body.indexOf('</dl>'));
  expect(watches.length).toBeGreaterThan(5);
  const [shown = '', folded = ''] = facts.split('<summary>');
  expect(folded).toMatch(/^Voir \d+ autres stations/);
  // It has reached the danger mark; the headwater has not.
  expect(shown).toContain(nameOf('moussan'));
  expect(folded).toContain(nameOf('lagrasse'));
  expect(shown.match(/class="number"/g)!.length).toBeLessThan(watches.length);
});
