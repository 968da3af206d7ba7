import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { nearestOf } from '../../lib/io/nearest-of.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { type Account, type AccountRole, ALL_COMMUNES, ALL_TYPED, accountRoles } from '../../people/account.ts';
import { communesTyped, OF_STAFF } from './communes-typed.ts';

/** What was typed, as it stands. */
export interface TypedAccount {
  id: string;
  role?: string;
  name?: string;
  communes?: string;
  language?: string;
}

export type NewAccount = Pick<Account, 'id' | 'role' | 'name' | 'communes' | 'language'>;

/** It is typed at every login and stands in the record: one way to write it, and nothing that is lost on the way. */
const ID = /^(?=.{1,64}$)[a-z0-9]+([._-][a-z0-9]+)*$/;

/** An account of this installation, or a line for each fault: what was found, what is allowed. */
export function readAccount(
  { id, role: typedRole, name = '', communes: typedCommunes = '', language: typedLanguage }: TypedAccount,
  { communes: known, instance: { languages } }: Config,
  folder: string,
): Result<NewAccount, string[]> {
  const role = accountRoles.find((each): each is AccountRole => each === typedRole);
  const language = languages.find((each) => each === (typedLanguage ?? languages[0]));
  const { ids: communes, unknown } = communesTyped(typedCommunes, known);
  const faults = [
    ID.test(id)
      ? null
      : fault('ID', id || undefined, 'small letters a-z and digits, with single . _ or - between them, 64 at most'),
    role ? null : fault('--role', typedRole, accountRoles.join(', ')),
    name.trim() === '' ? fault('--name', undefined, "a person's name as others know it") : null,
    communes.length > 0 && unknown.length === 0
      ? null
      : fault(
          '--communes',
          unknown.join(', ') || undefined,
          `${nearestOf(unknown[0] ?? '', [...known.keys()])} (${join(folder, 'communes.yaml')})`,
        ),
    role === 'mayor' && communes.includes(ALL_COMMUNES) ? fault('--communes', ALL_TYPED, OF_STAFF) : null,
    language
      ? null
      : fault(
          '--language',
          typedLanguage,
          `${languages.join(', ')} (${join(folder, 'amont.yaml')}, instance.languages)`,
        ),
  ].filter((each) => each !== null);
  return role && language && faults.length === 0 ? ok({ id, role, name, communes, language }) : err(faults);
}

function fault(option: string, found: string | undefined, allowed: string): string {
  return `${option}: ${found === undefined ? 'missing' : `found ${found}`}; allowed are ${allowed}`;
}
