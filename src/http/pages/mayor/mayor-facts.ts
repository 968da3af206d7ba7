import { html } from 'hono/html';
import type { AlertEvent } from '../../../alert/alert.ts';
import type { Instant } from '../../../lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/units.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Station } from '../../../territory/station.ts';
import type { Names } from '../../../text/words.ts';
import { clockOf } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { ChanceView } from '../../views/chance-view.ts';
import type { ComingDown } from '../../views/coming-down.ts';
import type { CommuneView, WatchedGauge } from '../../views/commune-view.ts';
import { foremostGauges } from '../../views/foremost-gauges.ts';
import type { GaugeView } from '../../views/gauge-view.ts';
import { type Headline, headlineOf } from '../../views/headline.ts';
import { isInDoubt } from '../../views/in-doubt.ts';
import { sinceLowered } from '../../views/since-lowered.ts';
import { highestText } from '../chart/chance-table.ts';
import { floodsAhead } from '../chart/flood-sentence.ts';
import { figureOf, figureState, figureText, readBeside, trendOfGauge, zeroDoubt } from '../gauge-figure.ts';
import type { Html } from '../html.ts';
import { levelBanner } from '../level-tags.ts';
import { waterCounts } from '../river/water-state.ts';
import { ageOnPage, seenAt } from '../time-tags.ts';
import { addressOf } from './read-page.ts';

/** How bad, where the water stands, how sure, how long: to be grasped in five seconds at three in the morning. */
export function mayorFacts(
  speech: Speech,
  view: CommuneView,
  { falling, clocksOff }: { falling: ComingDown | null; clocksOff: ReadonlyMap<string, number> },
): Html {
  const { page } = speech;
  const headline = headlineOf(view);
  return html`${levelBanner(speech, view.level, page.mayor.howBad, sinceLowered(view, 'staff'))}
${falling && html`<p class="notice" role="note">${risksLess(speech, view, falling)}</p>`}
${unseen(speech, view, clocksOff)}
<dl class="five">
<div><dt>${page.mayor.water}</dt><dd>${waters(speech, view)}</dd></div>
<div><dt>${page.mayor.howSure}</dt><dd>${howSure(speech, headline, view.gauges)}</dd></div>
<div><dt>${page.mayor.howLong}</dt><dd>${howLong(speech, headline, view.commune.timeZone, view.now)}</dd></div>
</dl>`;
}

function risksLess(speech: Speech, { commune, now }: CommuneView, { level, from }: ComingDown): string {
  const at = from === null ? null : clockOf(speech, from, now, commune.timeZone);
  return speech.page.mayor.risksLess(speech.words.level(level).name, at);
}

/** Of many gauges the first ones: what is asked of the mayor stands below them. */
function waters(speech: Speech, view: CommuneView): Html {
  const { first, others } = foremostGauges(view.gauges);
  const told = (gauges: readonly WatchedGauge[]) => gauges.map((gauge) => water(speech, gauge, view));
  return html`${told(first)}${others.length > 0 && html`<details><summary>${speech.page.gauge.moreGauges(others.length)} ${waterCounts(speech, others)}</summary>${told(others)}</details>`}`;
}

function water(speech: Speech, gauge: WatchedGauge, { commune, now }: CommuneView): Html {
  const { station, latest, read, notSeenSince } = gauge;
  const shown = figureOf(gauge) ?? latest;
  const isDoubtful = read !== null || isInDoubt(gauge);
  const time = (at: Instant) => seenAt(speech, at, now, commune.timeZone);
  const beside = readBeside(speech, gauge, time);
  const zero = zeroDoubt(speech, gauge, now, commune.timeZone);
  return html`<p><span class="number">${figureText(speech, gauge)}</span> ${isDoubtful ? figureState(speech, gauge, time) : trendOfGauge(speech, gauge)}<br>${station.name}${shown && html`, ${time(shown.observedAt)}${ageOnPage(speech, shown.observedAt, now)}`}${beside && html`<br>${beside}`}${zero && html`<br>${zero}`}${comingLines(speech, gauge)}${isDoubtful && notSeenSince === undefined && html`<br>${readLink(speech, commune, station)}`}</p>`;
}

/** Where a tired mayor looks when the gauge is not seen, or not to be believed. */
function readLink({ page: { read }, language }: Speech, commune: Commune, station: Station): Html {
  return html`<a class="row no-print" href="${addressOf(language, commune, station)}">${read.link}</a>`;
}

/** Nothing hangs on it in the first five seconds, so that it stands below the decision. */
export function whyRow(speech: Speech, { view, names }: { view: CommuneView; names: Names }, cause: AlertEvent): Html {
  const { mayor } = speech.page;
  return html`<div><dt>${mayor.why}</dt><dd>${why(speech, view, cause, names)}</dd></div>`;
}

