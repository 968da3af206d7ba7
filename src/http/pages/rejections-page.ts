import { html } from 'hono/html';
import type { Rejection } from '../../reading/reading.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';
import { backToStaff, instantOf } from './pieces.ts';

/** Sensor messages that were refused, newest first, as they came. */
export function rejectionsPage(speech: Speech, rejections: readonly Rejection[], timeZone: string): Html {
  const { staff } = speech.page;
  return html`<h1>${staff.rejections}</h1>${rejections.length === 0 && html`<p>✓ ${staff.noRejection}</p>`}
<table class="stack"><thead><tr><th scope="col">${staff.receivedAt}</th><th scope="col">${staff.reason}</th><th scope="col">${staff.topic}</th><th scope="col">${staff.detail}</th><th scope="col">${staff.payload}</th></tr></thead>
<tbody>${rejections.map(
    (each) =>
      html`<tr><th scope="row">${instantOf(speech, each.receivedAt, timeZone)}</th><td data-label="${staff.reason}">${staff.rejectionReason[each.reason]}</td><td data-label="${staff.topic}"><code>${each.topic}</code></td><td data-label="${staff.detail}"><span lang="en">${each.detail}</span></td><td data-label="${staff.payload}"><code>${each.payload.slice(0, 300)}</code></td></tr>`,
  )}</tbody></table>${backToStaff(speech)}`;
}
