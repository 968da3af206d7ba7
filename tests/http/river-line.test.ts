import { expect, test } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { reachedMarks } from '../../src/http/views/reached-marks.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { communes, rules, stations } from '../support/aude.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn } from '../support/visitor.ts';

/** The gauges of the drawing, in order, each as it is read: its sign in the picture, then its words. */
function stopsOf(body: string): { sign: string; text: string }[] {
  const items = [...body.matchAll(/<li><svg class="rail".*?<text[^>]*>(.)<\/text><\/svg>(.*?)<\/li>/gs)];
  const plain = (html: string) =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/(?:\s|&nbsp;)+/g, ' ')
      .trim();
  return items.map(([, sign, text]) => ({ sign: sign!, text: plain(text!) }));
}

test('the mayor sees the river run down to the town: what each gauge does, how high, and in how long the water is here', async () => {
  const world = createWorld();
  await flood(world);
  const mayor = await logIn(createServer(world.doors), 'mayor-coursan');
  const { body } = await mayor.get('/fr/mayor/coursan');
  const stops = stopsOf(body);
  expect(stops.map(({ sign }) => sign)).toEqual(['↓', '↓', '↓', '✗', '!', '↓', '↑', '↑', '↑', '↑']);
  expect(stops[1]!.text).toBe(
    'L’Aude à Trèbes [rue Voltaire] 4,25 m, ↓ baisse de 0,10 m par heure Repère « Agir » atteint : Trèbes mesuré à 3 h 00',
  );
  expect(stops[3]!.text).toBe('L’Aude à Marseillette 5,04 m, ✗ plus de nouvelles mesuré : mer. 22, 20 h 30');
  expect(stops[4]!.text).toContain('! mesure douteuse');
  expect(stops[8]!.text).toBe(
    'L’Aude à Cuxac-d’Aude 6,55 m, ↑ monte de 0,28 m par heure à environ 30 min d’ici, mesuré à 3 h 00',
  );
  expect(stops[9]!.text).toContain('L’Aude à Coursan [Village]');
  expect(body).toContain('href="#gauge-coursan"');
  expect(
    body
      .match(/<span class="key water-\w+">.*?<\/span> .*?<\/span>/g)
      ?.join(' ')
      .replace(/<[^>]+>/g, ''),
  ).toBe('↑ 3 en hausse ↓ 4 en baisse ! 1 douteuse ✗ 1 sans nouvelles ↓ 3 en baisse');
});

test('residents see the same river', async () => {
  const world = createWorld();
  await flood(world);
  const { body } = await createServer(world.doors).inject('/en/communes/coursan');
  expect(stopsOf(body)).toHaveLength(10);
  expect(stopsOf(body)[8]!.text).toContain('about 30 min from here');
});

test('of many gauges the far ones are folded, and the fold says what they do, and opens where one rises', async () => {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const brooks = Array.from({ length: 15 }, (_, index) => ({
    ...stations[0]!,
    id: `ru-${index}`,
    name: `Le Ru ${index}`,
    upstream: index === 0 ? [] : [`ru-${index - 1}`],
  }));
  const named = stations.map((each) => (each.id === 'carcassonne' ? { ...each, upstream: ['ru-14'] } : each));
  const network = createNetwork([...brooks, ...named]);
  const { body } = await createServer({ ...doors, network }).inject('/fr/communes/coursan');
  const fold = /<details><summary>(Voir 18 autres stations.*?)<\/summary>(.*?)<\/details>/s.exec(body)!;
  expect(fold[1]).toContain('15 sans nouvelles');
  expect(stopsOf(fold[2]!)).toHaveLength(18);
  expect(stopsOf(body)).toHaveLength(25);
  expect(htmlFaults(body)).toEqual([]);
  const rising = [0, 1].map((value) => {
    const observedAt = NOW - (1 - value) * 3_600_000;
    return { ...stageReading('ru-3', observedAt, value), receivedAt: NOW };
  });
  await doors.readings.append(rising);
  const later = await createServer({ ...doors, network }).inject('/fr/communes/coursan');
  expect(later.body).toContain('<details open><summary>Voir 18 autres stations');
});

