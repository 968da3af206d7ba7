import type { Clock } from '../../lib/clock.ts';

/** Residents may see what was so long ago; a town that looks at once, or a stranger who asks without end, costs one page in it. */
const KEPT_MS = 5_000;

/** Pages that are the same for everybody, each made once for all who ask meanwhile. */
export interface KeptPages {
  get(address: string, make: () => Promise<string>): Promise<string>;
  /** Somebody has acted, and sees what came of it. */
  forget(): void;
}

export function keepPages(wallClock: Clock): KeptPages {
  const pages = new Map<string, { madeAt: number; text: Promise<string> }>();
  return {
    get(address, make) {
      const now = wallClock.now();
      const known = pages.get(address);
      if (known && Math.abs(now - known.madeAt) < KEPT_MS) return known.text;
      const text = make();
      pages.set(address, { madeAt: now, text });
      text.catch(() => pages.delete(address));
      return text;
    },
    forget: () => pages.clear(),
  };
}
