import { expect, it } from 'vitest';
import { timesApart } from '../../src/http/pages/afterwards/times-apart.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { NOW } from '../support/flood-world.ts';
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

it.each([
  ['fr', ['15 h 00 min 00 s', '15 h 00 min 20 s', '15 h 00 min 40 s']],
  ['en', ['15:00:00', '15:00:20', '15:00:40']],
] as const)('rows of one minute are told apart by their seconds, no others (%s)', async (language, seconds) => {
  const { doors, alert } = await afterTheFlood();
  const state = doors.journal.state('coursan')!;
  const [closed] = doors.journal.events('coursan', { limit: 1 });
  // Opened again by mistake, and closed.
  const again = [
    {
      ...closed!,
      id: 'coursan:98',
      at: NOW + 12 * HOUR_MS + 20_000,
      kind: 'reopened',
      from: 'normal',
      level: 'act',
    } as const,
    { ...closed!, id: 'coursan:99', at: NOW + 12 * HOUR_MS + 40_000 },
  ];
  doors.journal.commit({ state: { ...state, events: 99 }, events: again, outbox: [], record: [] });
  const staff = await logIn(createServer(doors), 'staff-aude');
  const { body } = await staff.get(`/${language}/staff/alerts/${alert}/report`);
  const tables = body.split('<tbody>').slice(1);
  const timesIn = (table: string) =>
    [...table.matchAll(/<th scope="row"><time [^>]*>([^]*?)<\/time>/g)].map(([, time]) =>
      time!.replace(/^[^,]*, /, '').replaceAll('&nbsp;', ' '),
    );
  const ofEvents = tables.map(timesIn).filter((times) => times.includes(seconds[0]));
  // The course of the water, and what happened.
  expect(ofEvents).toHaveLength(2);
  for (const times of ofEvents) {
    expect(times.filter((time) => (seconds as readonly string[]).includes(time))).toEqual(seconds);
    expect(times.filter((time) => /(\d\d:){2}| s$/.test(time))).toEqual(seconds);
  }
});

it('what was written to several at one instant needs no seconds', async () => {
  const time = timesApart(speeches.en, [NOW, NOW, NOW + HOUR_MS], 'Europe/Paris');
  expect((await time(NOW)).replaceAll(/<[^>]*>/g, '')).toBe('Thu 23, 03:00');
});

it('a change within a second of the hour has no second row of the same time', async () => {
  const { doors, alert } = await afterTheFlood();
  const state = doors.journal.state('coursan')!;
  const [closed] = doors.journal.events('coursan', { limit: 1 });
  const at = NOW + 12 * HOUR_MS + 400;
  const again = { ...closed!, id: 'coursan:98', at, kind: 'reopened', from: 'normal', level: 'act' } as const;
  const end = { ...closed!, id: 'coursan:99', at: at + HOUR_MS };
  doors.journal.commit({ state: { ...state, events: 99 }, events: [again, end], outbox: [], record: [] });
  const staff = await logIn(createServer(doors), 'staff-aude');
  const { body } = await staff.get(`/en/staff/alerts/${alert}/report`);
  const table = /<table><caption>[^<]*every three hours[^]*?<\/table>/.exec(body)?.[0] ?? '';
  const times = [...table.matchAll(/<th scope="row"><time [^>]*>([^]*?)<\/time>/g)].map(([, time]) => time!);
  expect(times.filter((time) => time.startsWith('Thu 23, 15:00'))).toEqual(['Thu 23, 15:00']);
  expect(new Set(times).size).toBe(times.length);
});
