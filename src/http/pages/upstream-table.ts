import { html } from 'hono/html';
import type { Speech } from '../speech.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import type { Html } from './layout.ts';
import { gaugeState, trendOfGauge, valueOf } from './pieces.ts';

const FIRST_SHOWN = 6;

/** What comes down the river: the gauges above, nearest first. */
export function upstreamTable(speech: Speech, upstream: readonly GaugeView[]): Html {
  const { page } = speech;
  const [near, far] = [upstream.slice(0, FIRST_SHOWN), upstream.slice(FIRST_SHOWN)];
  return html`<section><h2>${page.gauge.upstream}</h2>
${near.length === 0 ? html`<p>${page.gauge.noUpstream}</p>` : table(speech, near)}
${far.length > 0 && html`<details><summary>${page.gauge.moreUpstream(far.length)}</summary>${table(speech, far)}</details>`}
</section>`;
}

function table(speech: Speech, gauges: readonly GaugeView[]): Html {
  const { page, words } = speech;
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">${page.gauge.station}</th><th scope="col">${page.gauge.lastStage}</th><th scope="col">${page.gauge.trend}</th><th scope="col">${page.gauge.age}</th></tr></thead>
<tbody>${gauges.map(
    (each) =>
      html`<tr><th scope="row">${each.station.name}</th><td class="figure">${valueOf(speech, each)}</td><td>${
        each.freshness === 'fresh' && !each.suspect && each.suppression?.kind !== 'maintenance'
          ? trendOfGauge(speech, each)
          : gaugeState(speech, each)
      }</td><td>${each.ageMs === null ? '–' : words.age(each.ageMs)}</td></tr>`,
  )}</tbody></table></div>`;
}
