import type { RaisedLevel } from '../territory/alert-level.ts';
import type { Area } from '../territory/area.ts';
import type { ActionCard, Commune, EscalationDelays, Language, Translated } from '../territory/commune.ts';
import type { OfficialSource } from '../territory/official-warning.ts';
import type { CommuneDefaults, CommuneEntry, OfficialWarningEntry } from './schema/communes-file.ts';

/** The higher the level, the sooner somebody else is asked: at `prepare` nobody need be woken for minutes. */
const usual: Commune['escalation'] = {
  prepare: { nextAfterMin: 30, againAfterMin: 120 },
  act: { nextAfterMin: 10, againAfterMin: 60 },
  danger: { nextAfterMin: 5, againAfterMin: 15 },
};

/** A commune with every default filled in. */
export function toCommune(
  entry: CommuneEntry,
  defaults: CommuneDefaults,
  { spoken, area }: { spoken: readonly Language[]; area: Area | null },
): Commune {
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
    codes: entry.codes ?? [],
    area,
    officialWarnings: (entry.officialWarnings ?? []).map(toOfficialSource),
    controller: toController(entry.controller ?? defaults.controller),
    broadcaster: toBroadcaster(entry.broadcaster ?? defaults.broadcaster),
    languages: languagesHere,
    watches: entry.watches,
    contacts: entry.contacts.map((contact) => ({
      ...contact,
      phone: contact.phone ?? null,
      language: contact.language ?? languagesHere[0]!,
    })),
    escalation: toEscalation(entry, defaults),
    actionCards: { prepare: translate(prepare), act: translate(act), danger: translate(danger) },
  };
}

/** @example toOfficialSource({ vigicrues: { section: 'CO1' } }) // { service: 'vigicrues', place: 'CO1' } */
export function toOfficialSource({ vigicrues, environmentAgency }: OfficialWarningEntry): OfficialSource {
  if (vigicrues) return { service: 'vigicrues', place: vigicrues.section };
  // One of the two is there: the schema says so.
  return { service: 'environment-agency', place: environmentAgency!.area };
}

function toController(entry: CommuneEntry['controller']): Commune['controller'] {
  return entry === undefined ? null : { ...entry, officer: entry.officer ?? null };
}

function toBroadcaster(entry: CommuneEntry['broadcaster']): Commune['broadcaster'] {
  return entry === undefined ? null : { name: entry.name, phone: entry.phone ?? null };
}

function toEscalation(entry: CommuneEntry, defaults: CommuneDefaults): Commune['escalation'] {
  const delaysAt = (level: RaisedLevel): EscalationDelays => ({
    ...usual[level],
    ...defaults.escalation?.[level],
    ...entry.escalation?.[level],
  });
  return { prepare: delaysAt('prepare'), act: delaysAt('act'), danger: delaysAt('danger') };
}
