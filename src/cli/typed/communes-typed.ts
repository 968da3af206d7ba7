import { ALL_COMMUNES } from '../../people/account.ts';

/** As it is typed and listed: shells make something else of a star. */
export const ALL = 'all';
export const OF_STAFF = 'the communes of a mayor one by one; all of them are for staff';

interface Typed {
  /** Each once, `ALL_COMMUNES` in place of all. */
  ids: string[];
  /** Those that are none of this installation. */
  unknown: string[];
  areAll: boolean;
}

/** `A,B`, or all of them, those to come too. A commune that is called so is meant by its name. */
export function communesTyped(typed: string, known: { has(id: string): boolean }): Typed {
  const each = [...new Set(typed.split(',').filter((id) => id !== ''))];
  const isAll = (id: string) => id === ALL && !known.has(id);
  const areAll = each.some(isAll);
  // All and some of them: what was meant is not sure.
  const unknown = each.filter((id) => (isAll(id) ? each.length > 1 : !known.has(id)));
  return { ids: areAll ? [ALL_COMMUNES] : each, unknown, areAll };
}

/** As whoever types them calls them. @example communesListed(['*']) // ['all'] */
export function communesListed(communes: readonly string[]): string[] {
  return communes.map((id) => (id === ALL_COMMUNES ? ALL : id));
}
