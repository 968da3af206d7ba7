import type { Instant } from '../lib/clock.ts';
import type { AccountStore } from '../people/account.ts';

/** Who did it: a person's account id, or the service itself. Ids, never addresses. */
export type Actor = { person: string } | { service: true };

/** Whoever asked for something: a person with an account, or a user of the machine at its command line. */
export type AskedBy = { person: string } | { machineUser: string };

/** A person who signs what they do, and on behalf of which commune, for its record. */
export interface Who {
  person: string;
  commune: string;
}

/** On record a user of the machine is the service; their name stands in the detail. */
export function actorOf(by: AskedBy): Actor {
  return 'person' in by ? by : { service: true };
}

/** As people know them; an account that was removed by its id. */
export function nameOfAsker(by: AskedBy, accounts: Pick<AccountStore, 'find'>): string {
  return 'person' in by ? (accounts.find(by.person)?.name ?? by.person) : by.machineUser;
}

/** One line of the record. It can be followed up, never edited: the database refuses UPDATE and DELETE. */
export interface RecordEntry {
  at: Instant;
  actor: Actor;
  /** What was done, as `noun.verb`: `policy.changed`, `alert.acknowledged`, `account.added`. */
  action: string;
  /** The commune concerned, if one is. */
  commune: string | null;
  /** What was decided and on what data: model, policy and text versions, plain JSON. */
  detail: Readonly<Record<string, unknown>>;
}

export type NumberedEntry = RecordEntry & { id: number };

/** What is looked for: lines that stand before one, and of one action alone. */
export interface LinesAsked {
  before?: NumberedEntry['id'] | undefined;
  action?: string | undefined;
}

/** PORT. */
export interface RecordBook {
  append(entry: RecordEntry): void;
  /** Newest first; `null` for every commune. */
  recent(commune: string | null, limit: number, asked?: LinesAsked): NumberedEntry[];
  /** The same, those asked for of what was done in no commune. */
  recentOfNone(
    limit: number,
    isAskedFor: (entry: RecordEntry) => boolean,
    before?: NumberedEntry['id'],
  ): NumberedEntry[];
  /** Each time that it was done in a commune, or in none, newest first. */
  ofAction(commune: string | null, action: string): RecordEntry[];
  /** When something was last done; `null` for never. */
  lastAt(action: string): Instant | null;
}
