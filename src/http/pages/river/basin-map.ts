import { html } from 'hono/html';
import type { AlertLevel } from '../../../territory/alert-level.ts';
import type { RiverCourses } from '../../../territory/river-course.ts';
import type { Speech } from '../../speech.ts';
import type { GaugeView } from '../../views/gauge-view.ts';
import { frameOf, frameQuery, LEAST_KM, type MapFrame, scaled } from '../../views/map/map-frame.ts';
import { CELLS, cellsOf } from '../../views/map/map-links.ts';
import type { MapView } from '../../views/map/map-view.ts';
import type { PlacedCommune } from '../../views/map/placed-commune.ts';
import type { Projection } from '../../views/map/projection.ts';
import { areMany } from '../../views/own-communes.ts';
import { byLevel } from '../../views/urgency.ts';
import { valueOf } from '../gauge-figure.ts';
import type { Html } from '../html.ts';
import {
  type Basin,
  basinLayout,
  type DrawnArea,
  type DrawnCluster,
  type DrawnGauge,
  type DrawnTag,
  SIGN_RADIUS,
  type TagOf,
} from './basin-layout.ts';
import { levelCounts } from './level-counts.ts';
import { textWidth } from './text-width.ts';
import { waterSigns } from './water-state.ts';

/**
 * One map on two sheets, for letters keep their size: on a phone a unit is a pixel and on the smallest screen a tag is 24 pixels high
 * (WCAG 2.2, 2.5.8); on a desktop there is room for more names. `letterHigh`: as in the style sheet.
 */
const sheets = [
  { name: 'narrow', width: 360, tagHigh: 30, letterHigh: 14 },
  { name: 'wide', width: 720, tagHigh: 24, letterHigh: 13 },
] as const;
type Sheet = (typeof sheets)[number];

const TAG_PADDING = 10;
/** Below the map, where no gauge stands. */
const SCALE_HIGH = 20;

export interface DrawnMap {
  view: MapView;
  /** Of the frame. */
  gauges: readonly GaugeView[];
  rivers: RiverCourses | null;
  /** The page that shows another part of it. */
  hrefOf(query: string): string;
  /** Where communes that lie on one spot are told apart. */
  tableHref: string;
}

/**
 * The whole basin, or a part of it, in one look: rivers, what each gauge does, and communes by alert level. Drawn here, of what the town
 * configured: no tiles, no script, no call elsewhere. The tables of the page say the same.
 */
export function basinMap(speech: Speech, drawn: DrawnMap): readonly Html[] {
  return sheets.map((sheet) => sheetOf(speech, drawn, sheet));
}

function sheetOf(speech: Speech, drawn: DrawnMap, sheet: Sheet): Html {
  const { view } = drawn;
  const basin = basinLayout(drawn, sheet, tagOf(speech, sheet, view));
  const { map, gauges, areas, tags, clusters } = basin;
  const title = `map-${sheet.name}`;
  return html`<svg class="basin ${sheet.name}" viewBox="0 0 ${map.width} ${map.height + SCALE_HIGH}" role="group" aria-labelledby="${title}" aria-describedby="map-d">
<title id="${title}">${speech.page.map.title}</title>
${areas.map(areaOf)}
${basin.courses && html`<path class="river" d="${basin.courses}"/>`}
<path class="river${drawn.rivers && ' guessed'}" d="${basin.reaches.map(([from, to]) => `M${from.x} ${from.y}L${to.x} ${to.y}`).join('')}"/>
${view.isLarge && cells(drawn, map)}
${[...tags, ...clusters].map(({ at, x, y, width, height }) => html`<line class="leader" x1="${at.x}" y1="${at.y}" x2="${x + width / 2}" y2="${y + height / 2}"/>`)}
${areMany(gauges) && dots(gauges)}
${gauges.map((each) => gaugeOf(speech, each, { isCrowded: areMany(gauges), isHovered: sheet.name === 'wide' }))}
${scaleBar(basin)}
${worstFirst([
  ...clusters.map((each) => ({ level: levelOf(each), link: clusterLink(speech, drawn, each) })),
  ...tags.map((each) => ({ level: each.row.level, link: tagLink(speech, each, view.isLarge) })),
])}
</svg>`;
}

/** A keyboard and whoever listens come to the worst first. */
function worstFirst(links: { level: AlertLevel; link: Html }[]): Html[] {
  return links.sort(byLevel).map(({ link }) => link);
}

/** The worst of its communes. */
function levelOf({ rows }: DrawnCluster): AlertLevel {
  return rows[0]?.level ?? 'unknown';
}

/** An alert stands on the map, with its name where there is room. Of many communes those at peace have no tag: no name could be read. */
function tagOf(speech: Speech, { tagHigh, letterHigh }: Sheet, { communes, isLarge }: MapView): TagOf {
  const isCrowded = areMany(communes);
  return (row) => {
    if (row.level === 'normal' && isCrowded) return { widths: [], isNeeded: false };
    const widths = textsOf(speech, row, isLarge).map((text) => Math.ceil(textWidth(text, letterHigh)) + TAG_PADDING);
    return { widths: [...widths, tagHigh], isNeeded: row.level !== 'normal' };
  };
}

