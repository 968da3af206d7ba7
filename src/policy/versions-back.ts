import type { Policy } from './policy.ts';
import type { PolicyStore } from './policy-store.ts';

/** So many are held in memory at a time: of an agency each has hundreds of rules, and there are as many when all of them change. */
const AT_ONCE = 20;

/** Every version, newest first, as far as they are asked for; after each others have their turn. */
export async function* versionsBack(
  policies: Pick<PolicyStore, 'history'>,
  pause: () => Promise<void>,
): AsyncGenerator<Policy> {
  let versions = policies.history(AT_ONCE);
  while (versions.length > 0) {
    for (const version of versions) {
      yield version;
      await pause();
    }
    versions = policies.history(AT_ONCE, versions.at(-1)!.version);
  }
}
