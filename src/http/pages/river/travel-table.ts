import { html } from 'hono/html';
import type { Reach } from '../../../forecast/observed/travel-time.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';
import { stackTable } from '../table.ts';

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
  const time = ({ hours, unknown }: Reach) => {
    if (hours !== null) return aboutText(speech, hours);
    return unknown === null ? '–' : travel.unknown[unknown];
  };
  const range = ({ fastestH, slowestH }: Reach) => {
    const [fastest, slowest] = [fastestH, slowestH].map((each) => (each === null ? '–' : travelText(speech, each)));
    return fastest === slowest ? fastest! : travel.range(fastest!, slowest!);
  };
  const table = stackTable(reaches, [
    [travel.from, ({ from }) => station(from)],
    [travel.to, ({ to }) => station(to)],
    [travel.time, time],
    [travel.between, range],
    [travel.rises, ({ hours, agreeing, rises }) => (hours === null ? '–' : travel.risesOf(agreeing, rises))],
  ]);
  return html`<p class="hint">${travel.note}</p>
${table}`;
}
