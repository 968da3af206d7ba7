import { join } from 'node:path';
import { nearestOf } from '../../lib/io/nearest-of.ts';
import { err, ok, type Result } from '../../lib/result.ts';

/** As typed: `A,B`. */
export interface TypedChange {
  add?: string;
  remove?: string;
}

/** An account's communes after the change; or why it cannot be made. One that is no longer configured may still be removed. */
export function changedCommunes(
  own: readonly string[],
  { add: typedAdd, remove: typedRemove }: TypedChange,
  known: ReadonlySet<string>,
  folder: string,
): Result<string[], string> {
  const add = idsOf(typedAdd);
  const remove = idsOf(typedRemove);
  if (add.length + remove.length === 0)
    return err('--add, --remove: missing; at least one of them says which communes');
  const unknown = add.filter((id) => !known.has(id));
  if (unknown.length > 0)
    return err(
      `--add: found ${unknown.join(', ')}; allowed are ${nearestOf(unknown[0]!, [...known])} (${join(folder, 'communes.yaml')})`,
    );
  const foreign = remove.filter((id) => !own.includes(id));
  if (foreign.length > 0)
    return err(`--remove: found ${foreign.join(', ')}; allowed are ${nearestOf(foreign[0]!, own)}`);
  const after = [...new Set([...own, ...add])].filter((id) => !remove.includes(id));
  return after.length > 0 ? ok(after) : err('--remove: no commune would be left; `amont user remove` ends an account');
}

function idsOf(typed = ''): string[] {
  return typed.split(',').filter((id) => id !== '');
}
