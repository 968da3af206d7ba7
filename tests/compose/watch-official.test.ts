import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { watchOfficial } from '../../src/compose/watch-official.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import type { OfficialSource } from '../../src/territory/official-warning.ts';
import { eventually } from '../support/eventually.ts';
import { memoryStores } from '../support/memory-database.ts';
import { nationalService, say } from '../support/national-service.ts';
import { aude, vigicruesMap } from '../support/official.ts';
import { demoConfig } from '../support/town.ts';

const NOW = Date.parse('2026-11-27T15:10:00Z');
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/official', name), 'utf8');
const soar: OfficialSource = { service: 'environment-agency', place: '034WAF428' };
const map = say(vigicruesMap({ AU4: 3 }, NOW - 10 * MINUTE_MS));

/** Two communes with a section of Vigicrues and a third with an area of the Environment Agency, whose stand-ins are on this machine. */
async function watched({ isReplay = false, isFull = false, answer = map } = {}) {
  const [vigicrues, agency] = await Promise.all([
    nationalService(answer),
    nationalService((request, response) => {
      const name = request.url?.includes('floodAreas') ? 'ea-flood-area.json' : 'ea-floods.json';
      say(fixture(name))(request, response);
    }),
  ]);
  const set = new Map([
    ['coursan', [aude]],
    ['trebes', [aude]],
    ['limoux', [soar]],
  ]);
  const shipped = await demoConfig({ vigicruesUrl: vigicrues.url });
  const communes = new Map(
    [...shipped.communes].map(([id, each]) => [id, { ...each, officialWarnings: set.get(id) ?? [] }] as const),
  );
  const config = { ...shipped, communes, national: { ...shipped.national, environmentAgencyUrl: agency.url } };
  const { officialStore } = memoryStores();
  const keepPlaces = () => {
    throw new Error('database or disk is full');
  };
  const store = isFull ? { ...officialStore, keepPlaces } : officialStore;
  const metrics = createMetrics();
  const clock = manualClock(NOW);
  const parts = new AsyncDisposableStack();
  onTestFinished(() => parts.disposeAsync());
  const watch = watchOfficial(config, parts, { store, clock, metrics, log: pino({ level: 'silent' }), isReplay });
  return { watch, vigicrues, agency, store: officialStore, metrics, parts };
}

const levelsOf = ({ watch }: Pick<Awaited<ReturnType<typeof watched>>, 'watch'>) =>
  watch.of([aude, soar], NOW).map(({ isCurrent, spell }) => [isCurrent, spell?.level]);
const both = [
  [true, 'orange'],
  [true, 'flood-alert'],
];

test('each service is asked at its own address for its own places, one that two communes have set once', async () => {
  const town = await watched();
  await eventually(() => levelsOf(town).every(([isCurrent]) => isCurrent), 'both answers');
  expect(levelsOf(town)).toEqual(both);
  expect(town.watch.of([aude, soar], NOW).map(({ failures, failure }) => [failures, failure])).toEqual([
    [0, null],
    [0, null],
  ]);
  expect(town.vigicrues.asked.map(({ url }) => url)).toEqual(['/api/InfoVigiCru.geojson']);
  expect(town.agency.asked.every(({ url }) => url.startsWith('/api/id/floods?') || url.endsWith(soar.place))).toBe(
    true,
  );
  const { values } = await town.metrics.polls.get();
  expect(values.map(({ labels, value }) => [labels['service'], labels['outcome'], value])).toEqual(
    expect.arrayContaining([
      ['vigicrues', 'ok', 1],
      ['environment-agency-floods', 'ok', 1],
    ]),
  );
  const had = (commune: string) => town.store.placesOf(commune, NOW, NOW);
  expect(['coursan', 'trebes', 'limoux'].map(had)).toEqual([[aude], [aude], [soar]]);
  expect(town.store.placesOf('coursan', 0, NOW - 1)).toEqual([]);
});

test('a place that two communes have set and nobody answers for has failed once', async () => {
  const town = await watched({ answer: say('<html>Maintenance</html>') });
  await eventually(() => typeof town.watch.of([aude], NOW)[0]?.failure === 'string', 'a failed attempt');
  expect(town.watch.of([aude], NOW)).toMatchObject([{ spell: null, isCurrent: false, failures: 1 }]);
});

test('a replay asks nobody, shows nothing of now, and leaves what communes had as it was', async () => {
  const { watch, store } = await watched({ isReplay: true });
  expect(watch.of([aude, soar], NOW)).toEqual([]);
  expect(store.placesOf('coursan', 0, NOW)).toEqual([]);
});

test('where it cannot be stored which places communes have, what the State says of them is shown all the same', async () => {
  const town = await watched({ isFull: true });
  await eventually(() => levelsOf(town).every(([isCurrent]) => isCurrent), 'both answers');
  expect(levelsOf(town)).toEqual(both);
});

test('ends with the parts of the service, in the middle of a question too', async () => {
  let isGone = false;
  const { vigicrues, watch, parts } = await watched({
    answer: (request) => request.socket.once('close', () => (isGone = true)),
  });
  await eventually(() => vigicrues.asked.length === 1, 'the question');
  expect(isGone).toBe(false);
  await parts.disposeAsync();
  await eventually(() => isGone, 'the end of the question');
  // Not for want of an answer in time.
  expect(watch.of([aude], NOW)[0]).toMatchObject({ failures: 0, failure: null });
});
