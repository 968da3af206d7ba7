import { fitNetwork, type NetworkFit } from '../../src/forecast/learn/fit-network.ts';
import { createRiverRecord, type RiverRecord, scalesUntil } from '../../src/forecast/learn/river-record.ts';
import { sliceOf } from '../../src/forecast/observed/series.ts';
import { travelTime } from '../../src/forecast/observed/travel-time.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { median } from '../../src/lib/median.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { rowsOf } from '../../src/verification/backtest/run-backtest.ts';
import { forecastAt } from '../../src/verification/backtest/run-forward.ts';
import { floodsOf, matchEvents } from '../../src/verification/match-events.ts';
import { alarmEpisodes } from './alarm-episodes.ts';
import type { Context } from './context.ts';
import { shown, table } from './markdown.ts';
import { momentsOf } from './moments.ts';
import type { Outcome } from './outcome.ts';
import { createStudy, type Study } from './study.ts';
import type { LeadTimeTest } from './tests.ts';

/** What the alarms at one gauge were worth. */
interface GaugeLead {
  river: string;
  station: string;
  /** Learned travel time from the next gauge upstream; `null` for a headwater and where it could not be learned. */
  lag: { hours: number; correlation: number; from: string; quietWeeks: boolean } | null;
  /** Of each flood at each mark, hours; 0 where no alarm stood before the water. */
  leadsH: number[];
  hits: number;
  falseAlarms: number;
}

const STEP_MS = 10 * MINUTE_MS;
/** Between the floods a look every hour is enough to find false alarms. */
const QUIET_STEPS = 6;

export function leadTime(test: LeadTimeTest, context: Context): Outcome & { figures: { gauges: GaugeLead[] } } {
  const gauges = test.rivers.flatMap(({ dataset: name, fitUntil }) => {
    const dataset = context.read(name);
    const study = createStudy(dataset);
    const fittedAt = Date.parse(fitUntil);
    const scales = scalesUntil(dataset.stations, dataset.series, fittedAt);
    const record = createRiverRecord(dataset.stations, dataset.series, scales);
    const fit = fitNetwork(record, context.priorWithout(name), fittedAt);
    return study.stations.map((station) => ({ river: name, ...gaugeLead(test, study, { record, fit }, station) }));
  });
  return { name: test.name, markdown: describe(test, gauges), figures: { gauges } };
}

function gaugeLead(
  { leadTimeH, raiseAt }: LeadTimeTest,
  study: Study,
  { record, fit }: { record: RiverRecord; fit: NetworkFit },
  station: string,
): Omit<GaugeLead, 'river'> {
  const course = { from: fit.fittedAt, to: Number.POSITIVE_INFINITY, everyMs: STEP_MS, quietThinning: QUIET_STEPS };
  const marks = study.marksOf(station);
  const said = momentsOf({ ...study, stations: [station] }, course).flatMap(({ at }) => {
    const ensemble = forecastAt(record, fit, station, at);
    return ensemble === null ? [] : [{ at, rows: rowsOf(ensemble, marks, [leadTimeH]) }];
  });
  const { series } = study.truths.get(station)!;
  const matches = marks.map((markM) => {
    const chances = said.map(({ at, rows }) => ({ at, chance: rows.find((row) => row.markM === markM)!.probability }));
    const floods = floodsOf(series, markM).filter(({ endAt }) => endAt > fit.fittedAt);
    return matchEvents(floods, alarmEpisodes(chances, raiseAt), leadTimeH);
  });
  const floods = matches.flatMap((match) => match.floods.filter(({ passageAt }) => passageAt > fit.fittedAt));
  return {
    station,
    lag: lagTo(record, station, fit.fittedAt),
    leadsH: floods.map((flood) => flood.leadTimeH),
    hits: floods.filter(({ outcome }) => outcome === 'hit').length,
    falseAlarms: matches.reduce((sum, match) => sum + match.falseAlarms.length, 0),
  };
}

/** From the weeks before the fit, or where they were too quiet from the whole recording; of several gauges the one that agrees best. */
function lagTo(record: RiverRecord, station: string, fittedAt: Instant): GaugeLead['lag'] {
  const own = record.gauges.get(station)!;
  const best = (to: Instant, quietWeeks: boolean): GaugeLead['lag'] => {
    const lags = (record.trees.get(station)!.above.get(station) ?? []).flatMap((from) => {
      const upper = record.gauges.get(from)!;
      const [above, here] = [upper.series, own.series].map((each) => sliceOf(each, Number.NEGATIVE_INFINITY, to));
      const { hours, correlation } = travelTime(above!, here!, Math.max(upper.intervalMin, own.intervalMin));
      return hours === null ? [] : [{ hours, correlation: correlation ?? 0, from, quietWeeks }];
    });
    return lags.toSorted((a, b) => b.correlation - a.correlation)[0] ?? null;
  };
  return best(fittedAt, true) ?? best(Number.POSITIVE_INFINITY, false);
}

function describe({ leadTimeH, raiseAt }: LeadTimeTest, gauges: readonly GaugeLead[]): string {
  const warned = gauges.filter((each) => each.leadsH.length > 0);
  const far = warned.filter(({ lag }) => lag !== null && lag.hours >= 1);
  const shares = far.flatMap(({ leadsH, lag }) => leadsH.map((leadH) => leadH / lag!.hours));
  const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
  const false10 = (of: readonly GaugeLead[]): number =>
    (10 * sum(of.map((each) => each.falseAlarms))) / sum(of.map((each) => each.leadsH.length));
  return `Alarms at a chance of ${raiseAt} within ${leadTimeH} h, looked at every 10 minutes; prior without the group and the quiet weeks before. Few independent storms stand behind all this: three on Aude and Orb together, one on Hérault.

Where the learned lag to the next gauge upstream is 1 h or more (${far.length} gauges, ${shares.length} floods at marks): median achieved lead ÷ lag **${shown(median(shares))}**, false alarms per 10 floods at marks **${shown(false10(far))}**. All gauges: ${shown(false10(gauges))} false per 10, ${sum(gauges.map((each) => each.hits))} of ${sum(gauges.map((each) => each.leadsH.length))} warned before the water.

${table(
  [
    'river',
    'gauge',
    'learned lag h (correlation) from',
    'floods at marks',
    'warned before',
    'median lead h',
    '÷ lag',
    'false alarms',
  ],
  gauges.map(({ river, station, lag, leadsH, hits, falseAlarms }) => [
    river,
    station,
    lag === null ? '–' : `${shown(lag.hours, 1)} (${shown(lag.correlation)}) ${lag.from}${lag.quietWeeks ? '' : ' *'}`,
    `${leadsH.length}`,
    `${hits}`,
    shown(median(leadsH), 1),
    lag === null || lag.hours === 0 ? '–' : shown(median(leadsH) / lag.hours),
    `${falseAlarms}`,
  ]),
)}\\* from the whole recording: the weeks before were too quiet. –: a headwater, or no travel time could be learned.
`;
}
