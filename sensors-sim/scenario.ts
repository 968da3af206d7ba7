import { applyFault, type Fault } from './fault.ts';
import { HOUR_MS, type Instant, type TimedMessage } from './message.ts';
import { loadRecording } from './recording.ts';
import type { Source } from './source.ts';
import type { River } from './synthetic/river.ts';
import { simulateRiver, type Weather } from './synthetic/simulate-river.ts';

/** What happens: a river, real or invented, and what goes wrong on it. */
export interface Scenario {
  /** One line for the list. */
  summary: string;
  source: { recording: string } | { river: River; weather: Weather };
  faults: readonly Fault[];
  /** Hours before it becomes interesting: with `--live` they are past already. */
  runUpH: number;
}

/** All that will be sent, in the order of sending, and the moments at which the connection is lost. */
export interface Play {
  messages: readonly TimedMessage[];
  drops: readonly Instant[];
}

/** The river of a scenario. Only a recording is read from a file; an invented river is computed from the seed. */
export function openSource({ source }: Pick<Scenario, 'source'>, seed: number): Source {
  return 'recording' in source ? loadRecording(source.recording) : simulateRiver(source.river, source.weather, seed);
}

/**
 * Pure: the source under its faults. The same seed gives the same play.
 * @example playScenario({ faults: [] }, source, 1).messages // source.messages, as they are
 */
export function playScenario({ faults }: Pick<Scenario, 'faults'>, source: Source, seed: number): Play {
  const start = source.messages[0]?.observedAt ?? 0;
  const losses = faults.filter((fault) => fault.kind === 'broker-loss');
  // The loss comes last: it holds back whatever the sensors sent, faulty or not.
  const ordered = [...faults.filter((fault) => fault.kind !== 'broker-loss'), ...losses];
  return {
    messages: ordered.reduce<readonly TimedMessage[]>(
      (held, fault) => applyFault(held, fault, start, seed),
      source.messages,
    ),
    drops: losses.map(({ fromH }) => start + fromH * HOUR_MS).sort((a, b) => a - b),
  };
}

/** The same play at another time. */
export function shiftPlay({ messages, drops }: Play, byMs: number): Play {
  return {
    messages: messages.map((each) => ({
      ...each,
      observedAt: each.observedAt + byMs,
      deliverAt: each.deliverAt + byMs,
    })),
    drops: drops.map((at) => at + byMs),
  };
}
