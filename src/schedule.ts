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
  /** Something new is known of these stations: what a person did, or said. */
  changed(stations: ReadonlySet<string>): void;
  /** Readings of these stations are stored. */
  stored(stations: ReadonlySet<string>): void;
  /** Resolves when nothing is being assessed nor waits for it. */
  settled(): Promise<void>;
}

/** How soon readings have a commune judged, by the machine's clock. */
export interface Pace {
  /** Gauges report at about the same moment: their readings are gathered for so long. */
  gatherMs: number;
  /** For so long a commune that readings have had judged rests. */
  leastMs: number;
  /** Whether what was read since the commune was last judged cannot wait that long. */
  cannotWait(commune: Commune): boolean;
}

/**
 * One assessment at a time; what comes meanwhile is gathered into the next. `pace` is `null` on a clock moved by hand: whoever moves it says
 * when all readings of a moment are in.
 *
 * A commune that readings have had judged rests: a gauge that reports each second, or one of many that each report now and then, would have it
 * forecast for ever. What comes meanwhile is judged after the rest, or with any round before its end.
 */
export function createSchedule(
  network: Network,
  communes: ReadonlyMap<string, Commune>,
  assess: (communes: readonly Commune[]) => Promise<void>,
  pace: Pace | null,
): Schedule {
  const waiting = new Set<Commune>();
  const resting = new Map<Commune, { timer: NodeJS.Timeout; isAsked: boolean }>();
  /** Of which there came readings while they rest. */
  const gathered = new Set<Commune>();
  let running: Promise<void> | null = null;
  let started = false;
  let gathering: NodeJS.Timeout | null = null;

  async function run(): Promise<void> {
    while (waiting.size > 0) {
      const round = [...waiting].slice(0, AT_ONCE);
      for (const commune of round) {
        waiting.delete(commune);
        const rest = resting.get(commune);
        if (rest) rest.isAsked = false;
      }
      await assess(round);
      await setImmediate();
    }
    running = null;
  }

  function judgeAndRest(commune: Commune): void {
    waiting.add(commune);
    if (pace === null) return;
    clearTimeout(resting.get(commune)?.timer);
    const timer = setTimeout(() => {
      const isAsked = resting.get(commune)?.isAsked;
      resting.delete(commune);
      if (!isAsked) return;
      judgeAndRest(commune);
      wake();
    }, pace.leastMs);
    // A service that ends waits for no rest.
    resting.set(commune, { timer: timer.unref(), isAsked: true });
  }

  function wake(): void {
    if (gathering) clearTimeout(gathering);
    gathering = null;
    for (const commune of gathered) if (pace?.cannotWait(commune)) judgeAndRest(commune);
    gathered.clear();
    if (started && waiting.size > 0) running ??= Promise.resolve().then(run);
  }

  function concernedBy(stations: ReadonlySet<string>): Commune[] {
    if (!started) return [];
    return [...communes.values()].filter(({ watches }) =>
      watches.some(
        ({ station }) => stations.has(station) || network.upstreamOf(station).some((above) => stations.has(above)),
      ),
    );
  }

  function gather(): void {
    if (started && pace !== null) gathering ??= setTimeout(wake, pace.gatherMs);
  }

  return {
    start() {
      started = true;
    },
    tick() {
      for (const commune of communes.values()) waiting.add(commune);
      wake();
    },
    changed(stations) {
      for (const commune of concernedBy(stations)) waiting.add(commune);
      gather();
    },
    stored(stations) {
      for (const commune of concernedBy(stations)) {
        const rest = resting.get(commune);
        if (!rest) judgeAndRest(commune);
        else {
          rest.isAsked = true;
          gathered.add(commune);
        }
      }
      gather();
    },
    async settled() {
      for (const [commune, { isAsked }] of resting) if (isAsked) waiting.add(commune);
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
