import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, type TimedMessage } from '../../sensors-sim/message.ts';
import { createPlayer } from '../../sensors-sim/player.ts';
import { runInWallTime } from '../../sensors-sim/wall-time.ts';

const START = Date.UTC(2026, 0, 2);
const at = (minute: number, value = 1, station = 'town', quantity: TimedMessage['quantity'] = 'stage') => {
  const instant = START + minute * MINUTE_MS;
  return { station, quantity, observedAt: instant, value, deliverAt: instant };
};

/** What was sent and when the line was cut, in order. */
function listening() {
  const heard: (number | 'cut')[] = [];
  const publisher = {
    publish: async (messages: readonly TimedMessage[]) =>
      void heard.push(...messages.map(({ deliverAt }) => (deliverAt - START) / MINUTE_MS)),
    drop: async () => void heard.push('cut'),
    close: async () => {},
  };
  return { heard, publisher };
}
const minute = (number: number) => START + number * MINUTE_MS;

test('all up to an instant is sent, that of the instant too, and each once', async () => {
  const { heard, publisher } = listening();
  const player = createPlayer({ messages: [0, 10, 10, 20].map((each) => at(each)), drops: [] }, publisher);
  expect(player.nextAt()).toBe(minute(0));
  expect(await player.advance(minute(10))).toBe(3);
  expect(await player.advance(minute(10))).toBe(0);
  expect([heard, player.nextAt()]).toEqual([[0, 10, 10], minute(20)]);
  expect(await player.advance(minute(60))).toBe(1);
  expect([heard, player.nextAt()]).toEqual([[0, 10, 10, 20], null]);
});

test('the line is cut between what left before and what leaves at that moment, each time', async () => {
  const { heard, publisher } = listening();
  const messages = [0, 10, 20, 30, 40].map((each) => at(each));
  const player = createPlayer({ messages, drops: [minute(10), minute(35)] }, publisher);
  expect(await player.advance(minute(5))).toBe(1);
  expect(player.nextAt()).toBe(minute(10));
  expect(await player.advance(minute(10))).toBe(1);
  expect(await player.advance(minute(32))).toBe(2);
  // The line is cut before the next message leaves.
  expect(player.nextAt()).toBe(minute(35));
  expect(await player.advance(minute(60))).toBe(1);
  expect(heard).toEqual([0, 'cut', 10, 20, 30, 'cut', 40]);
});

test('by itself it says of each hour which three gauges moved most, up or down, and what did not', async () => {
  const { heard, publisher } = listening();
  const messages = [
    // At the full hour it belongs to the hour that ends.
    at(0, 9),
    at(1, 1),
    at(1, 2, 'mill'),
    at(1, 3, 'weir'),
    at(1, 4, 'ford'),
    at(1, 0, 'hill', 'rain'),
    at(60, 1.004),
    at(60, 1.5, 'mill'),
    at(60, 3.2, 'weir'),
    at(60, 5.25, 'ford'),
    at(60, 30, 'hill', 'rain'),
    at(61, 1.1),
    at(120, 1.1),
    at(200, 1.2),
  ];
  const lines: string[] = [];
  const play = { messages, drops: [] };
  const pace = { from: minute(5), speed: Number.POSITIVE_INFINITY };
  await runInWallTime(play, createPlayer(play, publisher), pace, (line) => void lines.push(line));
  expect(lines).toEqual([
    '2026-01-02 01:00  ford 5.25 m (+1.25)   mill 1.50 m (-0.50)   weir 3.20 m (+0.20)',
    '2026-01-02 02:00  steady',
    '2026-01-02 03:00  nothing sent',
    '2026-01-02 04:00  steady',
    'The end: 14 messages sent.',
  ]);
  expect(heard).toHaveLength(14);
});

test('the river passes as much faster as it is said, and what is past at the beginning leaves at once', async () => {
  const { heard, publisher } = listening();
  const play = { messages: [at(-600), at(0), at(60)], drops: [] };
  const began = performance.now();
  // An hour of it in a fifth of a second.
  const pace = { from: START, speed: (5 * HOUR_MS) / 1_000 };
  const ends: number[] = [];
  const leaves = {
    ...publisher,
    publish: async (messages: readonly TimedMessage[]) => {
      await publisher.publish(messages);
      ends.push(performance.now() - began);
    },
  };
  await runInWallTime(play, createPlayer(play, leaves), pace, () => {});
  expect(heard).toEqual([-600, 0, 60]);
  expect(ends.at(-1)).toBeGreaterThanOrEqual(199);
});
