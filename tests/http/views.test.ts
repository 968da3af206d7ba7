import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import { safeNext } from '../../src/http/auth.ts';
import { dayAndTime, localColumn, localHour, wholeHours } from '../../src/http/local-time.ts';
import { gridStep } from '../../src/http/pages/chart/chart-scale.ts';
import { keepTogether } from '../../src/http/pages/typography.ts';
import { preferredLanguage } from '../../src/http/speech.ts';
import { staleAfterMs } from '../../src/http/views/gauge-view.ts';
import { rainSumOf } from '../../src/http/views/rain-sum.ts';
import { trendOf as trendThrough } from '../../src/http/views/trend.ts';
import { byUrgency, isCalm } from '../../src/http/views/urgency.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { stations as aude } from '../support/aude.ts';
import { evenly } from '../support/evenly.ts';

const at = (minutes: number, value: number, quality: 'pass' | 'suspect' = 'pass') => ({
  observedAt: minutes * MINUTE_MS,
  value,
  quality,
});

const trendOf = (readings: Parameters<typeof trendThrough>[0]) => trendThrough(readings, 0);

describe('trendOf', () => {
  it('is the change over the last half hour, or since the reading before where they are fewer', () => {
    expect(trendOf([at(0, 1), at(30, 1.25), at(60, 1.5)])).toEqual({ direction: 'rising', rateMPerH: 0.5 });
    expect(trendOf([at(0, 1.5), at(60, 1)])).toEqual({ direction: 'falling', rateMPerH: -0.5 });
    expect(trendOf([at(0, 1), at(60, 1.02)])?.direction).toBe('steady');
  });

  it('forgets a fall that is over, and turns with the water at its crest', () => {
    const fell = [3, 2.5, 2, 1.5, 1, 1, 1, 1].map((value, step) => at(step * 10, value));
    expect(trendOf(fell.slice(0, 6))).toEqual({ direction: 'falling', rateMPerH: -2 });
    expect(trendOf(fell)).toEqual({ direction: 'steady', rateMPerH: 0 });
    const crest = [1, 2, 2.75, 3, 2.9, 2.75, 2.5].map((value, step) => at(step * 10, value));
    expect(trendOf(crest)).toEqual({ direction: 'falling', rateMPerH: -1 });
  });

  it('falls as soon as a quick flood has turned, though the half hour is a rise, and rises as soon as it comes again', () => {
    const quick = [0.6, 0.6, 0.96, 1.42, 1.87, 2.32, 2.59, 2.5, 2.27].map((value, step) => at(step * 5, value));
    expect(trendOf(quick.slice(0, 7))?.direction).toBe('rising');
    expect(trendOf(quick.slice(0, 8))?.direction).toBe('rising');
    expect(trendOf(quick)).toEqual({ direction: 'falling', rateMPerH: expect.closeTo(-1.92, 9) });
    const again = quick.map(({ value, ...each }) => ({ ...each, value: 3 - value }));
    expect(trendOf(again)).toEqual({ direction: 'rising', rateMPerH: expect.closeTo(1.92, 9) });
  });

  it('has turned a decimetre from the highest, where the half hour stands still too, and not with waves of less', () => {
    const direction = (...values: number[]) => trendOf(values.map((value, step) => at(step * 10, value)))?.direction;
    expect(direction(1, 1.05, 1.11, 1.01)).toBe('falling');
    expect(direction(1, 0.95, 0.88, 0.99)).toBe('rising');
    expect(direction(1, 1.05, 1.1, 1.01)).toBe('steady');
    expect(direction(1, 1.2, 1.4, 1.31)).toBe('rising');
    expect(direction(1, 1.2, 1.4, 1.29)).toBe('falling');
    // A half hour ago it stood higher still, and that is over.
    expect(direction(3, 1, 1.05, 1.11, 1.2)).toBe('rising');
  });

  it('of a gauge that reports each minute has turned once all of five minutes stand there: one reading may be a wave', () => {
    const eachMinute = (...values: number[]) => trendOf(values.map((value, minute) => at(minute, value)));
    const rise = Array.from({ length: 41 }, (_, minute) => 1 + minute / 100);
    expect(eachMinute(...rise, 1.25)?.direction).toBe('rising');
    expect(eachMinute(...rise, 1.25, 1.25, 1.25, 1.25)?.direction).toBe('rising');
    expect(eachMinute(...rise, 1.25, 1.25, 1.25, 1.25, 1.25)).toEqual({
      direction: 'falling',
      rateMPerH: expect.closeTo(-1.8, 9),
    });
    expect(eachMinute(...rise, 1.25, 1.25, 1.31, 1.25, 1.25)?.direction).toBe('rising');
  });

  it('of a gauge that trembles by three centimetres is told by where the water stands', () => {
    const random = seededRandom(3);
    const noise = () => 0.03 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const readings = (levelAt: (minutes: number) => number) =>
      Array.from({ length: 400 }, (_, step) => at(step * 10, levelAt(step * 10) + noise()));
    const told = (all: ReturnType<typeof readings>, noiseM: number) =>
      Array.from({ length: 380 }, (_, end) => trendThrough(all.slice(0, end + 20), noiseM));
    const isTold = (direction: string) => (trend: ReturnType<typeof trendThrough>) => trend?.direction === direction;
    const calm = readings(() => 1);
    expect(told(calm, 0).filter(isTold('steady')).length).toBeLessThan(200);
    expect(told(calm, 0.03).filter(isTold('steady')).length).toBeGreaterThan(350);
    const rising = told(
      readings((minutes) => 1 + (0.2 * minutes) / 60),
      0.03,
    );
    expect(rising.filter(isTold('rising')).length).toBeGreaterThan(370);
    const meanRate = rising.reduce((sum, trend) => sum + (trend?.rateMPerH ?? 0), 0) / rising.length;
    expect(Math.abs(meanRate - 0.2)).toBeLessThan(0.02);
  });

  it('tells a slow rise from a gauge that trembles by a centimetre', () => {
    const slow = [1, 1, 1.01, 1.01, 1.02, 1.02, 1.03].map((value, step) => at(step * 10, value));
    expect(trendOf(slow)).toEqual({ direction: 'rising', rateMPerH: expect.closeTo(0.036, 9) });
    const trembling = [1, 1.01, 1, 1.01, 1, 1.01, 1.01].map((value, step) => at(step * 10, value));
    expect(trendOf(trembling)?.direction).toBe('steady');
    for (const stepMin of [1, 5, 10, 15, 30]) {
      const toEitherSide = Array.from({ length: 120 }, (_, step) => at(step * stepMin, 1 + ((step * 7) % 3) / 100));
      for (let end = 2 + 60 / stepMin; end <= 120; end += 1)
        expect(trendOf(toEitherSide.slice(0, end))?.direction).toBe('steady');
    }
    const still = [1, 1.01, 1.02, 1.03, 1.03, 1.03, 1.03].map((value, step) => at(step * 10, value));
    expect(trendOf(still)?.direction).toBe('steady');
  });

  it('where the last half hour alone tells too little, tells what the water did in the last three quarters', () => {
    // 1.5 cm in half an hour, 3 cm in three quarters of it: 4 cm an hour.
    const slow = [1, 1.015, 1.015, 1.03].map((value, step) => at(step * 15, value));
    expect(trendOf(slow)).toEqual({ direction: 'rising', rateMPerH: expect.closeTo(0.04, 9) });
    const sinking = slow.map(({ value, ...each }) => ({ ...each, value: -value }));
    expect(trendOf(sinking)).toEqual({ direction: 'falling', rateMPerH: expect.closeTo(-0.04, 9) });
  });

  it('tells of no step that is more than half an hour old, though the gauge trembles since', () => {
    const after = [0, 5, 2, -3, 0, -4, 2, -2, 1, -1, 0, -3, 3, 1, -2, 4];
    for (const stepM of [-0.5, 0.5]) {
      const stepped = [...Array.from({ length: 12 }, () => stepM), ...after.map((mm) => mm / 1000)];
      const levels = stepped.map((value, step) => at(step * 5, value));
      for (let end = 18; end <= levels.length; end += 1)
        expect(trendOf(levels.slice(0, end))?.direction).toBe('steady');
    }
  });

  it('is no trembling from 5 cm an hour in the half hour, nor from 3 cm in the hour', () => {
    const direction = (...values: number[]) => trendOf(values.map((value, step) => at(step * 30, value)))?.direction;
    expect([direction(0, 0.0251), direction(0, 0.0249)]).toEqual(['rising', 'steady']);
    expect([direction(0, 0.015, 0.03), direction(0, 0.015, 0.029)]).toEqual(['rising', 'steady']);
  });

  it('takes a reading of 25 minutes ago for the half hour, and one of two hours ago, and none that is older', () => {
    expect(trendOf([at(0, 1), at(25, 1.5)])?.rateMPerH).toBeCloseTo(1.2, 9);
    expect(trendOf([at(0, 1), at(24, 1.5)])).toBeNull();
    expect(trendOf([at(0, 1), at(120, 2)])?.rateMPerH).toBe(0.5);
    expect(trendOf([at(0, 1), at(121, 2)])).toBeNull();
  });

  it('rests on accepted readings only, and is not told without half an hour of them', () => {
    expect(trendOf([at(0, 1), at(60, 1.5), at(70, 9, 'suspect')])?.rateMPerH).toBe(0.5);
    expect(trendOf([at(40, 1), at(60, 1.5)])).toBeNull();
    expect(trendOf([at(-300, 1), at(60, 1.5)])).toBeNull();
    expect(trendOf([])).toBeNull();
  });
});

