import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import type { RiverCourses } from '../../../territory/river-course.ts';
import type { Speech } from '../../speech.ts';
import type { MapView } from '../../views/map/map-view.ts';
import type { CommuneRow, StationRow } from '../../views/staff-view.ts';
import type { Html } from '../html.ts';
import { type Live, liveLink } from '../live-link.ts';
import { mapSection, shownPart } from '../river/map-section.ts';
import { madeAt } from '../time-tags.ts';
import { communeTable } from './commune-table.ts';
import { stationTables } from './station-table.ts';

export interface MapPage {
  view: MapView;
  rivers: RiverCourses | null;
  now: Instant;
  /** The reader's, for a part without a commune. */
  timeZone: string;
  /** Of the frame, the most urgent first. */
  communes: readonly CommuneRow[];
  /** Of the frame, silent and suspect ones first. */
  stations: readonly StationRow[];
  person: (id: string) => string;
  station: (id: string) => string;
  live: Live;
}

/** @example mapTitle(speech, view) // 'Carte – Aude' */
export function mapTitle(speech: Speech, view: MapView): string {
  return `${speech.page.map.title} – ${shownPart(speech, view)}`;
}

/** One part of the map, and the same in tables. */
export function mapPage(
  speech: Speech,
  { view, rivers, now, timeZone, communes, stations, live, ...names }: MapPage,
): Html {
  const { page, language } = speech;
  const still = live.isLive ? '' : 'still=1';
  const hrefOf = (query: string) =>
    `/${language}/staff/map${query}${still && (query === '' ? `?${still}` : `&${still}`)}`;
  const gauges = stations.filter(({ station }) => station.quantity !== 'rain');
  return html`<h1>${mapTitle(speech, view)}</h1>
${madeAt(speech, now, communes.length > 0 ? communes : [{ commune: { timeZone } }])}
<p class="asof no-print">${liveLink(speech, live)}</p>
<section id="map" aria-label="${page.map.title}">${mapSection(speech, { view, gauges, rivers, hrefOf, tableHref: '#communes' })}</section>
<section id="communes"><h2>${page.map.communesHere}</h2>${communes.length > 0 ? communeTable(speech, { view: { communes, now }, ...names }) : html`<p>${page.map.noCommuneHere}</p>`}</section>
<section id="stations"><h2>${page.map.stationsHere}</h2>${stations.length > 0 ? stationTables(speech, { stations, now }) : html`<p>${page.map.noStationHere}</p>`}</section>
<p class="links"><a href="/${language}/staff">${page.map.toAll}</a></p>`;
}
