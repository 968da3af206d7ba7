import { html } from 'hono/html';
import type { ForecastSummary } from '../../../forecast/forecast-store.ts';
import type { Instant } from '../../../lib/clock.ts';
import type { Speech } from '../../speech.ts';
import type { ChanceView } from '../../views/chance-view.ts';
import type { WatchedGauge } from '../../views/commune-view.ts';
import type { GaugeView } from '../../views/gauge-view.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { stackTable } from '../table.ts';

/** Per mark: how likely, within what time, and when. */
export function chanceTable(speech: Speech, gauge: WatchedGauge, timeZone: string, now: Instant): Html {
  const { gauge: heads } = speech.page;
  return stackTable(
    gauge.chances,
    [
      [heads.level, ({ level }) => levelTag(speech, level)],
      [heads.mark, ({ markM }) => speech.words.metres(markM)],
      [heads.chance, (each) => chance(speech, each)],
      [heads.when, (each) => when(speech, each, timeZone, now)],
    ],
    heads.chances,
  );
}

function chance({ page, words }: Speech, view: ChanceView): Html {
  if (view.passed) return html`<strong>${page.gauge.alreadyPassed}</strong>`;
  if (view.probability === null) return html`${page.gauge.noForecast}`;
  return html`<strong class="number">${words.chance(view.probability)}</strong> ${page.gauge.within(words.hours(view.leadTimeH))}`;
}

function when({ page, words }: Speech, view: ChanceView, timeZone: string, now: Instant): string {
  if (view.passed || !view.isLikely) return '–';
  return view.passage ? words.window(view.passage, timeZone, now) : page.gauge.noWindow;
}

/** Smaller than this is not told: the water stays as it is. */
const LEAST_TOLD_M = 0.05;

/** How high the water may come; `null` where it does not rise, nothing is foretold, or the water stands as high by now: then the next forecast says more. */
export function highestAhead({
  forecast,
  accepted,
}: Pick<GaugeView, 'forecast' | 'accepted'>): NonNullable<ForecastSummary['highest']> | null {
  if (!forecast?.highest) return null;
  const { p50M, p75M } = forecast.highest;
  const stageM = Math.max(forecast.stageM, accepted?.value ?? forecast.stageM);
  return p75M >= stageM + LEAST_TOLD_M ? { p50M: Math.max(p50M, stageM), p75M } : null;
}

export function highestText({ page, words }: Speech, gauge: Pick<GaugeView, 'forecast' | 'accepted'>): string | null {
  const highest = highestAhead(gauge);
  if (!highest || !gauge.forecast) return null;
  const hours = words.hours(Math.round(gauge.forecast.leadTimesH.at(-1)!));
  return page.gauge.highest(hours, words.metres(highest.p50M), words.metres(highest.p75M));
}

/** What must be known to trust the forecast or not, and when it was made. */
export function forecastCaveats(
  speech: Speech,
  gauge: Pick<GaugeView, 'forecast' | 'accepted' | 'stoppedAt'>,
  station: (id: string) => string,
  timeZone: string,
): Html {
  const { page, words } = speech;
  const { forecast, stoppedAt } = gauge;
  const stopped = stoppedAt !== null && page.gauge.stopped(words.instant(stoppedAt, timeZone));
  const stuck = html`${stopped && html`<p class="caveat">! ${stopped}</p>`}`;
  if (!forecast) return html`${stuck}<p class="hint">${page.gauge.noForecast}</p>`;
  const highest = highestText(speech, gauge);
  return html`${highest && html`<p>${highest}</p>`}
${stuck}${caveats(speech, forecast, station)}
<p class="hint">${page.gauge.issuedAt(words.instant(forecast.issuedAt, timeZone))}</p>`;
}

/** Gauges that were silent, a flood beyond all that was seen, too few floods seen here yet. */
export function caveats(
  { page }: Speech,
  forecast: Pick<ForecastSummary, 'degraded' | 'outsideExperience' | 'learning'>,
  station: (id: string) => string,
): Html {
  const missing = forecast.degraded.map(station).join(', ');
  return html`${missing && html`<p class="caveat">! ${page.gauge.forecastWithout(missing)}</p>`}
${forecast.outsideExperience && html`<p class="caveat">! ${page.gauge.outsideExperience}</p>`}
${forecast.learning && html`<p class="hint">${page.gauge.learning}</p>`}`;
}
