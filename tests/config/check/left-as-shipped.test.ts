import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../../../src/config/load.ts';
import { projectRoot } from '../../support/run-command.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder('left-as-shipped');
cpSync(join(projectRoot, 'config/une-commune'), folder, { recursive: true });
const shipped = {
  amont: readFileSync(join(folder, 'amont.yaml'), 'utf8'),
  communes: readFileSync(join(folder, 'communes.yaml'), 'utf8'),
};

/** What is told of the folder for a town in French after these changes, of what was left in it. */
function told(change: { amont?: (text: string) => string; communes?: (text: string) => string }): string[] {
  writeFileSync(join(folder, 'amont.yaml'), (change.amont ?? String)(shipped.amont));
  writeFileSync(join(folder, 'communes.yaml'), (change.communes ?? String)(shipped.communes));
  const read = readConfig(folder, null);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.warnings.filter((each) => each.startsWith('no mailbox') || each.startsWith('what was to be'));
}

/** As who goes over takes the marks of comments away. */
const goneOver = (text: string) =>
  text
    .replace('kind: exercise', 'kind: operational')
    .replaceAll(/^# ((publisher:| {2}(name|address|phone|email|director|host|dataProtection):|mail:).*)/gm, '$1');

const ownAddresses = (text: string) => text.replaceAll('example.org', 'mairie-limoux.fr');

it('says before it is real that the contacts of the example reach nobody, and what is still to be written', () => {
  expect(told({})).toEqual([]);
  expect(told({ amont: goneOver })).toEqual([
    'no mailbox can have the address of maire in ma-commune (maire@example.org), astreinte in ma-commune (astreinte@example.org): nobody is told there (communes.yaml, contacts, email)',
    'what was to be written in place of … is still to be written: name, address, director, host (amont.yaml, publisher)',
  ]);
  const written = (text: string) => goneOver(text).replaceAll('…', 'Limoux');
  expect(told({ amont: written, communes: ownAddresses })).toEqual([]);
  expect(told({ amont: written, communes: (text) => text.replace('maire@example.org', 'maire@mairie.test') })).toEqual([
    expect.stringContaining('maire@mairie.test'),
  ]);
});
