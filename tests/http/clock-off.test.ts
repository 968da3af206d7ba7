import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { clocksOff } from '../../src/http/views/clock-off.ts';
import { viewGauge } from '../../src/http/views/gauge-view.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { readMessage } from '../../src/reading/decode/read-message.ts';
import { aheadOf, refuseInstant } from '../../src/reading/decode/refusal.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { createWorld, flood, NOW, type World } from '../support/flood-world.ts';
import { stageReading } from '../support/stage-reading.ts';
import { stationNamed } from '../support/station-named.ts';
import { logIn } from '../support/visitor.ts';

const LATER = NOW + 2 * HOUR_MS;

/** Coursan is not seen since the flood of 3:00, and it is 5:00. */
async function unseen(): Promise<World> {
  const world = createWorld();
  await flood(world);
  const { journal } = world.doors;
  const state = journal.state('coursan')!;
  const notSeen = { since: NOW, why: 'silent', lostAt: LATER, toldAt: LATER } as const;
  const gauges = { coursan: { ...state.gauges['coursan']!, notSeen } };
  journal.commit({ state: { ...state, gauges }, events: [], outbox: [], record: [] });
  world.clock.advanceTo(LATER);
  return world;
}

/** A message that came in so long ago, dated so far ahead. */
function refuse({ doors }: World, agoMin: number, aheadMin: number, topic = 'amont/v1/coursan/stage'): void {
  const receivedAt = LATER - agoMin * MINUTE_MS;
  const refused = refuseInstant(receivedAt + aheadMin * MINUTE_MS, receivedAt)!;
  doors.rejections.append([{ receivedAt, topic, payload: '{"value":5.6}', ...refused }]);
}

/** What was observed at these minutes before now, and came in so long after. */
async function hear({ doors }: World, observed: readonly number[], delaysMin: readonly number[]): Promise<void> {
  await doors.readings.append(
    observed.map((minutes, index) => {
      const observedAt = LATER - minutes * MINUTE_MS;
      return { ...stageReading('coursan', observedAt, 5.6), receivedAt: observedAt + delaysMin[index]! * MINUTE_MS };
    }),
  );
}

async function offOf(world: World): Promise<number | undefined> {
  const { doors } = world;
  const gauge = await viewGauge(doors, doors.network.stations.get('coursan')!, LATER, 48);
  return clocksOff(doors, [gauge], LATER).get('coursan');
}

async function pages(world: World, language: 'fr' | 'en'): Promise<[mayor: string, staff: string]> {
  const app = createServer(world.doors);
  const read = async (account: string, path: string) =>
    (await (await logIn(app, account, language)).get(`/${language}/${path}`)).body.replaceAll('&nbsp;', ' ');
  return [await read('mayor-coursan', 'mayor/coursan'), await read('staff-aude', 'staff')];
}

describe.each([
  [
    'fr',
    'La sonde parle, mais son horloge avance d’environ 1 h :',
    'La sonde parle, mais son horloge retarde d’environ 1 h :',
    'son horloge a perdu la date :',
    'La sonde parle',
  ],
  [
    'en',
    'The sensor speaks, but its clock is about 1 h ahead:',
    'The sensor speaks, but its clock is about 1 h behind:',
    'its clock has lost the date:',
    'The sensor speaks',
  ],
] as const)('a sensor that seems silent and is not (%s)', (language, ahead, behind, lost, speaks) => {
  it('is told by its clock where its messages are refused as of the future', async () => {
    const world = await unseen();
    for (const ago of [25, 15, 5]) refuse(world, ago, 59);
    for (const page of await pages(world, language)) expect(page).toContain(ahead);
  });

  it('is told by its clock where all that it says is as old', async () => {
    const world = await unseen();
    await hear(world, [85, 75, 65], [60, 61, 60]);
    for (const page of await pages(world, language)) expect(page).toContain(behind);
  });

  it('is told by its clock where that has begun anew in 1970', async () => {
    const world = await unseen();
    for (const ago of [25, 15, 5]) refuse(world, ago, -(LATER / MINUTE_MS));
    for (const page of await pages(world, language)) expect(page).toContain(lost);
  });

  it('is told as silent where nothing came in', async () => {
    for (const page of await pages(await unseen(), language)) expect(page).not.toContain(speaks);
  });
});

