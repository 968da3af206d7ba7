import { html } from 'hono/html';
import { spacedNumber } from '../../../people/phone-number.ts';
import type { Station } from '../../../territory/station.ts';
import type { StationPhone, StationPhones } from '../../../territory/station-phone.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';

/** Whom to ring about the river, in the order of the gauges; who answers for several stands once. `null` where there is nobody. */
export function whomToRing({ page }: Speech, stations: readonly Station[], phones: StationPhones): Html | null {
  const known = stations.flatMap(({ id, name: station }) => {
    const phone = phones.get(id);
    return phone ? [{ station, phone }] : [];
  });
  if (known.length === 0) return null;
  const answering = Map.groupBy(known, ({ phone }) => `${phone.number} ${phone.name}`);
  return html`<h3>${page.gauge.whomToRing}</h3>
<ul>${[...answering.values()].map((each) => html`<li>${ringLink(each[0]!.phone)}<br><span class="hint">${each.map(({ station }) => station).join(', ')}</span></li>`)}</ul>`;
}

/** A touch rings on a phone; on paper the number is read. */
export function ringLink({ name, number }: StationPhone): Html {
  return html`${name} <a class="row" href="tel:${number}" aria-label="${name}, ${spacedNumber(number)}">${spacedNumber(number)}</a>`;
}
