import { expect, test } from 'vitest';
import type { App } from '../../src/app.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { playRiver } from '../support/play-river.ts';
import { stationNamed } from '../support/station-named.ts';
import { END, marks, START, syntheticFlood } from '../support/synthetic-flood.ts';

const at = (hours: number, minutes = 0) => START + hours * HOUR_MS + minutes * MINUTE_MS;
/** The sensor is swept away at 1.04 m, before the lowest mark, and hangs in the water again after the crest. */
const [DIES, BACK] = [at(8, 20), at(14)];
/** When it is entered, and what somebody read five minutes before; the last is a slip for 3.10. */
const reads = new Map([
  [at(9, 10), 2],
  [at(10, 10), 2.7],
  [at(12, 10), 1.1],
]);
const river = {
  stations: [stationNamed('town', { bankfullRiseM: 2, maxValue: 12 })],
  town: { station: 'town', marks },
  sent: syntheticFlood().filter((each) => each.station === 'town' && (each.sentAt <= DIES || each.sentAt >= BACK)),
  from: START + 6 * HOUR_MS,
  to: END,
  priorWithout: null,
};

async function readThem(app: App, now: number): Promise<void> {
  const stageM = reads.get(now);
  const station = app.doors.network.stations.get('town')!;
  if (stageM === undefined) return;
  const read = { station, stageM, observedAt: now - 5 * MINUTE_MS };
  const entered = await app.doors.gaugeReads.enter(read, { person: 'mayor-town', commune: 'town' });
  if (!entered.ok) throw new Error(entered.error);
}

test('the sensor dies in the rise: what a person reads raises the alert, the sensor stays missed, and only its own fall ends it', async () => {
  const { events, lines } = await playRiver({ ...river, people: readThem });
  const all = 'agency, deputy, duty-officer, mayor';
  expect(lines.filter((line) => !line.includes('passed-on'))).toEqual([
    '01 09:00 sight-lost unknown → agency, duty-officer',
    '01 09:10 raised act → mayor',
    `01 10:00 still-not-seen act → ${all}`,
    `01 10:10 escalated danger → ${all}`,
    // Residents by the signed rule, as after a sensor's reading. The slip of 12:10 lowers nothing, nor does it hold the sensor back.
    '01 10:30 released danger by policy → deputy, duty-officer, mayor, residents',
    `01 11:00 still-not-seen danger → ${all}`,
    `01 13:00 still-not-seen danger → ${all}`,
    `01 14:00 sight-regained danger → ${all}`,
    `01 17:20 lowered act → ${all}, residents`,
    `01 19:50 lowered prepare → ${all}, residents`,
    `01 23:40 closed normal → ${all}, residents`,
  ]);
  const raised = events.find(({ kind }) => kind === 'raised');
  expect(raised).toMatchObject({
    stageM: 2,
    observedAt: at(9, 5) + 1000,
    reason: { because: 'observed-passage', byPerson: true, stageM: 2, markM: marks.act },
  });
}, 120_000);

test('without anybody at the gauge the town stays blind until the sensor is back', async () => {
  const { lines } = await playRiver({ ...river, to: BACK });
  expect(lines.filter((line) => /raised|escalated/.test(line))).toEqual([
    expect.stringContaining('01 14:00 raised danger'),
  ]);
}, 60_000);

test('a sensor that is lost once it has shown the fall raises nothing again by what a person read at the crest', async () => {
  /** Lost once danger is over, and while what was read at the crest is no three hours old. */
  const [CREST, LOST] = [at(13), at(14, 50)];
  const { lines } = await playRiver({
    ...river,
    town: { station: 'town', marks: { ...marks, danger: 3 } },
    sent: syntheticFlood().filter(({ station, sentAt }) => station === 'town' && sentAt <= LOST),
    to: at(16),
    people: async (app, now) => {
      const station = app.doors.network.stations.get('town')!;
      if (now !== CREST) return;
      const read = { station, stageM: 3.1, observedAt: now - 5 * MINUTE_MS };
      await app.doors.gaugeReads.enter(read, { person: 'mayor-town', commune: 'town' });
    },
  });
  const all = 'agency, deputy, duty-officer, mayor';
  expect(lines.filter((line) => line >= '01 15' && !line.includes('passed-on'))).toEqual([
    `01 15:20 lowered act → ${all}, residents`,
    `01 15:30 sight-lost act → ${all}`,
  ]);
}, 60_000);

test('entered once a jammed sensor has told its next value, it raises the alert at once, and the sensor lowers nothing from then on', async () => {
  const JAMS = at(8, 20);
  const own = syntheticFlood().filter(({ station }) => station === 'town');
  const jammed = own.find(({ sentAt }) => sentAt >= JAMS)!.value;
  const { lines } = await playRiver({
    ...river,
    sent: own.map((each) => (each.sentAt > JAMS ? { ...each, value: jammed } : each)),
    to: at(16),
    everyMin: 2,
    people: async (app, now) => {
      const station = app.doors.network.stations.get('town')!;
      if (now !== at(9, 12)) return;
      const read = { station, stageM: 2, observedAt: now - 7 * MINUTE_MS };
      await app.doors.gaugeReads.enter(read, { person: 'mayor-town', commune: 'town' });
    },
  });
  expect(lines.filter((line) => !/passed-on|still-not-seen/.test(line))).toEqual([
    '01 08:30 raised prepare → mayor',
    '01 09:12 escalated act → deputy, mayor',
    '01 09:42 sight-lost act → agency, deputy, duty-officer, mayor',
  ]);
}, 60_000);
