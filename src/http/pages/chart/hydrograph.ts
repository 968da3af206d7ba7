import { html } from 'hono/html';
import type { ForecastSummary } from '../../../forecast/forecast-store.ts';
import type { Instant } from '../../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/units.ts';
import { isAccepted, isByPerson, isRead, type Reading } from '../../../reading/reading.ts';
import { type RaisedLevel, raisedLevels } from '../../../territory/alert-level.ts';
import { dayName, localHour, wholeHours } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { WatchedGauge } from '../../views/commune-view.ts';
import type { Html } from '../html.ts';
import { decimal } from '../pieces.ts';
import { box, cutEdgeM, gridStep, type Scale, scaleOf, sideOf } from './chart-scale.ts';
import { crests } from './crests.ts';
import { doubtSign, polyline } from './drawn-lines.ts';
import { fanLine } from './fan-line.ts';
import { floodLines, floodList, floodsIn } from './flood-lines.ts';
import { lineNames } from './line-names.ts';

/** The picture is 394 wide: more slots than these nobody sees on a phone, and each takes two points. A cross is wider than a line. */
const LINE_SLOTS = 200;
const CROSS_SLOTS = 100;

/** Past and fan as one picture. It carries no style of its own (strict CSP); `chartTable` says the same in words. */
export function hydrograph(
  speech: Speech,
  gauge: WatchedGauge,
  timeZone: string,
  now: Instant,
  nowLabel = speech.page.chart.now,
): Html {
  const { page } = speech;
  const scale = scaleOf(gauge, now);
  const names = lineNames(speech, gauge.watch.marks, gauge.knownFloods, scale);
  const id = `chart-${gauge.station.id}`;
  return html`<svg class="chart" viewBox="0 0 ${box.width} ${box.height}" role="img" aria-labelledby="${id}-t ${id}-d">
<title id="${id}-t">${page.chart.title(gauge.station.name)}</title>
<desc id="${id}-d">${page.chart.description} ${cutText(speech, gauge, now)} ${floodList(speech, floodsIn(gauge.knownFloods, scale))}</desc>
${grid(speech, scale)}
${days(speech, scale, timeZone)}
${hours(speech, scale, timeZone)}
${gauge.forecast && fan(gauge.forecast, scale)}
${floodLines(gauge.knownFloods, scale)}
${markLines(gauge.watch.marks, scale)}
${names.ofMarks}
${pastLines(gauge.past, gauge.station.intervalMin, scale)}
${suspects(gauge.past, scale)}
${reads(gauge.past, scale)}
<line class="now" x1="${scale.x(now)}" x2="${scale.x(now)}" y1="${box.top}" y2="${box.height - box.bottom}" stroke="currentColor"/>
<text class="now-label" x="${scale.x(now)}" y="${box.top - 4}" text-anchor="middle">${nowLabel}</text>
${names.ofFloods}
</svg>`;
}

/** That the fan goes on beyond the picture, and up to where; empty where it does not. */
export function cutText({ page, words }: Speech, gauge: WatchedGauge, now: Instant): string {
  const cutM = cutEdgeM(gauge, scaleOf(gauge, now));
  return cutM === null ? '' : page.chart.cut(words.metres(cutM));
}

export function grid(speech: Speech, scale: Scale): readonly Html[] {
  const step = gridStep(scale.highM - scale.lowM);
  const first = Math.ceil(scale.lowM / step);
  const count = Math.floor(scale.highM / step) - first + 1;
  return Array.from({ length: count }, (_, index) => (first + index) * step).map((stageM) => {
    const y = scale.y(stageM);
    return html`<line class="grid" x1="${box.left}" x2="${box.width - box.right}" y1="${y}" y2="${y}"/><text x="${box.left - 5}" y="${y + 4}" text-anchor="end">${decimal(speech, stageM, 2)}</text>`;
  });
}

export function days({ language }: Speech, scale: Scale, timeZone: string): readonly Html[] {
  const bottom = box.height - box.bottom;
  return wholeHours(scale.from, scale.to, timeZone)
    .filter((at) => localHour(at, timeZone) === 0)
    .map((at) => {
      const x = scale.x(at);
      const fits = x < box.width - 45;
      return html`<line class="day" x1="${x}" x2="${x}" y1="${box.top}" y2="${bottom}"/>${fits && html`<text x="${x + 3}" y="${bottom + 27}">${dayName(at, timeZone, language)}</text>`}`;
    });
}

