import { html } from 'hono/html';
import type { Network } from '../../../territory/network.ts';
import type { Speech } from '../../speech.ts';
import { offerOf } from '../../text/offer.ts';
import type { CommuneView } from '../../views/commune-view.ts';
import { gaugeSection } from '../gauge-section.ts';
import type { Html } from '../html.ts';
import { type Live, liveLink } from '../live-link.ts';
import { officialSection } from '../official-section.ts';
import { riverLine } from '../river/river-line.ts';
import { dataAge } from './data-age.ts';
import { publicAdvice, publicHead } from './public-level.ts';
import { type PushSection, pushSection } from './push-section.ts';
import { type SubscribeForm, subscribeForm } from './subscribe-form.ts';

export interface CommunePage {
  view: CommuneView;
  network: Network;
  /** While it reloads by itself there is no form to type in. */
  live: Live;
  /** How residents subscribe: by no way where none is offered. */
  subscribe: Omit<SubscribeForm, 'commune'>;
  /** How their browsers do; `null`: not at all. */
  push: Omit<PushSection, 'commune'> | null;
}

/** What a resident needs, in the order in which it is needed: level, what to do, the river, what comes, being told. */
export function communePage(speech: Speech, { view, network, live, subscribe, push }: CommunePage): Html {
  const { page, language } = speech;
  const { commune, now, gauges } = view;
  const { timeZone } = commune;
  const offer = offerOf(subscribe.offered);
  const isOffered = subscribe.offered.length > 0;
  const here = `/${language}/communes/${commune.id}`;
  const following = live.isLive;
  return html`${publicHead(speech, view)}
${publicAdvice(speech, view)}
${dataAge(speech, view)}
${officialSection(speech, view)}
<p class="links">${liveLink(speech, live)}
${isOffered && html`<a href="${following ? `${here}#subscribe` : '#subscribe'}">${page.subscribe.goToForm[offer]}</a>`}
${!isOffered && push && !following && html`<a id="to-push" hidden href="#push">${page.push.title}</a>`}</p>
<section><h2>${page.commune.river}</h2>
${gauges.map((gauge) => gaugeSection(speech, gauge, { network, timeZone, now, reaches: null }))}</section>
${riverLine(speech, view)}
<div${(isOffered || push) && html` id="subscribe"`}>${!following && push && pushSection(speech, { ...push, commune: commune.id })}
${isOffered ? !following && subscribeForm(speech, { ...subscribe, commune: commune.id }) : html`<section><h2>${page.subscribe.notOffered[offer]}</h2><p>${page.subscribe.notOfferedText[offer]}</p></section>`}</div>
${view.official.length === 0 && html`<p class="hint">${page.commune.notVigilance}</p>`}
${attribution(speech, view)}`;
}

function attribution({ page }: Speech, { gauges, upstream }: CommuneView): Html | null {
  const owners = new Set([...gauges, ...upstream].flatMap(({ station }) => station.attribution ?? []));
  return owners.size === 0 ? null : html`<p class="hint">${[...owners].map(page.commune.attribution).join(' ')}</p>`;
}
