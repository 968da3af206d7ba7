import { expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { playRiver, type RiverStory } from '../support/play-river.ts';
import { stationNamed } from '../support/station-named.ts';
import { END, marks, START, syntheticFlood } from '../support/synthetic-flood.ts';

const at = (hours: number, minutes = 0) => START + hours * HOUR_MS + minutes * MINUTE_MS;
/** Just after the crest of 3.1 m the sensor slips: from here on it shows 60 cm less than before. */
const SLIPS = at(13);
const slipped = syntheticFlood()
  .filter(({ station }) => station === 'town')
  .map((each) => (each.sentAt >= SLIPS ? { ...each, value: Math.round(1000 * (each.value - 0.6)) / 1000 } : each));
const river: RiverStory = {
  stations: [stationNamed('town', { bankfullRiseM: 2.5, maxValue: 12 })],
  town: { station: 'town', marks },
  sent: slipped,
  from: START + 6 * HOUR_MS,
  to: END,
  priorWithout: null,
};
const all = 'agency, deputy, duty-officer, mayor';
const since = (lines: readonly string[]) => lines.filter((line) => line >= '01 13' && !line.includes('passed-on'));

test('a sensor that slips amid a flood is told once, holds the alert, also through a restart, and lets it down once a person has read as much', async () => {
  const { events, lines } = await playRiver({
    ...river,
    killedAt: [at(15)],
    people: async (app: App, now) => {
      if (now !== at(19)) return;
      const station = app.doors.network.stations.get('town')!;
      const stageM = slipped.find(({ sentAt }) => sentAt === now)!.value + 0.05;
      const read = { station, stageM, observedAt: now - 5 * MINUTE_MS };
      await app.doors.gaugeReads.enter(read, { person: 'mayor-town', commune: 'town' });
    },
  });
  expect(since(lines)).toEqual([
    `01 13:30 zero-shift danger → ${all}`,
    // Read at 18:55; the alert has stood for its time since.
    `01 21:00 closed normal → ${all}, residents`,
  ]);
  expect(events.find(({ kind }) => kind === 'zero-shift')).toMatchObject({
    audience: 'staff',
    reason: { because: 'zero-shift', at: SLIPS, fellM: expect.closeTo(0.6, 1), inMin: 10, stays: true },
  });
}, 120_000);

test('nobody answers: twelve hours after it slipped the alert comes down by what it shows', async () => {
  const { lines } = await playRiver(river);
  expect(since(lines)).toEqual([`01 13:30 zero-shift danger → ${all}`, `02 03:00 closed normal → ${all}, residents`]);
}, 120_000);

test('under maintenance it is set right, and the alert comes down with the water', async () => {
  const SET_RIGHT = at(15);
  const { lines } = await playRiver({
    ...river,
    sent: syntheticFlood()
      .filter(({ station }) => station === 'town')
      .map((each) => slipped.find(({ sentAt }) => sentAt === each.sentAt && sentAt < SET_RIGHT) ?? each),
    people: (app: App, now) => {
      if (now !== at(14, 40)) return;
      const wanted = { station: 'town', kind: 'maintenance', until: SET_RIGHT, reason: 'It has slipped' } as const;
      app.doors.suppressions.begin(wanted, { person: 'duty-officer-town', commune: 'town' });
    },
  });
  expect(since(lines)).toEqual([
    `01 13:30 zero-shift danger → ${all}`,
    `01 14:40 suppressed danger → ${all}`,
    `01 15:00 sight-regained danger → ${all}`,
    `01 18:00 lowered act → ${all}, residents`,
    `01 19:50 lowered prepare → ${all}, residents`,
    `02 00:00 closed normal → ${all}, residents`,
  ]);
}, 120_000);