/** The clock every six hours, so that what is to come can be read off. */
function hours(speech: Speech, scale: Scale, timeZone: string): readonly Html[] {
  const bottom = box.height - box.bottom;
  return wholeHours(scale.from, scale.to, timeZone)
    .filter((at) => localHour(at, timeZone) % 6 === 0)
    .map((at) => {
      const x = scale.x(at);
      return html`<line class="grid" x1="${x}" x2="${x}" y1="${bottom}" y2="${bottom + 4}"/><text x="${x}" y="${bottom + 14}" text-anchor="middle">${speech.page.chart.hour(localHour(at, timeZone))}</text>`;
    });
}

export function markLines(stages: Readonly<Partial<Record<RaisedLevel, number>>>, scale: Scale): readonly Html[] {
  return raisedLevels.flatMap((level) => {
    const markM = stages[level];
    if (markM === undefined) return [];
    const y = scale.y(markM);
    return html`<line class="mark mark-${level}" x1="${box.left}" x2="${box.width - box.right}" y1="${y}" y2="${y}" stroke="currentColor"/>`;
  });
}

/** A ring for each level that a person read at the painted gauge: no line of the sensor's. */
export function reads(past: readonly Reading[], scale: Scale): readonly Html[] {
  return past
    .filter(isRead)
    .map(
      ({ observedAt, value }) => html`<circle class="read" cx="${scale.x(observedAt)}" cy="${scale.y(value)}" r="4"/>`,
    );
}

/** One line a stretch without a gap: a missing reading is never bridged as if it had been seen. */
export function pastLines(past: readonly Reading[], intervalMin: number, scale: Scale): readonly Html[] {
  const stretches: Reading[][] = [];
  for (const reading of past.filter((each) => isAccepted(each) && !isByPerson(each))) {
    const before = stretches.at(-1)?.at(-1);
    const joined = before && reading.observedAt - before.observedAt <= 2.5 * intervalMin * MINUTE_MS;
    if (joined) stretches.at(-1)?.push(reading);
    else stretches.push([reading]);
  }
  return stretches.map((stretch) => {
    const points = crests(stretch, (scale.to - scale.from) / LINE_SLOTS).map(
      (each) => `${scale.x(each.observedAt)},${scale.y(each.value)}`,
    );
    return polyline('past', points);
  });
}

/** A cross where a doubtful value lies; one beyond the picture is an arrowhead at the edge that it lies beyond. */
export function suspects(past: readonly Reading[], scale: Scale): readonly Html[] {
  const doubted = past.filter((each) => !isAccepted(each));
  return (['below', 'within', 'above'] as const).flatMap((side) => {
    const there = doubted.filter(({ value }) => sideOf(value, scale) === side);
    return crests(there, (scale.to - scale.from) / CROSS_SLOTS).map(({ observedAt, value }) => {
      const x = scale.x(observedAt);
      if (side === 'above') return doubtSign(`M${x - 4} ${box.top + 7}l4 -6l4 6z`);
      if (side === 'below') return doubtSign(`M${x - 4} ${box.height - box.bottom - 7}l4 6l4 -6z`);
      return doubtSign(`M${x - 3} ${scale.y(value) - 3}l6 6m0 -6l-6 6`);
    });
  });
}

/** Bands of 90 % and 50 % and the median, from where the water stood when the forecast was made; cut at the top of the picture. */
function fan(forecast: ForecastSummary, scale: Scale): Html {
  const line = (quantile: number) => {
    const { leadTimesH, stagesM } = fanLine(forecast, quantile);
    return stagesM.map((stageM, step) => {
      const x = scale.x(forecast.issuedAt + leadTimesH[step]! * HOUR_MS);
      return `${x},${Math.max(box.top, scale.y(stageM))}`;
    });
  };
  const band = (low: number, high: number) => [...line(low), ...line(high).toReversed()].join(' ');
  return html`<polygon class="band90" points="${band(0, 4)}" fill="silver"/><polygon class="band50" points="${band(1, 3)}" fill="gray"/>${polyline('median', line(2))}`;
}
