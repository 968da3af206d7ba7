import { userInfo } from 'node:os';
import { nearestOf } from '../lib/io/nearest-of.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { AccountStore } from '../people/account.ts';
import type { AskedBy } from '../record/record.ts';

/** Whoever sits at the command line: the account that they name, or else the user of the machine. `where`: whose accounts they are. */
export function signedBy(
  account: string | undefined,
  { accounts, where }: { accounts: Pick<AccountStore, 'find' | 'list'>; where: string },
): Result<AskedBy, string> {
  if (account === undefined) return ok({ machineUser: machineUser() });
  if (accounts.find(account)) return ok({ person: account });
  const known = accounts.list().map(({ id }) => id);
  return err(`--by: found ${account}; the accounts are ${nearestOf(account, known) || 'none yet'}, in ${where}`);
}

export function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`; // In a container a user may have no name.
  }
}