test('a gauge of the town’s own is never folded away, nor counted as another, where far more lie above its lowest', async () => {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const coursan = doors.communes.get('coursan')!;
  const [watch] = coursan.watches;
  const watches = [watch!, { ...watch!, station: 'trebes' }];
  const brook = { ...stations[0]!, id: 'ru', name: 'Le Ru', upstream: [] };
  const network = createNetwork([
    brook,
    ...stations.map((each) => (each.id === 'carcassonne' ? { ...each, upstream: ['ru'] } : each)),
  ]);
  const communesNow = new Map([...doors.communes, ['coursan', { ...coursan, watches }]]);
  const { body } = await createServer({ ...doors, network, communes: communesNow }).inject('/fr/communes/coursan');
  const fold = /<details><summary>(Voir[^<]*autres? stations?).*?<\/summary>(.*?)<\/details>/s.exec(body)!;
  const own = stopsOf(fold[2]!).filter(({ text }) => /Trèbes|Coursan/.test(text));
  expect([fold[1], stopsOf(fold[2]!).length, own]).toEqual(['Voir 2 autres stations', 2, []]);
});

test('rain above stands beside the river, not on it', async () => {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const rain = { ...stations[0]!, id: 'col', name: 'Pluviomètre du Col', quantity: 'rain' as const, upstream: [] };
  const named = stations.map((each) => ({ ...each, upstream: [...each.upstream, 'col'] }));
  const row = { station: 'col', quantity: 'rain', receivedAt: NOW, quality: 'pass', tests: [] } as const;
  await doors.readings.append([{ ...row, observedAt: NOW, value: 4 }]);
  const { body } = await createServer({ ...doors, network: createNetwork([rain, ...named]) }).inject(
    '/fr/communes/coursan',
  );
  expect(stopsOf(body).map(({ text }) => text.includes('Col'))).not.toContain(true);
  expect(body).toContain('<th scope="row">Pluviomètre du Col');
});

test('a town with no gauge above it has no drawing', async () => {
  const world = createWorld();
  await flood(world);
  const { body } = await createServer(world.doors).inject('/fr/communes/lagrasse');
  expect(body).toContain('Aucune station en amont.');
  expect(stopsOf(body)).toEqual([]);
});

test.each([
  ['below every mark', { value: 1.8 }, undefined],
  ['at one', { value: 1.9 }, { level: 'prepare', communes: ['Trèbes'] }],
  ['at the higher mark of another commune', { value: 3 }, { level: 'act', communes: ['Amont-Ville', 'Aval-Ville'] }],
  ['silent', { value: 3, freshness: 'stale' }, undefined],
  ['in doubt', { value: 3, suspect: true }, undefined],
] as const)('a mark reached: %s', (_, { value, ...odd }, expected) => {
  const station = stations.find(({ id }) => id === 'trebes')!;
  const lower = (name: string) => ({
    id: name,
    name,
    watches: [{ station: 'trebes', marks: { prepare: 1, act: 2.5, danger: 3.5 } }],
  });
  const towns = [...communes, lower('Amont-Ville'), lower('Aval-Ville')].filter(
    ({ name }) => expected?.communes.length === 2 || name === 'Trèbes',
  );
  const row = { station: 'trebes', quantity: 'stage', observedAt: NOW, receivedAt: NOW, revision: 0, value } as const;
  const gauge = {
    station,
    accepted: { ...row, quality: 'pass', tests: [] },
    read: null,
    freshness: 'fresh',
    suspect: false,
    ...odd,
  } as const;
  expect(reachedMarks(towns, [gauge], null).get('trebes')).toEqual(expected);
  // Staff have lowered the mark of Trèbes since.
  const policy = { rules: rules.map((rule) => (rule.commune === 'trebes' ? { ...rule, markM: 1.7 } : rule)) };
  const reached = reachedMarks(towns, [gauge], policy).get('trebes');
  expect(reached?.level).toBe('freshness' in odd || 'suspect' in odd ? undefined : 'danger');
});

test('what was not believed when it came is not believed once nothing comes any more', async () => {
  const world = createWorld();
  await flood(world);
  world.clock.advanceTo(NOW + 2 * 3_600_000);
  const app = createServer(world.doors);
  const { body } = await app.inject('/fr/communes/coursan');
  const villedaigne = stopsOf(body).find(({ text }) => text.startsWith('L’Orbieu à Villedaigne'));
  expect(villedaigne?.text).toBe(
    'L’Orbieu à Villedaigne 9,90 m, ✗ plus de nouvelles · ! mesure douteuse mesuré à 3 h 00',
  );
  const staff = await logIn(app, 'staff-aude');
  const { body: all } = await staff.get('/fr/staff/stations?station=villedaigne');
  expect(all.replace(/<[^>]+>/g, '')).toContain('✗ plus de nouvelles · ! mesure douteuse');
});
