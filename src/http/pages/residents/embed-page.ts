import { html } from 'hono/html';
import type { Commune } from '../../../territory/commune.ts';
import type { Speech } from '../../speech.ts';
import type { CommuneView } from '../../views/commune-view.ts';
import { toCopy } from '../form.ts';
import type { Html } from '../html.ts';
import { type Live, liveLink } from '../live-link.ts';
import { instantOf } from '../time-tags.ts';
import { dataAge } from './data-age.ts';
import { publicAdvice, publicHead } from './public-level.ts';

/** What residents were told, for a frame on the town's own site: the parts of the public page that say so, and the way to all of it. */
export function embedPage(speech: Speech, view: CommuneView, live: Live): Html {
  const { page, language } = speech;
  const { commune, toldSince } = view;
  return html`${publicHead(speech, view)}
${toldSince !== null && html`<p>${page.embed.since} ${instantOf(speech, toldSince, commune.timeZone)}</p>`}
${publicAdvice(speech, view)}
${dataAge(speech, view, 'note')}
<p class="links"><a href="/${language}/communes/${commune.id}" target="_top">${page.embed.whole}</a> ${liveLink(speech, live)}</p>
<p class="hint">${page.commune.notVigilance}</p>`;
}

/** What the town's webmaster copies. */
function embedSnippet({ page, language }: Speech, baseUrl: string, { id, name }: Commune): string {
  const title = page.commune.title(name).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${baseUrl}/${language}/communes/${id}/embed" title="${title}" width="100%" height="700" style="border:0"></iframe>`;
}

/** Folded away on the mayor's page: it is needed once, and not at night. */
export function embedSection(speech: Speech, baseUrl: string, commune: Commune): Html {
  const { embed } = speech.page;
  return html`<details class="no-print"><summary>${embed.title}</summary>
<p>${embed.how}</p>
${toCopy('embed-code', embed.code, embedSnippet(speech, baseUrl, commune))}
<p><a href="/${speech.language}/communes/${commune.id}/embed">${embed.look}</a></p></details>`;
}
