import { setImmediate } from 'node:timers/promises';
import { MINUTE_MS } from './lib/units.ts';
import type { Commune } from './territory/commune.ts';
import type { Network } from './territory/network.ts';

export const TICK_MIN = 5;
/** So many communes are judged together. After them readings are acknowledged and pages answered, then come the next. */
const AT_ONCE = 20;

/** What runs when: every commune on every tick, and after a stored reading those that it concerns. */
export interface Schedule {
  /** Nothing is assessed before. A model that has yet to be fitted is not waited for: what the water shows cannot wait. */
  start(): void;
  tick(): void;
  /** Something new is known of these stations. */
  stored(stations: ReadonlySet<string>): void;
  /** Resolves when nothing is being assessed nor waits for it. */
  settled(): Promise<void>;
}

/**
 * One assessment at a time; what comes meanwhile is gathered into the next. Gauges report at about the same moment, so their
 * readings are gathered for `gatherMs` too; `null` on a clock moved by hand: whoever moves it says when all of them are in.
 */
export function createSchedule(
  network: Network,
  communes: ReadonlyMap<string, Commune>,
  assess: (communes: readonly Commune[]) => Promise<void>,
  gatherMs: number | null,
): Schedule {
  const waiting = new Set<Commune>();
  let running: Promise<void> | null = null;
  let started = false;
  let gathering: NodeJS.Timeout | null = null;

  async function run(): Promise<void> {
    while (waiting.size > 0) {
      const round = [...waiting].slice(0, AT_ONCE);
      for (const commune of round) waiting.delete(commune);
      await assess(round);
      await setImmediate();
    }
    running = null;
  }

  function wake(): void {
    if (gathering) clearTimeout(gathering);
    gathering = null;
    if (started && waiting.size > 0) running ??= Promise.resolve().then(run);
  }

  return {
    start() {
      started = true;
    },
    tick() {
      for (const commune of communes.values()) waiting.add(commune);
      wake();
    },
    stored(stations) {
      if (!started) return;
      for (const commune of communes.values()) {
        const concerned = commune.watches.some(
          ({ station }) => stations.has(station) || network.upstreamOf(station).some((above) => stations.has(above)),
        );
        if (concerned) waiting.add(commune);
      }
      if (gatherMs !== null) gathering ??= setTimeout(wake, gatherMs);
    },
    async settled() {
      wake();
      while (running) await running;
    },
  };
}

/** Ticks on the machine's whole minutes that `everyMin` divides. Gives the function that stops it. */
export function startTicking(tick: () => void, everyMin: number): () => void {
  const period = everyMin * MINUTE_MS;
  let timer: NodeJS.Timeout;
  const next = () => {
    timer = setTimeout(
      () => {
        tick();
        next();
      },
      period - (Date.now() % period),
    );
  };
  next();
  return () => clearTimeout(timer);
}
