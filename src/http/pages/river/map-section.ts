import { html } from 'hono/html';
import type { Speech } from '../../speech.ts';
import type { BasinView } from '../../views/map/basins.ts';
import { frameQuery, LEAST_KM, type MapFrame, scaled } from '../../views/map/map-frame.ts';
import { sideLinks } from '../../views/map/map-links.ts';
import type { MapView } from '../../views/map/map-view.ts';
import { areMany } from '../../views/own-communes.ts';
import type { Html } from '../html.ts';
import { basinMap, type DrawnMap } from './basin-map.ts';
import { levelKeys, levelSigns } from './level-counts.ts';
import { waterCounts } from './water-state.ts';

const NAMED_AT_ONCE = 10;

/** The map with what it shows, what it leaves out and where to go on from it. */
export function mapSection(speech: Speech, drawn: DrawnMap): Html {
  const { view, gauges, rivers } = drawn;
  const { map: words } = speech.page;
  // A sign of several communes leads closer on the smallest map too, and whoever went there must come back.
  const isParted = view.isLarge || view.shows !== 'all';
  return html`${view.misread && html`<p class="warning" role="note">${words.misread}</p>`}
${view.outside.length > 0 && html`<p><strong>${words.outside}</strong> ${levelKeys(speech, view.outside)}</p>`}
<div class="${isParted ? 'map-parts' : ''}"><figure>${basinMap(speech, drawn)}
<figcaption><p>${levelKeys(speech, view.communes)}</p><p>${waterCounts(speech, gauges)}</p>${rivers && html`<p class="hint">${words.riversBy} ${rivers.attribution}</p>`}</figcaption></figure>
${isParted && otherParts(speech, drawn)}</div>
<p class="hint" id="map-d">${view.isLarge && html`<span class="no-print">${words.pressToLookCloser}</span>`} ${words.description} ${rivers ? words.dashedRivers : words.straightRivers} ${areMany(view.communes) && words.calmUnnamed} ${words.sameInTables}</p>
${notOnMap(speech, view)}`;
}

/** @example shownPart(speech, view) // 'ce qui est en alerte', 'Aude', '40 km de large' */
export function shownPart({ page: { map } }: Speech, { shows, basin, frame }: MapView): string {
  if (shows === 'part') return map.shows.part(Math.round(frame.kmWide));
  return shows === 'basin' && basin ? basin.name : map.shows[shows === 'alerts' ? 'alerts' : 'all'];
}

function otherParts(speech: Speech, { view, hrefOf }: DrawnMap): Html {
  const { map: words } = speech.page;
  const { shows, frame, whole, alerts } = view;
  const link = (query: string, text: string) => html`<a href="${hrefOf(query)}">${text}</a> `;
  const to = (next: MapFrame, text: string) => link(frameQuery(next), text);
  return html`<nav aria-label="${words.look}"><p class="links">${alerts && shows !== 'alerts' && link('', words.alerts)}${shows !== 'all' && link('?all', words.whole)}${frame.kmWide > LEAST_KM && to(scaled(frame, 0.5), words.closer)}${shows !== 'all' && frame.kmWide * 2 < whole.kmWide && to(scaled(frame, 2), words.wider)}</p>
<p class="links">${sideLinks(view).map(
    ({ side, frame: next, communes }) =>
      html`<a href="${hrefOf(frameQuery(next))}">${words.sides[side]} ${levelSigns(speech, communes)}</a> `,
  )}</p>
${view.basins.length > 1 && basinList(speech, view, hrefOf)}</nav>`;
}

/** Of rivers the worst first; those at peace are folded, and of many all of them where no other is: what is likely stands below. */
function basinList(speech: Speech, { basins, basin: shown }: MapView, hrefOf: DrawnMap['hrefOf']): Html {
  const { map: words } = speech.page;
  const isTold = ({ communes }: BasinView) => communes.some(({ level }) => level !== 'normal');
  const [told, calm] = [basins.filter(isTold), basins.filter((each) => !isTold(each))];
  const item = ({ id, name, communes }: BasinView) => {
    const raised = communes.filter(({ level }) => level !== 'normal');
    const current = id === shown?.id && html` aria-current="true"`;
    return html`<li><a class="row" href="${hrefOf(`?basin=${id}`)}"${current}>${name} ${levelSigns(speech, raised)}</a></li>`;
  };
  return html`<h3>${words.basins}</h3>${told.length > 0 && html`<ul class="basins">${told.map(item)}</ul>`}
${calm.length > 0 && html`<details${told.length === 0 && !areMany(calm) && html` open`}><summary>${words.calmBasins(calm.length)}</summary><ul class="basins">${calm.map(item)}</ul></details>`}`;
}

/** What is in alert stands first, with its sign. */
function notOnMap({ page, words }: Speech, { withoutPlace: { gauges, communes } }: MapView): Html | null {
  const raised = communes.filter(({ level }) => level !== 'normal');
  const calm = communes.filter(({ level }) => level === 'normal');
  const names = [
    ...raised.map(({ commune, level }) => `${words.level(level).symbol} ${commune.name} – ${words.level(level).name}`),
    ...[...gauges, ...calm.map(({ commune }) => commune)].map(({ name }) => name),
  ];
  if (names.length === 0) return null;
  const list = names.join(', ');
  if (names.length <= NAMED_AT_ONCE) return html`<p class="hint">${page.map.notOnMap(names.length)} ${list}</p>`;
  return html`<details${raised.length > 0 && html` open`}><summary>${page.map.notOnMap(names.length)}</summary>${list}</details>`;
}
