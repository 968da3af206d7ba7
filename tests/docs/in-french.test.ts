import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/run-command.ts';

const read = (name: string) => readFileSync(join(projectRoot, 'docs', name), 'utf8');
const commandsOf = (text: string) => [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, command]) => command!);

/** Those of which the French page of operations is the gist. */
const english = ['operate.md', 'backup.md', 'watch.md', 'messages.md'];

test('what is typed from the French page of operations is what the English ones say, which other tests run', () => {
  const typed = commandsOf(read('exploitation.md'));
  expect(typed.length).toBeGreaterThan(15);
  const said = english.flatMap((name) => commandsOf(read(name)));
  expect(typed.filter((line) => !said.includes(line))).toEqual([]);
});
