import { html } from 'hono/html';
import type { Contribution } from '../../forecast/ensemble/path-ensemble.ts';
import type { Explanation } from '../../forecast/forecast-store.ts';
import { hoursBetween } from '../../forecast/learn/network-travel-times.ts';
import type { SimilarEvent } from '../../forecast/model/similar-events.ts';
import type { Reach } from '../../forecast/observed/travel-time.ts';
import { naturalFrequency } from '../../text/natural-frequency.ts';
import type { Speech } from '../speech.ts';
import type { ChanceView } from '../views/chance-view.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import type { Html } from './html.ts';
import { levelTag } from './level-tags.ts';
import { aboutText } from './river/travel-table.ts';

export interface ExplanationContext {
  station: (id: string) => string;
  reaches: readonly Reach[];
  timeZone: string;
}

type ExplainedGauge = Pick<GaugeView, 'station' | 'forecast'> & { chances: readonly ChanceView[] };

/** Smaller than this is not told: a gauge's own noise. */
const LEAST_TOLD_M = 0.02;
const PARTS_SHOWN = 4;
const EVENTS_SHOWN = 3;
/** Odds that were raised or lowered by less than this factor are as good as they were. */
const LEAST_TOLD_ODDS = 1.25;

/** Why the forecast says what it says: the expected rise by where it comes from, how often of 100, and the past it rests on. */
export function explanation(speech: Speech, gauge: ExplainedGauge, context: ExplanationContext): Html | null {
  const why = gauge.forecast?.explanation;
  if (!why) return null;
  const { explain } = speech.page;
  const parts = Math.abs(why.riseM) < LEAST_TOLD_M ? [] : partsOf(why);
  return html`<div><h4>${explain.title}</h4>
<p>${expected(speech, why)}</p>
${parts.length > 0 && html`<ul>${parts.map((part) => html`<li>${partText(speech, gauge, part, context)}</li>`)}</ul>`}
${lastHours(speech, why)}
${developments(speech, gauge)}
${why.similarEvents.length > 0 && html`<p>${explain.events}</p><ul>${why.similarEvents.slice(0, EVENTS_SHOWN).map((each) => html`<li>${eventText(speech, gauge, each, context)}</li>`)}</ul>`}
</div>`;
}

function expected({ words, page: { explain } }: Speech, { leadTimeH, riseM, p10M, p90M }: Explanation): string {
  // Counted from the newest reading, some minutes ago: to the minute it would be 5 h 55.
  const [hours, low, high] = [words.hours(Math.max(1, Math.round(leadTimeH))), words.change(p10M), words.change(p90M)];
  if (Math.abs(riseM) < LEAST_TOLD_M) return explain.steady(hours, low, high);
  return (riseM > 0 ? explain.rise : explain.fall)(hours, words.metres(Math.abs(riseM)), low, high);
}

/** How the last hours came true, where the chances were raised or lowered for it. */
function lastHours({ page: { explain } }: Speech, { oddsShift = 0 }: Explanation): Html | null {
  if (Math.abs(oddsShift) < Math.log(LEAST_TOLD_ODDS)) return null;
  return html`<p>${oddsShift > 0 ? explain.cameHigher : explain.cameLower}</p>`;
}

type Part = Omit<Contribution, 'from'> & { from: Contribution['from'] | 'rest' };

/** Largest first; what is left of the gauges upstream in one line, so that the lines still sum to the rise. */
function partsOf({ contributions }: Explanation): Part[] {
  const sorted = contributions.toSorted((a, b) => Math.abs(b.riseM) - Math.abs(a.riseM));
  const isTold = (each: Part, index: number) => each.from !== 'upstream' || index < PARTS_SHOWN;
  const riseM = sorted.filter((each, index) => !isTold(each, index)).reduce((sum, each) => sum + each.riseM, 0);
  const parts: Part[] = [...sorted.filter(isTold), { from: 'rest', station: null, riseM }];
  return parts.filter((each) => Math.abs(each.riseM) >= LEAST_TOLD_M);
}

function partText(speech: Speech, gauge: ExplainedGauge, part: Part, { station, reaches }: ExplanationContext): Html {
  const { words, page } = speech;
  const metres = html`<strong>${words.change(part.riseM)}</strong>`;
  if (part.from === 'rest') return html`${metres} ${page.explain.rest}`;
  const text = { upstream: page.explain.above, own: page.explain.own, rain: page.explain.rain }[part.from];
  if (part.station === null) return html`${metres} ${text}`;
  const hours = hoursBetween(reaches, part.station, gauge.station.id);
  return html`${metres} ${text}, ${station(part.station)}${hours !== null && html` (${page.explain.travel(aboutText(speech, hours))})`}`;
}

/** The chance as people count. */
function developments(speech: Speech, { chances }: ExplainedGauge): Html | null {
  const { words, page } = speech;
  const open = chances.flatMap((each) =>
    each.passed || each.probability === null ? [] : [{ ...each, probability: each.probability }],
  );
  if (open.length === 0) return null;
  return html`<p>${page.explain.developments}</p><ul>${open.map(({ level, markM, leadTimeH, probability }) => {
    const { count } = naturalFrequency(probability);
    const text = page.explain.reach(count, words.frequency(probability), words.metres(markM), words.hours(leadTimeH));
    return html`<li>${text} ${levelTag(speech, level)}</li>`;
  })}</ul>`;
}

/** At a gauge of this network to the minute, in local time; on another river the day says enough. */
function eventText(
  { words, page }: Speech,
  { station: own }: ExplainedGauge,
  { station, name, river, at, share }: SimilarEvent,
  { timeZone }: ExplanationContext,
): string {
  const often = words.frequency(share);
  if (station === null) {
    const place = plain(name).includes(plain(river)) ? name : `${name} (${river})`;
    return `${place}, ${words.day(at, 'UTC')} (${often})`;
  }
  const place = station === own.id ? page.explain.here : name;
  return `${place}, ${words.day(at, timeZone)}, ${words.clockTime(at, timeZone)} (${often})`;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
