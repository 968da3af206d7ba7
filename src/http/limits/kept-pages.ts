import type { Clock } from '../../lib/clock.ts';
import type { SharedAnswer } from '../shared-answer.ts';

/** Residents may see what was so long ago; a town that looks at once, or a stranger who asks without end, costs one page in it. */
const KEPT_MS = 5_000;

/** What is the same for everybody, each made once for all who ask meanwhile. */
export interface Kept<T> {
  get(address: string, make: () => Promise<T>): Promise<T>;
  /** Somebody has acted, and sees what came of it. */
  forget(): void;
}

export type KeptPages = Kept<SharedAnswer>;

export function keepPages<T = string>(wallClock: Clock, keptMs = KEPT_MS): Kept<T> {
  const pages = new Map<string, { madeAt: number; page: Promise<T> }>();
  /** Each message of an alert has an address of its own, and each of hundreds of communes several pages: what is shown no more takes no room. */
  function forgetOld(now: number): void {
    for (const [each, { madeAt }] of pages) if (Math.abs(now - madeAt) >= keptMs) pages.delete(each);
  }
  return {
    get(address, make) {
      const now = wallClock.now();
      forgetOld(now);
      const known = pages.get(address);
      if (known) return known.page;
      const page = make();
      pages.set(address, { madeAt: now, page });
      page.catch(() => pages.delete(address));
      return page;
    },
    forget: () => pages.clear(),
  };
}