describe('rainSumOf', () => {
  it('is what fell in the hour up to the newest reading, each for the interval before it', () => {
    const tens = [9, 0.2, 0, 1.4, 0, 0, 6.4].map((mm, step) => at(step * 10, mm));
    expect(rainSumOf(tens, { intervalMin: 10 })).toEqual({ mm: 8, hours: 1 });
    expect(rainSumOf([at(0, 5), at(60, 3)], { intervalMin: 60 })).toEqual({ mm: 3, hours: 1 });
    expect(rainSumOf([at(90, 3)], { intervalMin: 90 })).toEqual({ mm: 3, hours: 1.5 });
  });

  it('is not told where the readings do not reach back, or one of them is in doubt', () => {
    expect(rainSumOf([at(40, 0), at(50, 0), at(60, 6.4)], { intervalMin: 10 })).toBeNull();
    expect(rainSumOf([at(0, 0), at(30, 150, 'suspect'), at(60, 2)], { intervalMin: 30 })).toBeNull();
    expect(rainSumOf([], { intervalMin: 10 })).toBeNull();
  });
});

it('a gauge is stale after three missed reports', () => {
  expect(staleAfterMs({ intervalMin: 10, delayMin: 0 })).toBe(30 * MINUTE_MS);
  expect(staleAfterMs({ intervalMin: 10, delayMin: 75 })).toBe(105 * MINUTE_MS);
});

