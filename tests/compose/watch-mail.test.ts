import pino from 'pino';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { lookAgain, noWayLeft, watchMail } from '../../src/compose/watch-mail.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { FailingWay } from '../../src/notification/failing-way.ts';
import { eventually } from '../support/eventually.ts';
import { testMailServers } from '../support/mail-server.ts';

const mailServer = testMailServers();
const clock = { now: () => Date.now() };
const log = pino({ level: 'silent' });

afterEach(() => void vi.useRealTimers());

test('a mail server that does not let us in is told from the second look on, and until it does; a blip is not', async () => {
  vi.useFakeTimers();
  const begun = Date.now();
  const answers: (string | null)[] = [];
  const check = vi.fn<() => Promise<string | null>>(async () => answers.shift() ?? null);
  const { failing, stop } = lookAgain(check, { clock, log });
  const after = async (ms: number): Promise<FailingWay | null> => {
    await vi.advanceTimersByTimeAsync(ms);
    return failing();
  };
  const refused = 'AUTH PLAIN: 535 5.7.8 amont@example.org no';
  answers.push(null, refused, null, refused, refused, refused, null);
  expect([await after(MINUTE_MS), check.mock.calls.length]).toEqual([null, 1]);
  // For ten minutes, at one look.
  expect([await after(HOUR_MS), await after(10 * MINUTE_MS)]).toEqual([null, null]);
  expect(await after(HOUR_MS)).toBeNull();
  const since = begun + MINUTE_MS + 2 * HOUR_MS + 10 * MINUTE_MS;
  const told = { way: 'email', since, why: 'AUTH PLAIN: 535 5.7.8 …@… no' };
  expect([await after(10 * MINUTE_MS), await after(10 * MINUTE_MS)]).toEqual([told, told]);
  expect([await after(10 * MINUTE_MS), check.mock.calls.length]).toEqual([null, 7]);
  stop();
  await after(3 * HOUR_MS);
  expect([check.mock.calls.length, vi.getTimerCount()]).toEqual([7, 0]);
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
  await eventually(() => town() !== null, 'it is told');
  expect(town()).toMatchObject({ way: 'email', why: 'AUTH PLAIN: 535 5.7.8 no' });
  expect([exercise(), replay(), new Set(tried)]).toEqual([null, null, new Set(['amont old'])]);
});

test('where mail is the only way and has failed for an hour nobody would be warned', () => {
  const failing: FailingWay = { way: 'email', since: 0, why: 'no' };
  const gateway = { url: 'https://sms.example.org' };
  const left = (other: 'sms' | 'voice' | null, found: FailingWay | null, at: number) =>
    noWayLeft({ sms: null, voice: null, ...(other && { [other]: gateway }) }, found, { now: () => at });
  expect([left(null, failing, HOUR_MS), left(null, failing, HOUR_MS - 1), left(null, null, HOUR_MS)]).toEqual([
    ['email'],
    [],
    [],
  ]);
  expect([left('sms', failing, HOUR_MS), left('voice', failing, HOUR_MS)]).toEqual([[], []]);
});