describe('what says nothing of a clock', () => {
  it('is a refusal of long ago, of another station, for another reason, or of some minutes', async () => {
    const world = await unseen();
    refuse(world, 22, 60);
    refuse(world, 5, 60, 'amont/v1/cuxac/stage');
    refuse(world, 4, 7);
    world.doors.rejections.append([
      {
        receivedAt: LATER,
        topic: 'amont/v1/coursan/stage',
        payload: '{',
        reason: 'malformed',
        detail: 'observedAt is 2030-01-01T00:00:00Z;',
      },
    ]);
    expect(await offOf(world)).toBeUndefined();
    refuse(world, 3, 60);
    expect(await offOf(world)).toBe(HOUR_MS);
  });

  it('is a logger that sends all that it kept, delays that differ, and what came in long ago', async () => {
    for (const [observed, delays] of [
      [
        [85, 75, 65],
        [82, 72, 62],
      ],
      [
        [85, 75, 65],
        [40, 50, 60],
      ],
      [
        [115, 105, 95],
        [60, 60, 60],
      ],
      [
        [75, 65],
        [60, 60],
      ],
    ] as const) {
      const world = await unseen();
      await hear(world, observed, delays);
      expect([observed, await offOf(world)]).toEqual([observed, undefined]);
    }
  });

  it('is a logger that was cut off, whose backlog begins in 1970 and counts from when it had the time', async () => {
    const world = await unseen();
    const sinceThen = LATER / MINUTE_MS;
    refuse(world, 5, -sinceThen);
    await hear(world, [85, 75, 65], [80, 70, 60]);
    expect(await offOf(world)).toBeUndefined();
    refuse(world, 4, -sinceThen);
    expect(await offOf(world)).toBeLessThan(-1000 * HOUR_MS);
  });

  it('is any gauge that reports', async () => {
    const world = await unseen();
    await hear(world, [25, 15, 5], [0, 0, 0]);
    refuse(world, 5, 60);
    expect(await offOf(world)).toBeUndefined();
  });
});

it('reads back what the refusal of a message of the future, or of long ago, says', () => {
  const refused = refuseInstant(NOW + HOUR_MS, NOW)!;
  expect(aheadOf({ ...refused, receivedAt: NOW })).toBe(HOUR_MS);
  expect(aheadOf({ ...refused, detail: 'observedAt is gone', receivedAt: NOW })).toBeNull();
  expect(aheadOf({ ...refuseInstant(0, NOW)!, receivedAt: NOW })).toBe(-NOW);
  expect(aheadOf({ ...refused, reason: 'malformed', receivedAt: NOW })).toBeNull();
});

it.each([
  ['of a mapped device', 'probe/up', { t: new Date(NOW + HOUR_MS), v: 1.2 }],
  ['of one of a batch', 'amont/v1/coursan/stage', [{ observedAt: new Date(NOW + HOUR_MS), stageM: 1.2 }]],
])('reads back the refusal %s', (_name, topic, payload) => {
  const device = {
    station: 'coursan',
    topic: 'probe/up',
    format: 'json',
    value: 'v',
    time: { path: 't', as: 'iso' },
    measures: { kind: 'stage', unit: 'm', gaugeZeroM: 0 },
  } as const;
  const context = {
    network: createNetwork([stationNamed('coursan')]),
    devices: [device],
    acceptSimulated: false,
    now: NOW,
  };
  const { refusals } = readMessage({ topic, payload: Buffer.from(JSON.stringify(payload)), receivedAt: NOW }, context);
  expect(refusals.map((each) => aheadOf({ ...each, receivedAt: NOW }))).toEqual([HOUR_MS]);
});

describe('the clock that all sensors are read by', () => {
  it('is told to staff as the one that is most likely wrong where all that speak are off alike, and not where one is right', async () => {
    const world = await unseen();
    const staffRead = async () =>
      Promise.all((['fr', 'en'] as const).map(async (each) => (await pages(world, each))[1]));
    for (const ago of [25, 15, 5]) refuse(world, ago, 120);
    for (const page of await staffRead())
      expect(page).not.toMatch(/l’horloge du service qui|the clock of the service that/);
    refuse(world, 4, 125, 'amont/v1/cuxac/stage');
    const [french, english] = await staffRead();
    expect(french).toContain('celles des sondes qui parlent avancent toutes d’environ 2 h : ce');
    expect(english).toContain('those of all sensors that speak are about 2 h ahead: what they say');
    await hear(world, [1], [1]);
    for (const page of await staffRead())
      expect(page).not.toMatch(/l’horloge du service qui|the clock of the service that/);
  });

  it('is told at once where all that gauges say is refused, while what they said before is fresh', async () => {
    const world = await unseen();
    await hear(world, [25, 15, 5], [0, 0, 0]);
    refuse(world, 4, 120, 'amont/v1/cuxac/stage');
    expect((await pages(world, 'en'))[1]).not.toContain('the clock of the service that');
    refuse(world, 3, 120);
    expect((await pages(world, 'en'))[1]).toContain('those of all sensors that speak are about 2 h ahead: what they');
    expect(await offOf(world)).toBe(2 * HOUR_MS);
    await hear(world, [1], [0]);
    expect(await offOf(world)).toBeUndefined();
    expect((await pages(world, 'en'))[1]).not.toContain('the clock of the service that');
  });

  it('is not where they are off by as much as their power was gone, or not alike', async () => {
    for (const [one, other] of [
      [120, 60],
      [-(LATER / MINUTE_MS), -(LATER / MINUTE_MS)],
    ] as const) {
      const world = await unseen();
      refuse(world, 5, one);
      refuse(world, 4, other, 'amont/v1/cuxac/stage');
      expect((await pages(world, 'en'))[1]).not.toContain('the clock of the service that');
    }
  });
});
