import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { within } from './within.ts';

const binary = 'influxd';

export interface Influxd {
  url: string;
  pid: number;
  /** Stops it without any warning. */
  kill(): Promise<void>;
  /** Kills it and removes its folder. */
  remove(): Promise<void>;
}

/** A real InfluxDB 1.x of its own, on a port that the system chooses. Given a folder it continues what was stored there. `limits` are lines of its `[data]`, and of tables after it. */
export async function startInfluxd(
  folder = mkdtempSync(join(tmpdir(), 'amont-influxd-')),
  port = 0,
  { withUsers = false, limits = '', maxRowLimit = 0 } = {},
): Promise<Influxd> {
  writeFileSync(join(folder, 'influxdb.conf'), configOf(folder, port, { withUsers, limits, maxRowLimit }));
  const server = spawn(binary, ['-config', join(folder, 'influxdb.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(server, 'exit');
  const kill = async () => {
    server.kill('SIGKILL');
    await exited;
  };
  const remove = async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const listening = new Promise<string>((resolve, reject) => {
    const said: string[] = [];
    const lines = createInterface({ input: server.stderr });
    lines.on('line', (line) => {
      said.push(line);
      const address = /msg="Listening on HTTP".* addr=(\S+)/.exec(line)?.[1];
      if (address) resolve(`http://${address}`);
    });
    lines.on('close', () => reject(new Error(`influxd ended before it listened:\n${said.join('\n')}`)));
  });
  try {
    const url = await within(30_000, 'influxd listens', listening);
    const ping = await fetch(`${url}/ping`);
    if (ping.status !== 204) throw new Error(`influxd answers its ping with ${ping.status}`);
    return { url, pid: server.pid ?? 0, kill, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** On a busy machine 1.6.7 has said yes, and of the write just after it that there is no such database: it is there once it is listed. */
export async function createInfluxDatabase(url: string, name: string): Promise<void> {
  for (let asked = 0; asked < 100; asked++) {
    await ask(url, `CREATE DATABASE "${name}"`);
    if ((await ask(url, 'SHOW DATABASES')).includes(`["${name}"]`)) return;
  }
  throw new Error(`influxd does not list the database ${name} that it has created`);
}

/** What it answers to a question; what it cannot do it says in a 200 too. */
async function ask(url: string, q: string): Promise<string> {
  const response = await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q }) });
  const said = await response.text();
  if (!response.ok || said.includes('"error"')) throw new Error(`${q}: ${response.status} ${said}`);
  return said;
}

const configOf = (
  folder: string,
  port: number,
  { withUsers, limits, maxRowLimit }: { withUsers: boolean; limits: string; maxRowLimit: number },
) => `
reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
dir = "${folder}/meta"
[data]
dir = "${folder}/data"
wal-dir = "${folder}/wal"
query-log-enabled = false
${limits}
[monitor]
store-enabled = false
[http]
bind-address = "127.0.0.1:${port}"
log-enabled = false
auth-enabled = ${withUsers}
max-row-limit = ${maxRowLimit}
[continuous_queries]
enabled = false
`;
