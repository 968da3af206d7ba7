import { closeSync, existsSync, openSync, readSync, realpathSync, writeSync } from 'node:fs';
import { sep } from 'node:path';
import { parseArgs } from 'node:util';
import { outgrown } from '../forecast/experience.ts';
import { readPrior } from '../forecast/io/prior-file.ts';
import { priorLessons } from '../forecast/prior.ts';
import { recordedAmong } from '../forecast/same-recording.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../lib/units.ts';
import type { Dataset } from '../verification/dataset.ts';
import { readDataset } from '../verification/io/read-dataset.ts';
import { type BacktestOptions, type BacktestRow, runBacktest } from '../verification/run-backtest.ts';
import { instantOption } from './instant-option.ts';

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
  --out FILE            CSV, one row an issue time, station, mark and lead time
  --json                a summary on standard output`;

const columns =
  'issued_at,station,mark_m,lead_h,probability,max_p05_m,max_p25_m,max_p50_m,max_p75_m,max_p95_m,' +
  'passage_p10_at,passage_p50_at,passage_p90_at,stage_m,degraded';

/** Gives the exit code: 0 done, 1 the dataset is at fault or there was nothing to say, 2 the call is. */
export async function backtest(args: readonly string[], out: (line: string) => void): Promise<number> {
  const asked = readCall(args);
  if (typeof asked === 'string') {
    console.error(`${asked}\n\n${usage}`);
    return 2;
  }
  const read = readDataset(asked.folder);
  if (!read.ok) {
    console.error(`${read.error.file}:${read.error.line}: ${read.error.reason}`);
    return 1;
  }
  const dataset = read.value;
  const options = toOptions(asked, dataset);
  if (typeof options === 'string') {
    console.error(options);
    return 2;
  }
  const started = performance.now();
  const opened = openOut(asked.out, { folder: asked.folder, files: dataset.files });
  if (!opened.ok) {
    console.error(`--out ${asked.out}: no file can be written there: ${opened.error}`);
    return 2;
  }
  const file = opened.value;
  let [rows, fits, pending] = [0, 0, `${columns}\n`];
  let tooSmall: ReturnType<typeof outgrown> = [];
  const spoken = new Set<string>();
  const unsaidTimes = new Map<string, number>();
  const flush = (): void => {
    writeSync(file, pending);
    pending = '';
  };
  let [shown, asking] = [0, 0];
  runBacktest(dataset, options, {
    onRow(row) {
      rows += 1;
      spoken.add(row.station);
      pending += toLine(row);
      if (pending.length > 1e6) flush();
    },
    onSilence(station) {
      unsaidTimes.set(station, (unsaidTimes.get(station) ?? 0) + 1);
    },
    onFit({ version, experience }) {
      fits += 1;
      tooSmall = outgrown(experience);
      if (process.stderr.isTTY) process.stderr.write(`\r${version}: fitted\u001b[K`);
    },
    onProgress(at) {
      asking += 1;
      if (!process.stderr.isTTY || performance.now() - shown < 200) return;
      shown = performance.now();
      process.stderr.write(`\r${iso(at).slice(0, 16)}  ${rows} rows\u001b[K`);
    },
  });
  flush();
  closeSync(file);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const rivers = new Set(options.prior.map((lesson) => lesson.river));
  const silent = options.stations.filter((id) => !spoken.has(id));
  const unmarked = options.marksM !== null ? [] : silent.filter((id) => marksOf(dataset, id) === 0);
  const unsaid = silent.filter((id) => !unmarked.includes(id));
  const summary = {
    dataset: dataset.id,
    rows,
    fits,
    seconds,
    prior: [...rivers],
    silent,
    /** By station: issue times without a line. */
    unsaid: Object.fromEntries(unsaidTimes),
    out: asked.out,
  };
  const prior = rivers.size === 0 ? 'no prior' : `the prior of ${[...rivers].join(', ')}`;
  out(asked.json ? JSON.stringify(summary) : `${rows} rows, ${fits} fits, ${seconds} s, ${prior}: ${asked.out}`);
  if (unmarked.length > 0) {
    console.error(
      `nothing was asked of ${unmarked.join(', ')}: no \`marks\` in dataset.yaml, and none given with --marks`,
    );
  }
  const gaps = [...unsaidTimes].filter(([id]) => spoken.has(id));
  if (gaps.length > 0) {
    const times = gaps.map(([id, count]) => `${id} ${count}`).join(', ');
    console.error(`issue times without a line (no reading within 3 h, or nothing to learn from): ${times}`);
  }
  if (unsaid.length > 0) {
    const why =
      asking === 0
        ? `there is no issue time: the record ends before, or no ${asked.every} on the clock lies between`
        : 'no reading within 3 h of an issue time, or nothing to learn from';
    console.error(`nothing was said of ${unsaid.join(', ')}: ${why}`);
  }
  for (const { id, times } of tooSmall) {
    console.error(`${id} rose to ${times} times its bankfullRiseM: the forecast is better where that is about right`);
  }
  return rows === 0 ? 1 : 0;
}

function marksOf({ stations }: Dataset, station: string): number {
  return Object.keys(stations.find(({ id }) => id === station)?.marks ?? {}).length;
}

