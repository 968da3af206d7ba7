import { html } from 'hono/html';
import type { Speech } from '../speech.ts';
import type { CommuneView } from '../views/commune-view.ts';
import type { GaugeView } from '../views/gauge-view.ts';
import type { Html } from './layout.ts';

/** The watched gauges' data, oldest first: what is old, missing or suspect is said loudly, never hidden. */
export function dataAge(speech: Speech, view: Pick<CommuneView, 'gauges' | 'commune'>): Html {
  const { page, words } = speech;
  const oldestFirst = view.gauges.toSorted((a, b) => (b.ageMs ?? Infinity) - (a.ageMs ?? Infinity));
  const [oldest] = oldestFirst;
  const warnings = oldestFirst.flatMap((gauge) => warningsOf(speech, gauge, view.commune.timeZone));
  return html`<div class="ages">
${warnings.map((text) => html`<p class="warning" role="alert">${text}</p>`)}
${oldest && oldest.ageMs !== null && html`<p>${page.commune.oldestData(words.age(oldest.ageMs), oldest.station.name)}</p>`}
</div>`;
}

function warningsOf({ page: { commune, suppression }, words }: Speech, gauge: GaugeView, timeZone: string): string[] {
  const { name } = gauge.station;
  if (gauge.suppression?.kind === 'maintenance') {
    return [suppression.maintained(name, words.instant(gauge.suppression.until, timeZone))];
  }
  if (gauge.freshness === 'never-seen') return [commune.neverSeen(name)];
  const stale = gauge.freshness === 'stale' ? [commune.staleData(name, words.age(gauge.ageMs ?? 0))] : [];
  return gauge.suspect ? [...stale, commune.suspectData(name)] : stale;
}