it('not knowing comes before what is only to be prepared for, and who waits before who does not', () => {
  const levels = (['normal', 'unknown', 'danger', 'prepare', 'act'] as const).map((level) => ({
    level,
    waitsFor: null,
  }));
  expect(levels.toSorted(byUrgency).map(({ level }) => level)).toEqual([
    'danger',
    'act',
    'unknown',
    'prepare',
    'normal',
  ]);
  const [calm, asking] = [
    { level: 'act', waitsFor: null },
    { level: 'act', waitsFor: 'decision' },
  ] as const;
  expect([calm, asking].toSorted(byUrgency)).toEqual([asking, calm]);
});

describe('local time', () => {
  it('reads the zone, summer and winter', () => {
    expect(dayAndTime(Date.parse('2020-01-23T02:00:00Z'), 'Europe/Paris', 'fr')).toBe('jeu. 23, 3 h 00');
    expect(dayAndTime(Date.parse('2020-07-23T02:00:00Z'), 'Europe/Paris', 'en')).toBe('Thu 23, 04:00');
    expect(localHour(Date.parse('2020-01-22T23:00:00Z'), 'Europe/Paris')).toBe(0);
  });

  it('finds the hours at which the local clock shows :00, in half-hour zones too', () => {
    const from = Date.parse('2020-01-23T00:10:00Z');
    const [first, second] = wholeHours(from, from + 3 * HOUR_MS, 'Asia/Kolkata');
    expect(first).toBe(Date.parse('2020-01-23T00:30:00Z'));
    expect((second ?? 0) - (first ?? 0)).toBe(HOUR_MS);
  });

  it.each([
    ['back', '2026-04-04T13:40Z', ['01:00', '02:00', '03:00']],
    ['on', '2026-10-03T14:10Z', ['01:00', '03:00', '04:00']],
  ])('and where clocks go %s by half an hour', (_, iso, shown) => {
    const from = Date.parse(iso);
    const hours = wholeHours(from, from + 3.5 * HOUR_MS, 'Australia/Lord_Howe');
    expect(hours.map((at) => dayAndTime(at, 'Australia/Lord_Howe', 'en').slice(-5))).toEqual(shown);
  });

  it('tells in a column the two hours of one name apart', () => {
    const first = Date.parse('2026-10-25T00:15:00Z');
    const column = [first - HOUR_MS, first, first + HOUR_MS, first + 2 * HOUR_MS].map((at) =>
      localColumn(at, 'Europe/Paris'),
    );
    expect(column).toEqual([
      '2026-10-25 01:15',
      '2026-10-25 02:15+02:00',
      '2026-10-25 02:15+01:00',
      '2026-10-25 03:15',
    ]);
  });
});

