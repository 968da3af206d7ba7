import { html } from 'hono/html';
import type { ShownJournal } from '../../../notification/journal.ts';
import { withoutAddresses } from '../../../notification/without-addresses.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Speech } from '../../speech.ts';
import { whyNotSent } from '../../text/delivery-text.ts';
import type { Html } from '../html.ts';
import { backToStaff, caution, inLanguage } from '../pieces.ts';
import { stackTable } from '../table.ts';
import { datedInstantOf } from '../time-tags.ts';

interface NeverArrivedPage {
  rows: Awaited<ReturnType<ShownJournal['neverArrived']>>;
  own: readonly Commune[];
  person: (id: string) => string;
}

/** What never arrived, newest first: to whom, why, and what can be done about it. */
export function neverArrivedPage(speech: Speech, { rows, own, person }: NeverArrivedPage): Html {
  const { page, language } = speech;
  const { staff, mayor } = page;
  if (rows === null) return html`<h1>${staff.neverArrived}</h1>${caution(staff.messagesUnread)}${backToStaff(speech)}`;
  type Row = (typeof rows)[number];
  const communes = new Map(own.map((each) => [each.id, each]));
  const whom = ({ recipient: { kind, id }, count }: Row) => {
    if (kind === 'webhook') return staff.machine(id);
    return kind === 'contact' ? person(id) : staff.residents(count);
  };
  // A resident's address is for nobody to read; whose a contact's is stands beside it.
  const why = ({ recipient, delivery }: Row) => {
    const said = delivery.status === 'dropped' ? whyNotSent(page, delivery.reason) : '';
    return recipient.kind === 'contact' ? said : withoutAddresses(said);
  };
  const table = stackTable(rows, [
    [mayor.person, whom],
    [staff.commune, ({ commune }) => communes.get(commune)?.name ?? commune],
    [
      mayor.what,
      ({ subject, language, channel }) => html`${inLanguage(speech, language, subject)} (${mayor.ways[channel]})`,
    ],
    [
      staff.createdAt,
      ({ createdAt, commune }) => datedInstantOf(speech, createdAt, communes.get(commune)?.timeZone ?? 'UTC'),
    ],
    [staff.reason, why],
  ]);
  return html`<h1>${staff.neverArrived}</h1>
${rows.length === 0 ? html`<p>✓ ${staff.allArrived}</p>` : html`<p>${staff.neverArrivedHint}</p>${table}`}
<p class="hint">${staff.replacedNotListed}</p>
<p class="links"><a href="/${language}/staff/test-message">${page.test.link}</a></p>${backToStaff(speech)}`;
}
