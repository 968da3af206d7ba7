import { beforeEach, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { afterTheFlood } from '../support/past-alert.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn, type Visitor } from '../support/visitor.ts';

interface Line {
  level: string;
  outcome: string;
  passedAt: string | null;
  leadTimeH: number | null;
}
interface Level {
  level: string;
  floods: { passageAt: string; outcome: string; leadTimeH: number }[];
}
let world: Awaited<ReturnType<typeof afterTheFlood>>;
let staff: Visitor;

/** The water rises above the danger mark in the alert; it had stood there for an hour twenty hours before it, too. */
beforeEach(async () => {
  world = await afterTheFlood();
  const { doors } = world;
  const [first] = doors.decisions.readable('coursan', 'coursan', NOW - HOUR_MS, NOW).decisions;
  const { assessment, ...rest } = first!;
  doors.decisions.append({ ...rest, assessment: { ...assessment, issuedAt: NOW - 40 * HOUR_MS } });
  await doors.readings.append(
    Array.from({ length: 7 }, (_, step) => {
      const observedAt = NOW - 20 * HOUR_MS + step * 10 * MINUTE_MS;
      return { ...stageReading('coursan', observedAt, 6.4), receivedAt: NOW };
    }),
  );
  staff = await logIn(createServer(doors), 'staff-aude');
});

it('the report of an alert judges the flood that the scores judge, also where it began before the hours shown', async () => {
  const api = '/api/v1/communes/coursan';
  const { outcomes } = (await staff.get(`${api}/alerts/${world.alert}/report`)).json<{ outcomes: Line[] }>();
  const { levels } = (await staff.get(`${api}/verification`)).json<{ levels: Level[] }>();
  const reported = outcomes.filter(({ passedAt }) => passedAt !== null);
  expect(reported.map(({ level, outcome, passedAt }) => [level, outcome, passedAt])).toEqual(
    levels.flatMap(({ level, floods }) => floods.map(({ outcome, passageAt }) => [level, outcome, passageAt])),
  );
  const danger = reported.find(({ level }) => level === 'danger');
  expect(danger?.passedAt).toBe(new Date(NOW - 20 * HOUR_MS).toISOString());
});

it('says below the table how it counts, in both languages', async () => {
  for (const [language, said] of [
    ['fr', 'Une ligne par crue et par alarme sans crue'],
    ['en', 'A line for each flood and each alarm without one'],
  ] as const) {
    const { body } = await staff.get(`/${language}/staff/alerts/${world.alert}/report`);
    expect(body).toContain(said);
    expect(htmlFaults(body)).toEqual([]);
  }
});
