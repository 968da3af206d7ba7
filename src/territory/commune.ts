import type { RaisedLevel } from './alert-level.ts';
import type { Area } from './area.ts';
import type { OfficialSource } from './official-warning.ts';
import type { Controller } from './publisher.ts';

export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];
export type Translated<T> = Readonly<Record<Language, T>>;

/** The stage (metres at the gauge) that matters to the commune, one a level. */
export type Marks = Readonly<Record<RaisedLevel, number>>;

/** A gauge that a commune watches, and the marks that matter to it there. */
export interface Watch {
  station: string;
  marks: Marks;
}

/** Who is rung, in this order. */
export const contactRoles = ['mayor', 'deputy', 'duty-officer', 'agency'] as const;
export type ContactRole = (typeof contactRoles)[number];

export interface Contact {
  id: string;
  role: ContactRole;
  name: string;
  email: string;
  /** In the form of E.164 (`+33612345678`): the number from which a reply counts as this person's. */
  phone: string | null;
  language: Language;
}

/** How long the ladder waits for an answer at one level, in minutes. */
export interface EscalationDelays {
  /** Before the next of the ladder is asked. */
  nextAfterMin: number;
  /** Before everybody is asked again, once all have been; each time after that twice as long, up to eight times, at `danger` up to twice. */
  againAfterMin: number;
}

/** What to do now, from the commune's own safeguard plan (in France the PCS). */
export interface ActionCard {
  /** For the mayor and staff. */
  staff: readonly string[];
  /** For residents. */
  residents: readonly string[];
}

/** How machines know a commune. */
export interface Code {
  scheme: string;
  value: string;
}

export interface Commune {
  id: string;
  name: string;
  timeZone: string;
  /** Official ones, such as `11106` of the scheme `INSEE`. */
  codes: readonly Code[];
  /** `null`: by its name alone. */
  area: Area | null;
  /** Of which places the State's own warning is shown beside ours. */
  officialWarnings: readonly OfficialSource[];
  /** Who decides on its residents' data; `null`: whoever publishes the site. */
  controller: Controller | null;
  /** Who can have every phone there warned (in France the prefect, by FR-Alert); `null`: not named. `phone` is the duty desk's. */
  broadcaster: { name: string; phone: string | null } | null;
  languages: readonly Language[];
  watches: readonly Watch[];
  contacts: readonly Contact[];
  escalation: Readonly<Record<RaisedLevel, EscalationDelays>>;
  actionCards: Readonly<Record<RaisedLevel, Translated<ActionCard>>>;
}
