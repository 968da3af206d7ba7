import { html } from 'hono/html';
import type { Reach } from '../../forecast/observed/travel-time.ts';
import type { Instant } from '../../lib/clock.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Network } from '../../territory/network.ts';
import { stationsOf } from '../../text/names.ts';
import type { Speech } from '../speech.ts';
import type { WatchedGauge } from '../views/commune-view.ts';
import { chanceTable, forecastCaveats } from './chart/chance-table.ts';
import { chartLegend } from './chart/chart-legend.ts';
import { chartTable } from './chart/chart-table.ts';
import { floodsNow } from './chart/flood-sentence.ts';
import { cutText, hydrograph } from './chart/hydrograph.ts';
import { explanation } from './explanation.ts';
import { figureOf, figureState, figureText, readBeside, trendOfGauge } from './gauge-figure.ts';
import type { Html } from './html.ts';
import { addressOf } from './mayor/read-page.ts';
import { ageOnPage, instantOf, seenAt } from './time-tags.ts';

export interface GaugeContext {
  network: Network;
  timeZone: string;
  now: Instant;
  /** Where the forecast is explained too, with the times that the water takes; `null` where it is only told. */
  reaches: readonly Reach[] | null;
  /** Of the commune whose people may enter what they read at the painted gauge. */
  readFor?: Commune;
}

/** One watched gauge: where the water stands, what may come, the picture and its table. */
export function gaugeSection(
  speech: Speech,
  gauge: WatchedGauge,
  { network, timeZone, now, reaches, readFor }: GaugeContext,
): Html {
  const { page, language } = speech;
  const { station, latest } = gauge;
  const shown = figureOf(gauge) ?? latest;
  const time = (at: Instant) => seenAt(speech, at, now, timeZone);
  const beside = readBeside(speech, gauge, time);
  const floods = floodsNow(speech, gauge);
  return html`<section class="gauge" aria-labelledby="gauge-${station.id}">
<h3 id="gauge-${station.id}">${station.name}</h3>
${
  shown
    ? html`<p class="stage"><strong class="number">${figureText(speech, gauge)}</strong> ${trendOfGauge(speech, gauge)}</p>
<p>${instantOf(speech, shown.observedAt, timeZone)}${ageOnPage(speech, shown.observedAt, now)} · ${figureState(speech, gauge, time)}</p>`
    : html`<p class="bad">${page.gauge.noReading}</p>`
}
${beside && html`<p>${beside}</p>`}
${floods && html`<p>${floods}</p>`}
${readFor && html`<p class="no-print"><a class="row" href="${addressOf(language, readFor, station)}">${page.read.link}</a></p>`}
${chanceTable(speech, gauge, timeZone, now)}
${forecastCaveats(speech, gauge, stationsOf({ network }), timeZone)}
<figure>${hydrograph(speech, gauge, timeZone, now)}
<figcaption>${chartLegend(speech, gauge, now)} ${cutText(speech, gauge, now)}</figcaption></figure>
${chartTable(speech, gauge, timeZone, now)}
${reaches && explanation(speech, gauge, { station: stationsOf({ network }), reaches, timeZone })}
</section>`;
}
