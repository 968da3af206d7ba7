import { outgrown } from '../forecast/learn/experience.ts';
import { MODEL, type NetworkFit } from '../forecast/learn/fit-network.ts';
import { lessonsOfOthers } from '../forecast/learn/same-recording.ts';
import { rarerMs } from '../forecast/observed/gauge-habits.ts';
import { iso, MINUTE_MS } from '../lib/units.ts';
import type { Dataset } from '../verification/backtest/dataset.ts';
import { marksAstray, ownMarks } from '../verification/backtest/marks-astray.ts';
import { type BacktestRow, runBacktest } from '../verification/backtest/run-backtest.ts';
import { readDataset } from '../verification/io/read-dataset.ts';
import { type OutFile, openOut } from './out-file.ts';
import { statusLine } from './shown/status-line.ts';
import { type Asked, readCall, toOptions } from './typed/backtest-call.ts';

export const usage = `usage: amont backtest DATASET --fit-until ISO --out forecasts.csv [options]

Fits on DATASET up to --fit-until, then runs forward as the live service would, and writes what it would have said.

  DATASET               a folder with dataset.yaml
  --fit-until ISO       2020-01-19T00:00:00Z, or 2020-01-19 (midnight UTC): nothing later is looked at before its time
  --from ISO, --to ISO  issue times after FROM and up to TO (default: from --fit-until to the end)
  --every 30m           one forecast every so many minutes (m) or hours (h), on the clock
  --stations a,b        default: every station that measures stage
  --leads 1,2,3,6,12    lead times in hours, 0.5 to 12
  --marks 0.26,0.67     metres, below zero as --marks=-0.5,1; default: the marks of each station in dataset.yaml
  --no-prior            without the rivers shipped with the project
  --prior-without a,b   without these of them; DATASET itself is always left out, by its name or its readings
  --out FILE            CSV, one row an issue time, station, mark and lead time; there once it is whole
  --json                a summary on standard output`;

const columns =
  'issued_at,station,mark_m,lead_h,probability,max_p05_m,max_p25_m,max_p50_m,max_p75_m,max_p95_m,' +
  'passage_p10_at,passage_p50_at,passage_p90_at,stage_m,degraded';

/** Gives the exit code: 0 done, 1 the dataset is at fault or there was nothing to say, 2 the call is. */
export async function backtest(args: readonly string[], out: (line: string) => void): Promise<number> {
  const call = readCall(args);
  if (!call.ok) return complain(`${call.error}\n\n${usage}`, 2);
  const { folder, every, out: path, json } = call.value;
  const read = readDataset(folder);
  if (!read.ok) return complain(`${read.error.file}:${read.error.line}: ${read.error.reason}`, 1);
  const dataset = read.value;
  const asked = toOptions(call.value, dataset);
  if (!asked.ok) return complain(asked.error, 2);
  const file = openOut(path, columns, { folder, files: dataset.files });
  if (!file.ok) return complain(`--out ${path}: no file can be written there: ${file.error}`, 2);
  const ran = runInto(file.value, dataset, asked.value);
  const { rows, fits, seconds, prior, unsaid } = ran;
  const silent = asked.value.stations.filter((id) => !ran.spoken.has(id));
  const summary = {
    dataset: dataset.id,
    rows,
    fits,
    model: MODEL,
    seconds,
    prior,
    silent,
    unsaid: Object.fromEntries(unsaid),
    out: path,
  };
  const told = prior.length === 0 ? 'no prior' : `the prior of ${prior.join(', ')}`;
  out(json ? JSON.stringify(summary) : `${rows} rows, ${fits} fits, ${seconds} s, ${told}: ${path}`);
  const isUnmarked = (id: string) => asked.value.marksM === null && marksOf(dataset, id) === 0;
  const said = [...caveats(ran, silent, isUnmarked, every), ...rarely(dataset), ...astray(dataset, asked.value)];
  for (const line of said) console.error(line);
  return rows === 0 ? 1 : 0;
}

function complain(why: string, code: number): number {
  console.error(why);
  return code;
}

/** A full disk ends it as a bug does: what was written is no result, and room that others need. */
function runInto(file: OutFile, dataset: Dataset, asked: Asked): ReturnType<typeof run> {
  try {
    const ran = run(dataset, asked, file);
    file.done();
    return ran;
  } catch (error) {
    file.giveUp();
    throw error;
  }
}

