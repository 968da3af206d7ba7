import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { playRiver, type Sent } from '../support/play-river.ts';
import { floodStations, marks, START } from '../support/synthetic-flood.ts';

/** Calm at 0.5 m; the town's gauge is silent for so many hours, and then reads these values, and calm again. */
function afterSilence(hours: number, values: readonly number[]): Sent[] {
  const from = START - 30 * HOUR_MS;
  const back = from + 6 * HOUR_MS + hours * HOUR_MS;
  const sent: Sent[] = [];
  for (let at = from; at <= back + 2 * HOUR_MS; at += 10 * MINUTE_MS) {
    sent.push({ station: 'up', observedAt: at, value: 0.5, sentAt: at });
    if (at > from + 6 * HOUR_MS && at < back) continue;
    const value = values[Math.round((at - back) / (10 * MINUTE_MS))] ?? 0.5;
    sent.push({ station: 'town', observedAt: at, value: at < back ? 0.5 : value, sentAt: at });
  }
  return sent;
}

async function kinds(hours: number, values: readonly number[]): Promise<string[]> {
  const sent = afterSilence(hours, values);
  const story = { stations: floodStations, town: { station: 'town', marks }, sent, priorWithout: null };
  const { events } = await playRiver({ ...story, from: sent[0]!.sentAt + HOUR_MS, to: sent.at(-1)!.sentAt });
  return events.map(({ kind }) => kind).filter((kind) => kind === 'raised' || kind === 'suspect-passage');
}

test('after a silence one high value asks a person and alarms nobody else, however long the silence was', async () => {
  for (const hours of [2, 13, 22]) expect(await kinds(hours, [9.9])).toEqual(['suspect-passage']);
}, 120_000);

test('the next value confirms it: the river did rise meanwhile', async () => {
  expect(await kinds(13, [5.1, 5.2, 5.2, 5.2, 5.2])).toEqual(['suspect-passage', 'raised']);
}, 120_000);

test.each([
  ['alone', []],
  ['beside a gauge above, which reports meanwhile', [1, 4, 7]],
])(
  'nor does the very first reading of a gauge, which the second confirms: %s',
  async (_name, aboveAfterMin) => {
    const first = (values: readonly number[]): Sent[] =>
      values.flatMap((value, index) => {
        const at = START + index * 10 * MINUTE_MS;
        const above = aboveAfterMin.map((minutes) => ({ station: 'up', value: 0.5, sentAt: at + minutes * MINUTE_MS }));
        return [{ station: 'town', value, sentAt: at }, ...above].map((each) => ({ ...each, observedAt: each.sentAt }));
      });
    const kindsOf = async (values: readonly number[]) => {
      const story = {
        stations: floodStations,
        town: { station: 'town', marks },
        sent: first(values),
        priorWithout: null,
      };
      const { events } = await playRiver({ ...story, from: START, to: START + HOUR_MS });
      return events.map(({ kind }) => kind).filter((kind) => kind === 'raised' || kind === 'suspect-passage');
    };
    expect(await kindsOf([9.9, 0.5, 0.5, 0.5])).toEqual(['suspect-passage']);
    expect(await kindsOf([5.1, 5.1, 5.2, 5.2])).toEqual(['suspect-passage', 'raised']);
  },
  60_000,
);
