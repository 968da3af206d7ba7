import { beforeEach, expect, it } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { eventOf } from '../support/notices.ts';
import { afterTheFlood } from '../support/past-alert.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn, type Visitor } from '../support/visitor.ts';

interface Level {
  falseAlarms: number;
  falseAlarmAlerts: object[];
  unseenAlerts: { from: string }[];
}
const RAISED = NOW + 100 * HOUR_MS;
const api = '/api/v1/communes/coursan';
let world: Awaited<ReturnType<typeof afterTheFlood>>;
let staff: Visitor;

/** An alert over calm water, for two hours. */
beforeEach(async () => {
  world = await afterTheFlood();
  const { doors, clock } = world;
  const about = { alert: 'vain', commune: 'coursan', station: 'coursan' } as const;
  const events = [
    eventOf({ ...about, id: 'coursan:91', kind: 'raised', level: 'prepare', from: 'normal', at: RAISED }),
    eventOf({ ...about, id: 'coursan:92', kind: 'closed', level: 'normal', from: 'prepare', at: RAISED + 2 * HOUR_MS }),
  ];
  doors.journal.commit({ state: { ...newCommuneState('coursan'), events: 92 }, events, outbox: [], record: [] });
  clock.advanceTo(NOW + 200 * HOUR_MS);
  staff = await logIn(createServer(doors), 'staff-aude');
});

/** Reads the gauge each hour but for some. */
const read = (isLost: (hour: number) => boolean) =>
  world.doors.readings.append(
    Array.from({ length: 176 }, (_, index) => index + 24)
      .filter((hour) => !isLost(hour))
      .map((hour) => stageReading('coursan', NOW + hour * HOUR_MS, 2)),
  );
const told = async () => {
  const { levels } = (await staff.get(`${api}/verification`)).json<{ levels: Level[] }>();
  const { outcomes } = (await staff.get(`${api}/alerts/vain/report`)).json<{ outcomes: { outcome: string }[] }>();
  const { falseAlarms, falseAlarmAlerts, unseenAlerts } = levels[0]!;
  expect(falseAlarmAlerts).toHaveLength(falseAlarms);
  return [falseAlarms, unseenAlerts.length, outcomes[0]?.outcome];
};
/** Of the two levels that nobody raised. */
const higher = async () => {
  const { outcomes } = (await staff.get(`${api}/alerts/vain/report`)).json<{ outcomes: { outcome: string }[] }>();
  return outcomes.slice(1).map(({ outcome }) => outcome);
};

it('of an alarm at a gauge that was seen both say that it was false', async () => {
  await read(() => false);
  expect(await told()).toEqual([1, 0, 'false-alarm']);
  expect(await higher()).toEqual(['quiet', 'quiet']);
});

it('of one amid which its gauge was lost both say that nobody knows, until a person does', async () => {
  await read((hour) => hour > 100 && hour < 110);
  expect(await told()).toEqual([0, 1, 'not-seen']);
  for (const [url, said] of [
    ['/en/staff/verification', 'its gauge was not seen or is no longer watched, so nobody knows whether water came'],
    [
      '/fr/staff/verification',
      'sa station était sans mesure ou n’est plus suivie, personne ne sait si l’eau est venue',
    ],
    ['/en/staff/alerts/vain/report', '? nothing measured, and no answer yet'],
    ['/fr/staff/alerts/vain/report', '? ni annoncé ni mesuré, pas encore de réponse'],
    ['/en/staff/alerts/vain/report', '? no warning, nothing measured, and no answer yet'],
    ['/fr/staff/alerts/vain/report', '? aucune mesure, pas encore de réponse'],
  ] as const) {
    const { body } = await staff.get(url);
    expect(body).toContain(said);
    expect(htmlFaults(body)).toEqual([]);
  }
  expect(await higher()).toEqual(['quiet-unseen', 'quiet-unseen']);
  const url = '/fr/staff/truth/coursan/vain';
  const no = { flooded: 'no', reached: 'none', place: '', passedAt: '', note: '', seen: '0' };
  expect((await staff.post(url, no, { token: await staff.token(url) })).statusCode).toBe(303);
  expect(await told()).toEqual([1, 0, 'false-alarm']);
  expect(await higher()).toEqual(['quiet', 'quiet']);
});

it('also where it was lost as the alarm ended, and seen again only after the hours of the report', async () => {
  // The lead time of this level is over at 108, and lost is more than half of it.
  await read((hour) => hour > 104 && hour < 130);
  expect(await told()).toEqual([0, 1, 'not-seen']);
});

it('of a gauge that is silent each night both say that it was false, as the whole of its record tells, not the days of the report', async () => {
  await read((hour) => hour % 24 > 4 && hour % 24 < 14);
  expect(await told()).toEqual([1, 0, 'false-alarm']);
});
