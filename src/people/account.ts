import type { Instant } from '../lib/clock.ts';
import type { Language } from '../territory/commune.ts';

/** mayor: decides for its communes. staff: also changes their policy. */
export const accountRoles = ['mayor', 'staff'] as const;
export type AccountRole = (typeof accountRoles)[number];

export interface Account {
  id: string;
  name: string;
  role: AccountRole;
  language: Language;
  /** The communes that this person sees and acts for. */
  communes: readonly string[];
  passwordHash: string;
  createdAt: Instant;
}

/** PORT. */
export interface AccountStore {
  find(id: string): Account | null;
  /** False where the id is taken. */
  add(account: Account): boolean;
  list(): Account[];
  /** A new password ends every session of the person. False where there is no such account. */
  setPassword(id: string, passwordHash: string): boolean;
  /** Holds from the person's next page on. False where there is no such account. */
  setCommunes(id: string, communes: readonly string[]): boolean;
  /** What the person did stays on record, under the id alone. False where there is no such account. */
  remove(id: string): boolean;
}