describe('preferredLanguage', () => {
  it('never gives a language that is not offered, whatever the header', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(['fr', 'en']).toContain(preferredLanguage(header, ['fr', 'en']));
      }),
    );
    expect(preferredLanguage('en', ['fr'])).toBe('fr');
    expect(preferredLanguage('en;q=0, fr;q=0.1', ['en', 'fr'])).toBe('fr');
  });
});

describe('safeNext', () => {
  it('leads to our own pages only, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withFragments: true }),
        fc.constantFrom('', '//', '/\\', '/fr/', '/fr/mayor'),
        (url, before) => {
          const next = safeNext(before + url);
          expect(new URL(next ?? '/', 'http://here.example').host).toBe('here.example');
        },
      ),
    );
  });
});

describe('keepTogether', () => {
  it.each([
    ['<p>dans 4 h 30</p>', '<p>dans 4&nbsp;h&nbsp;30</p>'],
    ['<p>ligne n° 3</p>', '<p>ligne n°&nbsp;3</p>'],
    ['<p>4,60 m et 38 %</p>', '<p>4,60&nbsp;m et 38&nbsp;%</p>'],
    ['<p>« Agir » : oui ?</p>', '<p>«&nbsp;Agir&nbsp;»&nbsp;: oui&nbsp;?</p>'],
    ['<p>il y a 3 minutes</p>', '<p>il y a 3 minutes</p>'],
    ['<p>l&#39;eau</p>', '<p>l’eau</p>'],
    ['<a title="3 m : x">3 m</a>', '<a title="3 m : x">3&nbsp;m</a>'],
    ['<textarea rows="3">3 m : x</textarea>', '<textarea rows="3">3 m : x</textarea>'],
    ['<code>l&#39;x : 3 m</code>', '<code>l&#39;x : 3 m</code>'],
  ])('%s', (before, after) => {
    expect(keepTogether(before, 'fr')).toBe(after);
  });

  it('in English no space stands before punctuation or a per cent sign', () => {
    expect(keepTogether('<p>Mark : 4.60 m [0.60 ; 0.95], 38 %</p>', 'en')).toBe(
      '<p>Mark: 4.60&nbsp;m [0.60; 0.95], 38%</p>',
    );
    expect(keepTogether('<p>Is it? “Act now”; yes: 4 h</p>', 'en')).toBe('<p>Is it? “Act now”; yes: 4&nbsp;h</p>');
  });
});

it('a chart has two to six lines, whatever the river', () => {
  fc.assert(
    fc.property(evenly(0.05, 30), (spanM) => {
      const lines = spanM / gridStep(spanM);
      expect(lines).toBeGreaterThanOrEqual(2);
      expect(lines).toBeLessThanOrEqual(6.0001);
    }),
  );
});

it('a commune is calm only while each of its gauges can be believed', () => {
  const station = aude.find(({ id }) => id === 'coursan')!;
  const gauge = {
    station,
    latest: null,
    freshness: 'fresh',
    suspect: false,
    suppression: null,
    stoppedAt: null,
    zeroShift: null,
  } as const;
  const chances = [{ passed: false, probability: 0.02 }];
  const calm = (change: object) =>
    isCalm({ level: 'normal', publicLevel: 'normal', gauges: [{ ...gauge, ...change, chances }] });
  expect(calm({})).toBe(true);
  expect(calm({ freshness: 'stale' })).toBe(false);
  // What other gauges foretell is no more than that: this one stopped while the water rose.
  expect(calm({ stoppedAt: 0 })).toBe(false);
});
