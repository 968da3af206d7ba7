import type { Instant } from '../lib/clock.ts';
import type { Language } from '../territory/commune.ts';
import type { SecondFactor } from './second-factor.ts';

/**
 * In place of the communes of a staff account: all of the installation, those too that come later. No commune has such an id, so that a
 * version that does not know it gives the account none.
 */
export const ALL_COMMUNES = '*';
/** The same as it is typed and listed: shells make something else of a star. No commune may be called so. */
export const ALL_TYPED = 'all';

/** mayor: decides for its communes. staff: also changes their policy. */
export const accountRoles = ['mayor', 'staff'] as const;
export type AccountRole = (typeof accountRoles)[number];

export interface Account {
  id: string;
  name: string;
  role: AccountRole;
  language: Language;
  /** The communes that this person sees and acts for, or `ALL_COMMUNES`. */
  communes: readonly string[];
  passwordHash: string;
  /** `null` where the password alone lets in. */
  secondFactor: SecondFactor | null;
  createdAt: Instant;
}

function seesAll({ role, communes }: Pick<Account, 'role' | 'communes'>): boolean {
  return role === 'staff' && communes.includes(ALL_COMMUNES);
}

/** The account as rights are asked of it: where it has all communes, with each of those that there are now. */
export function withEachCommune(account: Account, all: Iterable<string>): Account {
  return seesAll(account) ? { ...account, communes: [...all] } : account;
}

/** PORT. */
export interface AccountStore {
  find(id: string): Account | null;
  /** Without a second factor, until one is set. False where the id is taken. */
  add(account: Omit<Account, 'secondFactor'>): boolean;
  list(): Account[];
  /** A new password ends every session of the person. False where there is no such account. */
  setPassword(id: string, passwordHash: string): boolean;
  /** A new one, and none, ends every session of the person; that a code on paper was used does not. False where there is no such account. */
  setSecondFactor(id: string, factor: SecondFactor | null): boolean;
  /** Holds from the person's next page on. False where there is no such account. */
  setCommunes(id: string, communes: readonly string[]): boolean;
  /** What the person did stays on record, under the id alone. False where there is no such account. */
  remove(id: string): boolean;
}
