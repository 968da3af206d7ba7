import { html } from 'hono/html';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS } from '../../lib/units.ts';
import type { Reading } from '../../reading/reading.ts';
import type { AlertLevel } from '../../territory/alert-level.ts';
import type { Commune } from '../../territory/commune.ts';
import { isSameDay } from '../../text/local-time.ts';
import { withMinus } from '../../text/metres.ts';
import { datedDay, datedTime, dayAndTime } from '../local-time.ts';
import type { Speech } from '../speech.ts';
import { type Corrected, isUntold, type ToldLine } from '../views/commune-view.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import type { Trend } from '../views/trend.ts';
import type { Html } from './layout.ts';

/** A level as word, symbol and colour together: never by colour alone (WCAG 2.2, 1.4.1). */
export function levelTag({ words }: Speech, level: AlertLevel): Html {
  const { name, symbol } = words.level(level);
  return html`<strong class="tag level-${level}"><span aria-hidden="true">${symbol}</span> ${name}</strong>`;
}

/** The level that those who decide see, large. `comesDown`: it came down last. */
export function levelBanner({ words }: Speech, level: AlertLevel, label: string, comesDown = false): Html {
  const { name, meaning, symbol } = words.level(level, comesDown);
  return html`<section class="banner level-${level}" aria-label="${label}">
<p class="level-name"><span class="symbol" aria-hidden="true">${symbol}</span> ${name}</p><p>${meaning}</p></section>`;
}

/** That something is wrong with the service, or with what it shows. */
export function caution(text: string): Html {
  return html`<p class="warning" role="note">⚠ ${text}</p>`;
}

/** What to do now; nothing where nothing is to be done. */
export function whatToDoNow({ page }: Speech, steps: readonly string[]): Html | null {
  return steps.length === 0 ? null : html`<section class="card"><h2>${page.mayor.now}</h2>${list(steps)}</section>`;
}

/** The level that residents were told, or that none holds while an alert is in force. */
export function toldTag(speech: Speech, told: Pick<ToldLine, 'publicLevel' | 'townHall' | 'corrected'>): Html {
  return isUntold(told) ? untoldTag(speech, told.corrected) : levelTag(speech, told.publicLevel);
}

export function untoldTag(speech: Speech, corrected: Corrected | null): Html {
  return html`<strong class="tag level-waiting"><span aria-hidden="true">…</span> ${noInstruction(speech, corrected)}</strong>`;
}

/** Whoever was told by mistake had one already. */
export function noInstruction({ page: { commune } }: Pick<Speech, 'page'>, corrected: Corrected | null): string {
  return corrected ? commune.noInstructionNow : commune.noInstructionYet;
}

/** Full local time with its zone. */
export function instantOf({ words }: Speech, at: Instant, timeZone: string): Html {
  return html`<time datetime="${iso(at)}">${words.instant(at, timeZone)}</time>`;
}

/** With its year: for what is kept for ever. */
export function datedInstantOf({ language }: Speech, at: Instant, timeZone: string): Html {
  return html`<time datetime="${iso(at)}">${datedTime(at, timeZone, language)}</time>`;
}

export function datedDayOf({ language }: Speech, at: Instant, timeZone: string): Html {
  return html`<time datetime="${iso(at)}">${datedDay(at, timeZone, language)}</time>`;
}

/** Day and time, for tables and lists on a page whose foot names the zone. */
export function shortTime({ language }: Speech, at: Instant, timeZone: string): Html {
  return html`<time datetime="${iso(at)}">${dayAndTime(at, timeZone, language)}</time>`;
}

/** What the page's clock showed when it was made, in each zone: an old page left open, or kept by a phone, is known by it. */
export function madeAt(speech: Speech, now: Instant, rows: readonly { commune: Pick<Commune, 'timeZone'> }[]): Html {
  const timeZones = [...new Set(rows.map(({ commune }) => commune.timeZone))];
  const clocks = timeZones.map((timeZone, index) => html`${index > 0 && ' · '}${instantOf(speech, now, timeZone)}`);
  return html`<p class="asof">${speech.page.frame.madeAt} ${clocks}</p>`;
}

