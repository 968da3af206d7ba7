import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { quantile } from 'simple-statistics';
import { createApp } from '../../src/app.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { connectPublisher } from '../../tests/support/publish.ts';
import { demoConfig } from '../../tests/support/town.ts';
import { instant } from '../lib/worker.ts';
import type { BenchPlan } from './bench-plan.ts';
import type { Latency } from './compare-with-node-red.ts';

/** Publish to "alert event and its messages are in the database": a reading above its mark, one town after the other. */
export async function timeToAlert({ alerts }: BenchPlan): Promise<Latency> {
  const folder = mkdtempSync(join(tmpdir(), 'amont-bench-alert-'));
  const written = new Map<string, (at: number) => void>();
  const config = await townsOf(alerts, folder);
  const app = await createApp(config, pino({ level: 'silent' }), {
    observe: ({ commune }) => written.get(commune)?.(instant()),
  });
  if (!app.ok) throw new Error(app.error);
  app.value.schedule.start();
  const sensor = await connectPublisher(app.value.brokerUrl);
  try {
    const ms: number[] = [];
    for (const { id, watches } of config.communes.values()) {
      const { station, marks } = watches[0]!;
      const event = new Promise<number>((resolve) => written.set(id, resolve));
      const payload = JSON.stringify({ observedAt: new Date().toISOString(), stageM: marks.danger + 0.1 });
      const sentAt = instant();
      await sensor.publishAsync(`amont/v1/${station}/stage`, payload, { qos: 1 });
      ms.push((await event) - sentAt);
      await app.value.settled();
    }
    return { p50: quantile(ms, 0.5), p99: quantile(ms, 0.99) };
  } finally {
    await sensor.endAsync();
    await app.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shipped town as often as wanted, each with a gauge of its own on a river of its own. */
async function townsOf(count: number, dataFolder: string) {
  const shipped = await demoConfig({ dataFolder });
  const commune = [...shipped.communes.values()][0]!;
  const watch = commune.watches[0]!;
  const gauge = shipped.network.stations.get(watch.station)!;
  const rules = shipped.policySeed.rules.filter(
    (rule) => rule.commune === commune.id && rule.station === watch.station,
  );
  const ids = Array.from({ length: count }, (_, index) => `town-${index}`);
  return {
    ...shipped,
    network: createNetwork(ids.map((id) => ({ ...gauge, id, upstream: [] }))),
    communes: new Map(ids.map((id) => [id, { ...commune, id, watches: [{ ...watch, station: id }] }])),
    policySeed: {
      ...shipped.policySeed,
      rules: ids.flatMap((id) => rules.map((rule) => ({ ...rule, commune: id, station: id }))),
    },
  };
}
