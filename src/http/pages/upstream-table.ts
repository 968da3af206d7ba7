import { html } from 'hono/html';
import { hoursBetween } from '../../forecast/learn/network-travel-times.ts';
import type { Speech } from '../speech.ts';
import type { CommuneView } from '../views/commune-view.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import type { Html } from './layout.ts';
import { gaugeState, seenAt, trendOfGauge, valueOf } from './pieces.ts';
import { stackTable } from './table.ts';
import { aboutText } from './travel-table.ts';

const FIRST_SHOWN = 6;

interface Above {
  gauge: GaugeView;
  /** To the first of the commune's gauges; `null` where not known. */
  hours: number | null;
}

/** What comes down the river: the gauges above, nearest first, and in how long where that has been learned. */
export function upstreamTable(
  speech: Speech,
  { upstream, gauges, reaches, commune, now }: Pick<CommuneView, 'upstream' | 'gauges' | 'reaches' | 'commune' | 'now'>,
): Html {
  const { page } = speech;
  const above = upstream.map((gauge): Above => {
    const hours = gauges.flatMap(({ station }) => hoursBetween(reaches, gauge.station.id, station.id) ?? []);
    return { gauge, hours: hours.length > 0 ? Math.min(...hours) : null };
  });
  const seen = ({ latest }: GaugeView) => (latest ? seenAt(speech, latest.observedAt, now, commune.timeZone) : '–');
  const [near, far] = [above.slice(0, FIRST_SHOWN), above.slice(FIRST_SHOWN)];
  return html`<section><h2>${page.gauge.upstream}</h2>
${near.length === 0 ? html`<p>${page.gauge.noUpstream}</p>` : table(speech, near, seen)}
${far.length > 0 && html`<details><summary>${page.gauge.moreUpstream(far.length)}</summary>${table(speech, far, seen)}</details>`}
${above.some(({ hours }) => hours !== null) && html`<p class="hint">${page.travel.note}</p>`}
</section>`;
}

function table(speech: Speech, above: readonly Above[], seen: (gauge: GaugeView) => string): Html {
  const { page } = speech;
  const name = ({ gauge, hours }: Above) =>
    html`${gauge.station.name}${hours !== null && html`<br><span class="hint">${page.travel.here(aboutText(speech, hours))}</span>`}`;
  const trend = ({ gauge }: Above) =>
    gauge.freshness === 'fresh' && !gauge.suspect && gauge.suppression?.kind !== 'maintenance'
      ? trendOfGauge(speech, gauge)
      : gaugeState(speech, gauge);
  return stackTable(above, [
    [page.gauge.station, name],
    [page.gauge.lastStage, ({ gauge }) => valueOf(speech, gauge), 'figure'],
    [page.gauge.trend, trend],
    [page.gauge.seenAt, ({ gauge }) => seen(gauge)],
  ]);
}
