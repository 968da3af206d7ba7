import { atMost } from './at-most.ts';

/** Each check takes 128 MiB for a third of a second: more at once would stop the service for everybody. */
const AT_ONCE = 2;
/** In a flood the people of many communes come in at once: they wait some seconds and not a minute. */
const MAY_WAIT = 20;

/** Looks at a password; known browsers have room of their own, that strangers cannot fill. */
export type CheckPassword = <T>(browser: string | null, work: () => Promise<T>) => Promise<T | 'busy'>;

export function createPasswordChecks(): CheckPassword {
  const [known, strangers] = [atMost(AT_ONCE, MAY_WAIT), atMost(AT_ONCE)];
  return (browser, work) => (browser === null ? strangers : known)(work);
}
