import { expect, test } from 'vitest';
import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import type { Decision } from '../../src/policy/decide.ts';
import { expectTimeline } from '../support/expect-timeline.ts';
import { mayorReleases, playRiver } from '../support/play-river.ts';
import { END, floodStations, marks, START, syntheticFlood } from '../support/synthetic-flood.ts';

/** By how much both gauges tremble: 2.5 % of their bankfull rise. */
const TREMBLE_M = 0.05;
const rivers = ['aude', 'orb', 'herault', 'walnut-creek', 'wear', 'tioughnioga', 'kenduskeag', 'isar', 'annagh'];

/** The flood as a sensor for a few hundred euros tells it, whole centimetres; learned from ten days of it and no other river. */
test('a flood told by gauges that tremble: how much they do is on record with each judgement; one alert, told before each mark, lowered step by step', async () => {
  const random = seededRandom(2);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const sent = syntheticFlood().map((each) => ({
    ...each,
    value: Math.round(100 * (each.value + TREMBLE_M * normal())) / 100,
  }));
  const judged: Decision[] = [];
  const answers = mayorReleases('act');
  const { lines } = await playRiver({
    stations: floodStations,
    town: { station: 'town', marks },
    sent,
    from: START,
    to: END,
    priorWithout: [...rivers, 'wangsukcheon'],
    people(app, now) {
      answers(app, now);
      judged.push(app.doors.decisions.last('town', 'town', now, now)!);
    },
  });
  for (const { assessment } of judged) {
    expect(assessment.trembleM).toBeGreaterThan(0.9 * TREMBLE_M);
    expect(assessment.trembleM).toBeLessThan(1.2 * TREMBLE_M);
  }
  expect(judged.length).toBe(1 + (END - START) / (HOUR_MS / 6));
  expectTimeline(
    lines,
    `
      01 06:00 – 01 09:10  raised prepare → mayor
      01 06:30 – 01 09:50  escalated act → mayor
      01 06:40 – 01 10:10  released act by mayor → mayor, residents
      01 07:00 – 01 11:00  escalated danger → duty-officer, mayor
      01 07:10 – 01 11:20  released danger by policy → duty-officer, mayor, residents
    ? 01 13:00 – 01 22:00  lowered act → duty-officer, mayor, residents
    ? 01 17:00 – 02 00:00  lowered prepare → duty-officer, mayor, residents
      01 21:00 – 02 06:00  closed normal → duty-officer, mayor, residents`,
  );
}, 120_000);
