import { html } from 'hono/html';
import type { OfficialStanding } from '../../reading/national/official-warning.ts';
import { type OfficialLevel, vigicruesLevels } from '../../territory/official-warning.ts';
import { isSameDay } from '../../text/local-time.ts';
import { officialLine, officialPlace } from '../../text/official-text.ts';
import type { Speech } from '../speech.ts';
import type { CommuneView } from '../views/commune-view.ts';
import type { Html } from './html.ts';
import { ageOnPage, seenAt } from './time-tags.ts';

type Official = Pick<CommuneView, 'official' | 'commune' | 'now'>;

/** What the State says of the commune's places: its words and colours, with whose they are and how old; nothing where none is set. */
export function officialSection(speech: Speech, view: Official): Html | null {
  const { page } = speech;
  if (view.official.length === 0) return null;
  return html`<section id="official"><h2>${page.official.title}</h2>
${view.official.map((each) => standing(speech, each, view))}
<p class="hint">${page.official.apart} ${officialOwners(speech, view.official)}</p></section>`;
}

/** Whose words these are, each of them once. */
export function officialOwners({ words, page }: Speech, said: readonly Pick<OfficialStanding, 'service'>[]): string {
  const owners = new Set(said.map(({ service }) => words.official.services[service].owner));
  return [...owners].map(page.official.source).join(' ');
}

/** The same on a row of the facts: what it says, and how old that is. */
export function officialRow(speech: Speech, view: Official): Html | null {
  if (view.official.length === 0) return null;
  const { page } = speech;
  return html`<div><dt>${page.official.title}</dt><dd>${view.official.map(
    (each) =>
      html`<p>${officialTag(speech, each, view)}<br>${officialPlace(speech.words, each)}. ${asOf(speech, each, view)} <a href="#official">${page.official.more}</a></p>`,
  )}</dd></div>`;
}

/** In a line, with the name of the service: it never stands alone. */
export function officialTag(
  { words }: Speech,
  each: OfficialStanding,
  { commune, now }: Omit<Official, 'official'>,
  among?: readonly OfficialStanding[],
): Html {
  const text = officialLine(words, each, { now, timeZone: commune.timeZone }, among);
  return html`<strong class="official-tag ${colourOf(each)}">${text}</strong>`;
}

function standing(speech: Speech, each: OfficialStanding, view: Official): Html {
  const { words } = speech;
  const { spell, isCurrent } = each;
  const { address } = words.official.services[each.service];
  return html`<p>${officialTag(speech, each, view)}<br>${officialPlace(speech.words, each)}</p>
${spell && isCurrent && html`<p>${words.official.levels[spell.level].meaning}</p>`}
<p class="hint">${asOf(speech, each, view)} <a rel="noreferrer" href="https://${address}/">${address}</a></p>`;
}

/** When the service made what we read, and when we read it. */
function asOf(speech: Speech, { spell }: OfficialStanding, { commune, now }: Omit<Official, 'official'>): string {
  if (spell === null) return '';
  const { statedAt, lastSeenAt } = spell;
  const stated = statedAt === null ? null : speech.words.instant(statedAt, commune.timeZone);
  const seen = `${seenAt(speech, lastSeenAt, now, commune.timeZone)}${ageOnPage(speech, lastSeenAt, now)}`;
  return speech.page.official.asOf(stated, seen, isSameDay(lastSeenAt, now, commune.timeZone));
}

const colours: ReadonlySet<OfficialLevel> = new Set(vigicruesLevels);

/** The State's four colours are its own, for what it says now; of what is not seen there is none. */
function colourOf({ spell, isCurrent }: OfficialStanding): string {
  return spell && isCurrent && colours.has(spell.level) ? `official-${spell.level}` : 'official-plain';
}
