import pino from 'pino';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { lookAgain, noWayLeft, watchMail } from '../../src/compose/watch-mail.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { FailingWay } from '../../src/notification/failing-way.ts';
import { eventually } from '../support/eventually.ts';
import { testMailServers } from '../support/mail-server.ts';
import { coursan as commune } from '../support/notices.ts';

const mailServer = testMailServers();
const clock = { now: () => Date.now() };
const log = pino({ level: 'silent' });

afterEach(() => void vi.useRealTimers());

test('a mail server that does not let us in is told from the third look on, and until it does; a quarter of an hour is not', async () => {
  vi.useFakeTimers();
  const begun = Date.now();
  const logged: string[] = [];
  const answers: (string | null)[] = [];
  const check = vi.fn<() => Promise<string | null>>(async () => answers.shift() ?? null);
  const heard = pino({}, { write: (line: string) => void logged.push(line) });
  const { failing, took, stop } = lookAgain(check, { clock, log: heard });
  const after = async (ms: number): Promise<FailingWay | null> => {
    await vi.advanceTimersByTimeAsync(ms);
    return failing();
  };
  const refused = 'AUTH PLAIN: 535 5.7.8 amont@example.org no';
  const again = 10 * MINUTE_MS;
  answers.push(null, refused, refused, null, refused, refused, refused, null, refused, refused, refused);
  expect([await after(MINUTE_MS), check.mock.calls.length]).toEqual([null, 1]);
  // A server that is started anew each night.
  expect([await after(HOUR_MS), await after(again), await after(again)]).toEqual([null, null, null]);
  const since = begun + MINUTE_MS + 2 * HOUR_MS + 2 * again;
  const told = { way: 'email', since, why: 'AUTH PLAIN: 535 5.7.8 …@… no' };
  expect([await after(HOUR_MS), await after(again), await after(again)]).toEqual([null, null, told]);
  expect([await after(again), check.mock.calls.length]).toEqual([null, 8]);
  expect(logged.map((line) => JSON.parse(line))).toMatchObject([
    { err: told.why },
    { msg: 'the mail server lets us in again' },
  ]);
  expect(await after(HOUR_MS + 2 * again)).not.toBeNull();
  // A message that it takes ends it, and while messages go out nobody looks.
  took();
  expect(failing()).toBeNull();
  for (let nth = 0; nth < 3; nth += 1) {
    await after(HOUR_MS - 1);
    took();
  }
  expect(check.mock.calls.length).toBe(11);
  await after(HOUR_MS);
  expect(check.mock.calls.length).toBe(12);
  // But once a day, for what no message says.
  for (let nth = 0; nth < 48; nth += 1) {
    await after(HOUR_MS / 2);
    took();
  }
  await after(1);
  expect(check.mock.calls.length).toBe(13);
  stop();
  took();
  await after(3 * HOUR_MS);
  expect([check.mock.calls.length, vi.getTimerCount()]).toEqual([13, 0]);
});

test('it is looked for by what is operational alone, with the name and password of the town', async () => {
  const tried: string[] = [];
  const { port } = await mailServer(() => null, {
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      tried.push(`${username} ${password}`);
      done(Object.assign(new Error('5.7.8 no'), { responseCode: 535 }));
    },
  });
  const mail = {
    host: '127.0.0.1',
    port,
    secure: false,
    username: 'amont',
    password: 'old',
    from: 'a@b.c',
    connections: 3,
  };
  const quick = { log, firstMs: 1, againMs: 1, everyMs: 1, isReplay: false };
  const watched = (kind: 'operational' | 'exercise', more = {}) => {
    const parts = new AsyncDisposableStack();
    onTestFinished(() => parts.disposeAsync());
    const instance = { name: 'Test', kind, baseUrl: 'http://127.0.0.1', languages: ['fr'] } as const;
    return watchMail({ mail, instance }, parts, { ...quick, ...more });
  };
  const [exercise, replay, town] = [
    watched('exercise'),
    watched('operational', { isReplay: true }),
    watched('operational'),
  ];
  await eventually(() => town.failing() !== null, 'it is told');
  expect(town.failing()).toMatchObject({ way: 'email', why: 'AUTH PLAIN: 535 5.7.8 no' });
  expect([exercise.failing(), replay.failing(), new Set(tried)]).toEqual([null, null, new Set(['amont old'])]);
});

test('where mail is the only way to those who decide somewhere, and has failed for an hour, nobody there would be warned', () => {
  const failing: FailingWay = { way: 'email', since: 0, why: 'no' };
  const gateway = { url: 'https://sms.example.org' };
  const phoned = (...phones: readonly (string | null)[]) => ({
    ...commune,
    contacts: phones.map((phone) => ({ ...commune.contacts[0]!, phone })),
  });
  const left = (
    other: 'sms' | 'voice' | null,
    found: FailingWay | null,
    { at = HOUR_MS, communes = [phoned('+33612345678', null)] } = {},
  ) =>
    noWayLeft(
      {
        sms: null,
        voice: null,
        communes: new Map(communes.map((each, nth) => [`${nth}`, each])),
        ...(other && { [other]: gateway }),
      },
      found,
      { now: () => at },
    );
  // Phones are of no use without a gateway.
  expect([left(null, failing), left(null, failing, { at: HOUR_MS - 1 }), left(null, null)]).toEqual([
    ['email'],
    [],
    [],
  ]);
  expect([left('sms', failing), left('voice', failing)]).toEqual([[], []]);
  // Nor is a gateway without a phone.
  const communes = [phoned('+33612345678'), phoned(null, null)];
  expect([left('sms', failing, { communes }), left('sms', null, { communes })]).toEqual([['email'], []]);
});
