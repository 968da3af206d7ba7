import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { tempFolder } from '../../support/temp-folder.ts';

const watched = JSON.stringify(new URL('../../../src/lib/io/watch-loop.ts', import.meta.url).href);
const folder = tempFolder('watch-loop');

/** A service that watches itself, and does `work`. */
async function serviceThat(name: string, work: string) {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, `import { watchLoop } from ${watched};\n${work}`);
  const service = spawn(process.execPath, [file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [said, [exit, signal]] = await Promise.all([text(service.stderr), once(service, 'exit')]);
  return { said, exit, signal };
}

const holdFor = (ms: number) => `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});`;

test('a service that runs in circles says so and is ended', async () => {
  const hung = await serviceThat('circles', `watchLoop(console.error, 10, 5); setTimeout(() => { for (;;); }, 50);`);
  expect(hung).toEqual({
    said: expect.stringContaining('amont hangs, and ends itself'),
    exit: null,
    signal: 'SIGKILL',
  });
});

test('one that was busy for some looks goes on, and one that is done ends by itself', async () => {
  const busy = await serviceThat(
    'busy',
    `watchLoop(console.error, 20, 1_000); setTimeout(() => { ${holdFor(200)} }, 50);`,
  );
  expect(busy).toEqual({ said: '', exit: 0, signal: null });
});

test('what is watched no more is not ended, however long it takes', async () => {
  const closing = await serviceThat('closing', `await watchLoop(console.error, 10, 5)(); ${holdFor(500)}`);
  expect(closing).toEqual({ said: '', exit: 0, signal: null });
});
