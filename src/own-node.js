// node src/own-node.js FILE ...: runs FILE with the Node that npm brought, where the machine's is too old for it. Newer
// npm puts that one first on the path of its scripts; npm before 11, Debian's too, makes the link
// node_modules/.bin/node and then removes it with what it skipped for other machines. JavaScript, for old Nodes read it.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST = 26;

const [file = '', ...args] = process.argv.slice(2);
const { platform, arch } = process;
const packaged = `../node_modules/node-${platform === 'win32' ? 'win' : platform}-${arch}/bin/node`;
const own = fileURLToPath(new URL(platform === 'win32' ? `${packaged}.exe` : packaged, import.meta.url));

if (Number.parseInt(process.version.slice(1), 10) >= OLDEST) {
  process.argv.splice(1, 1);
  await import(pathToFileURL(resolve(file)).href);
} else if (existsSync(own)) {
  runOwn();
} else {
  process.stderr.write(
    `This is Node ${process.version}, and amont needs ${OLDEST} or newer. npm brings one for Linux and Windows ` +
      `(npm ci, without --omit=optional); there is none in ${own}. On other machines install Node ${OLDEST}.\n`,
  );
  process.exitCode = 1;
}

function runOwn() {
  process.env.PATH = [dirname(own), process.env.PATH].join(delimiter);
  const child = spawn(own, [file, ...args], { stdio: 'inherit' });
  let isTold = false;
  const stop = (signal) => {
    // A second one would end it amid what it still stores.
    if (!isTold) child.kill(signal);
    isTold = true;
  };
  // A Ctrl-C reaches the child by itself; where a SIGINT comes to this process alone, this one does, and changes nothing else.
  process.on('SIGINT', () => stop('SIGTERM'));
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  // npm hands a SIGTERM to its shell and no further, see cli/start.ts. Without npm it is nohup that has outlived its shell.
  const parent = process.ppid;
  if ('npm_lifecycle_event' in process.env)
    setInterval(() => process.ppid === parent || stop('SIGTERM'), 1_000).unref();
  child.on('exit', (code, signal) => {
    // The loader has said by then which library it lacks.
    if (code === 127 && platform === 'linux') process.stderr.write('On Debian: apt install libatomic1\n');
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
