import { html } from 'hono/html';
import type { Delivery } from '../../notification/outbox.ts';
import { dayAndTime } from '../local-time.ts';
import type { Speech } from '../speech.ts';
import type { ToldView } from '../views/told-view.ts';
import type { Html } from './layout.ts';

/** Who was told and whether it arrived. `isReplay`: delivery happens in the machine's time, not the river's. */
export function toldSection(speech: Speech, view: ToldView, timeZone: string, isReplay: boolean): Html {
  const { mayor } = speech.page;
  const { sent, pending, dropped } = view.residents;
  return html`<section><h2>${mayor.whoWasTold}</h2>
${view.contacts.length === 0 ? html`<p>${mayor.nobodyYet}</p>` : contactTable(speech, view, timeZone)}
<p>${mayor.residentsSummary(sent, pending, dropped)}</p>
${isReplay && html`<p class="hint">${mayor.machineTime}</p>`}</section>`;
}

function contactTable(speech: Speech, { contacts }: ToldView, timeZone: string): Html {
  const { mayor } = speech.page;
  return html`<div class="scroll"><table><thead><tr><th scope="col">${mayor.person}</th><th scope="col">${mayor.what}</th><th scope="col">${mayor.status}</th></tr></thead>
<tbody>${contacts.map(
    ({ contact, last }) =>
      html`<tr><th scope="row">${contact.name}</th><td>${last.subject}</td><td>${deliveryText(speech, last.delivery, timeZone)}</td></tr>`,
  )}</tbody></table></div>`;
}

export function deliveryText({ page: { mayor }, language }: Speech, delivery: Delivery, timeZone: string): string {
  if (delivery.status === 'sent') return mayor.sent(dayAndTime(delivery.sentAt, timeZone, language));
  if (delivery.status === 'dropped') return mayor.dropped(delivery.reason);
  return delivery.lastError === null
    ? mayor.pending(delivery.attempts)
    : mayor.failing(delivery.attempts, delivery.lastError);
}
