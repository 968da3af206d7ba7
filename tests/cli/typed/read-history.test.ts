import { describe, expect, test } from 'vitest';
import { type HistoryOptions, readHistory } from '../../../src/cli/typed/read-history.ts';
import { err, ok } from '../../../src/lib/result.ts';
import type { Quantity } from '../../../src/territory/station.ts';
import { station } from '../../support/synthetic-river.ts';

const AT = Date.parse('2020-01-22T12:00:00Z');

function read(text: string, quantity: Quantity, said: Partial<HistoryOptions> = {}) {
  const of = { ...station('town', []), quantity };
  const plain = { format: 'csv', gauge: null, unit: null, timeZone: null, dayFirst: null, columns: null } as const;
  return readHistory(text, { ...plain, station: of, now: AT + 1e9, ...said });
}
const one = (value: number, ignored = 0) =>
  ok({ points: { times: [AT], values: [value] }, refused: { count: 0, gaps: 0, first: [] }, ignored });

test.each([
  ['stage', 'm', 250, 250],
  ['stage', 'cm', 250, 2.5],
  ['stage', 'mm', 250, 0.25],
  ['stage', 'ft', 10, 3.048],
  ['discharge', 'm3s', 250, 250],
  ['discharge', 'l/s', 250, 0.25],
  ['rain', 'mm', 2.5, 2.5],
] as const)('%s in %s: %d is %d', (quantity, unit, written, value) => {
  expect(read(`2020-01-22T12:00Z,${written}\n`, quantity, { unit })).toEqual(one(value));
});

test.each([
  ['rain', null, '--unit: found nothing; town measures rain, in mm'],
  ['discharge', 'm', '--unit: found m; town measures discharge, in m3s, l/s'],
] as const)('%s in %s is none', (quantity, unit, why) => {
  expect(read('2020-01-22T12:00Z,1\n', quantity, { unit })).toEqual(err(why));
});

test('of rows that cannot be read ten are kept, all are counted, and those without a value apart', () => {
  const rows = ['time,stage', ...Array.from({ length: 11 }, () => '22.1.2020,1'), '2020-01-22T12:00Z,'];
  const found = read([...rows, '2020-01-22T12:00Z,2'].join('\n'), 'stage', { unit: 'm' });
  expect(found).toMatchObject({ value: { points: { values: [2] }, refused: { count: 12, gaps: 1 } } });
  expect(found.ok && found.value.refused.first.map(({ place }) => place)).toEqual(
    Array.from({ length: 10 }, (_, index) => `line ${index + 2}`),
  );
});

const hubeau = (...rows: readonly (readonly [code: string, name: string, value: number])[]) =>
  JSON.stringify({
    data: rows.map(([code_station, grandeur_hydro, resultat_obs]) => ({
      code_station,
      grandeur_hydro,
      date_obs: '2020-01-22T12:00:00Z',
      resultat_obs,
    })),
  });

describe("an answer of Hub'Eau", () => {
  const two = hubeau(['Y1', 'H', 491], ['Y1', 'Q', 4480], ['Y2', 'H', 700]);

  test('is that of the one station in it, in the quantity of the gauge', () => {
    const own = hubeau(['Y1', 'H', 491], ['Y1', 'Q', 4480]);
    expect(read(own, 'stage', { format: 'hubeau' })).toEqual(one(0.491, 1));
    expect(read(own, 'discharge', { format: 'hubeau' })).toEqual(one(4.48, 1));
  });

  test('of several stations is that of the source of the gauge, and of none without one', () => {
    const gauge = { service: 'hubeau', code: 'Y2' } as const;
    expect(read(two, 'stage', { format: 'hubeau', gauge })).toEqual(one(0.7, 2));
    const several = err("the file holds several: Y1, Y2; name the station's own as its source in stations.yaml");
    expect(read(two, 'stage', { format: 'hubeau' })).toEqual(several);
    // That its gauge is another service's does not say which one.
    const elsewhere = { service: 'environment-agency', measure: 'x-m' } as const;
    expect(read(two, 'stage', { format: 'hubeau', gauge: elsewhere })).toEqual(several);
  });

  test('holds no rain, and no station where it is empty', () => {
    expect(read(two.replaceAll('Y2', 'Y1'), 'rain', { format: 'hubeau' })).toEqual(
      err("town measures rain; Hub'Eau has stage and discharge"),
    );
    expect(read('{"data":[]}', 'stage', { format: 'hubeau' })).toEqual(err('the file names no station code'));
  });
});

describe('an answer of the Environment Agency', () => {
  const level = '690140-level-stage-i-15_min-m';
  const answer = (...measures: readonly string[]) =>
    JSON.stringify({ items: measures.map((measure) => ({ dateTime: '2020-01-22T12:00:00Z', measure, value: 0.754 })) });

  test('is that of the one measure in it, or of the source of the gauge', () => {
    expect(read(answer(level), 'stage', { format: 'ea' })).toEqual(one(0.754));
    const gauge = { service: 'environment-agency', measure: level } as const;
    expect(read(answer(level, 'other-m'), 'stage', { format: 'ea', gauge })).toEqual(one(0.754, 1));
    expect(read(answer(level, 'other-m'), 'stage', { format: 'ea' })).toEqual(
      err(`the file holds several: ${level}, other-m; name the station's own as its source in stations.yaml`),
    );
    expect(read('{"items":[]}', 'stage', { format: 'ea' })).toEqual(err('the file names no measure'));
  });

  test('of another quantity, or of a unit that nobody knows, is not taken for that of the gauge', () => {
    expect(read(answer('x-rainfall-t-15_min-mm'), 'stage', { format: 'ea' })).toEqual(
      err('x-rainfall-t-15_min-mm is rain; town measures stage'),
    );
    expect(read(answer('x-level-i-15_min----'), 'stage', { format: 'ea' })).toEqual(
      err('x-level-i-15_min---- is in no unit that is known; town measures stage'),
    );
  });
});

test.each([{ unit: 'm' }, { timeZone: 'Europe/Paris' }, { columns: { time: ['1'], value: '2' } }])(
  'what is for a CSV alone is refused where the format says it: %j',
  (said) => {
    const why = err('--unit, --time-zone, --date-order and named columns are for CSV: hubeau says its own');
    expect(read(hubeau(['Y1', 'H', 491]), 'stage', { format: 'hubeau', ...said })).toEqual(why);
  },
);