/** When something was seen, by the clock, with the day where it is another than the page's: this stays true of a page left open. */
export function seenAt({ words, language }: Speech, at: Instant, now: Instant, timeZone: string): string {
  if (isSameDay(at, now, timeZone) && now - at < DAY_MS) return words.clockTime(at, timeZone);
  return now - at < A_WEEK_MS ? dayAndTime(at, timeZone, language) : words.day(at, timeZone);
}

/** How old it was when the page was made; empty where that is less than a minute, or where only the day is of interest. */
export function ageOnPage({ page, words }: Speech, at: Instant, now: Instant): string {
  const ageMs = now - at;
  return ageMs < MINUTE_MS || ageMs >= A_WEEK_MS ? '' : `, ${page.gauge.beforePage(words.hours(ageMs / HOUR_MS))}`;
}

const A_WEEK_MS = 7 * DAY_MS;

const arrows: Record<Trend['direction'], string> = { rising: '↑', steady: '→', falling: '↓' };

/** The trend in words with an arrow; of a gauge that is silent or in doubt none is told, and none is looked for but of a stage. */
export function trendOfGauge(
  { words, page }: Speech,
  gauge: Pick<GaugeView, 'station' | 'trend' | 'freshness' | 'suspect'>,
): Html {
  const { trend } = gauge;
  if (gauge.station.quantity !== 'stage') return html`–`;
  if (!trend || gauge.freshness !== 'fresh' || gauge.suspect) return html`${page.gauge.noTrend}`;
  const rate = words.metres(Math.abs(trend.rateMPerH));
  const text =
    trend.direction === 'rising'
      ? page.gauge.rising(rate)
      : trend.direction === 'falling'
        ? page.gauge.falling(rate)
        : page.gauge.steady;
  return html`<span class="trend-${trend.direction}"><span aria-hidden="true">${arrows[trend.direction]}</span> ${text}</span>`;
}

/** Stages are told to the centimetre. */
const LIMIT_M = 0.005;

/** A gauge that shows the highest that it can: the water may stand anywhere above. */
export function isAtLimit({ station, latest }: Pick<GaugeView, 'station' | 'latest'>): boolean {
  return station.quantity === 'stage' && latest !== null && latest.value >= station.maxValue - LIMIT_M;
}

/** What it shows last is not where the water surely stands. */
export function isInDoubt(
  gauge: Pick<GaugeView, 'station' | 'latest' | 'freshness' | 'suspect' | 'suppression' | 'stoppedAt'>,
): boolean {
  const isWrong = gauge.suspect || gauge.stoppedAt !== null || isAtLimit(gauge);
  return gauge.freshness !== 'fresh' || isWrong || gauge.suppression?.kind === 'maintenance';
}

/** Whether a series can be relied on, in a word with a sign. */
export function gaugeState(
  { page }: Speech,
  gauge: Pick<GaugeView, 'station' | 'latest' | 'read' | 'freshness' | 'suspect' | 'suppression' | 'stoppedAt'>,
): Html {
  const kind = gauge.suppression?.kind;
  if (gauge.read !== null && gauge.read.observedAt === gauge.latest?.observedAt) {
    return html`<strong class="bad">✎ ${gauge.freshness === 'fresh' ? page.read.byPerson : page.read.silent}</strong>`;
  }
  if (kind === 'maintenance') return html`<strong class="bad">⚒ ${page.suppression.short.maintenance}</strong>`;
  if (kind === 'silenced' && gauge.freshness !== 'fresh') {
    return html`<strong class="bad">✗ ${page.suppression.short.silenced}</strong>`;
  }
  if (gauge.freshness === 'never-seen') return html`<strong class="bad">✗ ${page.gauge.neverSeen}</strong>`;
  if (gauge.freshness === 'stale') return html`<strong class="bad">✗ ${page.gauge.stale}</strong>`;
  if (gauge.suspect) return html`<strong class="bad">! ${page.gauge.suspect}</strong>`;
  if (gauge.stoppedAt !== null) return html`<strong class="bad">! ${page.gauge.perhapsStuck}</strong>`;
  if (isAtLimit(gauge)) return html`<strong class="bad">! ${page.gauge.atLimit}</strong>`;
  return html`<span>✓ ${page.gauge.fine}</span>`;
}

