import { html } from 'hono/html';
import type { Rejection } from '../../../reading/reading.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';
import { backToStaff, caution } from '../pieces.ts';
import { stackTable } from '../table.ts';
import { instantOf } from '../time-tags.ts';

/** Sensor messages that were refused, newest first, as they came. Of each topic the last. */
export function rejectionsPage(speech: Speech, rejections: readonly Rejection[] | null, timeZone: string): Html {
  const { staff } = speech.page;
  if (rejections === null)
    return html`<h1>${staff.rejections}</h1>${caution(staff.rejectionsListUnread)}${backToStaff(speech)}`;
  const table = stackTable(rejections, [
    [staff.receivedAt, (each) => instantOf(speech, each.receivedAt, timeZone)],
    [staff.reason, (each) => staff.rejectionReason[each.reason]],
    [staff.topic, (each) => html`<code>${each.topic}</code>`],
    [staff.detail, (each) => html`<span lang="en">${each.detail}</span>`],
    [staff.payload, (each) => html`<code>${each.payload.slice(0, 300)}</code>`],
  ]);
  return html`<h1>${staff.rejections}</h1>${rejections.length === 0 ? html`<p>✓ ${staff.noRejection}</p>` : html`<p class="hint">${staff.lastOfTopic}</p>`}
${table}${backToStaff(speech)}`;
}
