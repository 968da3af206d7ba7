import { pino } from 'pino';
import { expect } from 'vitest';
import { keepClock } from '../../src/compose/clock/keep-clock.ts';
import { tellClockBehind } from '../../src/compose/clock/tell-clock-behind.ts';
import { ok } from '../../src/lib/result.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createClockTaken } from '../../src/reading/clock/clock-taken.ts';
import { createSetRight, type SetRightParts } from '../../src/reading/clock/set-right.ts';
import { createReadingExclusions } from '../../src/reading/exclusions/exclude-readings.ts';
import { numberedImport } from '../../src/reading/imports/numbered-import.ts';
import { toPoints } from '../../src/reading/imports/points.ts';
import { createTakeBackImports } from '../../src/reading/imports/take-back-imports.ts';
import { createIngest } from '../../src/reading/ingest.ts';
import type { ReadingStore } from '../../src/reading/reading-store.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { memoryStores } from './memory-database.ts';
import { stationNamed } from './station-named.ts';

const series = { station: 'weir', quantity: 'stage' } as const;
const giveWay = async () => {};
const unlimited = { of: () => null };

/**
 * The service on a machine whose clock is set, over one database: a gauge reports every ten minutes, with times of this machine. `at` is the true
 * time, in minutes since the beginning; what comes of it is read by the values, each of which is said once.
 */
export async function setClock(start = Date.parse('2026-11-27T20:00:00Z')) {
  const stores = memoryStores();
  const station = stationNamed('weir');
  const network = createNetwork([station]);
  const machine = { at: start, aheadMs: 0, boot: 1, bootedAt: start };
  const clock = { now: () => machine.at + machine.aheadMs };
  const said: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void said.push(JSON.parse(line).msg) });
  let service = await started();

  /** `regrade`: in the place of the store's own, to die amid. */
  async function started(regrade: ReadingStore['regrade'] = stores.readings.regrade) {
    const recent = createRecentReadings(stores.readings, 241, () => (kept.wasSet() ? 'all' : []));
    const failed: SetRightParts['failed'] = (place, error) => expect.unreachable(`${place}: ${String(error)}`);
    const readings = { ...stores.readings, regrade };
    const setRight = createSetRight({ ...stores, clock, network, readings, steps: stores.clockSteps, recent, failed });
    const { boot, bootedAt } = machine;
    const run = { boot: `boot ${boot}`, nowMs: () => machine.at - bootedAt };
    const tellBehind = async () => void (await tellClockBehind(readings, network, clock.now(), log));
    const kept = keepClock({ clock, run, steps: stores.clockSteps, setRight, tellBehind, wasSetBack: () => {}, log });
    const changed = () => {};
    const exclusions = createReadingExclusions({
      ...stores,
      clock,
      network,
      recent,
      store: stores.exclusions,
      changed,
    });
    const elsewhere = async () => ok([]);
    const excluding = exclusions.inForce;
    const own = { clock, recent, excluding };
    const clockTaken = createClockTaken({ ...stores, ...own, network, changed });
    const imports = createTakeBackImports({ ...own, store: stores.imports, elsewhere, giveWay, changed });
    const ingest = createIngest({
      ...stores,
      ...own,
      network,
      limits: unlimited,
      devices: [],
      acceptSimulated: false,
      turn: giveWay,
      atomically: (work) => work(),
      isSpoiled: () => false,
      failed,
    });
    await kept.atStart();
    return { recent, setRight, imports, clockTaken, ingest };
  }

  return {
    stores,
    said,
    clock,
    clockTaken: () => service.clockTaken,
    passes: (minutes: number) => void (machine.at += minutes * MINUTE_MS),
    /** A reading ten minutes later; `ownTime`: the sensor says it itself. */
    async report(value: number, ownTime?: number) {
      machine.at += 10 * MINUTE_MS;
      const receivedAt = clock.now();
      const observations = [{ ...series, observedAt: ownTime ?? receivedAt, value }];
      await service.ingest.ingestFetched({ receivedAt, observations, rejections: [] });
      await service.setRight.settled();
    },
    /** The clock is set; the service sees it. */
    async set(minutes: number) {
      machine.aheadMs += minutes * MINUTE_MS;
      await service.ingest.refresh();
      await service.setRight.settled();
    },
    /** Set while nobody looks. */
    setUnseen: (minutes: number) => void (machine.aheadMs += minutes * MINUTE_MS),
    /** Seen to be set, killed before the first revision is written, and started again so many minutes later. */
    async setAndKilled(minutes: number, later: number) {
      service = await started(() => new Promise(() => {}));
      machine.aheadMs += minutes * MINUTE_MS;
      await service.ingest.refresh();
      machine.at += later * MINUTE_MS;
      service = await started();
    },
    async restart() {
      service = await started();
    },
    async reboot() {
      machine.boot += 1;
      machine.bootedAt = machine.at;
      service = await started();
    },
    /** A record of the past, up to now, every ten minutes. */
    async import(...values: number[]) {
      const now = clock.now();
      const points = values.map((value, n) => ({ observedAt: now - (values.length - n) * 10 * MINUTE_MS, value }));
      const options = { format: 'csv', unit: 'm', timeZone: null };
      const file = { by: { machineUser: 'root' }, file: 'past.csv', options, refused: 0 };
      const { readings, imports, exclusions } = stores;
      const context = { imports, readings, network, excluding: exclusions.inForce, clock, giveWay };
      return (await numberedImport({ station, points: toPoints(points) }, file, context, () => {})).number;
    },
    takeBack: (id: number) =>
      service.imports.takeBack(id, { by: { person: 'anne' }, reason: 'Wrong gauge', commune: null }),
    /** What pages show, and what judgement counts after a restart, by value. */
    async seen() {
      const now = clock.now();
      const shown = await stores.readings.window(series, start - 1000 * HOUR_MS, now, now);
      const counted = await createRecentReadings(stores.readings, 1000).of(series, now);
      const memory = await service.recent.of(series, now);
      const values = (all: readonly { value: number; observedAt: number }[]) =>
        all.filter(({ observedAt }) => observedAt <= now).map(({ value }) => value);
      expect(values(counted)).toEqual(values(shown));
      expect(values(memory)).toEqual(values(shown));
      return values(shown);
    },
  };
}