/** What a gauge shows. What it cannot show, by the bounds of its station, is left to staff: sixty metres in large figures are quoted, whatever stands beside. */
export function valueOf(speech: Speech, gauge: Pick<GaugeView, 'station' | 'latest' | 'rain'>): string {
  return gauge.latest?.quality === 'fail' ? '–' : anyValueOf(speech, gauge);
}

/**
 * The reading that stands in large figures, with its own time beside it: the newest, or where the gauge cannot have shown that one, the
 * last that counts. None where a suspect one came since: that may be the flood, and the water before it would look like calm. Nor where the
 * gauge had stopped amid a rise: the water stands above that. How hard it rains is a sum, and no reading.
 */
export function figureOf({ station, latest, accepted, past, stoppedAt }: Figure): Reading | null {
  if (latest?.quality !== 'fail' || station.quantity === 'rain') return latest;
  if (stoppedAt !== null) return null;
  const since = accepted?.observedAt ?? 0;
  return past.some(({ observedAt, quality }) => observedAt > since && quality === 'suspect') ? null : accepted;
}

type Figure = Pick<GaugeView, 'station' | 'latest' | 'accepted' | 'past' | 'stoppedAt'>;

export function figureText(speech: Speech, gauge: Figure & Pick<GaugeView, 'rain'>): string {
  return valueOf(speech, { ...gauge, latest: figureOf(gauge) });
}

/** Whether the figure is an older reading than the newest, which is not believed. */
export function isOlderFigure(gauge: Figure): gauge is Figure & { latest: Reading; accepted: Reading } {
  const figure = figureOf(gauge);
  return figure !== null && figure !== gauge.latest;
}

/** Beside the figure: whether it can be relied on, and that it is not the newest. It is not the figure that is suspect then. */
export function figureState(
  speech: Speech,
  gauge: Figure & Parameters<typeof gaugeState>[1],
  time: (at: Instant) => string,
): Html {
  if (!isOlderFigure(gauge)) return gaugeState(speech, gauge);
  const isHeard = gauge.freshness === 'fresh' && gauge.suppression?.kind !== 'maintenance';
  const note = speech.page.gauge.lastBelieved(time(gauge.accepted.observedAt), time(gauge.latest.observedAt));
  const isTop = isAtLimit({ ...gauge, latest: gauge.accepted });
  const atLimit = isTop && html` <strong class="bad">! ${speech.page.gauge.atLimit}</strong>`;
  return html`${!isHeard && html`${gaugeState(speech, gauge)} `}<strong class="bad">! ${note}</strong>${atLimit}`;
}

export function anyValueOf(
  speech: Speech,
  { station, latest, rain }: Pick<GaugeView, 'station' | 'latest' | 'rain'>,
): string {
  const { words, page } = speech;
  // What fell in one step alone tells nobody how hard it rains.
  if (station.quantity === 'rain')
    return rain ? page.gauge.rainIn(`${decimal(speech, rain.mm)} mm`, words.hours(rain.hours)) : '–';
  if (!latest) return '–';
  return station.quantity === 'stage' ? words.stage(latest.value) : `${decimal(speech, latest.value)} m³/s`;
}

/** @example decimal(speech, 2.55) // '2,6' */
export function decimal({ language }: Pick<Speech, 'language'>, value: number | null): string {
  if (value === null) return '–';
  return withMinus(value.toLocaleString(language, { maximumFractionDigits: 1 }));
}

/** A lead time to the minute. @example leadOf(words, 1.502) // '1 h 30'; of none '–' */
export function leadOf(words: Speech['words'], hours: number | null): string {
  return hours === null ? '–' : words.hours(Math.round(hours * 60) / 60);
}

/** A table wider than a phone: moved sideways by finger or, as its label is focused, by keyboard (WCAG 2.2, 2.1.1). */
export function sideways(label: string, table: Html): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${table}</div>`;
}

export function list(items: readonly string[], className = ''): Html {
  return html`<ul class="${className}">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** For the foot of what staff reach from their page. */
export function backToStaff({ page, language }: Speech): Html {
  return html`<p><a class="row" href="/${language}/staff">${page.staff.back}</a></p>`;
}
