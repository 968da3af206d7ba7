import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readingsText } from '../../src/http/api/readings-text.ts';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { takeBrokenAnswers } from '../support/broken-answers.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { stageReading } from '../support/stage-reading.ts';

const MONTH_H = 31 * 24;
const inSixHours = { pieceMs: 6 * HOUR_MS, spanMs: MONTH_H * HOUR_MS };
const FROM = NOW - MONTH_H * HOUR_MS;
const url = `/api/v1/stations/coursan/readings?from=${iso(FROM)}&to=${iso(NOW)}`;

/** A month of which each hour has one reading, and how it was looked up. */
async function month() {
  const { doors } = createWorld();
  const all = Array.from({ length: MONTH_H + 1 }, (_, hour) =>
    stageReading('coursan', FROM + hour * HOUR_MS, hour % 7),
  );
  await doors.readings.append(all);
  const spans: number[] = [];
  let [atOnce, most] = [0, 0];
  const window: typeof doors.readings.window = async (series, from, to, by) => {
    spans.push(to - from);
    atOnce += 1;
    most = Math.max(most, atOnce);
    // What is looked up in the same turn of the service holds everybody up together.
    void nextTurn().then(() => (atOnce = 0));
    return doors.readings.window(series, from, to, by);
  };
  return { doors: { ...doors, readings: { ...doors.readings, window } }, all, spans, most: () => most };
}

test('a month of readings is looked up some hundred at a time, and one piece of all that are asked for in one turn', async () => {
  const { doors, all, spans, most } = await month();
  const app = createServer(doors);
  const answers = await Promise.all(Array.from({ length: 8 }, () => app.inject(url)));
  for (const answer of answers) {
    const found: { readings: { observedAt: string }[] } = answer.json();
    expect(found.readings.map(({ observedAt }) => observedAt)).toEqual(all.map((each) => iso(each.observedAt)));
  }
  const { intervalMin } = doors.network.stations.get('coursan')!;
  expect(Math.max(...spans)).toBe(360 * intervalMin * MINUTE_MS - 1);
  expect(most()).toBe(1);
});

test('what came in later than the time that is asked for is of that time all the same', async () => {
  const { doors } = createWorld();
  const observedAt = NOW - 2 * HOUR_MS;
  await doors.readings.append([{ ...stageReading('coursan', observedAt, 3), receivedAt: NOW - MINUTE_MS }]);
  const span = `from=${iso(observedAt)}&to=${iso(observedAt + HOUR_MS)}`;
  const answer = await createServer(doors).inject(`/api/v1/stations/coursan/readings?${span}`);
  expect(answer.json()).toMatchObject({ readings: [{ observedAt: iso(observedAt) }] });
});

test('whoever takes little of it has little of it made', async () => {
  let made = 0;
  async function* pieces() {
    for (; made < MONTH_H / 6; made += 1) yield [stageReading('coursan', FROM + made * 6 * HOUR_MS, 1)];
  }
  const text = readingsText({ id: 'coursan', quantity: 'stage' }, pieces(), inSixHours);
  await text.next();
  await text.next();
  expect(made).toBe(1);
});

test('what cannot be looked up is a fault that is told as such, and no answer that ends early', async () => {
  const { doors } = createWorld();
  const window = () => Promise.reject(new Error('disk I/O error'));
  const answer = await createServer({ ...doors, readings: { ...doors.readings, window } }).inject(url);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([500, 'application/problem+json']);
  // No route declares that it breaks.
  expect(takeBrokenAnswers()).toHaveLength(1);
});

test('a piece may hold what the others do not need; beyond that it is thinned', async () => {
  const perPiece = (counts: readonly number[]) =>
    counts.map((count, piece): readonly Reading[] =>
      Array.from({ length: count }, (_, index) =>
        stageReading('coursan', piece * 6 * HOUR_MS + index * 1_000, index % 11),
      ),
    );
  const text = async (counts: readonly number[]) => {
    async function* pieces() {
      yield* perPiece(counts);
    }
    let whole = '';
    for await (const part of readingsText({ id: 'coursan', quantity: 'stage' }, pieces(), inSixHours)) whole += part;
    const found: { readings: unknown[]; thinned?: true } = JSON.parse(whole);
    return [found.readings.length, found.thinned];
  };
  expect(await text([])).toEqual([0, undefined]);
  expect(await text([0, 10_000 + (2 * 6 * HOUR_MS) / MINUTE_MS, 0])).toEqual([10_720, undefined]);
  const [count = 0, isThinned] = await text([3_600, 10_721, 60]);
  expect(isThinned).toBe(true);
  expect(count).toBeLessThan(3_600 + 4 * 180 + 60);
});
