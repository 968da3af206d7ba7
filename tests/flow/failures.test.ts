import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';

/** `npm start` on a config folder of its own, changed as the test says. */
describe('a start that cannot succeed ends with one paragraph and a non-zero exit', () => {
  let folder: string;
  let busy: Server;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amont-start-'));
    cpSync('config', join(folder, 'config'), { recursive: true });
    busy = createServer();
  });
  afterEach(() => {
    busy.close();
    rmSync(folder, { recursive: true });
  });

  const change = (from: RegExp, to: string) => {
    const file = join(folder, 'config', 'amont.yaml');
    const before = readFileSync(file, 'utf8');
    expect(before).toMatch(from);
    writeFileSync(file, before.replace(from, to));
  };
  const start = async () => {
    const child: ChildProcess = spawn(process.execPath, ['src/main.ts', 'start', '--config', join(folder, 'config')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let printed = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await once(child, 'close');
    return { code: child.exitCode, said: printed.split('\n').filter((line) => line !== '' && !line.startsWith('{')) };
  };
  const take = async (): Promise<number> => {
    const port = await freePort();
    await new Promise<void>((resolve) => busy.listen(port, '127.0.0.1', () => resolve()));
    return port;
  };

  test('the port of the pages is in use', async () => {
    change(/port: 8080/, `port: ${await take()}`);
    change(/port: 1883/, `port: ${await freePort()}`);
    const { code, said } = await start();
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringContaining('Stop what uses the port')]);
  });

  test('the port of the embedded broker is in use', async () => {
    change(/port: 1883/, `port: ${await take()}`);
    const { code, said } = await start();
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringContaining('under mqtt.embedded.port in amont.yaml')]);
  });

  test('the data folder is no folder', async () => {
    writeFileSync(join(folder, 'file'), '');
    change(/dataFolder: .*/, 'dataFolder: ../file/data');
    const { code, said } = await start();
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringContaining('Set another dataFolder')]);
  });

  test('the config is broken', async () => {
    change(/port: 8080/, 'port: eighty');
    const { code, said } = await start();
    expect(code).toBe(1);
    expect(said.join('\n')).toMatch(/amont\.yaml.*http\.port/s);
  });
});
