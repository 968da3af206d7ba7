import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

export const projectRoot = join(import.meta.dirname, '../..');

export interface Finished {
  code: number;
  /** Standard output alone. */
  stdout: string;
  /** Both streams as they came. */
  output: string;
}

/** Runs a program to its end, the project's own tools first on the path, nothing on its standard input. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd = projectRoot, env = {}, show = false }: { cwd?: string; env?: Record<string, string>; show?: boolean } = {},
): Promise<Finished> {
  // Servers live in /usr/sbin, which a user's own path often lacks.
  const path = [
    join(projectRoot, 'node_modules/.bin'),
    dirname(process.execPath),
    process.env['PATH'],
    '/usr/sbin',
  ].join(delimiter);
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, PATH: path },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    shell: process.platform === 'win32',
  });
  const all: Buffer[] = [];
  const out: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => {
    all.push(chunk);
    out.push(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => all.push(chunk));
  const text = (chunks: Buffer[]): string => Buffer.concat(chunks).toString('utf8');
  return new Promise((resolve) => {
    child.on('error', (cause) => resolve({ code: 127, stdout: '', output: `${command}: ${cause.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout: text(out), output: text(all) }));
  });
}
