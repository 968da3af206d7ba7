import { expect, it } from 'vitest';
import { seenAt } from '../../src/http/pages/time-tags.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

/** Thursday, three at night; the alert of 02:40 waits for an answer and for a decision. */
async function town() {
  const world = createWorld();
  await flood(world, 'danger');
  const app = createServer(world.doors);
  const [mayor, staff] = [await logIn(app, 'mayor-coursan', 'en'), await logIn(app, 'staff-aude', 'en')];
  const read = async (visitor: typeof mayor, path: string) => (await visitor.get(path)).body.replaceAll('&nbsp;', ' ');
  return { ...world, mayor, staff, read };
}

it('a time of another day has its day: when a message goes out, who is asked next, until when an exercise lasts', async () => {
  const { doors, clock, mayor, staff, read } = await town();
  const state = doors.journal.state('coursan')!;
  const alert = state.alert!;
  const pending = { ...alert.telling.pending!, dueAt: NOW + 30 * HOUR_MS };
  const waiting = { ...state, alert: { ...alert, telling: { ...alert.telling, pending } } };
  doors.journal.commit({ state: waiting, events: [], outbox: [], record: [] });
  expect(await read(mayor, '/en/mayor/coursan')).toContain('residents are told at 09:00 (Fri 24) all the same');
  // Asked at 02:40 and five minutes; read a day later it is no time of today.
  clock.advanceTo(NOW + 24 * HOUR_MS);
  expect(await read(mayor, '/en/mayor/coursan')).toMatch(/Without an answer by 02:\d\d \(Thu 23\)/);
  expect(await read(staff, '/en/staff')).toMatch(/at 02:\d\d \(Thu 23\)/);
  const plan = { steps: [{ level: 'danger' as const, afterMin: 0 }], lastsMin: 23 * 60, reason: 'Yearly' };
  expect(doors.exercises.start('lagrasse', plan, { person: 'staff-aude', residents: false }).ok).toBe(true);
  expect(await read(staff, '/en/mayor/lagrasse')).toContain('EXERCISE until 02:00 (Sat 25)');
  expect(await read(staff, '/en/mayor/lagrasse/exercise')).toContain('until 02:00 (Sat 25)');
});

it('whoever comes too late reads on which day another answered', async () => {
  const { doors, clock, mayor } = await town();
  doors.act('coursan', { kind: 'acknowledge', level: 'danger' }, 'staff-aude');
  clock.advanceTo(NOW + 24 * HOUR_MS);
  const token = await mayor.token('/en/mayor/coursan');
  const late = await mayor.post('/en/mayor/coursan/acknowledge', { level: 'danger' }, { token });
  expect(late.body).toContain('Alix Fabre has been dealing with it since 03:00 (Thu 23).');
});

it('the page of staff says when it was made: one that could not reload is known by it', async () => {
  const { staff, read } = await town();
  expect(await read(staff, '/en/staff')).toMatch(
    /<p class="asof">[^<]*<time[^>]*>Thursday 23 January, 03:00 \(Paris time\)/,
  );
});

it('once an alert is over nobody is “not yet” asked', async () => {
  const { doors, clock, mayor, read } = await town();
  expect(await read(mayor, '/en/mayor/coursan')).toContain('data-label="Asked">not yet');
  const state = doors.journal.state('coursan')!;
  doors.journal.commit({ state: { ...state, alert: null }, events: [], outbox: [], record: [] });
  clock.advanceTo(NOW + 5 * MINUTE_MS);
  const page = await read(mayor, '/en/mayor/coursan');
  expect(page).toContain('Camille Aubrac');
  expect(page).not.toContain('data-label="Asked">not yet');
});

it('on the day of 25 hours what was seen more than 24 hours ago has its day: its clock time has come again', () => {
  const [seen, now] = ['2020-10-24T22:10:00Z', '2020-10-25T22:40:00Z'].map((each) => Date.parse(each));
  expect(seenAt(speeches.en, seen!, now!, 'Europe/Paris')).toBe('Sun 25, 00:10');
  expect(seenAt(speeches.en, seen!, now! - HOUR_MS, 'Europe/Paris')).toBe('00:10');
});
