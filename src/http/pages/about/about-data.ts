import { html } from 'hono/html';
import { voices } from '../../../notification/words/letterhead.ts';
import type { LegalBasis } from '../../../territory/publisher.ts';
import type { Speech } from '../../speech.ts';
import type { AboutView } from '../../views/about-view.ts';
import type { Html } from '../html.ts';
import { inLanguage, list } from '../pieces.ts';
import { facts } from './about-facts.ts';

/** What GDPR, art. 13, has people told: who decides, what for, on what ground, what is kept for how long, who receives it, and their rights. */
export function aboutData(speech: Speech, view: AboutView): Html {
  const { data } = speech.page.about;
  return html`<section id="data"><h2>${data.title}</h2>
${controllers(speech, view)}
${residents(speech, view)}
<h3>${data.officials.title}</h3>
${facts(speech, [
  [data.purpose, data.officials.purpose],
  [data.what, data.officials.what],
  [data.basis, basisOf(speech, view.publisher.dataProtection.legalBasis.officials)],
  [data.kept, data.officials.kept],
])}
<h3>${data.visitors.title}</h3><p>${data.visitors.text}</p>
<p>${data.backups}</p>
${recipients(speech, view)}
${rights(speech, view)}</section>`;
}

function controllers(speech: Speech, { publisher, controllers: others, townLanguage }: AboutView): Html {
  const { data } = speech.page.about;
  const { labelled } = voices[speech.language].around;
  const said = (text: string | null) => text && inLanguage(speech, townLanguage, text);
  const { officer } = publisher.dataProtection;
  const own = facts(speech, [
    [data.controller, said(publisher.name)],
    [data.officer, said(officer)],
  ]);
  if (others.length === 0) return own;
  return html`${own}<p>${data.otherControllers}</p>
<ul>${others.map(
    ({ commune, controller }) =>
      html`<li>${said(labelled(commune.name, `${controller.name}, ${controller.contact}`))}${controller.officer && ` (${labelled(data.officer, controller.officer)})`}</li>`,
  )}</ul>`;
}

function residents(speech: Speech, { waysToResidents, publisher }: AboutView): Html {
  const { data } = speech.page.about;
  const words = data.residents;
  if (waysToResidents.length === 0) return html`<p>${data.nobodySubscribes}</p>`;
  return html`<h3>${words.title}</h3>
${facts(speech, [
  [data.purpose, words.purpose],
  [data.what, list([...waysToResidents.map((way) => words.what[way]), words.always])],
  [data.basis, basisOf(speech, publisher.dataProtection.legalBasis.residents)],
  [data.kept, words.kept],
])}
<p>${words.free}</p>`;
}

function basisOf({ page }: Speech, basis: LegalBasis | null): string | null {
  return basis && page.about.data.bases[basis];
}

function recipients(
  speech: Speech,
  { ways, waysToResidents, tellsMachines, pushServices, publisher, townLanguage }: AboutView,
): Html {
  const { recipients: words } = speech.page.about.data;
  const { processors } = publisher.dataProtection;
  return html`<h3>${words.title}</h3>
<ul><li>${words.publisher}</li>
<li>${words.host}</li>
${waysToResidents.length > 0 && html`<li>${words.residents}</li>`}
${(['email', 'sms', 'voice'] as const).map((way) => ways.has(way) && html`<li>${words[way]}</li>`)}
${pushServices.length > 0 && html`<li>${words.push(pushServices.join(', '))}</li>`}
${tellsMachines && html`<li>${words.machines}</li>`}
${processors.length > 0 && html`<li>${words.named}<ul>${processors.map((each) => html`<li>${inLanguage(speech, townLanguage, each)}</li>`)}</ul></li>`}</ul>
<p>${words.noOther}</p>`;
}

function rights(speech: Speech, { publisher, waysToResidents }: AboutView): Html {
  const { rights: words } = speech.page.about.data;
  const { authority } = publisher.dataProtection;
  const leave = [...new Set(waysToResidents.map((way) => words.leave[way === 'push' ? 'push' : 'message']))];
  return html`<h3>${words.title}</h3>${list(words.list)}<p>${[...leave, words.how].join(' ')}</p>
<p>${words.complaint(authority ? `${authority.name} (${authority.url})` : words.anyAuthority)}</p>`;
}
