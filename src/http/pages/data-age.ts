import { html } from 'hono/html';
import type { Instant } from '../../lib/clock.ts';
import type { Speech } from '../speech.ts';
import type { CommuneView } from '../views/commune-view.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import type { Html } from './layout.ts';
import { ageOnPage, seenAt } from './pieces.ts';

type Seen = Pick<CommuneView, 'gauges' | 'commune' | 'now'>;

/** The watched gauges' data, oldest first: what is old, missing or suspect is said loudly, never hidden. */
export function dataAge(speech: Speech, view: Seen): Html {
  const oldestFirst = view.gauges.toSorted((a, b) => (b.ageMs ?? Infinity) - (a.ageMs ?? Infinity));
  const [oldest] = oldestFirst;
  const warnings = oldestFirst.flatMap((gauge) => warningsOf(speech, gauge, view));
  // What a warning above has said is not said again.
  const isWarned = oldest?.freshness === 'stale' && oldest.suppression?.kind !== 'maintenance';
  const time = oldest?.latest && !isWarned && told(speech, oldest.latest.observedAt, view);
  return html`${warnings.map((text) => html`<p class="warning" role="alert">${text}</p>`)}
${time && html`<p>${speech.page.commune.oldestWatched(time, oldest.station.name)}</p>`}`;
}

function warningsOf(speech: Speech, gauge: GaugeView, view: Seen): string[] {
  const {
    page: { commune, suppression },
    words,
  } = speech;
  const { name } = gauge.station;
  if (gauge.suppression?.kind === 'maintenance') {
    return [suppression.maintained(name, words.instant(gauge.suppression.until, view.commune.timeZone))];
  }
  const time = gauge.sensedAt === null ? null : told(speech, gauge.sensedAt, view);
  if (time === null) return [commune.neverSeen(name)];
  const stale = gauge.freshness === 'stale' ? [commune.staleData(name, time)] : [];
  return gauge.suspect ? [...stale, commune.suspectData(name)] : stale;
}

function told(speech: Speech, at: Instant, { commune, now }: Seen): string {
  return `${seenAt(speech, at, now, commune.timeZone)}${ageOnPage(speech, at, now)}`;
}
