import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

it('what may be changed of a gauge is folded under its name where gauges are several, but what is read at one that is silent, in doubt or under maintenance; open where it is alone', async () => {
  const { doors, ...world } = createWorld();
  await flood({ doors, ...world });
  const wanted = {
    station: 'trebes',
    kind: 'maintenance',
    until: NOW + HOUR_MS,
    reason: 'Nettoyage du capteur',
  } as const;
  expect(doors.suppressions.begin(wanted, { person: 'staff-aude', commune: 'trebes' }).ok).toBe(true);
  const staff = await logIn(createServer(doors), 'staff-aude');
  const folds = async (url: string) => {
    const { body } = await staff.get(url);
    expect(htmlFaults(body)).toEqual([]);
    const row =
      /(<p class="no-print"><a [^>]*>[^<]*<\/a><\/p>)?<details class="no-print acts"( open)?><summary aria-label="([^"]*)">(.*?)<\/details>/g;
    return [...body.matchAll(row)];
  };
  const all = await folds('/fr/staff');
  const names = all.map(([, , , name]) => name);
  expect([all.length, new Set(names).size]).toEqual([10, 10]);
  expect(names).toContain('Modifier – L’Aude à Coursan [Village]');
  for (const [, read, open, , links] of all)
    expect([open, links!.match(/<a /g)?.length]).toEqual([undefined, read ? 3 : 4]);
  const needed = all.flatMap(([, read]) => (read ? /aria-label="([^"]*)"/.exec(read)![1] : []));
  expect(needed).toEqual([
    'Saisir un niveau lu à l’échelle – L’Aude à Marseillette',
    'Saisir un niveau lu à l’échelle – L’Orbieu à Villedaigne',
    'Saisir un niveau lu à l’échelle – L’Aude à Trèbes [rue Voltaire]',
  ]);
  expect((await folds('/fr/staff/stations?station=coursan')).map(([, , open]) => open)).toEqual([' open']);
});