/** Writes the file, and gives what came of it. */
function run(dataset: Dataset, { rivers, without, ...options }: Asked, file: Pick<OutFile, 'write'>) {
  const started = performance.now();
  const status = statusLine();
  status.show('learning from other rivers');
  const prior = lessonsOfOthers(rivers, dataset.series.values(), options.fitUntil, without);
  let [rows, fits, issueTimes, pending] = [0, 0, 0, `${columns}\n`];
  let tooSmall: ReturnType<typeof outgrown> = [];
  const spoken = new Set<string>();
  /** By station: issue times without a line, and those of them at which no fit could have said anything of it. */
  const unsaid = new Map<string, number>();
  const unlearned = new Map<string, number>();
  let fitted: NetworkFit | null = null;
  const flush = (): void => {
    file.write(pending);
    pending = '';
  };
  runBacktest(
    dataset,
    { ...options, prior },
    {
      onRow(row) {
        rows += 1;
        spoken.add(row.station);
        pending += toLine(row);
        if (pending.length > 1e6) flush();
      },
      onSilence(station) {
        countOne(unsaid, station);
        if (!knowsOf(fitted, station)) countOne(unlearned, station);
      },
      onFit(fit) {
        fits += 1;
        fitted = fit;
        tooSmall = outgrown(fit.experience);
        status.show(`${fit.version}: fitted`);
      },
      onProgress(at) {
        issueTimes += 1;
        status.show(`${iso(at).slice(0, 16)}  ${rows} rows`);
      },
    },
  );
  flush();
  status.clear();
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const taught = [...new Set(prior.map((lesson) => lesson.river))];
  return { rows, fits, seconds, prior: taught, issueTimes, spoken, unsaid, unlearned, tooSmall };
}

function countOne(counts: Map<string, number>, station: string): void {
  counts.set(station, (counts.get(station) ?? 0) + 1);
}

function knowsOf(fit: NetworkFit | null, station: string): boolean {
  return fit !== null && (fit.pooled !== null || fit.local.has(station));
}

const UNSEEN = 'no reading within 3 h';
const UNLEARNED = 'too little was recorded until the fit that could be learned from';

/** Of what nothing was said, or not always, and why; and what makes the forecast worse than it could be. */
function caveats(
  { issueTimes, spoken, unsaid, unlearned, tooSmall }: ReturnType<typeof run>,
  silent: readonly string[],
  isUnmarked: (station: string) => boolean,
  every: string,
): string[] {
  const unasked = silent.filter(isUnmarked);
  const unanswered = silent.filter((id) => !isUnmarked(id));
  const unseen = new Map([...unsaid].map(([id, count]) => [id, count - (unlearned.get(id) ?? 0)]));
  const gaps = (counts: ReadonlyMap<string, number>): string =>
    [...counts].flatMap(([id, count]) => (spoken.has(id) && count > 0 ? `${id} ${count}` : [])).join(', ');
  const whyOf = (id: string): string => {
    if (issueTimes === 0)
      return `there is no issue time: the record ends before, or no ${every} on the clock lies between`;
    return [unseen.get(id)! > 0 && UNSEEN, unlearned.has(id) && UNLEARNED].filter((why) => why !== false).join('; ');
  };
  const because = Map.groupBy(unanswered, whyOf);
  return [
    unasked.length > 0 &&
      `nothing was asked of ${unasked.join(', ')}: no \`marks\` in dataset.yaml, and none given with --marks`,
    ...(
      [
        [UNSEEN, unseen],
        [UNLEARNED, unlearned],
      ] as const
    ).map(([why, counts]) => gaps(counts) !== '' && `issue times without a line (${why}): ${gaps(counts)}`),
    ...[...because].map(([why, ids]) => `nothing was said of ${ids.join(', ')}: ${why}`),
    ...tooSmall.map(
      ({ id, times }) =>
        `${id} rose to ${times} times its bankfullRiseM: the forecast is better where that is about right`,
    ),
  ].filter((line) => line !== false);
}

/** Gauges of which nothing can be learned as dataset.yaml describes them. */
function rarely({ stations, series }: Dataset): string[] {
  return stations.flatMap(({ id, quantity, intervalMin }) => {
    const apartMs = quantity === 'rain' ? null : rarerMs(series.get(id)!, intervalMin * MINUTE_MS);
    return apartMs === null
      ? []
      : [
          `${id} reports about every ${Math.round(apartMs / MINUTE_MS)} minutes, not every ${intervalMin} as its stepMin says: what lies between counts as silence, and nothing is learned from it`,
        ];
  });
}

/** Of which a forecast says 0 or 1 for ever, and a score that it is right. */
function astray(dataset: Dataset, asked: Asked): string[] {
  return marksAstray(dataset, asked).map(
    ({ station, markM, lowM, highM }) =>
      `the mark ${markM} of ${station} lies far from all that is recorded there (${lowM} to ${highM}): is it in metres, above the same zero?`,
  );
}

function marksOf({ stations }: Dataset, station: string): number {
  return ownMarks(stations.find(({ id }) => id === station)!).length;
}

function toLine(row: BacktestRow): string {
  const { issuedAt, station, markM, leadTimeH, probability, maxM, passage, stageM, degraded } = row;
  const at = (instant: number): string => `${iso(instant).slice(0, 19)}Z`;
  const window = passage === null ? ',,' : [passage.p10At, passage.p50At, passage.p90At].map(at).join(',');
  // Never '-0.000'.
  const heights = maxM.map((each) => (Math.round(1000 * each) / 1000 + 0).toFixed(3)).join(',');
  return `${at(issuedAt)},${station},${markM},${leadTimeH},${probability.toFixed(5)},${heights},${window},${stageM},${degraded.join(' ')}\n`;
}
