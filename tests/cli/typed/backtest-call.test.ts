import { describe, expect, test } from 'vitest';
import { readCall, toOptions } from '../../../src/cli/typed/backtest-call.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { createDataset, type DatasetStation } from '../../../src/verification/backtest/dataset.ts';
import { station } from '../../support/synthetic-river.ts';

const gauge = (id: string, quantity: DatasetStation['quantity'] = 'stage') => ({ ...station(id, []), quantity });
const riverOf = (...stations: DatasetStation[]) => createDataset('Brook', 'brook', stations, new Map());
const brook = riverOf(gauge('up'), gauge('town'), gauge('hill', 'rain'));

/** What a call means for a river with two gauges and one for rain, or what is wrong with it. */
function asked(typed: string, river = brook) {
  const call = readCall(['river', '--out', 'out.csv', ...typed.split(' ').filter(Boolean)]);
  if (!call.ok) throw new Error(call.error);
  return toOptions(call.value, river);
}

test('what is not said is every gauge of a stage each half hour from the fit to the end, at its own marks, with other rivers', () => {
  const day = 40 * DAY_MS;
  const read = asked('--fit-until 1970-02-10');
  expect(read).toMatchObject({
    ok: true,
    value: {
      fitUntil: day,
      from: day,
      to: Number.POSITIVE_INFINITY,
      everyMs: 30 * MINUTE_MS,
      stations: ['up', 'town'],
      leadTimesH: [1, 2, 3, 6, 12],
      marksM: null,
      refit: true,
      // A river is never judged by what was learnt of itself.
      without: ['brook', 'Brook'],
    },
  });
  expect(read.ok && read.value.rivers.map(({ id }) => id)).toContain('tioughnioga');
});

test('what is said is meant, and what is written twice is meant once', () => {
  const span = '--fit-until 1970-02-10 --from 1970-02-11T01:00+01:00 --to 1970-02-11T00:01Z';
  const rest = '--every 2h --stations town,,town --leads 0.5,12,12.0 --marks 0.26,-1,0.26 --prior-without aude,orb';
  expect(asked(`${span} ${rest}`)).toMatchObject({
    value: {
      from: 41 * DAY_MS,
      to: 41 * DAY_MS + MINUTE_MS,
      everyMs: 2 * HOUR_MS,
      stations: ['town'],
      leadTimesH: [0.5, 12],
      marksM: [0.26, -1],
      without: ['brook', 'Brook', 'aude', 'orb'],
    },
  });
  expect(asked('--fit-until 1970-02-10 --every 1m --no-prior')).toMatchObject({
    value: { everyMs: MINUTE_MS, rivers: [] },
  });
});

test('a list is one list however often its option is given', () => {
  const twice =
    '--stations up --stations town --leads 1 --leads 6 --marks=-1 --marks 2 --prior-without aude --prior-without orb';
  expect(asked(`--fit-until 1970-02-10 ${twice}`)).toMatchObject({
    value: {
      stations: ['up', 'town'],
      leadTimesH: [1, 6],
      marksM: [-1, 2],
      without: ['brook', 'Brook', 'aude', 'orb'],
    },
  });
});

describe('an option that cannot be meant is refused', () => {
  test.each([
    ['--from 1970-02-09', '--from lies before --fit-until: it would be judged on what it was fitted to'],
    ['--from yesterday', '--from yesterday: a moment is written with its offset'],
    ['--to 12:00', '--to 12:00: a moment is written with its offset'],
    ['--to 1970-02-10', '--to lies before --fit-until: nothing is to be said'],
    ['--from 1970-02-12 --to 1970-02-11', '--to lies before --from: nothing is to be said'],
    ['--every 30', '--every 30: written like 30m or 1h'],
    ['--every 0h', '--every 0h: written like 30m or 1h'],
    ['--every 1h30m', '--every 1h30m: written like 30m or 1h'],
    ['--leads 0.4', '--leads 0.4: hours from 0.5 to 12, like 1,3,6'],
    ['--leads 3,12.5', '--leads 3,12.5: hours from 0.5 to 12, like 1,3,6'],
    ['--leads ,', '--leads ,: hours from 0.5 to 12, like 1,3,6'],
    ['--leads 3,x', '--leads 3,x: hours from 0.5 to 12, like 1,3,6'],
    ['--marks=', '--marks : metres, like 0.26,0.67'],
    ['--marks 1,2m', '--marks 1,2m: metres, like 0.26,0.67'],
    ['--stations town,hill', 'no station "hill" measures stage: up, town'],
    ['--prior-without aude,nile', '--prior-without: no river "nile" in the prior: aude, orb, herault'],
  ])('%s', (typed, why) => {
    expect(asked(`--fit-until 1970-02-10 ${typed}`)).toEqual({ ok: false, error: expect.stringContaining(why) });
  });

  test('a river without a gauge of a stage', () => {
    expect(asked('--fit-until 1970-02-10', riverOf(gauge('hill', 'rain')))).toEqual({
      ok: false,
      error: 'brook: no station measures stage, so nothing can be forecast',
    });
  });
});

test.each([
  ['--fit-until 1970-02-10 --out out.csv', 'give one DATASET folder'],
  ['river other --fit-until 1970-02-10 --out out.csv', 'give one DATASET folder'],
  ['river --fit-until 1970-02-10', '--fit-until and --out are needed'],
  ['river --out out.csv', '--fit-until and --out are needed'],
  ['river --fit-until 1970-02-10 --out=', '--fit-until and --out are needed'],
  ['river --lead 3', "Unknown option '--lead'"],
])('%s is no call', (typed, why) => {
  expect(readCall(typed.split(' '))).toEqual({ ok: false, error: expect.stringContaining(why) });
});
