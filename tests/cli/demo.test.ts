import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
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

it('with --json says on standard error alone why it cannot run', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const args = ['src/main.ts', 'demo', '--port', String(port), '--json'];
  const child = spawn(process.execPath, args, { env: { ...process.env, TMPDIR: tempFolder('demo') } });
  const ended = once(child, 'exit');
  const [said, why] = await Promise.all([text(child.stdout), text(child.stderr)]);
  other.close();
  expect([await ended, said]).toEqual([[1, null], '']);
  expect(why).toContain(`port ${port}: listen EADDRINUSE`);
});
