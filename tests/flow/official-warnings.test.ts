import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { nationalService, say } from '../support/national-service.ts';
import { aude, vigicruesMap } from '../support/official.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

/** The shipped communes, of which Coursan and Trèbes have set a section of Vigicrues. */
async function town(url: string, dataFolder: string, ...those: string[]) {
  const shipped = await demoConfig();
  const set = new Set(those);
  const communes = new Map(
    [...shipped.communes].map(([id, each]) => [id, { ...each, officialWarnings: set.has(id) ? [aude] : [] }] as const),
  );
  const config = await demoConfig({ dataFolder, communes, vigicruesUrl: url });
  const app = await createApp(config, pino({ level: 'silent' }));
  if (!app.ok) throw new Error(app.error);
  onTestFinished(() => app.value.close());
  const get = async (path: string) => await fetch(`${app.value.url}${path}`);
  return { app: app.value, get, json: async (path: string) => await (await get(path)).json() };
}

test('what the State says is asked once for all communes, shown, counted, kept over a restart, and changes nothing of ours', async () => {
  const dataFolder = join(tempFolder('official-flow'), 'data');
  const statedAt = Date.now() - 30 * MINUTE_MS;
  const service = await nationalService(say(vigicruesMap({ AU4: 4 }, statedAt)));
  const { app, get, json } = await town(service.url, dataFolder, 'coursan', 'trebes');
  await eventually(() => app.doors.officialWarnings([aude], Date.now())[0]?.isCurrent === true, 'the first map');
  expect(service.asked).toHaveLength(1);
  for (const commune of ['coursan', 'trebes']) {
    expect(await json(`/api/v1/communes/${commune}`)).toMatchObject({
      publicLevel: 'unknown',
      officialWarnings: [{ service: 'vigicrues', place: 'AU4', level: 'red', since: null, name: 'Rivière de AU4' }],
    });
  }
  expect(await json('/api/v1/communes/limoux')).toMatchObject({ officialWarnings: [] });
  expect(await (await get('/fr/communes/coursan')).text()).toMatch(
    /class="official-tag official-red">Vigicrues(&nbsp;|\s):(&nbsp;|\s)rouge</,
  );
  expect(await (await get('/fr/communes/limoux')).text()).not.toContain('official-');
  expect(await json('/health')).toMatchObject({ failingOfficialWarnings: [] });
  expect(await app.doors.metrics()).toContain('amont_polls_total{service="vigicrues",outcome="ok"} 1');
  await app.close();

  const silent = await nationalService(say('<html>Maintenance</html>'));
  const again = await town(silent.url, dataFolder, 'coursan');
  await eventually(async () => (await again.app.doors.metrics()).includes('outcome="unreadable"'), 'a failed attempt');
  expect(await again.json('/health')).toMatchObject({ status: 'degraded', failingOfficialWarnings: ['vigicrues/AU4'] });
  // A minute later it is still seen; half an hour later it would not be.
  const [standing] = again.app.doors.officialWarnings([aude], Date.now() + 31 * MINUTE_MS);
  expect(standing).toMatchObject({ isCurrent: false, spell: { level: 'red' }, failures: 1 });
  // Trèbes has taken it out of its settings: what it had during a flood a report still knows.
  const { officialStore } = again.app.doors;
  const had = (from: number) => ['coursan', 'trebes'].map((id) => officialStore.placesOf(id, from, Date.now()).length);
  expect(had(statedAt)).toEqual([1, 1]);
  expect(had(Date.now() + 1)).toEqual([1, 0]);
});

test('as shipped nobody is asked', () => {
  const read = loadConfig('config', {});
  const all = read.ok ? [...read.value.communes.values()] : [];
  expect(all.length).toBeGreaterThan(0);
  expect(all.flatMap(({ officialWarnings }) => officialWarnings)).toEqual([]);
});
