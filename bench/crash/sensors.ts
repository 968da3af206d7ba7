import mqtt from 'mqtt';

/** One reading that a sensor has to tell. */
export interface Sent {
  station: string;
  observedAt: number;
  stageM: number;
}

export interface Sensors {
  acknowledged: ReadonlyMap<number, number>;
  /** Resolves when all have been acknowledged. */
  done: Promise<void>;
  failures(): number;
  /** Acknowledged a second so far. */
  rate(): number;
  close(): Promise<void>;
}

const IN_FLIGHT = 500;
const RETRY_MS = 100;

/** `count` readings of a minute up to now, station after station; each value its own, so that a mix-up shows. */
export function readingsToSend(count: number, stations: readonly string[], now: number): Sent[] {
  const steps = Math.ceil(count / stations.length);
  return Array.from({ length: count }, (_, index) => ({
    station: stations[index % stations.length]!,
    observedAt: Math.floor(now / 60_000) * 60_000 - (steps - 1 - Math.floor(index / stations.length)) * 60_000,
    stageM: Number((0.3 + (index % 997) / 10_000).toFixed(4)),
  }));
}

export interface SensorHabits {
  /** Messages a second. */
  rate: number;
  /** How many of its last readings a sensor sends again with each new one. */
  repeats: number;
  stations: number;
}

/** Publishes at a steady rate with QoS 1, and again whatever was not acknowledged, as a sensor with a memory does. */
export function startSensors(
  url: string,
  readings: readonly Sent[],
  { rate, repeats, stations }: SensorHabits,
): Sensors {
  const client = mqtt.connect(url, { reconnectPeriod: 50, clientId: 'crash-sensors' });
  client.on('error', () => {});
  const acknowledged = new Map<number, number>();
  const again: number[] = [];
  let next = 0;
  let underWay = 0;
  let failures = 0;
  let budget = 0;
  const startedAt = performance.now();
  let finishedAt: number | null = null;
  let last = performance.now();
  let finish: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const send = (index: number): void => {
    const { station } = readings[index]!;
    const items: object[] = [];
    for (let at = index; at >= 0 && items.length <= repeats; at -= stations) {
      const { observedAt, stageM } = readings[at]!;
      items.unshift({ observedAt: new Date(observedAt).toISOString(), stageM });
    }
    const payload = JSON.stringify(repeats > 0 ? items : items[0]);
    underWay += 1;
    client.publish(`amont/v1/${station}/stage`, payload, { qos: 1 }, (error) => {
      underWay -= 1;
      if (error) {
        failures += 1;
        setTimeout(() => again.push(index), RETRY_MS);
        return;
      }
      acknowledged.set(index, Date.now());
      if (acknowledged.size < readings.length) return;
      finishedAt = performance.now();
      finish();
    });
  };
  const timer = setInterval(() => {
    const now = performance.now();
    budget = Math.min(budget + ((now - last) / 1_000) * rate, rate / 10);
    last = now;
    if (!client.connected) return;
    while (budget >= 1 && underWay < IN_FLIGHT) {
      const index = again.shift() ?? (next < readings.length ? next++ : null);
      if (index === null) return;
      budget -= 1;
      send(index);
    }
  }, 2);
  return {
    acknowledged,
    done,
    failures: () => failures,
    rate: () => (1_000 * acknowledged.size) / ((finishedAt ?? performance.now()) - startedAt),
    close: async () => {
      clearInterval(timer);
      await client.endAsync(true);
    },
  };
}
