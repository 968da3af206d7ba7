import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { tempFolder } from '../support/temp-folder.ts';

const fixture = join(import.meta.dirname, '../fixtures/good-config');
let folder = '';

/** 150 communes of a host: each with an address of its own, all with the same phone on duty and the same action cards. */
function write(cards = (written: string) => written): void {
  const communes = readFileSync(join(fixture, 'communes.yaml'), 'utf8');
  const first = cards(communes)
    .replace('actionCards:', 'actionCards: &cards')
    .replace('email: mayor@example.org', '$&, phone: &duty "+33600000000"');
  const more = Array.from(
    { length: 149 },
    (_, index) => `  - id: town-${index}
    name: Town ${index}
    watches: [{ station: lower, marks: { prepare: 2, act: 3, danger: 4 } }]
    contacts: [{ id: mayor-${index}, role: mayor, name: Mayor, email: mayor-${index}@example.org, phone: *duty }]
    actionCards: *cards
`,
  );
  writeFileSync(join(folder, 'communes.yaml'), first + more.join(''));
}

beforeEach(() => {
  folder = tempFolder('repeated');
  cpSync(fixture, folder, { recursive: true });
});

test('what hundreds of communes share is written once', () => {
  write();
  const loaded = loadConfig(folder, {});
  const last = loaded.ok ? loaded.value.communes.get('town-148') : loaded.error;
  expect(last).toMatchObject({ contacts: [{ phone: '+33600000000' }], actionCards: { act: { fr: {} } } });
});

test('a mistake in it is told once, where it is written', () => {
  write((written) => written.replace('staff: [Fermez le quai.]', 'staf: [Fermez le quai.]'));
  const loaded = loadConfig(folder, {});
  const card = 'communes[0].actionCards.act.fr';
  expect(loaded.ok ? [] : loaded.error.map(({ path }) => path)).toEqual([`${card}.staff`, `${card}.staf`]);
});

test('what repeats repetitions without end is refused', () => {
  const rows = Array.from({ length: 8 }, (_, index) => `&a${index + 1} [${`*a${index}, `.repeat(9)}]`);
  writeFileSync(join(folder, 'policy.yaml'), `author: [&a0 [x], ${rows.join(', ')}]\n`);
  const loaded = loadConfig(folder, {});
  expect(loaded.ok ? [] : loaded.error.map(({ found }) => found)).toEqual([
    expect.stringContaining('Excessive alias count'),
  ]);
});
