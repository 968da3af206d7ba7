import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/run-command.ts';

const read = (name: string) => readFileSync(join(projectRoot, 'docs', name), 'utf8');
const commandsOf = (text: string) => [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, command]) => command!);

test('what is typed from the French page of operations is what the English one says, which other tests run', () => {
  const typed = commandsOf(read('exploitation.md'));
  expect(typed.length).toBeGreaterThan(15);
  expect(typed.filter((line) => !commandsOf(read('operate.md')).includes(line))).toEqual([]);
});

test.each(['exploitation.md', 'mise-en-service.md'])('every document that %s leads to is there', (name) => {
  const links = [...read(name).matchAll(/\]\(([\w-]+\.md)(?:#([\w-]+))?\)/g)];
  expect(links.length).toBeGreaterThan(1);
  for (const [, file, anchor] of links) {
    const heads = [...read(file!).matchAll(/^#+ (.+)$/gm)].map(([, head]) => head!.toLowerCase().replaceAll(' ', '-'));
    if (anchor !== undefined) expect(heads).toContain(anchor);
  }
});
