import { pino } from 'pino';
import { onTestFinished, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { iso, MINUTE_MS } from '../../src/lib/units.ts';
import { connectPublisher } from './publish.ts';
import { tempFolder } from './temp-folder.ts';
import { demoConfig } from './town.ts';

/**
 * The whole service by the machine's own clock, which is set, and by what runs on evenly beside it. Trèbes reports every ten minutes, by the clock of
 * the machine or by one of its own, which is right; all communes are judged every five.
 */
export async function clockTown(start: number, timeOf: 'machine' | 'sensor') {
  const machine = { trueTime: start, aheadMs: 0, evenly: 0 };
  vi.spyOn(Date, 'now').mockImplementation(() => machine.trueTime + machine.aheadMs);
  vi.spyOn(performance, 'now').mockImplementation(() => machine.evenly);
  vi.spyOn(process.hrtime, 'bigint').mockImplementation(() => BigInt(machine.evenly) * 1_000_000n);
  onTestFinished(() => void vi.restoreAllMocks());
  const dataFolder = tempFolder('clock-town');
  let running = await open();
  onTestFinished(() => running.close());

  async function open() {
    const app = await createApp(await demoConfig({ dataFolder }), pino({ level: 'silent' }));
    if (!app.ok) throw new Error(app.error);
    const { doors, schedule, brokerUrl, settled, close } = app.value;
    const sensor = await connectPublisher(brokerUrl, { keepalive: 0 });
    schedule.start();
    return {
      doors,
      schedule,
      settled,
      tell(stageM: number) {
        const observedAt = iso(timeOf === 'machine' ? Date.now() : machine.trueTime);
        return sensor.publishAsync('amont/v1/trebes/stage', JSON.stringify({ observedAt, stageM }), { qos: 1 });
      },
      async close() {
        await sensor.endAsync(true);
        await close();
      },
    };
  }

  function goOn(minutes: number): void {
    machine.trueTime += minutes * MINUTE_MS;
    machine.evenly += minutes * MINUTE_MS;
  }

  let minute = 0;
  let heard = 0;
  return {
    get doors() {
      return running.doors;
    },
    now: () => Date.now(),
    set: (minutes: number) => void (machine.aheadMs += minutes * MINUTE_MS),
    /** The machine is suspended for so long. */
    standStill: (minutes: number) => void (machine.trueTime += minutes * MINUTE_MS),
    /** Started again, so many minutes later. */
    async restart(minutes: number) {
      await running.close();
      goOn(minutes);
      running = await open();
    },
    /** So many minutes pass; `stageM`: what the gauge says meanwhile, `null` where it is silent. */
    async pass(minutes: number, stageM: ((minute: number) => number) | null) {
      for (let n = 0; n < minutes; n += 1) {
        if (stageM && minute % 10 === 2) await running.tell(stageM(minute));
        if (minute % 5 === 0) running.schedule.tick();
        await running.settled();
        minute += 1;
        goOn(1);
      }
    },
    level: () => running.doors.journal.state('trebes')?.alert?.level ?? null,
    /** What was said of the gauge since this was last asked. */
    said() {
      const all = running.doors.journal.events('trebes', { limit: 1_000 });
      const since = all.slice(heard).filter(({ station }) => station === 'trebes');
      heard = all.length;
      return since.map(({ kind }) => kind);
    },
  };
}