/** What changed the level last, and when; and what is judged of it now, at a gauge that would raise it or else at that one, where that is another reason. */
function why({ page, words }: Speech, { gauges, level }: CommuneView, cause: AlertEvent, names: Names): Html {
  const judged = gauges.map(({ station, chances }) => ({
    station: station.id,
    verdict: chances.find((each) => each.level === level)?.verdict,
  }));
  const raising = judged.find(({ verdict }) => verdict?.kind === 'raise')?.verdict;
  const now = raising ?? judged.find(({ station }) => station === cause.station)?.verdict;
  const isSame = raising?.reason.because === cause.reason.because && cause.kind !== 'lowered';
  const since = words.instant(cause.at, names.timeZone);
  const changed = cause.kind === 'lowered' ? page.mayor.lowered : page.mayor.since;
  return html`<p>${changed(since, words.reason(cause.reason, names))}</p>
${now && !isSame && html`<p>${page.mayor.meanwhile(words.reason(now.reason, names))}</p>`}`;
}

/** How high, and how bad that is by what people remember: in one line, for it stands above the decision. */
function comingLines(speech: Speech, gauge: WatchedGauge): Html | null {
  const texts = [highestText(speech, gauge), floodsAhead(speech, gauge)].filter((each) => each !== null);
  return texts.length === 0 ? null : html`<br>${texts.join(' ')}`;
}

function unseen(
  speech: Speech,
  { gauges, commune }: CommuneView,
  clocksOff: ReadonlyMap<string, number>,
): readonly Html[] {
  const { page, words } = speech;
  return gauges.flatMap(({ notSeenSince, station }) => {
    if (notSeenSince === undefined) return [];
    // With its day: `depuis 2 h 30` alone says for two hours and a half.
    const off = clocksOff.get(station.id);
    const since = notSeenSince === null ? null : words.instant(notSeenSince, commune.timeZone);
    return [
      html`<p class="warning" role="alert">${page.mayor.notSeen(station.name, since)}${off !== undefined && html` <strong>${speech.words.clockOff(off)}</strong>`} ${readLink(speech, commune, station)}</p>`,
    ];
  });
}

function howSure(speech: Speech, { passed, coming, worst }: Headline, gauges: readonly GaugeView[]): Html {
  const { page, words } = speech;
  // Which of several gauges is meant stands above its number.
  const at = ({ station }: GaugeView): Html | null => (gauges.length > 1 ? html`${station.name}<br>` : null);
  const chance = coming?.chance;
  return html`${passed && html`<p>${at(passed.gauge)}<strong>${alreadyPassed(speech, passed)}</strong> (${words.level(passed.chance.level).name})</p>`}
${chance?.probability === null && html`<p>${page.mayor.noChance}</p>`}
${
  coming &&
  chance?.probability != null &&
  html`<p>${at(coming.gauge)}${chanceOf(speech, chance, chance.probability)}</p>${worst?.chance.probability != null && html`<p>${at(worst.gauge)}${chanceOf(speech, worst.chance, worst.chance.probability)}</p>`}${lessSure(speech, coming.gauge)}`
}`;
}

function chanceOf({ page, words }: Speech, { level, markM, leadTimeH }: ChanceView, probability: number): Html {
  return html`<span class="number">${words.chance(probability)}</span> ${page.mayor.chanceOf(words.level(level).name, words.metres(markM))}, ${page.gauge.within(words.hours(leadTimeH))}`;
}

/** Where the water stands, at or above which mark; or stood, where what its gauge has shown since is in doubt. */
export function alreadyPassed({ page, words }: Speech, { gauge, chance }: NonNullable<Headline['passed']>): string {
  const stage = gauge.accepted ? words.stage(gauge.accepted.value) : '–';
  const told = gauge.suspect ? page.mayor.passedThen : page.mayor.passedAlready;
  return told(stage, words.metres(chance.markM));
}

/** Short, where the number is; why stands with the forecast below. */
function lessSure({ page }: Speech, { station, forecast }: GaugeView): Html | null {
  if (!forecast || (forecast.degraded.length === 0 && !forecast.outsideExperience)) return null;
  return html`<p>! <a href="#gauge-${station.id}">${page.mayor.lessSure}</a></p>`;
}

function howLong({ page, words }: Speech, { passed, coming }: Headline, timeZone: string, now: Instant): Html {
  const passage = coming?.chance.passage;
  if (!passage || !coming.chance.isLikely) {
    if (passed) return html`${page.mayor.underWay(words.level(passed.chance.level).name)}`;
    const isUnlikely = coming?.chance.probability != null && !coming.chance.isLikely;
    return html`${isUnlikely ? page.mayor.noneExpected : page.mayor.noWindow}`;
  }
  const from = countdown(passage.p10At, now);
  // One that has begun may end within the minute, and nothing comes within none.
  const to = Math.max(countdown(passage.p90At, now), 1 / 12);
  const level = words.level(coming.chance.level).name;
  const time =
    from === 0 ? page.mayor.untilTime(words.hours(to)) : page.mayor.inTime(words.hours(from), words.hours(to));
  return html`<p><span class="number">${time}</span></p>
<p>${page.mayor.passage(level, words.window(passage, timeZone, now))}</p>`;
}

/** Hours from now, in steps of five minutes: more would be false precision. */
function countdown(at: Instant, now: Instant): number {
  const step = 5 * MINUTE_MS;
  return (Math.max(0, Math.round((at - now) / step)) * step) / HOUR_MS;
}
