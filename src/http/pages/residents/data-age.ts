import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import type { Speech } from '../../speech.ts';
import type { CommuneView } from '../../views/commune-view.ts';
import type { GaugeView } from '../../views/gauge-view.ts';
import { figureOf, isOlderFigure } from '../gauge-figure.ts';
import type { Html } from '../html.ts';
import { ageOnPage, seenAt } from '../time-tags.ts';

type Seen = Pick<CommuneView, 'gauges' | 'commune' | 'now'>;

/**
 * The watched gauges' data, oldest first: what is old, missing or suspect is said loudly, never hidden. As a note where the page is a part of
 * another that reloads: a screen reader would break off what it reads there every minute to say the same.
 */
export function dataAge(speech: Speech, view: Seen, role: 'alert' | 'note' = 'alert'): Html {
  // By what is shown of each: a value that is not believed makes no older one new.
  const seen = (gauge: GaugeView) => figureOf(gauge)?.observedAt ?? gauge.latest?.observedAt ?? null;
  const oldestFirst = view.gauges.toSorted((a, b) => (seen(a) ?? -Infinity) - (seen(b) ?? -Infinity));
  const [oldest] = oldestFirst;
  const oldestAt = oldest ? seen(oldest) : null;
  const warnings = oldestFirst.flatMap((gauge) => warningsOf(speech, gauge, view));
  // What a warning above has said is not said again.
  const isWarned = oldest?.freshness === 'stale' && oldest.suppression?.kind !== 'maintenance';
  const time = oldestAt !== null && !isWarned && told(speech, oldestAt, view);
  return html`${warnings.map((text) => html`<p class="warning" role="${role}">${text}</p>`)}
${oldest && time && html`<p>${speech.page.commune.oldestWatched(time, oldest.station.name)}</p>`}`;
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
  if (isOlderFigure(gauge)) {
    const [newest, believed] = [gauge.latest, gauge.accepted].map((each) => told(speech, each.observedAt, view));
    return [...stale, commune.notBelievedData(name, newest!, believed!)];
  }
  return gauge.suspect ? [...stale, commune.suspectData(name)] : stale;
}

function told(speech: Speech, at: Instant, { commune, now }: Seen): string {
  return `${seenAt(speech, at, now, commune.timeZone)}${ageOnPage(speech, at, now)}`;
}
