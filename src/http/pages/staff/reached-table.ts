import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import { DAY_MS } from '../../../lib/units.ts';
import type { Reached } from '../../../notification/tried/receipts.ts';
import { addressBy } from '../../../notification/ways.ts';
import type { Commune, Contact } from '../../../territory/commune.ts';
import { nameOrder } from '../../../text/names.ts';
import type { Speech } from '../../speech.ts';
import { reportText, whyNotSent } from '../../text/delivery-text.ts';
import { inPart } from '../../text/in-part.ts';
import { areMany } from '../../views/own-communes.ts';
import { communeLinks } from '../commune-links.ts';
import { token } from '../form.ts';
import type { Html } from '../html.ts';
import { datedDayOf } from '../time-tags.ts';

const YEAR_MS = 365 * DAY_MS;
/** Of an agency's twelve hundred nobody reads to the end: the first are those to see to, and the others are found by their commune. */
const LISTED = 50;

interface ReachedSection {
  reached: readonly Reached[];
  now: Instant;
  /** Only of this commune. */
  only: Commune | null;
}

/** Whom messages reach, as they said themselves: those of whom that is least sure first. Of many communes those who are sure are folded. */
export function reachedSection(speech: Speech, { reached, now, only }: ReachedSection): Html {
  const { page, language } = speech;
  const text = page.reached;
  const inOrder = nameOrder(language);
  const communes = [...new Set(reached.map(({ commune }) => commune))].sort((a, b) => inOrder(a.name, b.name));
  // Where only the first are listed, what somebody must mend does not wait behind whom nobody has tried yet.
  const isToMend = (each: Reached) => Number(areMany(communes) && isRefused(each));
  const sorted = reached
    .filter(({ commune }) => only === null || commune === only)
    .toSorted(
      (a, b) =>
        isToMend(b) - isToMend(a) || age(a.receivedAt) - age(b.receivedAt) || age(a.tried?.at) - age(b.tried?.at),
    );
  const written = sorted.filter((each) => !isCall(each));
  const [toTry, sure] = [written.filter((each) => !isSure(each, now)), written.filter((each) => isSure(each, now))];
  const isLong = areMany(communes) && only === null;
  const howMany = text.toTry(toTry.length, written.length);
  const toList = sorted.filter((each) => (isCall(each) ? isRefused(each) : !isSure(each, now)));
  // One commune, or a few, is listed to the end: nothing else leads to who would be left out.
  const cut = (rows: readonly Reached[]) => html`${table(speech, isLong ? rows.slice(0, LISTED) : rows, now)}
${isLong && rows.length > LISTED && html`<p>${text.firstOf(LISTED)}</p>`}`;
  return html`<h2>${text.all}</h2>
<form method="get" action="/${language}/staff/test-message/all">
<label for="commune">${text.allOf}</label>
<select id="commune" name="commune">${communes.map(({ id, name }) => html`<option value="${id}"${id === only?.id && html` selected`}>${name}</option>`)}</select>
<button>${text.allGo}</button>
</form>
${communes.length > 1 && html`<p class="links"><a href="/${language}/staff/test-message/round">${page.round.link}</a> <a href="/${language}/staff/test-message/communes">${page.round.results}</a></p>`}
<h2 id="reached">${text.title}${only && html` – ${only.name}`}</h2>
<p class="lead">${toTry.length > 0 ? html`<strong class="bad">! ${howMany}</strong>` : html`✓ ${howMany}`}</p>
<p class="hint">${text.intro}</p>
${cut(isLong ? toList : sorted)}
${isLong && sure.length > 0 && html`<details><summary>${text.sure(sure.length)}</summary>${cut(sure)}</details>`}
${areMany(communes) && communeLinks(speech, communes, { path: '/staff/test-message', isOpen: false })}`;
}

