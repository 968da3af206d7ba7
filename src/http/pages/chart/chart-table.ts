import { html } from 'hono/html';
import { atLeadTime } from '../../../forecast/ensemble/running-maxima.ts';
import type { Instant } from '../../../lib/clock.ts';
import { HOUR_MS } from '../../../lib/units.ts';
import { isAccepted, isRead, type Reading } from '../../../reading/reading.ts';
import { downToCm, withMinus } from '../../../text/metres.ts';
import { localHour, wholeHours } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { WatchedGauge } from '../../views/commune-view.ts';
import type { Html } from '../html.ts';
import { sideways } from '../pieces.ts';
import { shortTime } from '../time-tags.ts';
import { fanLine } from './fan-line.ts';
import { floodList } from './flood-lines.ts';

/** The chart in words: of the past every three hours the last reading, and the last doubtful one; the forecast hour by hour. */
export function chartTable(speech: Speech, gauge: WatchedGauge, timeZone: string, now: Instant): Html {
  const { page } = speech;
  const words = page.chart;
  return html`<details class="chart-table"><summary>${words.table}</summary>
${sideways(
  words.title(gauge.station.name),
  html`<table>
<caption>${words.title(gauge.station.name)}. ${page.frame.localTime(timeZone)}</caption>
<thead><tr><th scope="col">${words.time}</th><th scope="col">${words.stage}</th><th scope="col">${words.half}</th><th scope="col">${words.nine}</th><th scope="col">${words.kind}</th></tr></thead>
<tbody>${pastRows(speech, gauge, timeZone, now)}${forecastRows(speech, gauge, timeZone)}</tbody>
</table>`,
)}${gauge.knownFloods.length > 0 && html`<p>${floodList(speech, gauge.knownFloods)}</p>`}</details>`;
}

function pastRows(speech: Speech, { past }: WatchedGauge, timeZone: string, now: Instant): readonly Html[] {
  const first = past[0]?.observedAt ?? now;
  const ends = [...wholeHours(first, now, timeZone).filter((at) => localHour(at, timeZone) % 3 === 0), now];
  const shown = ends.flatMap((end, index) => {
    const stretch = past.filter(
      ({ observedAt: at }) => at <= end && at > (ends[index - 1] ?? Number.NEGATIVE_INFINITY),
    );
    // A person reads seldom: each is told.
    const [reads, sensed] = [stretch.filter(isRead), stretch.filter((each) => !isRead(each))];
    const last = [sensed.findLast(isAccepted), sensed.findLast((each) => !isAccepted(each)), ...reads];
    return last.filter((each) => each !== undefined).toSorted((a, b) => a.observedAt - b.observedAt);
  });
  return shown.map(
    (each) =>
      html`<tr><th scope="row">${shortTime(speech, each.observedAt, timeZone)}</th><td>${number(speech, downToCm(each.value))}</td><td>–</td><td>–</td><td>${originOf(speech, each)}</td></tr>`,
  );
}

function originOf({ page: { chart, read } }: Speech, reading: Reading): string {
  if (isRead(reading)) return read.observed;
  return isAccepted(reading) ? chart.observed : chart.suspect;
}

function forecastRows(speech: Speech, { forecast }: WatchedGauge, timeZone: string): readonly Html[] {
  if (!forecast) return [];
  const end = forecast.issuedAt + forecast.leadTimesH.at(-1)! * HOUR_MS;
  return wholeHours(forecast.issuedAt + 1, end, timeZone).map((at) => {
    const leadTimeH = (at - forecast.issuedAt) / HOUR_MS;
    const stage = (quantile: number) => {
      const { leadTimesH, stagesM } = fanLine(forecast, quantile);
      return number(speech, atLeadTime(stagesM, leadTimesH, leadTimeH));
    };
    return html`<tr><th scope="row">${shortTime(speech, at, timeZone)}</th><td>${stage(2)}</td><td>${stage(1)} – ${stage(3)}</td><td>${stage(0)} – ${stage(4)}</td><td>${speech.page.chart.forecast}</td></tr>`;
  });
}

function number({ language }: Speech, stageM: number): string {
  // Three hundred digits of a broken sensor would tear the page apart.
  const notation = Math.abs(stageM) < 1e9 ? 'standard' : 'scientific';
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return withMinus(stageM.toLocaleString(language, { ...digits, notation }));
}
