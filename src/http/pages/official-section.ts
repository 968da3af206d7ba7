import { html } from 'hono/html';
import type { OfficialStanding } from '../../reading/official-warning.ts';
import type { OfficialLevel } from '../../territory/official-warning.ts';
import { vigicruesLevels } from '../../territory/official-warning.ts';
import { officialLine } from '../../text/official-text.ts';
import type { Speech } from '../speech.ts';
import type { CommuneView } from '../views/commune-view.ts';
import type { Html } from './layout.ts';
import { ageOnPage, seenAt } from './pieces.ts';

type Official = Pick<CommuneView, 'official' | 'commune' | 'now'>;

/** What the State says of the commune's places: its words and colours, with whose they are and how old; nothing where none is set. */
export function officialSection(speech: Speech, view: Official): Html | null {
  const { page } = speech;
  if (view.official.length === 0) return null;
  const owners = new Set(view.official.map(({ service }) => speech.words.official.services[service].owner));
  return html`<section class="official"><h2>${page.official.title}</h2>
${view.official.map((each) => standing(speech, each, view))}
<p class="hint">${page.official.apart} ${page.official.source([...owners].join(' ; '))}</p></section>`;
}

/** In a line, with the name of the service: it never stands alone. */
export function officialTag(
  { words }: Speech,
  each: OfficialStanding,
  { commune, now }: Omit<Official, 'official'>,
): Html {
  const text = officialLine(words, each, { now, timeZone: commune.timeZone });
  return html`<strong class="tag ${colourOf(each)}">${text}</strong>`;
}

function standing(speech: Speech, each: OfficialStanding, view: Official): Html {
  const { page, words } = speech;
  const { commune, now } = view;
  const { spell, isCurrent } = each;
  const { place, address } = words.official.services[each.service];
  const stated = spell?.statedAt == null ? null : words.instant(spell.statedAt, commune.timeZone);
  const seen =
    spell && `${seenAt(speech, spell.lastSeenAt, now, commune.timeZone)}${ageOnPage(speech, spell.lastSeenAt, now)}`;
  return html`<p>${officialTag(speech, each, view)} ${place(spell?.name ?? each.place)}</p>
${spell && isCurrent && html`<p>${words.official.levels[spell.level].meaning}</p>`}
<p class="hint">${seen && page.official.asOf(stated, seen)} <a rel="noreferrer" href="https://${address}/">${address}</a></p>`;
}

const colours: ReadonlySet<OfficialLevel> = new Set(vigicruesLevels);

/** The State's four colours are its own, for what it says now; of what is not seen there is none. */
function colourOf({ spell, isCurrent }: OfficialStanding): string {
  return spell && isCurrent && colours.has(spell.level) ? `official-${spell.level}` : 'official-plain';
}
