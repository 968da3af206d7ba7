import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { viewGauge } from '../../src/http/views/gauge-view.ts';
import { thinned } from '../../src/http/views/thinned.ts';
import { HOUR_MS, MINUTE_MS, parseInstant } from '../../src/lib/units.ts';
import { isAccepted, type Reading } from '../../src/reading/reading.ts';
import { everySecond } from '../support/every-second.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { stageReading } from '../support/stage-reading.ts';

/** Three hours and three quarters: more than is shown of it. */
const COUNT = 13_500;
/** Of that one second a wave passes the mark, of another it falls. */
const [CREST, HOLLOW, DOUBTED] = [4_321, 9_876, 7_777];
const told: readonly Reading[] = everySecond('coursan', NOW, COUNT, (index) =>
  index === CREST ? 7.5 : index === HOLLOW ? 0.5 : 3 + (index % 60) / 1000,
).map((each, index) => (index === DOUBTED ? { ...each, value: 30, quality: 'suspect', tests: ['spike'] } : each));
const read: Reading = { ...stageReading('coursan', NOW - HOUR_MS + 30_500, 3.03), tests: ['by-person'] };
const all = [...told, read].toSorted((a, b) => a.observedAt - b.observedAt);

async function dense() {
  const world = createWorld();
  await world.doors.readings.append(all);
  return { ...world, app: createServer(world.doors) };
}

interface Answer {
  readings: { observedAt: string; value: number; quality: string; tests: string[] }[];
  thinned?: true;
}

describe('a gauge that reports each second', () => {
  it('is told in four readings of each minute at most, none of them invented, and nothing that matters is missing', () => {
    const left = thinned(all, 2 * HOUR_MS);
    expect(all.filter((each) => left.includes(each))).toEqual(left);
    // 226 minutes; a doubted one and one that a person read more.
    expect(left.length).toBeLessThanOrEqual(4 * 226 + 2);
    const minuteOf = ({ observedAt }: Reading) => Math.floor(observedAt / MINUTE_MS);
    const ofMinutes = (readings: readonly Reading[]) =>
      [...Map.groupBy(readings.filter(isAccepted), minuteOf)].map(([minute, own]) => {
        const values = own.map(({ value }) => value);
        return [minute, own[0], own.at(-1), Math.min(...values), Math.max(...values)];
      });
    expect(ofMinutes(left)).toEqual(ofMinutes(all));
    expect(left).toContain(read);
    expect(left).toContain(told[CREST]);
    expect(left).toContain(told[HOLLOW]);
    expect(left).toContain(told[DOUBTED]);
  });

  it('is thinned by more than the minute where a month of it is asked for', () => {
    const fourAMinute = Array.from({ length: 4 * 31 * 24 * 60 }, (_, index) =>
      stageReading('coursan', index * 15_000, index % 11),
    );
    const left = thinned(fourAMinute, 31 * 24 * HOUR_MS);
    expect(left.length).toBeLessThanOrEqual(10_000 + 31 * 24 * 60);
    expect(left.at(-1)).toBe(fourAMinute.at(-1));
  });

  it('is said by the API to be thinned, and a shorter span gives each reading', async () => {
    const { app } = await dense();
    const ask = async (query: string) => (await app.inject(`/api/v1/stations/coursan/readings${query}`)).json<Answer>();
    const two = await ask('');
    expect(two.thinned).toBe(true);
    expect(two.readings.map((each) => parseInstant(each.observedAt))).toEqual(
      thinned(all, 48 * HOUR_MS).map((each) => each.observedAt),
    );
    expect(two.readings.length).toBeLessThanOrEqual(4 * 226 + 2);
    expect(parseInstant(two.readings.at(-1)!.observedAt)).toBe(NOW);
    expect(Math.max(...two.readings.filter(({ quality }) => quality === 'pass').map(({ value }) => value))).toBe(7.5);
    const hour = await ask('?from=2020-01-23T01:00:00Z&to=2020-01-23T02:00:00Z');
    expect(hour).not.toHaveProperty('thinned');
    expect(hour.readings).toHaveLength(3_602);
  });

  it('shows people its newest reading, and draws what a chart can show', async () => {
    const { doors, app } = await dense();
    const view = await viewGauge(doors, doors.network.stations.get('coursan')!, NOW, 48);
    expect(view.past.length).toBeLessThanOrEqual(4 * 226 + 2);
    expect(view.latest).toEqual(told.at(-1));
    expect(view.accepted).toEqual(told.at(-1));
    expect(view.past).toContainEqual(read);
    expect(view.trend?.direction).toBe('steady');
    expect((await app.inject('/fr/communes/coursan')).statusCode).toBe(200);
  });

  it('has a page where it reports many times a second, too', async () => {
    const { doors } = createWorld();
    const halfHour = Array.from({ length: 140_000 }, (_, index) =>
      stageReading('coursan', NOW - 1_800_000 + Math.ceil((index * 1_800_000) / 139_999), 3),
    );
    const seen = { ...doors.seen, window: async () => halfHour };
    const view = await viewGauge({ ...doors, seen }, doors.network.stations.get('coursan')!, NOW, 48);
    expect(view.trend).toEqual({ direction: 'steady', rateMPerH: 0 });
  });
});

describe('a gauge that reports each minute or more rarely', () => {
  it('is shown whole, whatever the span', () => {
    for (const hours of [1, 48, 31 * 24]) {
      // By a clock that is never quite on time: two may fall into one minute.
      const minutes = Array.from({ length: hours * 60 + 1 }, (_, index) =>
        stageReading('coursan', index * MINUTE_MS + ((index * 7_919) % 25_000), index % 13),
      );
      expect(thinned(minutes, hours * HOUR_MS)).toBe(minutes);
    }
  });

  it('has the answer of the API that it had', async () => {
    const world = createWorld();
    await flood(world);
    const body = (await createServer(world.doors).inject('/api/v1/stations/coursan/readings')).json<Answer>();
    expect(Object.keys(body)).toEqual(['station', 'quantity', 'unit', 'readings']);
    expect(body.readings).toHaveLength(289);
  });
});
