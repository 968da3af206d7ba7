import { html } from 'hono/html';
import type { Instant } from '../../lib/clock.ts';
import type { Reading } from '../../reading/reading.ts';
import { clockOf } from '../local-time.ts';
import type { Speech } from '../speech.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import { type Doubtful, isAtLimit } from '../views/in-doubt.ts';
import type { Trend } from '../views/trend.ts';
import type { Html } from './html.ts';
import { decimal } from './pieces.ts';

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

/** Whether a series can be relied on, in a word with a sign. */
export function gaugeState({ page }: Speech, gauge: Doubtful & Pick<GaugeView, 'read'>): Html {
  const kind = gauge.suppression?.kind;
  if (gauge.read !== null && gauge.read.observedAt === gauge.latest?.observedAt) {
    return html`<strong class="bad">✎ ${gauge.freshness === 'fresh' ? page.read.byPerson : page.read.silent}</strong>`;
  }
  if (kind === 'maintenance') return html`<strong class="bad">⚒ ${page.suppression.short.maintenance}</strong>`;
  if (kind === 'silenced' && gauge.freshness !== 'fresh') {
    return html`<strong class="bad">✗ ${page.suppression.short.silenced}</strong>`;
  }
  if (gauge.freshness === 'never-seen') return html`<strong class="bad">✗ ${page.gauge.neverSeen}</strong>`;
  const suspect = gauge.suspect && html`<strong class="bad">! ${page.gauge.suspect}</strong>`;
  // What was not believed when it came is not believed because nothing came since.
  if (gauge.freshness === 'stale')
    return html`<strong class="bad">✗ ${page.gauge.stale}</strong>${suspect && html` · ${suspect}`}`;
  if (suspect) return suspect;
  if (gauge.stoppedAt !== null) return html`<strong class="bad">! ${page.gauge.perhapsStuck}</strong>`;
  if (gauge.zeroShift !== null) return html`<strong class="bad">! ${page.gauge.perhapsShifted}</strong>`;
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
  return html`${!isHeard && html`${gaugeState(speech, { ...gauge, suspect: false })} `}<strong class="bad">! ${note}</strong>${atLimit}`;
}

/** The sensor shows more than a person read, believed or not, and nobody works at it: that may be the flood. */
export function mayStandAbove({
  read,
  latest,
  suppression,
}: Pick<GaugeView, 'read' | 'latest' | 'suppression'>): boolean {
  return read !== null && latest !== null && latest.value > read.value && suppression?.kind !== 'maintenance';
}

/**
 * What a person read and is judged by, where the newest reading is another: without it all would read a level that does not count. Where the
 * water may stand above it nobody is told that the lower level is the one that counts.
 */
export function readBeside(
  { words, page }: Speech,
  gauge: Pick<GaugeView, 'read' | 'latest' | 'suppression'>,
  time: (at: Instant) => string,
): Html | null {
  const { read, latest } = gauge;
  if (read === null || read.observedAt === latest?.observedAt) return null;
  const say = mayStandAbove(gauge) ? page.read.readAt : page.read.counts;
  return html`<strong class="bad">✎ ${say(words.stage(read.value), time(read.observedAt))}</strong>`;
}

/** What a person is to compare where the zero of a sensor may have changed. */
export function zeroDoubt(
  speech: Speech,
  { zeroShift }: Pick<GaugeView, 'zeroShift'>,
  now: Instant,
  timeZone: string,
): string | null {
  if (zeroShift === null) return null;
  return speech.page.gauge.zeroShift(
    speech.words.metres(zeroShift.fellM),
    clockOf(speech, zeroShift.at, now, timeZone),
  );
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
