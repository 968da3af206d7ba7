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
  dataGaps: object[];
}
interface Replayed {
  gauges: { station: string; readings: object[]; isReproduced: boolean | null }[];
  notSeen: string[];
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

it.each([false, true])(
  'at a gauge that is watched no more nobody knows whether a level that was not raised came, as in the scores: gone from stations.yaml %s',
  async (isGone) => {
    const { doors } = world;
    const { report } = await seen(moved({ isGone }));
    expect(report.outcomes).toContainEqual(expect.objectContaining({ level: 'danger', outcome: 'quiet-unseen' }));
    expect((await seen(doors)).report.outcomes.map(({ outcome }) => outcome)).not.toContain('quiet-unseen');
  },
);

it('a gauge that is gone and reported once an hour was not silent in between, nor at its limit above 20 m', async () => {
  const hourly = <Store extends Pick<Doors['seen'], 'window' | 'latest'>>(store: Store): Store => {
    const window: Store['window'] = async (...asked) => {
      const all = await store.window(...asked);
      const own = asked[0].station === 'coursan';
      const some = own ? all.filter(({ observedAt }) => observedAt % HOUR_MS === 0) : all;
      return own ? some.map((each) => ({ ...each, value: each.value + 100 })) : some;
    };
    const latest: Store['latest'] = async (series, by) =>
      (await window(series, by - 6 * HOUR_MS, by, by)).at(-1) ?? null;
    return { ...store, window, latest };
  };
  const doors = moved({ isGone: true });
  const late = iso(NOW + 55 * MINUTE_MS);
  const staff = await logIn(
    createServer({ ...doors, seen: hourly(doors.seen), readings: hourly(doors.readings) }),
    'staff-aude',
  );
  const report = (await staff.get(`${COURSAN}/alerts/${world.alert}/report`)).json<Report>();
  expect(report.gauges.map(({ station }) => station)).toEqual(['coursan']);
  expect(report.dataGaps).toEqual([]);
  const replayed = (await staff.get(`${COURSAN}/replay?at=${late}`)).json<Replayed>();
  expect(replayed.gauges.map(({ station }) => station)).toEqual(['coursan']);
  expect(replayed.notSeen).toEqual([]);
  const page = (await staff.get(`/fr/staff/replay?commune=coursan&at=${late}`)).body;
  expect(page).not.toContain('affiche son maximum');
});

it('a gauge that was watched already, of which nothing was judged at that moment, is shown without a judgement', async () => {
  const { doors } = world;
  const coursan = doors.communes.get('coursan')!;
  const [own] = coursan.watches;
  const last = doors.decisions.last('coursan', 'coursan', 0, NOW)!;
  doors.decisions.append({
    ...last,
    assessment: { ...last.assessment, station: 'marseillette', issuedAt: NOW - 10 * HOUR_MS },
  });
  const watches = [own!, { ...own!, station: 'marseillette' }];
  const { replayed } = await seen({
    ...doors,
    communes: new Map([...doors.communes, ['coursan', { ...coursan, watches }]]),
  });
  expect(replayed.gauges).toMatchObject([{ station: 'coursan' }, { station: 'marseillette', isReproduced: null }]);
});
