import { seededRandom } from '../../sensors-sim/random.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { startTownMosquitto, type TownMosquitto } from '../lib/town-mosquitto.ts';
import {
  acknowledgedBeyond,
  type CaseResult,
  type CrashPlan,
  inFolder,
  sendingOnce,
  standsStill,
  stations,
} from './case.ts';
import { readingsToSend, type Sensors, startSensors } from './sensors.ts';
import { type CrashService, createCrashService } from './service.ts';
import { countStored, judge } from './verdict.ts';

/** Once is wanted; one kill could be lucky. */
const BROKER_KILLS = 5;
/** Before each of them the service stands still for so long: what it has been sent and not stored must not be lost either. */
const STILL_MS = 2_000;
/** What config/mosquitto.conf names for networks that save once a second. */
const BUSY_IN_FLIGHT = 4_000;
/** On a busy machine the last ones may be on their way for long; they are lost when nothing more comes for so long. */
const WAIT_MS = 30_000;
/** As many of its last readings a sensor sends again: what the broker had acknowledged and not saved comes with the next. */
const REPEATS = 3;

export type Broker = 'embedded' | 'mosquitto' | 'mosquitto, itself killed' | 'mosquitto, itself killed, sensors repeat';

/** Three kill -9 of the service at random moments; where it is asked for, also five of Mosquitto with its shipped settings. */
export function kills(broker: Broker, plan: CrashPlan): Promise<CaseResult> {
  const itselfKilled = broker.startsWith('mosquitto, itself killed');
  return inFolder(async (folder) => {
    const mosquitto =
      broker === 'embedded' ? null : await startTownMosquitto(itselfKilled ? 'each-change' : 'each-second');
    const port = await freePort();
    const inFlight = mosquitto === null || itselfKilled ? null : BUSY_IN_FLIGHT;
    const service = await createCrashService(folder, folder, mosquitto?.url ?? port, { inFlight });
    const readings = readingsToSend(plan.messages, stations, Date.now());
    await service.start();
    const sensors = startSensors(mosquitto?.url ?? `mqtt://127.0.0.1:${port}`, readings, {
      ...sendingOnce(plan),
      repeats: broker === 'mosquitto, itself killed, sensors repeat' ? REPEATS : 0,
    });
    const events: string[] = [];
    for (const { what, after } of moments(plan, itselfKilled)) {
      await acknowledgedBeyond(sensors, after);
      await (what === 'broker' ? restartBroker(mosquitto, service) : service.kill().then(service.start));
      const still = what === 'broker' ? ', the service standing still' : '';
      events.push(`kill -9 of the ${what} after ${after}${still}`);
    }
    await sensors.done;
    await standsStill(() => countStored(folder), plan.messages, WAIT_MS);
    await service.stop();
    await end(sensors, mosquitto);
    return {
      name: `kill -9, ${broker}`,
      promised: broker !== 'mosquitto, itself killed',
      rate: sensors.rate(),
      events,
      failures: sensors.failures(),
      verdict: judge(folder, readings, sensors.acknowledged),
      note: '',
    };
  });
}

function moments(plan: CrashPlan, withBroker: boolean): { what: 'service' | 'broker'; after: number }[] {
  const random = seededRandom(plan.seed, 'kills');
  const at = (): number => Math.floor((0.05 + 0.85 * random()) * plan.messages);
  const service = [at(), at(), at()].map((after) => ({ what: 'service' as const, after }));
  const broker = withBroker ? Array.from({ length: BROKER_KILLS }, at) : [];
  return [...service, ...broker.map((after) => ({ what: 'broker' as const, after }))].sort((a, b) => a.after - b.after);
}

async function restartBroker(mosquitto: TownMosquitto | null, service: CrashService): Promise<void> {
  service.pause();
  await new Promise((resolve) => setTimeout(resolve, STILL_MS));
  await mosquitto?.kill();
  await mosquitto?.restart();
  service.resume();
}

async function end(sensors: Sensors, mosquitto: TownMosquitto | null): Promise<void> {
  await sensors.close();
  await mosquitto?.stop();
}
