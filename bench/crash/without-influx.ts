import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../tests/support/free-port.ts';
import { createInfluxDatabase, startInfluxd } from '../../tests/support/influxd.ts';
import { acknowledgedBeyond, type CaseResult, type CrashPlan, inFolder, sendingOnce, stations } from './case.ts';
import { readingsToSend, startSensors } from './sensors.ts';
import { createCrashService } from './service.ts';
import { judge } from './verdict.ts';

const DATABASE = 'crash';
const CATCH_UP_MS = 60_000;

/** InfluxDB dies after a quarter of the readings and comes back after three quarters: it must be given what it missed. */
export function withoutInflux(plan: CrashPlan): Promise<CaseResult> {
  return inFolder(async (folder) => {
    const influxFolder = join(folder, 'influx');
    mkdirSync(influxFolder);
    let influxd = await startInfluxd(influxFolder);
    await createInfluxDatabase(influxd.url, DATABASE);
    let target: string | null = influxd.url;
    const door = await openDoor(() => target);
    const port = await freePort();
    const service = await createCrashService(folder, folder, port, { influx: { url: door.url, database: DATABASE } });
    const readings = readingsToSend(plan.messages, stations, Date.now());
    await service.start();
    const sensors = startSensors(`mqtt://127.0.0.1:${port}`, readings, sendingOnce(plan));
    await acknowledgedBeyond(sensors, plan.messages / 4);
    target = null;
    await influxd.kill();
    await acknowledgedBeyond(sensors, (plan.messages * 3) / 4);
    influxd = await startInfluxd(influxFolder);
    target = influxd.url;
    await sensors.done;
    const deadline = Date.now() + CATCH_UP_MS;
    let held = await countIn(influxd.url);
    while (held < plan.messages && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      held = await countIn(influxd.url);
    }
    await service.stop();
    await sensors.close();
    door.close();
    await influxd.remove();
    return {
      name: 'a time without InfluxDB, embedded',
      promised: true,
      events: ['InfluxDB kill -9 after a quarter, back after three quarters', `InfluxDB holds ${held}`],
      rate: sensors.rate(),
      failures: sensors.failures(),
      verdict: judge(folder, readings, sensors.acknowledged),
      note: held === plan.messages ? '' : 'NOT PROVEN',
    };
  });
}

/** An address that stays while the server behind it dies and comes back on another port. */
async function openDoor(target: () => string | null): Promise<{ url: string; close(): void }> {
  const server = createServer((socket) => {
    const url = target();
    if (url === null) {
      socket.destroy();
      return;
    }
    const behind = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => behind.destroy());
    behind.on('error', () => socket.destroy());
    socket.pipe(behind).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, close: () => void server.close() };
}

async function countIn(url: string): Promise<number> {
  const q = `SELECT count("value") FROM reading WHERE revision = '0'`;
  const response = await fetch(`${url}/query?${new URLSearchParams({ db: DATABASE, q }).toString()}`);
  const answer: { results?: { series?: { values: [unknown, number][] }[] }[] } = JSON.parse(await response.text());
  return answer.results?.[0]?.series?.[0]?.values[0]?.[1] ?? 0;
}
