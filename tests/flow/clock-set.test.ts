import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { clockTown } from '../support/clock-town.ts';

const START = Date.parse('2026-11-27T20:00:00Z');
const HOUR = 60;
const low = () => 1;

/** A town that has heard its gauge for two hours, at low water. */
async function begun(timeOf: 'machine' | 'sensor') {
  const town = await clockTown(START, timeOf);
  await town.pass(2 * HOUR, low);
  town.said();
  return town;
}

test.each([
  ['set on by an hour', 'machine', 'set', HOUR],
  ['set on by a day', 'machine', 'set', 24 * HOUR],
  ['set on by two years', 'machine', 'set', 2 * 365 * 24 * HOUR],
  ['set back by an hour', 'machine', 'set', -HOUR],
  ['set back to before anything was heard', 'machine', 'set', -24 * HOUR],
  ['right, on a machine that stood still for three weeks,', 'sensor', 'standStill', 21 * 24 * HOUR],
  ['right, on a machine that stood still for an hour,', 'machine', 'standStill', HOUR],
  [
    'right, on a machine that stood still for an hour and whose sensors have clocks of their own,',
    'sensor',
    'standStill',
    HOUR,
  ],
] as const)(
  'a clock that is %s has no gauge told as lost that reports on',
  async (_, timeOf, how, minutes) => {
    const town = await begun(timeOf);
    town[how](minutes);
    await town.pass(2 * HOUR, low);
    expect(town.said()).toEqual([]);
  },
  60_000,
);

test('a clock that is set back by an hour, and right again later, has no gauge told as lost that reports on', async () => {
  const town = await begun('machine');
  town.set(-HOUR);
  await town.pass(40, low);
  town.set(HOUR);
  await town.pass(HOUR, low);
  expect(town.said()).toEqual([]);
}, 60_000);

test.each(['set', 'standStill'] as const)(
  'a gauge that dies as the clock goes on by an hour (%s) is told as lost once it was listened to in vain for as long as ever',
  async (how) => {
    const town = await begun('sensor');
    town[how](HOUR);
    await town.pass(20, null);
    expect(town.said()).toEqual([]);
    await town.pass(20, null);
    expect(town.said()).toEqual(['sight-lost']);
    await town.pass(2 * HOUR, null);
    expect(town.said()).toEqual([]);
  },
  60_000,
);

test('a gauge that has been silent when the clock goes on is told as lost no later for it', async () => {
  const town = await begun('machine');
  town.set(HOUR);
  await town.pass(HOUR, low);
  await town.pass(20, null);
  town.set(HOUR);
  await town.pass(1, null);
  expect(town.said()).toEqual([]);
  await town.pass(5, null);
  expect(town.said()).toEqual(['sight-lost']);
}, 60_000);

test.each([
  ['on and back by an hour', [HOUR, -HOUR]],
  ['on by twenty minutes', [20, 20]],
  ['on and back by two minutes', [2, -2]],
])(
  'a clock that is set %s every five minutes hides no silence',
  async (_, [first, second]) => {
    const town = await begun('machine');
    for (let n = 0; n < 5; n += 1) {
      town.set(first!);
      await town.pass(5, null);
      town.set(second!);
      await town.pass(5, null);
    }
    expect(town.said()).toContain('sight-lost');
  },
  60_000,
);

test('a service that starts by a clock years behind, and that is set right minutes later, has no gauge told as lost', async () => {
  const town = await begun('sensor');
  town.set(-2 * 365 * 24 * HOUR);
  await town.restart(HOUR);
  await town.pass(13, low);
  expect(town.said()).toEqual([]);
  town.set(2 * 365 * 24 * HOUR);
  await town.pass(HOUR, low);
  expect(town.said()).toEqual([]);
}, 60_000);

test.each([
  ['set on by an hour', 'machine', 'set'],
  ['right, on a machine that stood still for an hour', 'sensor', 'standStill'],
] as const)(
  'an alert is kept while the clock is %s, and ends by what the river does',
  async (_, timeOf, how) => {
    const town = await clockTown(START, timeOf);
    await town.pass(2 * HOUR, low);
    await town.pass(2 * HOUR, (minute) => 1 + (minute - 2 * HOUR) / 24);
    const level = town.level();
    expect(level).toBe('danger');
    town.said();
    town[how](HOUR);
    await town.pass(2, null);
    expect([town.level(), town.said()]).toEqual([level, []]);
    await town.pass(HOUR, () => 6);
    expect([town.level(), town.said()]).toEqual([level, []]);
    await town.pass(5 * HOUR, (minute) => 6 - (minute - 5 * HOUR) / 60);
    await town.pass(6 * HOUR, low);
    expect([town.level(), town.said().at(-1)]).toEqual([null, 'closed']);
  },
  120_000,
);

test('what the clock is set on by was no calm: an alert is not lowered for it', async () => {
  const town = await clockTown(START, 'machine');
  await town.pass(2 * HOUR, low);
  await town.pass(2 * HOUR, (minute) => 1 + (minute - 2 * HOUR) / 24);
  await town.pass(5 * HOUR, (minute) => 6 - (minute - 4 * HOUR) / 60);
  await town.pass(2 * HOUR + 1, low);
  const level = town.level();
  expect(level).toBe('prepare');
  town.said();
  town.set(3 * HOUR);
  // A reading is the first that is judged by the new time.
  await town.pass(HOUR, low);
  expect([town.level(), town.said()]).toEqual([level, []]);
  await town.pass(3 * HOUR, low);
  expect(town.level()).toBeNull();
}, 120_000);

test('a gauge under maintenance since just before the clock is set back stays so', async () => {
  const town = await begun('machine');
  const until = town.now() + 3 * HOUR * MINUTE_MS;
  const wanted = { station: 'trebes', kind: 'maintenance', until, reason: 'Capteur sorti de l’eau' } as const;
  town.doors.suppressions.begin(wanted, { person: 'anne', commune: 'trebes' });
  town.set(-HOUR);
  await town.pass(HOUR, () => 6);
  expect([town.level(), town.said()]).toEqual([null, ['suppressed']]);
}, 60_000);
