import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { REAL_FIRST } from '../../src/notification/outbox.ts';
import { eventually } from '../support/eventually.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { testMailServers } from '../support/mail-server.ts';
import { demoConfig } from '../support/town.ts';

const mailServer = testMailServers();

const KINDS = [
  [
    'operational',
    'residents who are told something real wait behind no exercise of another commune, whose contacts hear of it all the same',
  ],
  ['exercise', 'what an installation for exercises tells is not real: an exercise of a commune waits on'],
] as const;

test.each(KINDS)('%s: %s', async (kind) => {
  const { port, mails } = await mailServer();
  const server = { host: '127.0.0.1', port, secure: false, username: null, password: null };
  const mail = { ...server, from: 'amont@example.org', connections: 3 };
  const { instance } = await demoConfig();
  const { app, rise } = await limouxAtNight({ mail, instance: { ...instance, kind } }, { phones: {} });
  const { doors } = app;
  const now = doors.clock.now();
  // Of a night's exercise those wait longest who sleep.
  for (const [commune, quietHours] of [
    ['coursan', { fromMin: 0, toMin: 540 }],
    ['limoux', null],
  ] as const) {
    const address = `${commune}@example.net`;
    const asked = { id: commune, commune, way: 'email', address, language: 'fr', quietHours } as const;
    doors.subscriptions.request({ ...asked, requestedAt: now - MINUTE_MS, confirmedAt: null }, commune);
    doors.subscriptions.confirm(commune, now - MINUTE_MS);
  }
  const plan = { steps: [{ level: 'act', afterMin: 0 }], lastsMin: 60, reason: 'a drill' } as const;
  expect(doors.exercises.start('coursan', plan, { person: 'coursan-mayor', residents: true }).ok).toBe(true);
  const ofExercise = () =>
    doors.journal.deliveries('coursan', 99).find(({ recipient }) => recipient.kind === 'subscription')?.delivery;
  await rise(3.58);
  await app.settled();
  expect(doors.journal.state('limoux')?.alert?.level).toBe('act');
  // Only those who decide know of it yet.
  expect(ofExercise()).toMatchObject({ status: 'pending' });

  expect(doors.act('limoux', { kind: 'release', level: 'act' }, 'limoux-mayor').ok).toBe(true);
  await eventually(() => mails.some(({ to }) => to.includes('limoux@example.net')), 'the resident is told');
  expect(ofExercise()).toMatchObject(
    kind === 'operational' ? { status: 'dropped', reason: REAL_FIRST } : { status: 'pending' },
  );
  const toMayor = mails.filter(({ to }) => to.includes('maire-coursan@example.org'));
  expect(toMayor.map(({ parsed }) => parsed.subject)).toEqual([expect.stringMatching(/^EXERCICE – ALERTE/)]);
  expect(doors.exercises.running('coursan')).not.toBeNull();
});

test('an alert waits behind no more than three of the forty communes that play an exercise', async () => {
  const { port, mails } = await mailServer();
  const server = { host: '127.0.0.1', port, secure: false, username: null, password: null };
  const mail = { ...server, from: 'amont@example.org', connections: 3 };
  const plain = await demoConfig();
  const coursan = plain.communes.get('coursan')!;
  const playing = Array.from({ length: 40 }, (_, index) => {
    const contacts = coursan.contacts.map((each) => ({ ...each, id: `${each.id}-${index}` }));
    return { ...coursan, id: `ville-${index}`, name: `Ville ${index}`, contacts };
  });
  const communes = new Map([...plain.communes, ...playing.map((each) => [each.id, each] as const)]);
  const instance = { ...plain.instance, kind: 'operational' } as const;
  const { app, rise, minutes } = await limouxAtNight({ mail, instance, communes }, { phones: {} });
  const { doors } = app;
  const plan = { steps: [{ level: 'act', afterMin: 0 }], lastsMin: 60, reason: 'a drill' } as const;
  const by = { person: 'prefect', residents: false, inTurn: true } as const;
  expect(playing.every(({ id }) => doors.exercises.start(id, plan, by).ok)).toBe(true);
  const told = () => playing.filter(({ id }) => doors.exercises.events(id, 9).length > 0).length;
  const exercises = () => mails.filter(({ parsed }) => parsed.subject?.startsWith('EXERCICE')).length;
  await minutes(1);
  expect([told(), exercises()]).toEqual([3, 6]);

  app.passTime();
  await rise(3.58);
  await app.settled();
  const isReal = ({ to }: (typeof mails)[number]) => to.includes('maire-limoux@example.org');
  await eventually(() => mails.some(isReal), 'the mayor in alert is told');
  expect(mails.findIndex(isReal)).toBeLessThanOrEqual(12);
  const before = told();
  expect(before).toBeLessThanOrEqual(6);
  await minutes(1);
  expect(told()).toBe(before + 3);
});
