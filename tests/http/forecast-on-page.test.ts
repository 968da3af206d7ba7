import { describe, expect, it } from 'vitest';
import type { ForecastSummary } from '../../src/forecast/forecast-store.ts';
import { forecastCaveats, highestText } from '../../src/http/pages/chart/chance-table.ts';
import { box } from '../../src/http/pages/chart/chart-scale.ts';
import { chartTable } from '../../src/http/pages/chart/chart-table.ts';
import { cutText, hydrograph } from '../../src/http/pages/chart/hydrograph.ts';
import { speeches } from '../../src/http/speech.ts';
import type { ChanceView } from '../../src/http/views/chance-view.ts';
import type { WatchedGauge } from '../../src/http/views/commune-view.ts';
import { headlineOf } from '../../src/http/views/headline.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { stageReading } from '../support/stage-reading.ts';
import { station } from '../support/synthetic-river.ts';

const paris = 'Europe/Paris';
/** Ten past four in Paris; the gauge reports at five past, and every ten minutes. */
const now = Date.parse('2020-01-23T03:10:00Z');
const newest = now - 5 * MINUTE_MS;

/** Rises by a decimetre an hour from 3 m on; its edges lie so far from that after twelve hours. */
function forecastOf(edgesM: readonly number[]): ForecastSummary {
  const behindH = 5 / 60;
  const leadTimesH = [0.5, 1, 1.5, 2, 3, 4, 6, 9, 12].map((each) => each - behindH);
  const quantile = (edgeM: number) => leadTimesH.map((lead) => 3 + (0.1 + edgeM / 12) * (lead + behindH));
  return {
    station: 'town',
    issuedAt: now,
    leadTimesH,
    stageM: 3,
    observedAt: newest,
    degraded: [],
    outsideExperience: false,
    learning: false,
    modelVersion: 'test-1',
    stageQuantilesM: edgesM.map(quantile),
    chances: [],
    curves: [],
    highest: { p50M: 4.2, p75M: 5 },
    explanation: null,
  };
}

function reading(observedAt: number): Reading {
  return stageReading('town', observedAt, 3 + (observedAt - newest) / (10 * HOUR_MS));
}

function gaugeOf(forecast: ForecastSummary | null): WatchedGauge {
  const past = Array.from({ length: 48 * 6 }, (_, index) => reading(newest - (48 * 6 - 1 - index) * 10 * MINUTE_MS));
  return {
    station: station('town', []),
    watch: { station: 'town', marks: { prepare: 3.5, act: 4, danger: 5 } },
    chances: [],
    latest: past.at(-1)!,
    accepted: past.at(-1)!,
    read: null,
    sensedAt: newest,
    suspect: false,
    freshness: 'fresh',
    ageMs: now - newest,
    trend: null,
    rain: null,
    past,
    forecast,
    stoppedAt: null,
    zeroShift: null,
    knownFloods: [],
    suppression: null,
    notSeenSince: undefined,
  };
}

/** A page without anything to wait for is a string. */
function textOf(page: ReturnType<typeof chartTable>): string {
  if (page instanceof Promise) throw new Error('nothing waits here');
  return page.toString();
}

const rowsOf = (gauge: WatchedGauge): string[][] =>
  [...textOf(chartTable(speeches.en, gauge, paris, now)).matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)]
    .slice(1)
    .map(([, row]) =>
      [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!.replace(/<[^>]*>/g, '')),
    );

describe('the table that says what the chart shows', () => {
  it('has a row every three hours of the past and every hour to come, also where neither lies on the hour', () => {
    const rows = rowsOf(gaugeOf(forecastOf([-0.6, -0.3, 0, 0.3, 0.6])));
    const past = rows.filter((row) => row[4] === 'measured');
    // Two days, and the newest.
    expect(past.map(([time]) => time!.slice(-5)).slice(-3)).toEqual(['23:55', '02:55', '04:05']);
    expect(past).toHaveLength(17);
    const ahead = rows.filter((row) => row[4] !== 'measured');
    expect(ahead.map(([time]) => time!.slice(-5))).toEqual(
      Array.from({ length: 12 }, (_, hour) => `${String((5 + hour) % 24).padStart(2, '0')}:00`),
    );
    // 05:00 is 55 minutes after the newest reading: .1 m an hour in the middle, .15 at the upper edge.
    expect(ahead[0]!.slice(1, 4)).toEqual(['3.09', '3.07 – 3.11', '3.05 – 3.14']);
  });

  it('tells of doubtful readings once every three hours', () => {
    const gauge = gaugeOf(null);
    const doubtful = {
      ...gauge,
      past: gauge.past.map((each, index) => (index % 2 ? each : { ...each, quality: 'suspect' as const })),
    };
    const rows = rowsOf(doubtful);
    expect(rows.filter((row) => row[4] === 'suspect value')).toHaveLength(17);
    expect(rows.filter((row) => row[4] === 'measured')).toHaveLength(17);
  });
});

