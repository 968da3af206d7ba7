import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../tests/support/eventually.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { createInfluxDatabase, startInfluxd } from '../../tests/support/influxd.ts';
import { answers } from '../../tests/support/publish.ts';
import { endProcess } from '../lib/worker.ts';

const packages = ['node-red@5.0.7', 'node-red-contrib-influxdb@0.7.0'];
const database = 'bench';

export interface NodeRed {
  pid: number;
  /** Of the InfluxDB that stores what it takes in. */
  storePid: number;
  /** How many readings of a run are in InfluxDB. */
  stored(run: number): Promise<number>;
  /** When each reading was stored, as Node-RED is told by its own node; `[n, instant]`, emptied by asking. */
  stamps(): Promise<[number, number][]>;
  /** What its nodes reported as failed, by the text of the error. */
  faults(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

/** What a town would wire up: mqtt in → function → influxdb out; and beside it a node that notes when each is done. */
export async function startNodeRed(brokerUrl: string): Promise<NodeRed> {
  const installed = install();
  const influxd = await startInfluxd();
  await createInfluxDatabase(influxd.url, database);
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'amont-bench-flow-'));
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(flow(new URL(brokerUrl), new URL(influxd.url))));
  writeFileSync(join(folder, 'settings.cjs'), settings(port, installed));
  const child: ChildProcess = spawn(
    process.execPath,
    [join(installed, 'node_modules/node-red/red.js'), '--settings', join(folder, 'settings.cjs'), '--userDir', folder],
    { stdio: 'ignore' },
  );
  await eventually(() => answers('127.0.0.1', port), 'Node-RED listens');
  const ready = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/connected`)).ok;
  await eventually(ready, 'Node-RED runs its flow');
  return {
    pid: child.pid ?? 0,
    storePid: influxd.pid,
    async stored(run) {
      const q = `SELECT count("value") FROM reading WHERE run = '${run}'`;
      const response = await fetch(`${influxd.url}/query?${new URLSearchParams({ db: database, q }).toString()}`);
      const answer: { results?: { series?: { values: [unknown, number][] }[] }[] } = JSON.parse(await response.text());
      return answer.results?.[0]?.series?.[0]?.values[0]?.[1] ?? 0;
    },
    async stamps() {
      const found: [number, number][] = JSON.parse(await (await fetch(`http://127.0.0.1:${port}/stamps`)).text());
      return found;
    },
    async faults() {
      const found: Record<string, number> = JSON.parse(await (await fetch(`http://127.0.0.1:${port}/faults`)).text());
      return found;
    },
    async stop() {
      await endProcess(child, 'SIGKILL');
      await influxd.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** By npm, into a folder that is kept for the next run; it is no part of the project. */
function install(): string {
  const folder = join(tmpdir(), 'amont-bench-node-red');
  if (existsSync(join(folder, 'node_modules/node-red-contrib-influxdb'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}

const settings = (port: number, installed: string): string => `module.exports = {
  uiHost: '127.0.0.1',
  uiPort: ${port},
  httpAdminRoot: false,
  flowFile: 'flows.json',
  credentialSecret: false,
  nodesDir: [${JSON.stringify(join(installed, 'node_modules/node-red-contrib-influxdb'))}],
  functionGlobalContext: { stamps: [], faults: {}, performance },
  logging: { console: { level: 'off' } },
};`;

const toPoint = `const reading = typeof msg.payload === 'string' ? JSON.parse(msg.payload) : msg.payload;
msg.n = reading.n;
msg.payload = [
  { value: reading.stageM, time: new Date(reading.observedAt) },
  { station: msg.topic.split('/')[2], run: String(Math.floor(reading.n / 1e6)) },
];
return msg;`;
const note = `const { timeOrigin } = global.get('performance');
global.get('stamps').push([msg.n, timeOrigin + global.get('performance').now()]);`;
const giveStamps = `msg.payload = global.get('stamps').splice(0);
return msg;`;

const noteFault = `const faults = global.get('faults');
const text = String(msg.error.message).slice(0, 200);
faults[text] = (faults[text] ?? 0) + 1;`;
const giveFaults = `msg.payload = global.get('faults');
return msg;`;

function flow(broker: URL, influx: URL): object[] {
  const node = (id: string, type: string, to: string[], rest: object): object => ({
    id,
    type,
    z: 'flow',
    x: 0,
    y: 0,
    wires: to.length > 0 ? [to] : [],
    ...rest,
  });
  const code = (func: string): object => ({
    func,
    outputs: 1,
    timeout: 0,
    noerr: 0,
    initialize: '',
    finalize: '',
    libs: [],
  });
  return [
    { id: 'flow', type: 'tab', label: 'bench' },
    {
      id: 'broker',
      type: 'mqtt-broker',
      broker: broker.hostname,
      port: broker.port,
      clientid: 'node-red',
      autoConnect: true,
      usetls: false,
      protocolVersion: '5',
      keepalive: '60',
      cleansession: false,
      sessionExpiry: '3600',
    },
    {
      id: 'influx',
      type: 'influxdb',
      hostname: influx.hostname,
      port: influx.port,
      protocol: 'http',
      database,
      usetls: false,
      influxdbVersion: '1.x',
    },
    node('in', 'mqtt in', ['point'], {
      topic: 'amont/v1/+/+',
      qos: '1',
      datatype: 'json',
      broker: 'broker',
      inputs: 0,
    }),
    node('point', 'function', ['out'], code(toPoint)),
    node('out', 'influxdb out', [], { influxdb: 'influx', measurement: 'reading', precision: 'ms' }),
    node('complete', 'complete', ['note'], { scope: ['out'], uncaught: false }),
    node('note', 'function', [], code(note)),
    node('ask', 'http in', ['give'], { url: '/stamps', method: 'get' }),
    node('give', 'function', ['answer'], code(giveStamps)),
    node('catch', 'catch', ['fault'], { scope: null, uncaught: false }),
    node('fault', 'function', [], code(noteFault)),
    node('askFaults', 'http in', ['giveFaults'], { url: '/faults', method: 'get' }),
    node('giveFaults', 'function', ['answer'], code(giveFaults)),
    node('see', 'http in', ['answer'], { url: '/connected', method: 'get' }),
    node('answer', 'http response', [], { statusCode: '200' }),
  ];
}
