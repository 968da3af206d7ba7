import type { ActionCard, Commune, Language, Translated } from '../territory/commune.ts';
import type { CommuneDefaults, CommuneEntry } from './schema/communes-file.ts';

/** A commune with every default filled in. */
export function toCommune(entry: CommuneEntry, defaults: CommuneDefaults, spoken: readonly Language[]): Commune {
  const languagesHere = entry.languages ?? defaults.languages ?? spoken;
  const { prepare, act, danger } = entry.actionCards;
  const translate = (cards: typeof prepare): Translated<ActionCard> => {
    // A reader whose language the commune does not write gets its first one: an instruction in French beats none.
    const first = languagesHere.map((language) => cards[language]).find((card) => card !== undefined)!;
    return { fr: cards.fr ?? first, en: cards.en ?? first };
  };
  return {
    id: entry.id,
    name: entry.name,
    timeZone: entry.timeZone ?? defaults.timeZone ?? 'UTC',
    languages: languagesHere,
    watches: entry.watches,
    contacts: entry.contacts.map((contact) => ({ ...contact, language: contact.language ?? languagesHere[0]! })),
    actionCards: { prepare: translate(prepare), act: translate(act), danger: translate(danger) },
  };
}
