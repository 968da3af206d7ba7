import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { runMosquitto } from '../support/mosquitto.ts';
import { projectRoot } from '../support/run-command.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('mosquitto-debian');
const shipped = join(projectRoot, 'config/mosquitto.conf');

/** What stands in /etc/mosquitto/mosquitto.conf of Debian 13. */
const debianConf = `persistence true
persistence_location ${folder}/lib/
log_dest file ${folder}/log
include_dir ${folder}/conf.d
`;

/** The commands at the head of config/mosquitto.conf, on this test's folder and for the user who runs it. */
function recipe(): string {
  const commands = [...readFileSync(shipped, 'utf8').matchAll(/^# {3,5}(\S.*)$/gm)].map(([, command]) => command!);
  return commands
    .filter((command) => !/^(systemctl|chown) /.test(command))
    .join('\n')
    .replaceAll('/opt/amont', projectRoot)
    .replaceAll('/etc/mosquitto', folder)
    .replaceAll(' -o mosquitto -g mosquitto', '')
    .replace(/^mosquitto_passwd -c (\S+) amont$/m, 'mosquitto_passwd -c -b $1 amont amont-secret');
}

test.skipIf(lacks('mosquitto'))(
  'what the head of config/mosquitto.conf says to do on Debian gives a broker that lets Amont in (needs mosquitto)',
  async () => {
    for (const name of ['lib', 'conf.d']) mkdirSync(join(folder, name));
    execFileSync('sh', ['-euc', recipe()], { stdio: ['ignore', 'ignore', 'inherit'] });
    const port = await freePort();
    const installed = join(folder, 'conf.d/amont.conf');
    const text = readFileSync(installed, 'utf8').replace(/^listener 1883$/m, `listener ${port} 127.0.0.1`);
    writeFileSync(installed, text);
    // Root gives up its rights to a user who may not write into the folder.
    const more = process.getuid?.() === 0 ? 'user root\n' : '';
    writeFileSync(join(folder, 'mosquitto.conf'), debianConf + more);
    const broker = await runMosquitto(join(folder, 'mosquitto.conf'), port);
    onTestFinished(async () => {
      const gone = once(broker, 'exit');
      broker.kill('SIGKILL');
      await gone;
    });
    const come = (username: string) =>
      mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { username, password: 'amont-secret', reconnectPeriod: 0 });
    const service = await come('amont');
    const [granted] = await service.subscribeAsync('amont/v1/+/+', { qos: 1 });
    expect(granted?.qos).toBe(1);
    await service.endAsync();
    await expect(come('trebes')).rejects.toThrow(/not authorized/i);
  },
);
