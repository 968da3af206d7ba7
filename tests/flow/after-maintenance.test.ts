import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { playRiver, type RiverStory } from '../support/play-river.ts';
import { floodStations, marks, START, syntheticFlood } from '../support/synthetic-flood.ts';

const at = (hours: number, minutes = 0) => START + hours * HOUR_MS + minutes * MINUTE_MS;
const [BEGUN, OVER] = [at(4), at(5, 5)];
const who = { person: 'mayor-town', commune: 'town' };

/** A calm river; under maintenance the sensor hangs in a pail and shows danger. */
const calm: RiverStory = {
  stations: floodStations,
  town: { station: 'town', marks },
  sent: syntheticFlood().map((each) =>
    each.station === 'town' && each.observedAt > BEGUN && each.observedAt < OVER ? { ...each, value: 3 } : each,
  ),
  from: START,
  to: at(6),
  priorWithout: null,
  everyMin: 5,
  people({ doors }, now) {
    if (now !== BEGUN) return;
    doors.suppressions.begin({ station: 'town', kind: 'maintenance', until: OVER, reason: 'New sensor' }, who);
  },
};
const said = ({ lines }: Awaited<ReturnType<typeof playRiver>>) => lines.map((line) => line.replace(/ → .*/, ''));
const nothing = ['01 04:00 suppressed unknown', '01 05:10 sight-regained normal'];

test('what it said meanwhile raises nothing afterwards, and nobody hears that it is lost before it had the time to report', async () => {
  expect(said(await playRiver(calm))).toEqual(nothing);
}, 60_000);

test('nor where the service is killed at that moment', async () => {
  expect(said(await playRiver({ ...calm, killedAt: [OVER] }))).toEqual(nothing);
}, 60_000);

test('nor where a person ends it between two readings', async () => {
  const people: RiverStory['people'] = async (app, now) => {
    await calm.people?.(app, now);
    const held = app.doors.suppressions.of('town');
    if (now === at(4, 55) && held) app.doors.suppressions.end('town', held.id, 'It is back', who);
  };
  const sent = calm.sent.map((each) => (each.observedAt === at(5) ? { ...each, value: 0.5 } : each));
  expect(said(await playRiver({ ...calm, sent, people }))).toEqual([nothing[0], '01 05:00 sight-regained normal']);
}, 60_000);

test('where it reports no more it is missed, once it had the time to', async () => {
  const sent = calm.sent.filter(({ station, observedAt }) => station !== 'town' || observedAt < OVER);
  expect(said(await playRiver({ ...calm, sent }))).toEqual([nothing[0], '01 05:20 sight-lost unknown']);
}, 60_000);

test('nor is a new gauge lost that was under maintenance from its first reading on', async () => {
  const sent = calm.sent.filter(({ station, observedAt }) => station !== 'town' || observedAt > BEGUN);
  const lines = said(await playRiver({ ...calm, sent, from: at(3, 50) }));
  expect(lines).toEqual(['01 03:50 sight-lost unknown', ...nothing.slice(0, 1), '01 05:20 sight-regained normal']);
}, 60_000);

test('nor does a service that is started again and again await it for ever', async () => {
  const sent = calm.sent.filter(({ station, observedAt }) => station !== 'town' || observedAt < OVER);
  const killedAt = Array.from({ length: 9 }, (_, n) => at(5, 10 + 10 * n));
  const lines = said(await playRiver({ ...calm, sent, killedAt, to: at(6, 25) }));
  expect(lines).toEqual([nothing[0], '01 06:20 sight-lost unknown']);
}, 120_000);

test('lifted amid a flood at a gauge that reports each hour, what a person reads there raises at once what its own next reading would', async () => {
  const stations = floodStations.map((each) => ({ ...each, intervalMin: 60 }));
  const sent = syntheticFlood().filter(({ observedAt }) => observedAt % HOUR_MS === 0);
  const lifted = (isRead: boolean): RiverStory => ({
    ...calm,
    stations,
    sent,
    to: at(12),
    async people({ doors }, now) {
      const station = doors.network.stations.get('town')!;
      if (now === BEGUN)
        doors.suppressions.begin({ station: 'town', kind: 'maintenance', until: at(20), reason: 'New sensor' }, who);
      const held = doors.suppressions.of('town');
      if (now === at(11, 5) && held) doors.suppressions.end('town', held.id, 'It is back', who);
      if (now === at(11, 10) && isRead) await doors.gaugeReads.enter({ station, stageM: 3, observedAt: now }, who);
    },
  });
  const raised = async (isRead: boolean) => said(await playRiver(lifted(isRead))).find((line) => / raised /.test(line));
  expect([await raised(false), await raised(true)]).toEqual(['01 12:00 raised danger', '01 11:10 raised danger']);
}, 120_000);

test('run out by itself amid a flood, at a gauge that reports each hour, the last that it showed is told to be looked at, once', async () => {
  const played = (intervalMin: number, stageM?: number, [from, until] = [BEGUN, at(11, 5)]): RiverStory => ({
    ...calm,
    stations: floodStations.map((each) => ({ ...each, intervalMin })),
    sent: syntheticFlood()
      .filter(({ observedAt }) => observedAt % (intervalMin * MINUTE_MS) === 0)
      .map((each) =>
        each.station === 'town' && each.observedAt === at(11) ? { ...each, value: stageM ?? each.value } : each,
      ),
    to: at(12),
    people({ doors }, now) {
      if (now === from)
        doors.suppressions.begin({ station: 'town', kind: 'maintenance', until, reason: 'New sensor' }, who);
    },
  });
  const river = await playRiver(played(60));
  expect(said(river)).toEqual([
    nothing[0],
    '01 11:05 suspect-passage unknown',
    '01 12:00 sight-regained normal',
    '01 12:00 raised danger',
  ]);
  const letter = river.told.find(({ about }) => about === 'gauge');
  expect(letter?.text).toContain('Its maintenance is over. What it showed last, ');
  const asked = async (...story: Parameters<typeof played>) =>
    said(await playRiver(played(...story))).filter((line) => /suspect/.test(line));
  // At one that reports every two hours also where the last is more than an hour old.
  expect(await asked(120, undefined, [BEGUN, at(11, 25)])).toEqual(['01 11:25 suspect-passage unknown']);
  // At no mark, where the next is due soon, or where so high a level stands at the gauge.
  expect(await asked(60, 0.5)).toEqual([]);
  expect(await asked(10)).toEqual([]);
  expect(await asked(60, undefined, [at(9, 30), at(10, 8)])).toEqual([]);
  expect(await asked(60, undefined, [at(8, 30), at(11, 5)])).toEqual(['01 11:05 suspect-passage act']);
}, 240_000);

test('nor is anybody asked of it again where the alert was closed by hand since', async () => {
  const lines = said(
    await playRiver({
      ...calm,
      stations: floodStations.map((each) => ({ ...each, intervalMin: 60 })),
      sent: syntheticFlood().filter(
        ({ station, observedAt }) => observedAt % HOUR_MS === 0 && (station !== 'town' || observedAt < at(10, 5)),
      ),
      to: at(10, 55),
      people({ doors }, now) {
        const kind = 'maintenance';
        if (now === at(9, 30))
          doors.suppressions.begin({ station: 'town', kind, until: at(10, 8), reason: 'New sensor' }, who);
        if (now === at(10, 30)) expect(doors.act('town', { kind: 'close' }, 'mayor-town').ok).toBe(true);
      },
    }),
  );
  expect(lines.slice(-2)).toEqual(['01 10:10 passed-on danger', '01 10:30 closed normal']);
}, 120_000);
