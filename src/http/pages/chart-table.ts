import { html } from 'hono/html';
import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { isAccepted } from '../../reading/reading.ts';
import { downToCm } from '../../text/local-time.ts';
import { localHour, wholeHours } from '../local-time.ts';
import type { Speech } from '../speech.ts';
import type { WatchedGauge } from '../views/commune-view.ts';
import type { Html } from './layout.ts';
import { shortTime } from './pieces.ts';

const LONGEST_FORECAST_ROWS = 24;

/** The chart in words: the past every three hours and the last reading, the forecast hour by hour. */
export function chartTable(speech: Speech, gauge: WatchedGauge, timeZone: string, now: Instant): Html {
  const { page } = speech;
  const words = page.chart;
  return html`<details class="chart-table"><summary>${words.table}</summary>
<div class="scroll"><table>
<caption>${words.title(gauge.station.name)}. ${page.frame.localTime(timeZone)}</caption>
<thead><tr><th scope="col">${words.time}</th><th scope="col">${words.stage}</th><th scope="col">${words.half}</th><th scope="col">${words.nine}</th><th scope="col">${words.kind}</th></tr></thead>
<tbody>${pastRows(speech, gauge, timeZone, now)}${forecastRows(speech, gauge, timeZone)}</tbody>
</table></div></details>`;
}

function pastRows(speech: Speech, gauge: WatchedGauge, timeZone: string, now: Instant): readonly Html[] {
  const { chart } = speech.page;
  const first = gauge.past[0];
  const hours = first
    ? wholeHours(first.observedAt, now, timeZone).filter((at) => localHour(at, timeZone) % 3 === 0)
    : [];
  const shown = gauge.past.filter(
    (each) => hours.includes(each.observedAt) || each === gauge.latest || !isAccepted(each),
  );
  const last = gauge.past.at(-1);
  if (last && !shown.includes(last)) shown.push(last);
  return shown.map(
    (each) =>
      html`<tr><th scope="row">${shortTime(speech, each.observedAt, timeZone)}</th><td>${number(speech, downToCm(each.value))}</td><td>–</td><td>–</td><td>${isAccepted(each) ? chart.observed : chart.suspect}</td></tr>`,
  );
}

function forecastRows(speech: Speech, gauge: WatchedGauge, timeZone: string): readonly Html[] {
  const { forecast } = gauge;
  if (!forecast) return [];
  const { issuedAt, leadTimesH, stageQuantilesM } = forecast;
  return leadTimesH
    .map((leadTimeH, step) => ({ leadTimeH, step }))
    .filter(({ leadTimeH }) => Number.isInteger(leadTimeH))
    .slice(0, LONGEST_FORECAST_ROWS)
    .map(({ leadTimeH, step }) => {
      const at = (quantile: number) => number(speech, stageQuantilesM[quantile]?.[step] ?? Number.NaN);
      return html`<tr class="to-come"><th scope="row">${shortTime(speech, issuedAt + leadTimeH * HOUR_MS, timeZone)}</th><td>${at(2)}</td><td>${at(1)} – ${at(3)}</td><td>${at(0)} – ${at(4)}</td><td>${speech.page.chart.median}</td></tr>`;
    });
}

function number({ language }: Speech, stageM: number): string {
  return stageM.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
