import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { payloadOf, type TimedMessage, topicOf } from '../../sensors-sim/message.ts';
import { openSource, playScenario } from '../../sensors-sim/scenario.ts';
import { scenarios } from '../../sensors-sim/scenarios.ts';
import { eventually } from '../support/eventually.ts';
import { startMosquitto } from '../support/mosquitto.ts';
import { connectPublisher } from '../support/publish.ts';
import { lacks } from '../support/services.ts';
import { type RecordingBroker, startRecordingBroker } from './recording-broker.ts';
import { startSimulator } from './start-simulator.ts';

// Each test starts a process, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const aude = openSource(scenarios['aude-2020-01']!, 1).messages;
const wireForm = (message: TimedMessage): string => `${topicOf(message)} ${payloadOf(message)}`;
const dueBy = (messages: readonly TimedMessage[], iso: string): string[] =>
  messages.filter(({ deliverAt }) => deliverAt <= Date.parse(iso)).map(wireForm);

describe.skipIf(lacks('mosquitto'))('driven, with a real Mosquitto (needs mosquitto)', () => {
  test('publishes exactly what is due by each instant, and ends when told', async () => {
    const mosquitto = await startMosquitto(['allow_anonymous true', 'autosave_on_changes false']);
    onTestFinished(() => mosquitto.stop());
    const heard: string[] = [];
    const listener = await connectPublisher(mosquitto.url);
    onTestFinished(() => listener.endAsync(true));
    listener.on('message', (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
    await listener.subscribeAsync('amont/#', { qos: 1 });

    const simulator = startSimulator(['--stdin', '--recording', 'aude-2020-01', '--broker', mosquitto.url]);
    expect(await simulator.hear()).toBe('ready 2020-01-07T16:25:00Z 2020-01-27T23:55:00Z');
    let sent = 0;
    for (const until of ['2020-01-07T00:00:00Z', '2020-01-10T00:00:00Z', '2020-01-10T00:25:00Z']) {
      const due = dueBy(aude, until);
      simulator.say(`until ${until}`);
      expect(await simulator.hear()).toBe(`done ${until} ${due.length - sent}`);
      sent = due.length;
      await eventually(() => heard.length >= sent, `${sent} messages`);
      expect(heard.toSorted()).toEqual(due.toSorted());
    }
    simulator.say('end');
    expect(await simulator.exit).toBe(0);
    expect(simulator.complaint()).toBe('');
  });
});

async function startBroker(credentials?: { username: string; password: string }): Promise<RecordingBroker> {
  const broker = await startRecordingBroker(credentials);
  onTestFinished(() => broker.die());
  return broker;
}

describe('a broker that dies', () => {
  test('in the middle of a step: every message arrives, and only then is the step done', async () => {
    const broker = await startBroker();
    broker.onMessage = (count) => {
      // Many are on their way and not acknowledged at this moment.
      if (count === 2_000) void broker.die();
      return count < 2_000;
    };
    const simulator = startSimulator(['--stdin', '--recording', 'aude-2020-01', '--broker', broker.url]);
    await simulator.hear();
    const until = '2020-01-10T00:00:00Z';
    const due = dueBy(aude, until);
    simulator.say(`until ${until}`);
    await eventually(() => simulator.complaint().includes('trying again'), 'the simulator notices');
    expect(new Set(broker.received).size).toBeLessThan(due.length);

    broker.onMessage = () => true;
    await broker.comeBack();
    expect(await simulator.hear()).toBe(`done ${until} ${due.length}`);
    expect([...new Set(broker.received)].toSorted()).toEqual(due.toSorted());
    expect(simulator.complaint()).toContain('not acknowledged: they go again');
    simulator.closeInput();
    expect(await simulator.exit).toBe(0);
  });

  test('between two steps: the next one connects again', async () => {
    const broker = await startBroker();
    const simulator = startSimulator(['--stdin', '--recording', 'aude-2020-01', '--broker', broker.url]);
    await simulator.hear();
    simulator.say('until 2020-01-07T18:00:00Z');
    await simulator.hear();
    await broker.die();
    await broker.comeBack();
    simulator.say('until 2020-01-07T20:00:00Z');
    expect(await simulator.hear()).toMatch(/^done 2020-01-07T20:00:00Z \d+$/);
    expect(new Set(broker.received)).toEqual(new Set(dueBy(aude, '2020-01-07T20:00:00Z')));
    expect(broker.connections).toBe(2);
  });

  test('together with its driver: the simulator does not stay behind', async () => {
    const broker = await startBroker();
    broker.onMessage = () => false;
    const simulator = startSimulator(['--stdin', '--recording', 'aude-2020-01', '--broker', broker.url]);
    await simulator.hear();
    simulator.say('until 2020-01-10T00:00:00Z');
    await eventually(() => broker.received.length > 0, 'a first message');
    simulator.closeInput();
    await broker.die();
    expect(await simulator.exit).toBe(1);
    expect(simulator.complaint()).toContain('not all was delivered');
  });
});

test('broker-loss: it cuts its own connection and delivers afterwards', async () => {
  const broker = await startBroker();
  const scenario = scenarios['broker-loss']!;
  const { messages, drops } = playScenario(scenario, openSource(scenario, 1), 1);
  const within = new Date(drops[0]! + 3_600_000).toISOString();
  const simulator = startSimulator(['--stdin', '--scenario', 'broker-loss', '--broker', broker.url]);
  await simulator.hear();

  simulator.say(`until ${within}`);
  expect(await simulator.hear()).toBe(`done ${within} ${dueBy(messages, within).length}`);
  await eventually(() => broker.open === 0, 'the connection is cut');
  const after = '2026-01-04T00:00:00Z';
  simulator.say(`until ${after}`);
  await simulator.hear();
  expect(broker.connections).toBe(2);
  expect(broker.received).toEqual(messages.map(wireForm));
  simulator.say('end');
  expect(await simulator.exit).toBe(0);
});

test('by itself: plays an invented flood to its end and says how it goes', async () => {
  const broker = await startBroker({ username: 'sim', password: 'secret' });
  const env = { AMONT_SIM_USERNAME: 'sim', AMONT_SIM_PASSWORD: 'secret' };
  const simulator = startSimulator(['--scenario', 'flash-flood', '--speed', 'max', '--broker', broker.url], env);
  const lines: string[] = [];
  for (let line = await simulator.hear(); line !== null; line = await simulator.hear()) lines.push(line);
  expect(await simulator.exit).toBe(0);
  expect(broker.received).toEqual(openSource(scenarios['flash-flood']!, 1).messages.map(wireForm));
  expect(lines).toHaveLength(61);
  expect(lines.find((line) => line.startsWith('2026-01-02 03:00'))).toMatch(/orvelle-town 3\.\d\d m \(\+1\.\d\d\)/);
  expect(lines.at(-1)).toBe('The end: 2160 messages sent.');
});

test('live: the run-up is past and sent at once, dated up to now', async () => {
  const broker = await startBroker();
  const began = Date.now();
  startSimulator(['--scenario', 'flash-flood', '--live', '--broker', broker.url]);
  const runUp = 24 * 6 * 6;
  await eventually(() => broker.received.length >= runUp, 'the run-up');
  const times = broker.received.map((line) => Date.parse(/"observedAt":"([^"]+)"/.exec(line)![1]!));
  expect(Math.min(...times)).toBeGreaterThan(began - 24 * 3_600_000 - 2_000);
  expect(Math.max(...times)).toBeLessThanOrEqual(Date.now());
});

describe('ends with one paragraph and a non-zero code', () => {
  test.each([
    [
      'a broker that is not there',
      ['--broker', 'mqtt://127.0.0.1:1'],
      /No connection to the broker at 127\.0\.0\.1:1.*ECONNREFUSED/,
    ],
    ['a broker elsewhere', ['--broker', 'mqtt://192.0.2.1'], /not on this machine/],
    ['an unknown option', ['--fast'], /Unknown option/],
  ])('on %s', async (_, args, complaint) => {
    const simulator = startSimulator(['--scenario', 'quiet', ...args]);
    expect(await simulator.exit).toBe(1);
    expect(simulator.complaint()).toMatch(complaint);
    expect(simulator.complaint().trim().split('\n')).toHaveLength(1);
  });

  test('on a wrong password', async () => {
    const broker = await startBroker({ username: 'sim', password: 'secret' });
    const simulator = startSimulator([
      '--scenario',
      'quiet',
      '--username',
      'sim',
      '--password',
      'x',
      '--broker',
      broker.url,
    ]);
    expect(await simulator.exit).toBe(1);
    expect(simulator.complaint()).toMatch(/Not authorized.*user and password/);
    expect(simulator.complaint().trim().split('\n')).toHaveLength(1);
  });

  test('on a line that it does not understand', async () => {
    const broker = await startBroker();
    const simulator = startSimulator(['--scenario', 'quiet', '--stdin', '--broker', broker.url]);
    await simulator.hear();
    simulator.say('faster');
    expect(await simulator.exit).toBe(1);
    expect(simulator.complaint()).toContain('"faster" is not understood');
  });
});
