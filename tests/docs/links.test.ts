import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/run-command.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const pages = ['README.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: projectRoot })];
/** A `#` in a shell is no heading, and brackets in a template are no link. */
const withoutCode = (text: string) => text.replace(/^```.*?^```$/gms, '').replace(/`[^`\n]*`/g, 'code');

/** As GitHub names a heading: its letters, digits and hyphens; of two that are the same the second ends with `-1`. */
function anchorsOf(path: string): string[] {
  const heads = [
    ...read(path)
      .replace(/^```.*?^```$/gms, '')
      .matchAll(/^#{1,6} (.+)$/gm),
  ].map(([, head]) =>
    head!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
  return heads.map((head, at) => {
    const before = heads.slice(0, at).filter((each) => each === head).length;
    return before === 0 ? head : `${head}-${before}`;
  });
}

function linksOf(path: string): string[] {
  const links = [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
  return links.filter((link) => !/^(?:https?|mailto):/.test(link));
}

function isBroken(link: string, path: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? path : join(dirname(path), file);
  if (!existsSync(join(projectRoot, target))) return true;
  return anchor !== undefined && !anchorsOf(target).includes(anchor);
}

test.each(pages)('every link of %s leads to a file and a heading that are there', (page) => {
  expect(linksOf(page).filter((link) => isBroken(link, page))).toEqual([]);
});

test('the pages that are read first have links', () => {
  for (const page of ['README.md', 'docs/operate.md', 'docs/exploitation.md', 'docs/mise-en-service.md']) {
    expect(linksOf(page).length, page).toBeGreaterThan(1);
  }
});

test('every page of docs/ that a comment, a message or the change log names is there', () => {
  const naming = globSync('{src,config,bench,tests,sensors-sim}/**/*.{ts,yaml,service,conf,md}', { cwd: projectRoot });
  const named = [...naming, ...pages].flatMap((path) => read(path).match(/\bdocs\/(?:[\w-]+\/)*[\w-]+\.md\b/g) ?? []);
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((page) => !existsSync(join(projectRoot, page)))).toEqual([]);
});
