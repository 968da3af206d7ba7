import { expect, test } from 'vitest';
import { ofStations } from '../../../src/config/check/station-warnings.ts';
import type { KnownFlood } from '../../../src/territory/known-flood.ts';
import { coursan } from '../../support/notices.ts';

const flood = (change: Partial<KnownFlood>): KnownFlood => ({ name: null, date: '1999', stageM: 4, ...change });

/** Of two communes that watch one gauge, with their first marks at 3 and 2 metres. */
function warned(...floods: readonly KnownFlood[]): string[] {
  const watching = (id: string, prepare: number) => {
    const watches = [{ station: 'bridge', marks: { prepare, act: 5, danger: 6 } }];
    return [id, { ...coursan, id, watches }] as const;
  };
  const communes = new Map([watching('coursan', 3), watching('trebes', 2)]);
  const knownFloods = new Map([['bridge', floods]]);
  const found = ofStations({ knownFloods, stationPhones: new Map(), communes }, Date.parse('2020-01-22T12:00:00Z'));
  return found.map((each) => /lies below the first mark \(\d m\)|is called as another/.exec(each)![0]);
}

test('a known flood is low where it lies below the first mark of every commune', () => {
  expect(warned(flood({ stageM: 2.5 }))).toEqual([]);
  expect(warned(flood({ stageM: 1.9 }))).toEqual(['lies below the first mark (2 m)']);
});

test('two are called alike by a name in either language, or by their date where neither has one', () => {
  const named = (fr: string, en: string) => flood({ name: { fr, en } });
  expect(warned(named('Toussaint', 'All Saints'), named('Toussaint', 'Great'))).toEqual(['is called as another']);
  expect(warned(named('Toussaint', 'All Saints'), named('Grande', 'All Saints'))).toEqual(['is called as another']);
  expect(warned(named('Toussaint', 'All Saints'), named('Grande', 'Great'))).toEqual([]);
  expect(warned(flood({}), flood({ stageM: 5 }))).toEqual(['is called as another']);
  expect(warned(flood({}), named('Toussaint', 'All Saints'))).toEqual([]);
  expect(warned(named('Toussaint', 'All Saints'), flood({}))).toEqual([]);
});
