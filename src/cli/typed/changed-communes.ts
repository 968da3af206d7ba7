import { join } from 'node:path';
import { nearestOf } from '../../lib/io/nearest-of.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { type Account, ALL_COMMUNES, ALL_TYPED } from '../../people/account.ts';
import { communesListed, communesTyped, OF_STAFF } from './communes-typed.ts';

/** As typed: `A,B`, or `all`. */
export interface TypedChange {
  add?: string;
  remove?: string;
}

/** An account's communes after the change; or why it cannot be made. One that is no longer configured may still be removed. */
export function changedCommunes(
  { role, communes: own }: Pick<Account, 'role' | 'communes'>,
  { add: typedAdd = '', remove: typedRemove = '' }: TypedChange,
  known: ReadonlySet<string>,
  folder: string,
): Result<string[], string> {
  const { ids: add, unknown } = communesTyped(typedAdd, known);
  const { ids: remove } = communesTyped(typedRemove, known);
  if (add.length + remove.length === 0)
    return err('--add, --remove: missing; at least one of them says which communes');
  if (unknown.length > 0)
    return err(
      `--add: found ${unknown.join(', ')}; allowed are ${nearestOf(unknown[0]!, [...known])} (${join(folder, 'communes.yaml')})`,
    );
  if (role !== 'staff' && add.includes(ALL_COMMUNES)) return err(`--add: found ${ALL_TYPED}; allowed are ${OF_STAFF}`);
  const foreign = remove.filter((id) => !own.includes(id));
  if (foreign.length > 0)
    return err(
      `--remove: found ${communesListed(foreign).join(', ')}; allowed are ${nearestOf(foreign[0]!, communesListed(own))}`,
    );
  const after = [...new Set([...own, ...add])].filter((id) => !remove.includes(id));
  if (after.length === 0) return err('--remove: no commune would be left; `amont user remove` ends an account');
  if (!after.includes(ALL_COMMUNES)) return ok(after);
  // Whoever has all would see it all the same.
  return remove.length === 0
    ? ok([ALL_COMMUNES])
    : err(`--remove: found ${remove.join(', ')}; allowed with all is ${ALL_TYPED}`);
}
