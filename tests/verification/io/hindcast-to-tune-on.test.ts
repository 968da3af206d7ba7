import { expect, it } from 'vitest';
import { hindcastToTuneOn } from '../../../src/verification/io/hindcast-to-tune-on.ts';
import { ponton, ruleAt } from '../../support/hindcasts.ts';
import { floodySeries } from '../../support/tunings.ts';

it('says how far it is from the first on: the first fit alone takes minutes', () => {
  const station = { ...ponton, intervalMin: 60 };
  const recorded = { stations: [station], series: new Map([[station.id, floodySeries(60, 3)]]) };
  const told: number[] = [];
  const beforeFit: number[] = [];
  hindcastToTuneOn(
    { recorded, station: station.id, rules: [ruleAt('act')], prior: null, file: null },
    {
      onFit: () => void beforeFit.push(told.length),
      onProgress: (_, share) => void told.push(share),
      onNotKept: () => undefined,
    },
  );
  const [first = 0] = beforeFit;
  expect(new Set(told.slice(0, first)).size).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told[0]).toBeLessThan(0.2);
  expect(told.at(-1)).toBeGreaterThan(0.95);
  expect(told.at(-1)).toBeLessThanOrEqual(1);
}, 60_000);