describe('a fan whose upper edge lies far above all else', () => {
  const far = gaugeOf(forecastOf([-0.6, -0.3, 0, 0.3, 24]));

  it('is cut at the top of the picture, and the page says up to where it goes', () => {
    expect(cutText(speeches.en, far, now)).toBe('The nine-in-ten band goes higher than the picture, up to 28.20 m.');
    const chart = textOf(hydrograph(speeches.en, far, paris, now));
    const heights = [...chart.match(/band90" points="([^"]*)"/)![1]!.matchAll(/,([-\d.]+)/g)].map(([, y]) => Number(y));
    expect(Math.min(...heights)).toBe(box.top);
    // On a picture of all 30 m they would lie 13 apart.
    const marks = [...chart.matchAll(/class="mark mark-\w+"[^>]* y1="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(marks[0]! - marks[2]!).toBeGreaterThan(30);
  });

  it('is drawn whole where it is near', () => {
    expect(cutText(speeches.fr, gaugeOf(forecastOf([-0.6, -0.3, 0, 0.3, 0.6])), now)).toBe('');
  });
});

describe('how high the water comes', () => {
  it('is told where it rises, in both languages, and not where it does not', () => {
    const rising = { forecast: forecastOf([-0.6, -0.3, 0, 0.3, 0.6]), accepted: null };
    expect(highestText(speeches.en, rising)).toBe(
      'Highest within 12 h: around 4.20 m, 1 chance in 4 of more than 5.00 m.',
    );
    expect(highestText(speeches.fr, rising)).toContain('autour de 4,20 m, 1 chance sur 4 de dépasser 5,00 m');
    const steady = { ...rising, forecast: { ...rising.forecast, highest: { p50M: 3, p75M: 3.02 } } };
    expect(highestText(speeches.en, steady)).toBeNull();
    expect(highestText(speeches.en, { forecast: null, accepted: null })).toBeNull();
  });

  it('is never told lower than the water stands by now, and not where it stands as high as was foretold', () => {
    const seen = (value: number) => {
      const accepted = stageReading('town', now, value);
      return highestText(speeches.en, { forecast: forecastOf([-0.6, -0.3, 0, 0.3, 0.6]), accepted });
    };
    expect(seen(2.9)).toContain('around 4.20 m');
    expect(seen(4.5)).toContain('around 4.50 m, 1 chance in 4 of more than 5.00 m');
    expect(seen(4.97)).toBeNull();
    expect(seen(5.3)).toBeNull();
  });
});

describe('what a mayor reads first', () => {
  const chance = (level: ChanceView['level'], probability: number, passed = false): ChanceView => {
    const isLikely = probability >= 0.3;
    return { level, markM: 4, leadTimeH: 6, passed, probability, isLikely, passage: null, verdict: null };
  };
  const headline = (level: 'normal' | 'act', ...chances: ChanceView[]) => {
    const { coming, worst } = headlineOf({ level, gauges: [{ ...gaugeOf(null), chances }] });
    return [coming?.chance.level ?? null, worst?.chance.level ?? null];
  };

  it('is the next level, and the highest above it that is likely', () => {
    expect(headline('act', chance('prepare', 1, true), chance('act', 0.96), chance('danger', 0.5))).toEqual([
      'act',
      'danger',
    ]);
    expect(headline('normal', chance('prepare', 0.9), chance('act', 0.6), chance('danger', 0.1))).toEqual([
      'prepare',
      'act',
    ]);
    expect(headline('normal', chance('prepare', 0.9), chance('act', 0.1), chance('danger', 0.05))).toEqual([
      'prepare',
      null,
    ]);
    expect(headline('act', chance('act', 1, true), chance('danger', 0.5))).toEqual(['danger', null]);
  });
});

describe('a gauge that stopped amid a rise', () => {
  const caveats = (language: 'fr' | 'en', change: Partial<WatchedGauge>): string =>
    textOf(forecastCaveats(speeches[language], { ...gaugeOf(forecastOf([0])), ...change }, (id) => id, paris));

  it('says since when it has told one value, with a forecast and without', () => {
    const stoppedAt = newest - HOUR_MS;
    for (const forecast of [forecastOf([0]), null]) {
      expect(caveats('fr', { stoppedAt, forecast })).toContain(
        'Le capteur s’est arrêté en pleine montée et donne la même valeur depuis le jeudi 23 janvier, 3 h 05',
      );
      expect(caveats('en', { stoppedAt, forecast })).toContain('it may be stuck');
    }
    expect(caveats('en', {})).not.toContain('stuck');
  });
});
