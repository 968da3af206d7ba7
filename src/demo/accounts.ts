import { randomInt } from 'node:crypto';
import type { Doors } from '../http/doors.ts';
import type { Instant } from '../lib/clock.ts';
import type { Account } from '../people/account.ts';
import { hashPassword } from '../people/password.ts';

/** `mayor-demo` signs the demonstration's policy. */
const people = [
  { id: 'mayor-demo', name: 'Camille Rivière', role: 'mayor', language: 'fr' },
  { id: 'staff-demo', name: 'Sam Fontaine', role: 'staff', language: 'fr' },
] as const;

/** Accounts for one demonstration, with a password made for it: there is no default one. */
export async function createDemoAccounts(
  communes: readonly string[],
  createdAt: Instant,
): Promise<{ accounts: Omit<Account, 'secondFactor'>[]; logins: Doors['demoAccounts'] }> {
  const password = `crue-${randomInt(100_000, 1_000_000)}`;
  const passwordHash = await hashPassword(password);
  return {
    accounts: people.map((each) => ({ ...each, communes, passwordHash, createdAt })),
    logins: people.map(({ id, role }) => ({ id, password, role })),
  };
}