/** Forecasts of before are overwritten, but nothing else in the dataset's folder, and nothing that it was read from, wherever it lies: a gauge's own record would be gone. */
function openOut(
  file: string,
  { folder, files }: { folder: string; files: readonly string[] },
): Result<number, string> {
  try {
    const real = existsSync(file) ? realpathSync(file) : null;
    const isRead = files.some((each) => realpathSync(each) === real);
    const isBeside = real?.startsWith(realpathSync(folder) + sep) && !startsWith(file, columns);
    if (isRead || isBeside) return err('it is part of DATASET');
    return ok(openSync(file, 'w'));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/** Whether a file begins so; one of gigabytes is not read for that. */
function startsWith(file: string, text: string): boolean {
  const open = openSync(file, 'r');
  const head = Buffer.alloc(Buffer.byteLength(text));
  readSync(open, head);
  closeSync(open);
  return head.toString() === text;
}

type Call = Exclude<ReturnType<typeof readCall>, string>;

function readCall(args: readonly string[]) {
  const option = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'fit-until': option,
        from: option,
        to: option,
        every: { ...option, default: '30m' },
        stations: option,
        leads: { ...option, default: '1,2,3,6,12' },
        marks: option,
        'no-prior': flag,
        'prior-without': { ...option, default: '' },
        out: option,
        json: flag,
      },
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) return 'give one DATASET folder';
    if (values['fit-until'] === undefined || values.out === undefined) return '--fit-until and --out are needed';
    return { ...values, folder, fitUntil: values['fit-until'], out: values.out };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function toOptions(call: Call, dataset: Dataset): BacktestOptions | string {
  const asked = {
    fitUntil: instantOption('--fit-until', call.fitUntil),
    from: instantOption('--from', call.from ?? call.fitUntil),
    to: call.to === undefined ? ok(Number.POSITIVE_INFINITY) : instantOption('--to', call.to),
  };
  if (!asked.fitUntil.ok) return asked.fitUntil.error;
  if (!asked.from.ok) return asked.from.error;
  if (!asked.to.ok) return asked.to.error;
  const [fitUntil, from, to] = [asked.fitUntil.value, asked.from.value, asked.to.value];
  if (from < fitUntil) return '--from lies before --fit-until: it would be judged on what it was fitted to';
  if (to <= from)
    return `--to lies before ${call.from === undefined ? '--fit-until' : '--from'}: nothing is to be said`;
  const every = /^(\d+)(m|h)$/.exec(call.every);
  const everyMs = every ? Number(every[1]) * (every[2] === 'h' ? HOUR_MS : MINUTE_MS) : 0;
  if (everyMs < MINUTE_MS) return `--every ${call.every}: written like 30m or 1h`;
  const leadTimesH = numbers(call.leads);
  if (leadTimesH === null || leadTimesH.some((each) => each < 0.5 || each > 12))
    return `--leads ${call.leads}: hours from 0.5 to 12, like 1,3,6`;
  const marksM = call.marks === undefined ? null : numbers(call.marks);
  if (call.marks !== undefined && marksM === null) return `--marks ${call.marks}: metres, like 0.26,0.67`;
  const gauges = dataset.stations.filter((station) => station.quantity === 'stage').map((station) => station.id);
  if (gauges.length === 0) return `${dataset.id}: no station measures stage, so nothing can be forecast`;
  const stations = call.stations === undefined ? gauges : list(call.stations);
  if (stations.length === 0) return `--stations are some of ${gauges.join(', ')}`;
  const unknown = stations.find((id) => !gauges.includes(id));
  if (unknown !== undefined) return `no station "${unknown}" measures stage: ${gauges.join(', ')}`;
  const rivers = readPrior();
  const without = list(call['prior-without']);
  const notThere = without.find((id) => rivers.every((river) => river.id !== id));
  if (notThere !== undefined) {
    return `--prior-without: no river "${notThere}" in the prior: ${rivers.map(({ id }) => id).join(', ')}`;
  }
  const itself = recordedAmong(rivers, dataset.series.values(), fitUntil);
  const prior = call['no-prior'] ? [] : priorLessons(rivers, [...itself, dataset.id, dataset.name, ...without]);
  return { fitUntil, from, to, everyMs, stations, leadTimesH, marksM, prior, refit: true };
}

/** Each once: what is written twice would count twice for whoever judges it. */
function list(text: string): string[] {
  const items = text.split(',').map((each) => each.trim());
  return [...new Set(items.filter((each) => each !== ''))];
}

function numbers(text: string): number[] | null {
  const values = [...new Set(list(text).map(Number))];
  return values.length > 0 && values.every(Number.isFinite) ? values : null;
}

function toLine({
  issuedAt,
  station,
  markM,
  leadTimeH,
  probability,
  maxM,
  passage,
  stageM,
  degraded,
}: BacktestRow): string {
  const at = (instant: number): string => `${iso(instant).slice(0, 19)}Z`;
  const window = passage === null ? ',,' : [passage.p10At, passage.p50At, passage.p90At].map(at).join(',');
  // Never '-0.000'.
  const heights = maxM.map((each) => (Math.round(1000 * each) / 1000 + 0).toFixed(3)).join(',');
  return `${at(issuedAt)},${station},${markM},${leadTimeH},${probability.toFixed(5)},${heights},${window},${stageM},${degraded.join(' ')}\n`;
}
