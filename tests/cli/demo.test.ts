import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { tempFolder } from '../support/temp-folder.ts';

it.each([
  ['it loads what came before', 'http://'],
  ['it learns', 'replaying'],
])(
  'a demonstration ends at Ctrl-C while %s, which reaches all of its processes at once, and leaves nothing behind',
  async (_what, until) => {
    const folder = tempFolder('demo');
    const args = ['src/main.ts', 'demo', '--port', String(await freePort()), '--speed', '1'];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: folder },
      detached: true,
    });
    const ended = once(child, 'exit');
    const printed: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      printed.push(line);
      if (line.includes(until)) break;
    }
    process.kill(-child.pid!, 'SIGINT');
    expect(await ended, printed.join('\n')).toEqual([0, null]);
    expect(readdirSync(folder)).toEqual([]);
  },
);
