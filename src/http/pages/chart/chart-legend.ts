import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import { isAccepted, isRead } from '../../../reading/reading.ts';
import type { Speech } from '../../speech.ts';
import type { WatchedGauge } from '../../views/commune-view.ts';
import type { Html } from '../html.ts';
import { scaleOf, sideOf } from './chart-scale.ts';
import { doubtSign } from './drawn-lines.ts';
import { floodsIn } from './flood-lines.ts';

const line = (className: string) =>
  html`<line class="${className}" x1="0" x2="24" y1="6" y2="6" stroke="currentColor"/>`;
const band = (className: string, fill: string) =>
  html`<rect class="${className}" x="0" y="0" width="24" height="12" fill="${fill}"/>`;

/** Each key is drawn as the chart draws it, dashes and all; doubtful values have theirs where there are any. */
export function chartLegend({ page: { chart, read } }: Speech, gauge: WatchedGauge, now: Instant): Html {
  const scale = scaleOf(gauge, now);
  const doubtful = gauge.past.filter((each) => !isAccepted(each)).map(({ value }) => sideOf(value, scale) === 'within');
  const key = (drawing: Html, text: string) =>
    html`<span class="key"><svg width="24" height="12" viewBox="0 0 24 12" aria-hidden="true">${drawing}</svg> ${text}</span> `;
  return html`${chart.metres}. ${key(line('past'), chart.observed)}${
    gauge.forecast &&
    html`${key(line('median'), chart.median)}${key(band('key-band50', 'gray'), chart.band50)}${key(band('key-band90', 'silver'), chart.band90)}`
  }${floodsIn(gauge.knownFloods, scale).length > 0 && key(line('flood'), chart.flood)}${doubtful.includes(true) && key(doubtSign('M9 3l6 6m0 -6l-6 6'), chart.suspect)}${
    doubtful.includes(false) && key(doubtSign('M8 9l4 -6l4 6z'), chart.beyond)
  }${gauge.past.some(isRead) && key(html`<circle class="read" cx="12" cy="6" r="4"/>`, read.observed)}`;
}
