import { html } from 'hono/html';
import type { Speech } from '../../speech.ts';
import type { AboutView } from '../../views/about-view.ts';
import type { Html } from '../html.ts';
import { inLanguage, list } from '../pieces.ts';
import { aboutAccess } from './about-access.ts';
import { aboutData } from './about-data.ts';
import { facts } from './about-facts.ts';

/** Who is behind the site, what becomes of people's data, and how accessible it is. What is not filled in is called so. */
export function aboutPage(speech: Speech, view: AboutView): Html {
  const { about } = speech.page;
  return html`<h1>${about.title}</h1>
${view.isIncomplete && html`<p class="warning" role="note">${about.incomplete}</p>`}
${legalNotice(speech, view)}
${aboutData(speech, view)}
${cookies(speech, view)}
${aboutAccess(speech, view)}
${sources(speech, view)}
<section id="software"><h2>${about.software.title}</h2>
<p>${about.software.text} <a href="https://www.apache.org/licenses/LICENSE-2.0">${about.software.licence}</a></p></section>`;
}

function legalNotice(speech: Speech, { publisher, townLanguage }: AboutView): Html {
  const { publisher: words } = speech.page.about;
  const { name, address, phone, email, director, host } = publisher;
  const said = (text: string | null) => text && inLanguage(speech, townLanguage, text);
  const mail = email && html`<a href="mailto:${email}">${email}</a>`;
  const hosted = host && html`${said(`${host.name}, ${host.address}, ${host.phone}`)}`;
  return html`<section id="publisher"><h2>${words.title}</h2>${facts(speech, [
    [words.name, said(name)],
    [words.address, said(address)],
    [words.phone, phone],
    [words.email, mail],
    [words.director, said(director)],
    [words.host, hosted],
  ])}</section>`;
}

function cookies({ page }: Speech, { pushServices }: AboutView): Html {
  const { cookies: words } = page.about;
  return html`<section id="cookies"><h2>${words.title}</h2><p>${words.none}</p>
${list([...words.login, ...(pushServices.length > 0 ? [words.push] : [])])}</section>`;
}

function sources(speech: Speech, { sources: { owners, unnamed }, townLanguage }: AboutView): Html {
  const { sources: words } = speech.page.about;
  return html`<section id="sources"><h2>${words.title}</h2>
${owners.length > 0 && html`<p>${words.intro}</p><ul>${owners.map((owner) => html`<li>${inLanguage(speech, townLanguage, owner)}</li>`)}</ul>`}
${unnamed.length > 0 && html`<p>${words.own} ${unnamed.join(' ; ')}.</p>`}</section>`;
}
