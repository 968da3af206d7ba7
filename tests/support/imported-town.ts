import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { numberedImport } from '../../src/reading/imports/numbered-import.ts';
import { toPoints } from '../../src/reading/imports/points.ts';
import { createWorld, flood, NOW, type World } from './flood-world.ts';

/** Coursan in flood, into which somebody imported a file in feet: half of it over what the sensor had sent. An hour later. */
export async function importedTown(): Promise<World> {
  const world = createWorld();
  await flood(world);
  const { doors, imports, clock } = world;
  const { readings, network } = doors;
  clock.advanceTo(NOW + HOUR_MS);
  const station = network.stations.get('coursan');
  if (!station) throw new Error('no gauge at Coursan');
  const points = Array.from({ length: 12 }, (_, n) => ({ observedAt: NOW + (n - 5) * 10 * MINUTE_MS, value: 15 }));
  const file = {
    by: { machineUser: 'root' },
    file: 'pieds.csv',
    options: { format: 'csv', unit: 'm', timeZone: 'Europe/Paris' },
    refused: 2,
  };
  await numberedImport(
    { station, points: toPoints(points) },
    file,
    { imports, readings, network, excluding: () => [], clock, giveWay: async () => {} },
    () => {},
  );
  clock.advanceTo(NOW + 2 * HOUR_MS);
  return world;
}
