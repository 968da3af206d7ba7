import { ALL_COMMUNES, ALL_TYPED } from '../../people/account.ts';

export const OF_STAFF = 'the communes of a mayor one by one; all of them are for staff';

interface Typed {
  /** Each once, `ALL_COMMUNES` in place of all. */
  ids: string[];
  /** Those that are none of this installation. */
  unknown: string[];
}

/** `A,B`, or all of them, those to come too. */
export function communesTyped(typed: string, known: { has(id: string): boolean }): Typed {
  const each = [...new Set(typed.split(',').filter((id) => id !== ''))];
  // All and some of them: what was meant is not sure.
  const unknown = each.filter((id) => (id === ALL_TYPED ? each.length > 1 : !known.has(id)));
  return { ids: each.includes(ALL_TYPED) ? [ALL_COMMUNES] : each, unknown };
}

/** As whoever types them calls them. @example communesListed(['*']) // ['all'] */
export function communesListed(communes: readonly string[]): string[] {
  return communes.map((id) => (id === ALL_COMMUNES ? ALL_TYPED : id));
}
