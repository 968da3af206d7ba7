import { html } from 'hono/html';
import { datedDay } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { AboutView } from '../../views/about-view.ts';
import type { Html } from '../html.ts';
import { decimal, inLanguage } from '../pieces.ts';

/** The accessibility statement: what an audit found, what a machine checked and what nobody did, whom to turn to. */
export function aboutAccess(speech: Speech, { publisher, conformity, townLanguage }: AboutView): Html {
  const { accessibility: words, notFilledIn } = speech.page.about;
  const { audit, notAccessible, planUrl } = publisher.accessibility;
  const found =
    audit && words.found(audit.by, datedDay(audit.on, 'UTC', speech.language), decimal(speech, audit.percent));
  const { email, phone, address } = publisher;
  const ways = [
    email && html`<a href="mailto:${email}">${email}</a>`,
    phone,
    address && inLanguage(speech, townLanguage, address),
  ];
  const known = ways.filter((each) => each !== null);
  return html`<section id="accessibility"><h2>${words.title}</h2>
<p><strong>${words.state[conformity]}</strong> ${found}</p>
<p>${words.law}</p>
<p>${words.checked}</p>
<p>${words.notChecked}</p>
${notAccessible.length > 0 && html`<h3>${words.notAccessible}</h3><ul>${notAccessible.map((each) => html`<li>${inLanguage(speech, townLanguage, each)}</li>`)}</ul>`}
${planUrl && html`<p><a href="${planUrl}">${words.plan}</a></p>`}
<p>${words.contact} ${known.length === 0 ? html`<em>${notFilledIn}</em>` : known.map((each, index) => html`${index > 0 && ' · '}${each}`)}</p>
<p>${words.appeal}</p></section>`;
}
