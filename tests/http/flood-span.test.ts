import { expect, it } from 'vitest';
import { alertOutcomes } from '../../src/http/views/afterwards/alert-outcomes.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { alertsOf } from '../../src/verification/past-events.ts';
import type { TruthAnswer } from '../../src/verification/truth-answer.ts';
import { communes } from '../support/aude.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { eventOf } from '../support/notices.ts';
import { stageReading } from '../support/stage-reading.ts';

const coursan = communes.find(({ id }) => id === 'coursan')!;
const h = (hours: number) => NOW - 600 * HOUR_MS + hours * HOUR_MS;
const hours = (at: number | null) => at && (at - h(0)) / HOUR_MS;

interface Told {
  /** Above every mark from the first hour to the last of each. */
  waters: readonly (readonly [number, number])[];
  /** The alert judged is the last. */
  alerts: readonly (readonly [number, number])[];
  answer?: Pick<TruthAnswer, 'event' | 'flooded' | 'reached'>;
}

/** What the report says of the level "act", by a record that was read only as far as it looked: a gauge that reports every hour. */
async function reported({ waters, alerts, answer }: Told) {
  const { doors } = createWorld();
  const asked: { from: number; to: number }[] = [];
  await doors.readings.append(
    Array.from({ length: 480 }, (_, hour) => {
      const value = waters.some(([from, to]) => hour >= from && hour <= to) ? 6.4 : 1;
      return stageReading('coursan', h(hour), value);
    }),
  );
  const events = alerts.flatMap(([from, to]) => {
    const of = { commune: 'coursan', station: 'coursan', alert: `of-${from}` };
    return [
      eventOf({ ...of, at: h(from), kind: 'raised', level: 'act', from: 'normal' }),
      eventOf({ ...of, at: h(to), kind: 'closed', level: 'normal', from: 'act' }),
    ];
  });
  const past = alertsOf(events);
  const answers = past.flatMap(({ id, raisedAt, closedAt }): TruthAnswer[] => {
    const by = { commune: 'coursan', passedAt: null, place: '', note: '', person: 'staff-aude', at: NOW };
    return answer?.event === id ? [{ ...answer, ...by, id: 1, from: raisedAt, to: closedAt! }] : [];
  });
  const seen: typeof doors = {
    ...doors,
    journal: { ...doors.journal, events: () => events },
    statements: { ...doors.statements, firstAt: () => h(0) },
    truth: { ...doors.truth, answers: () => answers },
    readings: {
      ...doors.readings,
      window: (key, from, to, by) => {
        asked.push({ from, to });
        return doors.readings.window(key, from, to, by);
      },
      reaching: (key, value, from, to, by) => {
        asked.push({ from, to });
        return doors.readings.reaching(key, value, from, to, by);
      },
    },
  };
  const alert = past.at(-1)!;
  const shown = { from: alert.raisedAt - 12 * HOUR_MS, to: alert.closedAt! + 6 * HOUR_MS, now: h(479) };
  const outcomes = await alertOutcomes(seen, coursan, alert, shown);
  return {
    act: outcomes
      .filter(({ level }) => level === 'act')
      .map(({ outcome, raisedAt, passedAt }) => [outcome, hours(raisedAt), hours(passedAt)]),
    from: hours(Math.min(...asked.map(({ from }) => from))),
    to: hours(Math.max(...asked.map(({ to }) => to))),
  };
}

it('water that came back within a day is the same flood, also where that was after the hours of the report', async () => {
  const late = await reported({
    waters: [
      [84, 86],
      [109, 115],
    ],
    alerts: [[96.5, 99.5]],
  });
  expect(late.act).toEqual([['miss', 96.5, 84]]);
  const apart = await reported({
    waters: [
      [84, 86],
      [110, 115],
    ],
    alerts: [[96.5, 99.5]],
  });
  expect(apart.act).toEqual([['false-alarm', 96.5, null]]);
});

it('what people said of a flood counts in the report of the alert before it, where it is one flood', async () => {
  const waters = [
    [36, 39],
    [49, 51],
    [69, 87],
  ] as const;
  const no = { event: 'of-80.5', flooded: 'no', reached: null } as const;
  const { act } = await reported({
    waters,
    alerts: [
      [80.5, 90.5],
      [31.5, 40.5],
    ],
    answer: no,
  });
  expect(act).toEqual([['false-alarm', 31.5, null]]);
});

it('what people said of a flood days before adds no other one to that which the gauge saw', async () => {
  const waters = [
    [52, 61],
    [69, 74],
    [101, 118],
  ] as const;
  const yes = { event: 'of-67.5', flooded: 'yes', reached: 'act' } as const;
  const { act } = await reported({
    waters,
    alerts: [
      [67.5, 94.5],
      [118.5, 136.5],
    ],
    answer: yes,
  });
  expect(act).toEqual([
    ['miss', null, 101],
    ['false-alarm', 118.5, null],
  ]);
});

it('reads no more of a long record than the flood and the days beside it', async () => {
  const calm = await reported({
    waters: [
      [20, 25],
      [410, 414],
    ],
    alerts: [[400.5, 420.5]],
  });
  expect(calm.act).toEqual([['hit', 400.5, 410]]);
  expect([calm.from, calm.to]).toEqual([388.5 - 24, 426.5 + 24]);
});
