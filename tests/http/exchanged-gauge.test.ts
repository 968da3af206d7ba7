import { beforeEach, expect, it } from 'vitest';
import type { Doors } from '../../src/http/doors.ts';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { afterTheFlood } from '../support/past-alert.ts';
import { logIn } from '../support/visitor.ts';

interface Report {
  gauges: { station: string; marks: { markM: number }[]; decisions: object[]; readings: object[] }[];
  outcomes: { level: string; outcome: string }[];
}
interface Replayed {
  gauges: { station: string; readings: object[]; isReproduced: boolean | null }[];
}

const COURSAN = '/api/v1/communes/coursan';
const then = iso(NOW - 5 * MINUTE_MS);
let world: Awaited<ReturnType<typeof afterTheFlood>>;

beforeEach(async () => {
  world = await afterTheFlood();
  world.clock.advanceTo(NOW + 400 * HOUR_MS);
});

/** After the flood Coursan watches another gauge, as where its own was moved. */
function moved({ isGone }: { isGone: boolean }): Doors {
  const { doors } = world;
  const left = [...doors.network.stations.values()].filter(({ id }) => !(isGone && id === 'coursan'));
  const network = createNetwork(
    left.map((each) => ({ ...each, upstream: each.upstream.filter((id) => left.some((other) => other.id === id)) })),
  );
  const coursan = doors.communes.get('coursan')!;
  const watches = coursan.watches.map(({ marks }) => ({ station: 'marseillette', marks }));
  return { ...doors, network, communes: new Map([...doors.communes, ['coursan', { ...coursan, watches }]]) };
}

async function seen(doors: Doors) {
  const staff = await logIn(createServer(doors), 'staff-aude');
  const report = (await staff.get(`${COURSAN}/alerts/${world.alert}/report`)).json<Report>();
  const replayed = (await staff.get(`${COURSAN}/replay?at=${then}`)).json<Replayed>();
  const pages = [`/fr/staff/alerts/${world.alert}/report`, `/fr/staff/replay?commune=coursan&at=${then}`];
  for (const url of pages) expect(htmlFaults((await staff.get(url)).body)).toEqual([]);
  return { report, replayed };
}

it.each([
  ['still in stations.yaml', false],
  ['gone from stations.yaml', true],
])(
  'of a gauge that was exchanged since, %s, report and past moment show what was known and judged of it then',
  async (_, isGone) => {
    const before = await seen(world.doors);
    const after = await seen(moved({ isGone }));
    const [gauge] = before.report.gauges;
    expect(gauge?.decisions.length).toBeGreaterThan(0);
    expect(after.report.gauges).toEqual(before.report.gauges);
    expect(before.replayed.gauges).toMatchObject([{ station: 'coursan', isReproduced: true }]);
    expect(
      after.replayed.gauges.map(({ station, readings, isReproduced }) => ({ station, readings, isReproduced })),
    ).toEqual(
      before.replayed.gauges.map(({ station, readings, isReproduced }) => ({ station, readings, isReproduced })),
    );
  },
);

it('at a gauge that is watched no more nobody knows whether a level that was not raised came', async () => {
  const { doors } = world;
  const { report } = await seen(moved({ isGone: true }));
  expect(report.outcomes).toContainEqual(expect.objectContaining({ level: 'danger', outcome: 'quiet-unseen' }));
  expect((await seen(doors)).report.outcomes.map(({ outcome }) => outcome)).not.toContain('quiet-unseen');
});
