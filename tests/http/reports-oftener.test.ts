import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { stations } from '../support/aude.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn } from '../support/visitor.ts';

const rowIn = (body: string): string => /<tr><th scope="row">[^<]*[Cc]oursan[\s\S]*?<\/tr>/.exec(body)?.[0] ?? '';

/** Coursan reports every five minutes. */
async function rowOfStaff(language: 'fr' | 'en', intervalMin: number) {
  const { doors } = createWorld();
  const network = createNetwork(stations.map((each) => (each.id === 'coursan' ? { ...each, intervalMin } : each)));
  const times = Array.from({ length: 36 }, (_, step) => NOW - (35 - step) * 5 * MINUTE_MS);
  await doors.readings.append(times.map((at, step) => stageReading('coursan', at, 1 + 0.001 * step)));
  const app = createServer({ ...doors, network });
  const { body } = await (await logIn(app, 'staff-aude', language)).get(`/${language}/staff`);
  await app.close();
  return rowIn(body);
}

it('tells staff of a gauge that is oftener heard than is written, and when its silence would be noticed', async () => {
  expect(await rowOfStaff('en', 60)).toContain(
    'reports every 5&nbsp;min, but stations.yaml says 60 (intervalMin): its silence is noticed only after 80&nbsp;min',
  );
  expect(await rowOfStaff('fr', 60)).toContain('mesure toutes les 5&nbsp;min, mais stations.yaml dit 60');
  const fitting = await rowOfStaff('fr', 10);
  expect(fitting).toContain('Coursan');
  expect(fitting).not.toContain('intervalMin');
});
