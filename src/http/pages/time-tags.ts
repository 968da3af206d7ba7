import { html } from 'hono/html';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS } from '../../lib/units.ts';
import type { Commune } from '../../territory/commune.ts';
import { isSameDay } from '../../text/local-time.ts';
import { datedDay, datedTime, dayAndTime } from '../local-time.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './html.ts';

/** One moment, for people and for programs. */
export function timeTag(at: Instant, text: string): Html {
  return html`<time datetime="${iso(at)}">${text}</time>`;
}

/** Full local time with its zone. */
export function instantOf({ words }: Speech, at: Instant, timeZone: string): Html {
  return timeTag(at, words.instant(at, timeZone));
}

/** With its year: for what is kept for ever. */
export function datedInstantOf({ language }: Speech, at: Instant, timeZone: string): Html {
  return timeTag(at, datedTime(at, timeZone, language));
}

export function datedDayOf({ language }: Speech, at: Instant, timeZone: string): Html {
  return timeTag(at, datedDay(at, timeZone, language));
}

/** Day and time, for tables and lists on a page whose foot names the zone. */
export function shortTime({ language }: Speech, at: Instant, timeZone: string): Html {
  return timeTag(at, dayAndTime(at, timeZone, language));
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
