import { seededRandom } from '../../sensors-sim/random.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { startTownMosquitto, type TownMosquitto } from '../lib/town-mosquitto.ts';
import { acknowledgedBeyond, type CaseResult, type CrashPlan, inFolder, standsStill, stations } from './case.ts';
import { readingsToSend, type Sensors, startSensors } from './sensors.ts';
import { createCrashService } from './service.ts';
import { countStored, judge } from './verdict.ts';

/** With autosave_interval 1 Mosquitto 2.0.21 saves when more than a whole second has passed, looked at once a second. */
const UNSAVED_MS = 2_500;

export type Broker = 'embedded' | 'mosquitto' | 'mosquitto, itself killed';

/** Three kill -9 of the service at random moments; where it is asked for, also one of Mosquitto. */
export function kills(broker: Broker, plan: CrashPlan): Promise<CaseResult> {
  return inFolder(async (folder) => {
    const mosquitto = broker === 'embedded' ? null : await startTownMosquitto();
    const port = await freePort();
    const service = await createCrashService(folder, folder, mosquitto?.url ?? port);
    const readings = readingsToSend(plan.messages, stations, Date.now());
    await service.start();
    const sensors = startSensors(mosquitto?.url ?? `mqtt://127.0.0.1:${port}`, readings, plan.rate);
    const events: string[] = [];
    let brokerKilledAt: number | null = null;
    for (const { what, after } of moments(plan, broker === 'mosquitto, itself killed')) {
      await acknowledgedBeyond(sensors, after);
      if (what === 'broker') brokerKilledAt = Date.now();
      await (what === 'broker' ? restartBroker(mosquitto) : service.kill().then(service.start));
      events.push(`kill -9 of the ${what} after ${after}`);
    }
    await sensors.done;
    await standsStill(() => countStored(folder), 3_000);
    await service.stop();
    await end(sensors, mosquitto);
    const verdict = judge(folder, readings, sensors.acknowledged);
    const unsaved = (index: number): boolean => {
      const at = sensors.acknowledged.get(index) ?? 0;
      return brokerKilledAt !== null && at <= brokerKilledAt && at > brokerKilledAt - UNSAVED_MS;
    };
    const unsavedLost = verdict.lost.filter(unsaved).length;
    return {
      name: `kill -9, ${broker}`,
      events,
      failures: sensors.failures(),
      verdict,
      note:
        unsavedLost > 0
          ? `${unsavedLost} of the lost were acknowledged by Mosquitto in the last ${UNSAVED_MS / 1_000} s before its own kill and not yet passed on (autosave_interval 1)`
          : '',
    };
  });
}

function moments(plan: CrashPlan, withBroker: boolean): { what: 'service' | 'broker'; after: number }[] {
  const random = seededRandom(plan.seed, 'kills');
  const at = (): number => Math.floor((0.05 + 0.85 * random()) * plan.messages);
  const service = [at(), at(), at()].map((after) => ({ what: 'service' as const, after }));
  const broker = withBroker ? [{ what: 'broker' as const, after: at() }] : [];
  return [...service, ...broker].sort((a, b) => a.after - b.after);
}

async function restartBroker(mosquitto: TownMosquitto | null): Promise<void> {
  await mosquitto?.kill();
  await mosquitto?.restart();
}

async function end(sensors: Sensors, mosquitto: TownMosquitto | null): Promise<void> {
  await sensors.close();
  await mosquitto?.stop();
}
