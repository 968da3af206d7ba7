import { expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { afterTheFlood } from '../support/past-alert.ts';
import { logIn } from '../support/visitor.ts';

it('the report tells in its table what its charts draw, also of a flood that rises between two of its hours', async () => {
  const { doors, alert } = await afterTheFlood();
  const staff = await logIn(createServer(doors), 'staff-aude');
  const { body } = await staff.get(`/fr/staff/alerts/${alert}/report`);
  const table = /<table><caption>[^<]*toutes les trois heures, à chaque changement[^]*?<\/table>/.exec(body)?.[0] ?? '';
  const rows = [...table.matchAll(/<th scope="row">([^]*?)<\/th><td class="figure">([^]*?)<\/td>/g)].map((row) =>
    row.slice(1).map((cell) => cell.replaceAll(/<[^>]*>/g, '').replaceAll('&nbsp;', ' ')),
  );
  const times = rows.map(([time]) => time!.replace(/^.*, /, ''));
  // Every three hours; raised at 2:40; at its highest from 5:10 on; closed at 15:00.
  for (const time of ['0 h 00', '2 h 40', '3 h 00', '5 h 10', '6 h 00', '15 h 00']) expect(times).toContain(time);
  expect(rows.find(([time]) => time!.endsWith('5 h 10'))?.[1]).toBe('6,40 m');
  expect(new Set(rows.map(([time]) => time)).size).toBe(rows.length);
});
