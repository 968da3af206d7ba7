import { createNetwork, type Network } from '../../src/territory/network.ts';
import type { Station } from '../../src/territory/station.ts';
import { stationNamed } from '../../tests/support/station-named.ts';

const STATIONS = 200;
const RIVER_LENGTH = 10;
const STEP_MS = 600_000;

export interface Message {
  topic: string;
  payload: string;
}

/** Twenty rivers of ten gauges, each gauge with two neighbours above and below where the river has them. */
export function benchNetwork(): Network {
  return createNetwork(Array.from({ length: STATIONS }, (_, index) => stationAt(index)));
}

function stationAt(index: number): Station {
  const river = `River ${Math.floor(index / RIVER_LENGTH)}`;
  return stationNamed(`gauge-${index}`, {
    river,
    upstream: index % RIVER_LENGTH === 0 ? [] : [`gauge-${index - 1}`],
  });
}

/**
 * `count` readings of ten minutes up to now, gauge after gauge, as a calm river gives them. `n` tells them apart: the number of
 * the run in millions, then the number of the message.
 */
export function traffic(run: number, count: number, now: number): Message[] {
  const steps = Math.ceil(count / STATIONS);
  return Array.from({ length: count }, (_, index) => {
    const gauge = index % STATIONS;
    const step = Math.floor(index / STATIONS);
    const observedAt = new Date(now - (steps - 1 - step) * STEP_MS).toISOString();
    const stageM = Number((1 + 0.3 * Math.sin(step / 40 + gauge)).toFixed(3));
    const payload = JSON.stringify({ n: run * 1_000_000 + index, observedAt, stageM });
    return { topic: `amont/v1/gauge-${gauge}/stage`, payload };
  });
}

/** The `n` of a payload, read without a parse: it comes first. @example numberOf(Buffer.from('{"n":12,…')) // 12 */
export function numberOf(payload: Uint8Array): number {
  let number = 0;
  for (let at = 5; at < payload.length; at += 1) {
    const digit = (payload[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  return number;
}
