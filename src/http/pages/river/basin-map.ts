import { html } from 'hono/html';
import type { Speech } from '../../speech.ts';
import { areMany } from '../../views/own-communes.ts';
import type { CommuneRow, StaffView } from '../../views/staff-view.ts';
import { urgencyOrder } from '../../views/urgency.ts';
import type { Html } from '../layout.ts';
import { levelTag, valueOf } from '../pieces.ts';
import {
  type Basin,
  basinLayout,
  type DrawnCommune,
  type DrawnGauge,
  SIGN_RADIUS,
  type TagOf,
} from './basin-layout.ts';
import { waterCounts, waterSigns } from './water-state.ts';

/** Of the tags' text, which is 13 units high; a little more than most letters take. */
const LETTER_WIDE = 7.6;
const TAG_PADDING = 10;
/** A sign alone. */
const LEAST_TAG = 18;
const NAMED_AT_ONCE = 10;
/** Below the map, where no gauge stands. */
const SCALE_HIGH = 20;

/**
 * The whole basin in one look: rivers from gauge to gauge, what each gauge does, and communes by alert level. Drawn here, of what the
 * town configured: no tiles, no script, no call elsewhere. The tables of the page say the same.
 */
export function basinMap(speech: Speech, view: Pick<StaffView, 'communes' | 'stations'>): Html | null {
  const { map: words } = speech.page;
  const isCrowded = areMany(view.communes);
  const basin = basinLayout(view, tagOf(speech, isCrowded));
  if (!basin) return null;
  const { map, reaches, gauges, communes } = basin;
  return html`<section id="map"><h2>${words.title}</h2>
<figure><svg class="basin" viewBox="0 0 ${map.width} ${map.height + SCALE_HIGH}" role="group" aria-labelledby="map-t" aria-describedby="map-d">
<title id="map-t">${words.title}</title>
${communes.map(areaOf)}
${reaches.map(([from, to]) => html`<line class="river" x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"/>`)}
${communes.map(({ at, tag }) => tag && html`<line class="leader" x1="${at.x}" y1="${at.y}" x2="${tag.x + tag.width / 2}" y2="${tag.y + tag.height / 2}"/>`)}
${gauges.map((each) => gaugeOf(speech, each))}
${scaleBar(basin)}
${communes.toReversed().map((each) => tagLink(speech, each))}
</svg>
<figcaption><p>${levelKeys(speech, view.communes)}</p><p>${waterCounts(
    speech,
    view.stations.filter(({ station }) => station.quantity !== 'rain'),
  )}</p><p class="hint" id="map-d">${words.description} ${isCrowded && words.calmUnnamed} ${words.sameInTables}</p></figcaption></figure>
${notOnMap(speech, basin)}
</section>`;
}

/** An alert stands on the map, with its name and its word where there is room. Of many communes those at peace have no tag: no name could be read. */
function tagOf(speech: Speech, isCrowded: boolean): TagOf {
  return (row) => {
    if (row.level === 'normal' && isCrowded) return { widths: [], isNeeded: false };
    const widths = textsOf(speech, row).map((text) => Math.round(text.length * LETTER_WIDE) + TAG_PADDING);
    return { widths: [...widths, LEAST_TAG], isNeeded: row.level !== 'normal' };
  };
}

/** What a tag says, the fullest first. */
function textsOf({ words }: Speech, { commune, level }: CommuneRow): readonly string[] {
  const { symbol, name } = words.level(level);
  const short = `${symbol} ${commune.name}`;
  return level === 'normal' ? [short] : [`${short} – ${name}`, short];
}

function areaOf({ row, at, rings, radius }: DrawnCommune): Html | readonly Html[] {
  const name = `area map-${row.level}`;
  if (radius !== null)
    return html`<circle class="${name}" cx="${at.x}" cy="${at.y}" r="${Math.round(radius * 10) / 10}"/>`;
  return rings.map(
    (ring) => html`<polygon class="${name}" points="${ring.map(({ x, y }) => `${x},${y}`).join(' ')}"/>`,
  );
}

/** Its name stands on demand, and in the table of gauges, which is what is read aloud. */
function gaugeOf(speech: Speech, { row, at: { x, y }, state, isDot }: DrawnGauge): Html {
  const { state: says } = speech.page.map;
  const title = html`<title>${row.station.name} – ${says[state]}, ${valueOf(speech, row)}</title>`;
  if (isDot)
    return html`<circle class="dot" aria-hidden="true" cx="${x}" cy="${y}" r="${SIGN_RADIUS / 2}">${title}</circle>`;
  return html`<g aria-hidden="true">${title}<circle class="stop-${state}" cx="${x}" cy="${y}" r="${SIGN_RADIUS}"/><text class="sign-${state}" x="${x}" y="${y}" dy=".36em" text-anchor="middle">${waterSigns[state]}</text></g>`;
}

function tagLink(speech: Speech, { row, tag }: DrawnCommune): Html | null {
  if (!tag) return null;
  const { language, words } = speech;
  const { commune, level } = row;
  const { name, symbol } = words.level(level);
  const { x, y, width, height, choice } = tag;
  const label = `${commune.name} – ${name}`;
  return html`<a href="/${language}/mayor/${commune.id}" aria-label="${label}"><title>${label}</title><rect class="map-${level}" x="${x}" y="${y}" width="${width}" height="${height}" rx="3"/><text class="tag-text" x="${x + width / 2}" y="${y + height / 2}" dy=".36em" text-anchor="middle">${textsOf(speech, row)[choice] ?? symbol}</text></a>`;
}

function scaleBar({ map, scaleKm }: Basin): Html {
  const [x, y] = [10, map.height + SCALE_HIGH - 8];
  const end = x + Math.round(scaleKm * map.unitsAKm * 10) / 10;
  return html`<path class="scale" aria-hidden="true" d="M${x} ${y - 5}V${y}H${end}V${y - 5}"/><text aria-hidden="true" x="${end + 5}" y="${y}">${scaleKm} km</text>`;
}

function levelKeys(speech: Speech, communes: readonly CommuneRow[]): readonly Html[] {
  return urgencyOrder.flatMap((level) => {
    const count = communes.filter((row) => row.level === level).length;
    return count === 0 ? [] : [html`<span class="key">${levelTag(speech, level)} ${count}</span> `];
  });
}

function notOnMap({ page }: Speech, { notOnMap: names }: Basin): Html | null {
  if (names.length === 0) return null;
  const list = names.join(', ');
  if (names.length <= NAMED_AT_ONCE) return html`<p class="hint">${page.map.notOnMap(names.length)} ${list}</p>`;
  return html`<details><summary>${page.map.notOnMap(names.length)}</summary>${list}</details>`;
}
