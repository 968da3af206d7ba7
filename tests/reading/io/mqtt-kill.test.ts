import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startMosquitto } from '../../support/mosquitto.ts';
import { connectPublisher } from '../../support/publish.ts';
import { lacks } from '../../support/services.ts';
import { tempFolder } from '../../support/temp-folder.ts';

// The machine may be busy; what is waited for has its own deadline.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const topic = 'amont/v1/trebes/stage';
const folder = tempFolder('mqtt-kill');
let services = 0;

describe.skipIf(lacks('mosquitto'))('a service killed behind a real Mosquitto', () => {
  test('killed between commit and acknowledgement, the broker sends it again: nothing is lost', async () => {
    const { run, committed, sendThirty, doomed } = await stuckService();
    const { sent } = await sendThirty();
    doomed.kill('SIGKILL');
    await once(doomed, 'exit');
    const before = committed().length;

    run('run');
    await eventually(() => sent.every((each) => committed().includes(each)), 'all 30 after the kill');
    // What was committed and not acknowledged came a second time: the store knows it by its key.
    expect(committed().slice(before)).toContain('hello');
  });

  // Mosquitto saves what waits in its queue, and not what is on its way to a service that is connected and stuck.
  test('the broker killed while the service is stuck, and then the service: what was acknowledged is there', async () => {
    const { broker, run, committed, sendThirty, doomed } = await stuckService();
    const { sent, client } = await sendThirty();
    // It saves before it reads on: with this answer the last one is saved too.
    await client.publishAsync('elsewhere', 'x', { qos: 1 });
    await broker.kill();
    doomed.kill('SIGKILL');
    await once(doomed, 'exit');
    await broker.restart();
    run('run');
    await eventually(() => sent.every((each) => committed().includes(each)), 'all 30 after the kills');
  });
});

/** A service in a process of its own that never comes back from its first commit, and the messages that it has not answered. */
async function stuckService() {
  const broker = await startMosquitto();
  onTestFinished(() => broker.stop());
  const file = join(folder, `committed-${services++}`);
  const committed = (): string[] =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .filter((each) => each !== '')
      : [];
  const script = new URL('../../support/ingesting-process.ts', import.meta.url).pathname;
  const run = (mode: string) => {
    const child = spawn(process.execPath, [script, broker.url, file, mode], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  const client = await connectPublisher(broker.url);
  onTestFinished(() => client.endAsync(true));
  // The session exists before the first reading: see that one reading arrives, then the broker keeps the rest.
  const doomed = run('hang');
  await eventually(async () => {
    await client.publishAsync(topic, 'hello', { qos: 1 });
    return committed().length > 0;
  }, 'the doomed process has committed');
  const sendThirty = async () => {
    const sent = Array.from({ length: 30 }, (_, index) => `${index}`);
    for (const each of sent) await client.publishAsync(topic, each, { qos: 1 });
    return { sent, client };
  };
  return { broker, run, committed, sendThirty, doomed };
}
