import { html } from 'hono/html';
import type { Reach } from '../../forecast/learn/network-travel-times.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';

/** @example aboutText(speech, 3.4) // 'environ 3 h 30' */
export function aboutText(speech: Speech, hours: number): string {
  const { travel } = speech.page;
  return hours === 0 ? travel.underHour : travel.about(travelText(speech, hours));
}

/** In steps of ten minutes below two hours and of half an hour above: more would be false precision. */
function travelText({ words, page }: Speech, hours: number): string {
  if (hours === 0) return page.travel.underHour;
  const perHour = hours < 2 ? 6 : 2;
  return words.hours(Math.max(1, Math.round(hours * perHour)) / perHour);
}

/** How long the water takes along every reach, how sure that is, and where it is not known why. */
export function travelTable(speech: Speech, reaches: readonly Reach[], station: (id: string) => string): Html {
  const { travel } = speech.page;
  if (reaches.length === 0) return html`<p>${travel.none}</p>`;
  return html`<p class="hint">${travel.note}</p>
<table class="stack">
<thead><tr><th scope="col">${travel.from}</th><th scope="col">${travel.to}</th><th scope="col">${travel.time}</th><th scope="col">${travel.between}</th><th scope="col">${travel.rises}</th></tr></thead>
<tbody>${reaches.map((each) => row(speech, each, station))}</tbody></table>`;
}

function row(speech: Speech, reach: Reach, station: (id: string) => string): Html {
  const { travel } = speech.page;
  const { hours, fastestH, slowestH } = reach;
  const time =
    hours === null ? (reach.unknown === null ? '–' : travel.unknown[reach.unknown]) : aboutText(speech, hours);
  const [fastest, slowest] = [fastestH, slowestH].map((each) => (each === null ? '–' : travelText(speech, each)));
  const range = fastest === slowest ? fastest : travel.range(fastest!, slowest!);
  return html`<tr><th scope="row">${station(reach.from)}</th><td data-label="${travel.to}">${station(reach.to)}</td><td data-label="${travel.time}">${time}</td><td data-label="${travel.between}">${range}</td><td data-label="${travel.rises}">${hours === null ? '–' : travel.risesOf(reach.agreeing, reach.rises)}</td></tr>`;
}
