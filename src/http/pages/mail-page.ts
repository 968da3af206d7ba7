import { html, raw } from 'hono/html';
import type { CaughtMail } from '../../notification/caught-mail.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './html.ts';
import { instantOf } from './time-tags.ts';

/** Newest first; each is numbered from the oldest, so that its address stays when more come. */
export function mailList(speech: Speech, mail: readonly CaughtMail[], timeZone: string): Html {
  const { page, language } = speech;
  return html`<h1>${page.mail.title}</h1><p>${page.mail.intro}</p>${mail.length === 0 && html`<p>${page.mail.empty}</p>`}
<ul class="log">${mail.map(
    (each, index) =>
      html`<li><a class="row" href="/demo/mail/${mail.length - index}?lang=${language}">${each.subject}</a><br>${page.mail.to} ${each.to} · ${instantOf(speech, each.receivedAt, timeZone)}</li>`,
  )}</ul>`;
}

export function mailText(speech: Speech, mail: CaughtMail, timeZone: string): Html {
  const { page, language } = speech;
  return html`<h1>${mail.subject}</h1>
<p>${page.mail.to} ${mail.to} · ${instantOf(speech, mail.receivedAt, timeZone)}</p>
<div class="letter">${withLinks(mail.text)}</div>
<p><a class="row" href="/demo/mail?lang=${language}">${page.mail.back}</a></p>`;
}

/** The text, escaped piece by piece, with its web addresses as links. */
function withLinks(text: string): readonly Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((piece, index) => (index % 2 === 1 ? html`<a href="${piece}">${piece}</a>` : lines(piece)));
}

function lines(text: string): Html {
  return html`${text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [raw('<br>'), line]))}`;
}