/** Asks before a test goes to everybody. */
export function testAllPage(speech: Speech, commune: Commune, csrf: string): Html {
  const { page, language } = speech;
  const text = page.reached;
  const back = `/${language}/staff/test-message`;
  return html`<h1>${text.allAsk(commune.name)}</h1>
<p>${text.allText(commune.contacts.length)}</p>
<ul>${commune.contacts.map((contact) => html`<li>${nameOf(speech, contact)}</li>`)}</ul>
<form method="post" action="${back}/all">
${token(csrf)}<input type="hidden" name="commune" value="${commune.id}">
<button class="main">${text.allSend}</button>
</form>
<p class="links"><a href="${back}">${text.back}</a></p>`;
}

function table(speech: Speech, rows: readonly Reached[], now: Instant): Html {
  const text = speech.page.reached;
  return html`<table class="stack reached">
<thead><tr><th scope="col">${text.contact}</th><th scope="col">${text.way}</th><th scope="col">${text.tried}</th><th scope="col">${text.received}</th></tr></thead>
<tbody>${rows.map((each) => row(speech, each, now))}</tbody></table>`;
}

function row(speech: Speech, each: Reached, now: Instant): Html {
  const { reached } = speech.page;
  const { commune, contact, way } = each;
  const address = inPart(addressBy(way, contact));
  return html`<tr><th scope="row">${nameOf(speech, contact)}, ${commune.name}</th>
<td data-label="${reached.way}">${reached.ways[way]}<br>${inParts(address)}</td>
<td data-label="${reached.tried}">${triedText(speech, each)}</td>
<td data-label="${reached.received}">${receivedText(speech, each, now)}</td></tr>`;
}

/** On a narrow phone a line ends between the parts of an address, not within one. */
function inParts(address: string): Html {
  return html`${address.split(/(?<=@)|(?=\.)/).map((part, index) => html`${index > 0 && html`<wbr>`}${part}`)}`;
}

function triedText(speech: Speech, { tried, commune }: Reached): Html {
  const { reached } = speech.page;
  if (!tried) return html`${reached.neverTried}`;
  const at = datedDayOf(speech, tried.at, commune.timeZone);
  const { delivery } = tried;
  const reported = reportText(speech, delivery, commune.timeZone);
  if (reported !== null)
    return delivery.status === 'dropped' ? html`<strong class="bad">${reported}</strong>, ${at}` : html`${reported}`;
  if (delivery.status === 'dropped')
    return html`<strong class="bad">✗ ${reached.refused}</strong>, ${at}<br>${whyNotSent(speech.page, delivery.reason)}`;
  return delivery.status === 'sent' ? html`✓ ${reached.accepted}, ${at}` : html`… ${reached.onItsWay}, ${at}`;
}

function receivedText(speech: Speech, each: Reached, now: Instant): Html {
  const { reached } = speech.page;
  if (isCall(each)) return html`–`;
  if (each.receivedAt === null) return html`<strong class="bad">! ${reached.neverReceived}</strong>`;
  const at = datedDayOf(speech, each.receivedAt, each.commune.timeZone);
  return isRecent(each.receivedAt, now)
    ? html`✓ ${at}`
    : html`<strong class="bad">! ${reached.longAgo}</strong>, ${at}`;
}

/** It brings no link: that the gateway took it is all there is, and confirms nothing. */
export function isCall({ way }: Reached): boolean {
  return way === 'voice';
}

/** What was refused since counts for more than what was once confirmed. */
function isSure(each: Reached, now: Instant): boolean {
  return each.receivedAt !== null && isRecent(each.receivedAt, now) && !isRefused(each);
}

function isRecent(at: Instant, now: Instant): boolean {
  return now - at < YEAR_MS;
}

/** The last test was refused, or is reported lost, and the person has not said that it came all the same. */
export function isRefused({ tried }: Reached): boolean {
  return tried?.delivery.status === 'dropped' && !tried.isConfirmed;
}

/** Never is the oldest. */
function age(at: Instant | null | undefined): Instant {
  return at ?? 0;
}

function nameOf({ page }: Speech, { name, role }: Contact): string {
  return `${name} (${page.answer.roles[role]})`;
}
