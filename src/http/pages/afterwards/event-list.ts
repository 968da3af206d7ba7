import { html } from 'hono/html';
import type { AlertEvent } from '../../../alert/alert.ts';
import type { Names } from '../../../text/words.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { shortTime } from '../time-tags.ts';

/** What has happened, a line each; `none` where nothing has. */
export function eventList(
  speech: Speech,
  events: readonly AlertEvent[],
  { commune, names, none }: { commune: string; names: Names; none: string },
): Html {
  if (events.length === 0) return html`<p>${none}</p>`;
  return html`<ul class="log">${events.map(
    (each) =>
      html`<li>${shortTime(speech, each.at, names.timeZone)} ${isLevel(each) && levelTag(speech, each.level)} ${speech.words.event(each, commune, names)}</li>`,
  )}</ul>`;
}

/** An exercise that is over leaves no level behind, least of all where a real alert has ended it. */
function isLevel({ reason }: AlertEvent): boolean {
  return reason.because !== 'exercise-over';
}
