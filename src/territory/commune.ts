import type { RaisedLevel } from './alert-level.ts';

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
  language: Language;
}

/** What to do now, from the commune's own safeguard plan (in France the PCS). */
export interface ActionCard {
  /** For the mayor and staff. */
  staff: readonly string[];
  /** For residents. */
  residents: readonly string[];
}

export interface Commune {
  id: string;
  name: string;
  timeZone: string;
  languages: readonly Language[];
  watches: readonly Watch[];
  contacts: readonly Contact[];
  actionCards: Readonly<Record<RaisedLevel, Translated<ActionCard>>>;
}