/** What a tag says, the fullest first. Where many must have room the level is told by its sign, which the words below explain. */
function textsOf({ words }: Speech, { commune, level }: PlacedCommune, isBrief: boolean): readonly string[] {
  const { symbol, name } = words.level(level);
  const short = `${symbol} ${commune.name}`;
  return level === 'normal' || isBrief ? [short] : [`${short} – ${name}`, short];
}

function areaOf({ row, rings, circle }: DrawnArea): Html | readonly Html[] {
  const name = `area map-${row.level}`;
  if (circle)
    return html`<circle class="${name}" cx="${circle.x}" cy="${circle.y}" r="${Math.round(circle.radius * 10) / 10}"/>`;
  return rings.map(
    (ring) => html`<polygon class="${name}" points="${ring.map(({ x, y }) => `${x},${y}`).join(' ')}"/>`,
  );
}

/** A finger may press anywhere; a keyboard has the links beside the map. */
function cells({ view, hrefOf }: DrawnMap, { width, height }: Projection): readonly Html[] {
  const [wide, high] = [width / CELLS, height / CELLS];
  return cellsOf(view).map(
    ({ column, row, frame }) =>
      html`<a tabindex="-1" aria-hidden="true" href="${hrefOf(frameQuery(frame))}"><rect class="cell" x="${Math.round(column * wide)}" y="${Math.round(row * high)}" width="${Math.round(wide)}" height="${Math.round(high)}"/></a>`,
  );
}

/** Of many, all at once. */
function dots(gauges: readonly DrawnGauge[]): Html {
  const places = gauges.flatMap(({ at, isDot }) => (isDot ? [`M${Math.round(at.x)} ${Math.round(at.y)}h0`] : []));
  return html`<path class="dots" aria-hidden="true" d="${[...new Set(places)].join('')}"/>`;
}

/** Its name stands on demand, where there is a mouse to ask with, and in the table of gauges, which is what is read aloud. */
function gaugeOf(
  speech: Speech,
  { row, at: { x, y }, state, isDot }: DrawnGauge,
  { isCrowded, isHovered }: { isCrowded: boolean; isHovered: boolean },
): Html | null {
  if (isDot && isCrowded) return null;
  const says = speech.page.map.state[state];
  const title = isHovered && html`<title>${row.station.name} – ${says}, ${valueOf(speech, row)}</title>`;
  if (isDot)
    return html`<circle class="dot" aria-hidden="true" cx="${x}" cy="${y}" r="${SIGN_RADIUS / 2}">${title}</circle>`;
  return html`<g aria-hidden="true">${title}<circle class="stop-${state}" cx="${x}" cy="${y}" r="${SIGN_RADIUS}"/><text class="sign-${state}" x="${x}" y="${y}" dy=".36em" text-anchor="middle">${waterSigns[state]}</text></g>`;
}

function tagLink(speech: Speech, { row, choice, ...box }: DrawnTag, isBrief: boolean): Html {
  const { language, words } = speech;
  const { commune, level } = row;
  const { name, symbol } = words.level(level);
  const label = `${commune.name} – ${name}`;
  return html`<a href="/${language}/mayor/${commune.id}" aria-label="${label}"><title>${label}</title>${tagBox(level, box, textsOf(speech, row, isBrief)[choice] ?? symbol)}</a>`;
}

/** Leads closer, to where its communes have a name each. */
function clusterLink(speech: Speech, { view, hrefOf, tableHref }: DrawnMap, { rows, ...box }: DrawnCluster): Html {
  const { words, page } = speech;
  const level = levelOf({ rows, ...box });
  const label = `${page.map.together(rows.length)} – ${levelCounts(speech, rows)}`;
  const closer = closerTo(rows, view.frame);
  return html`<a href="${closer ? hrefOf(frameQuery(closer)) : tableHref}" aria-label="${label}"><title>${label}</title>${tagBox(level, box, `${words.level(level).symbol} ${rows.length}`)}</a>`;
}

/** `null` where there is no closer look. */
function closerTo(rows: readonly PlacedCommune[], frame: MapFrame): MapFrame | null {
  if (frame.kmWide <= LEAST_KM) return null;
  const around = frameOf(rows.flatMap(({ place }) => place ?? []));
  return around && scaled(around, Math.min(1.5, (frame.kmWide * 0.6) / around.kmWide));
}

function tagBox(
  level: PlacedCommune['level'],
  { x, y, width, height }: Pick<DrawnTag, 'x' | 'y' | 'width' | 'height'>,
  text: string,
): Html {
  return html`<rect class="map-${level}" x="${x}" y="${y}" width="${width}" height="${height}" rx="3"/><text class="tag-text" x="${x + width / 2}" y="${y + height / 2}" dy=".36em" text-anchor="middle">${text}</text>`;
}

function scaleBar({ map, scaleKm }: Basin): Html {
  const [x, y] = [10, map.height + SCALE_HIGH - 8];
  const end = x + Math.round(scaleKm * map.unitsAKm * 10) / 10;
  return html`<path class="scale" aria-hidden="true" d="M${x} ${y - 5}V${y}H${end}V${y - 5}"/><text aria-hidden="true" x="${end + 5}" y="${y}">${scaleKm} km</text>`;
}
