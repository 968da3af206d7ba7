import { html } from 'hono/html';
import type { AlertEvent } from '../../alert/alert.ts';
import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/units.ts';
import type { Names } from '../../text/words.ts';
import type { Speech } from '../speech.ts';
import type { CommuneView } from '../views/commune-view.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import { type Headline, headlineOf } from '../views/headline.ts';
import { SMALLEST_TOLD } from './chance-table.ts';
import type { Html } from './layout.ts';

/** How bad, how sure, how long, why: to be grasped in five seconds at three in the morning. */
export function mayorFacts(speech: Speech, view: CommuneView, cause: AlertEvent | null, names: Names): Html {
  const { page, words } = speech;
  const { name, meaning, symbol } = words.level(view.level);
  const headline = headlineOf(view);
  return html`<section class="banner level-${view.level}" aria-label="${page.mayor.howBad}">
<p class="level-name"><span class="symbol" aria-hidden="true">${symbol}</span> ${name}</p><p>${meaning}</p></section>
${unseen(speech, view)}
<dl class="five">
<div><dt>${page.mayor.howSure}</dt><dd>${howSure(speech, headline)}</dd></div>
<div><dt>${page.mayor.howLong}</dt><dd>${howLong(speech, headline, view.commune.timeZone, view.now)}</dd></div>
${cause && html`<div><dt>${page.mayor.why}</dt><dd>${words.reason(cause.reason, names)}</dd></div>`}
</dl>`;
}

function unseen({ page, words }: Speech, { gauges, commune }: CommuneView): readonly Html[] {
  return gauges.flatMap(({ notSeenSince, station }) => {
    if (notSeenSince === undefined) return [];
    const since = notSeenSince === null ? null : words.instant(notSeenSince, commune.timeZone);
    return [html`<p class="warning" role="alert">${page.mayor.notSeen(station.name, since)}</p>`];
  });
}

function howSure(speech: Speech, { passed, coming }: Headline): Html {
  const { page, words } = speech;
  const mark = (markM: number) => words.metres(markM);
  const next = coming && (coming.chance.probability === null ? null : coming.chance);
  return html`${passed && html`<p><strong>${page.mayor.passedAlready(mark(passed.chance.markM))}</strong> (${words.level(passed.chance.level).name})</p>`}
${
  next
    ? html`<p><span class="number">${words.chance(next.probability ?? 0)}</span> ${page.mayor.chanceOf(words.level(next.level).name, mark(next.markM))}, ${page.gauge.within(words.hours(next.leadTimeH))}</p>`
    : coming && html`<p>${page.mayor.noChance}</p>`
}${next && coming && lessSure(speech, coming.gauge)}`;
}

/** Short, where the number is; why stands with the forecast below. */
function lessSure({ page }: Speech, { station, forecast }: GaugeView): Html | null {
  if (!forecast || (forecast.degraded.length === 0 && !forecast.outsideExperience)) return null;
  return html`<p>! <a href="#gauge-${station.id}">${page.mayor.lessSure}</a></p>`;
}

function howLong({ page, words }: Speech, { passed, coming }: Headline, timeZone: string, now: Instant): Html {
  const passage = coming?.chance.passage;
  const probability = coming?.chance.probability ?? null;
  const unlikely = probability !== null && probability < SMALLEST_TOLD;
  if (!passage || unlikely) {
    const otherwise = unlikely ? page.mayor.noneExpected : page.mayor.noWindow;
    return html`${passed ? page.mayor.underWay : otherwise}`;
  }
  const from = countdown(passage.p10At, now);
  const to = countdown(passage.p90At, now);
  const level = words.level(coming.chance.level).name;
  return html`<p><span class="number">${page.mayor.inTime(words.hours(from), words.hours(to))}</span></p>
<p>${page.mayor.passage(level, words.window(passage, timeZone))}</p>`;
}

/** Hours from now, in steps of five minutes: more would be false precision. */
function countdown(at: Instant, now: Instant): number {
  const step = 5 * MINUTE_MS;
  return (Math.max(0, Math.round((at - now) / step)) * step) / HOUR_MS;
}
