import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import type { Delivery, OutboxRow } from '../../../notification/outbox.ts';
import type { Reached } from '../../../notification/tried/receipts.ts';
import type { Commune, Contact } from '../../../territory/commune.ts';
import { dayAndTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { reportText, whyNotSent } from '../../text/delivery-text.ts';
import { inPart } from '../../text/in-part.ts';
import { describedBy, problemNotice, token } from '../form.ts';
import type { Html } from '../html.ts';
import { type Live, liveLink } from '../live-link.ts';
import { backToStaff } from '../pieces.ts';
import { reachedSection } from './reached-table.ts';

export interface TestPage {
  /** Whom it may go to. */
  contacts: readonly { commune: Commune; contact: Contact }[];
  /** Machines that it may go to, by name. */
  webhooks: readonly string[];
  /** The contact that the reader is, as `valueOf` writes it. */
  self: string | null;
  csrf: string;
  /** The message asked for, and what became of it by each way. */
  last: readonly (OutboxRow & { delivery: Delivery })[];
  /** The commune to all of whose contacts one was sent just now. */
  toAll: Commune | null;
  /** Of each contact by each way. */
  reached: readonly Reached[];
  /** Only those of this commune are shown. */
  only: Commune | null;
  now: Instant;
  /** While any is on its way. */
  live: Live | null;
  problem: string | null;
  timeZone: string;
}

/** One contact of one commune, as the form says it. */
export function valueOf(commune: string, contact: string): string {
  return `${commune}/${contact}`;
}

/** One machine, as the form says it: ids have no colon. */
function valueOfWebhook(id: string): string {
  return `webhook:${id}`;
}

/** The machine that the form says; `null` where it says a contact. */
export function webhookIn(value: string): string | null {
  return value.startsWith('webhook:') ? value.slice('webhook:'.length) : null;
}

/** Sends one message to one contact, and says what the mail server said. */
export function testPage(speech: Speech, model: TestPage): Html {
  const { page, language } = speech;
  const { test } = page;
  const [first] = model.last;
  const last =
    first &&
    (first.recipient.kind === 'webhook'
      ? valueOfWebhook(first.recipient.id)
      : valueOf(first.commune, first.recipient.id));
  const option = (value: string, name: string) =>
    html`<option value="${value}"${value === (last ?? model.self) && html` selected`}>${name}</option>`;
  return html`<h1>${test.title}</h1>
${problemNotice(model.problem)}
${model.last.map((each) => outcome(speech, model, each))}
${model.toAll && html`<p class="done" role="status">✓ ${page.reached.allSent(model.toAll.contacts.length, model.toAll.name)}</p>`}
${model.live && html`<p class="asof">${liveLink(speech, model.live)}</p>`}
<p>${test.intro}</p>
<form method="post" action="/${language}/staff/test-message">
${token(model.csrf)}
<label for="to">${test.to}</label>
<select id="to" name="to" required${describedBy(model.problem, 'to-hint')}><option value="">–</option>${model.contacts.map(({ commune, contact }) => option(valueOf(commune.id, contact.id), nameOf(speech, commune, contact, addressesOf(contact))))}${model.webhooks.map((id) => option(valueOfWebhook(id), test.machine(id)))}</select>
<p class="hint" id="to-hint">${model.webhooks.length > 0 ? test.hintWithMachines : test.hint}</p>
<button class="main">${test.send}</button>
</form>
${reachedSection(speech, model)}
${backToStaff(speech)}`;
}

function outcome(
  speech: Speech,
  { contacts, timeZone }: TestPage,
  { commune, recipient, channel, delivery }: TestPage['last'][number],
): Html {
  const { test } = speech.page;
  const to = contacts.find((each) => each.commune.id === commune && each.contact.id === recipient.id);
  const said = test.by[channel === 'log' || channel === 'push' ? 'email' : channel];
  const address = to && (channel === 'email' ? to.contact.email : to.contact.phone);
  const machine = recipient.kind === 'webhook' && html` – ${test.machine(recipient.id)}`;
  const who = html`<strong>${said.title}</strong>${machine}${to && html` – ${nameOf(speech, to.commune, to.contact, inPart(address ?? '–'))}`}<br>`;
  if (delivery.status === 'pending') return html`<p class="hint" role="status">${who}… ${said.onItsWay}</p>`;
  const reported = reportText(speech, delivery, timeZone);
  if (reported !== null) {
    const looks = { dropped: 'warning', sent: 'underwayAs' in delivery ? 'hint' : 'done' }[delivery.status];
    return html`<p class="${looks}" role="${delivery.status === 'dropped' ? 'alert' : 'status'}">${who}${reported}</p>`;
  }
  if (delivery.status === 'dropped')
    return html`<p class="warning" role="alert">${who}✗ ${test.notSent(whyNotSent(speech.page, delivery.reason))}</p>`;
  const at = dayAndTime(delivery.sentAt, timeZone, speech.language);
  return html`<p class="done" role="status">${who}✓ ${said.taken(at, delivery.providerId ?? '–')}<br>${said.look}</p>`;
}

function addressesOf({ email, phone }: Contact): string {
  return [email, ...(phone === null ? [] : [phone])].map(inPart).join(', ');
}

function nameOf({ page }: Speech, commune: Commune, { name, role }: Contact, address: string): string {
  return `${name} (${page.answer.roles[role]}, ${commune.name}), ${address}`;
}
