import { expect, test } from 'vitest';
import { readArguments, readBroker } from '../../sensors-sim/arguments.ts';
import { scenarios } from '../../sensors-sim/scenarios.ts';
import { UsageError } from '../../sensors-sim/source.ts';

test('a scenario alone plays to this machine, ten minutes a second', () => {
  expect(readArguments(['--scenario', 'flash-flood'], {})).toEqual({
    kind: 'play',
    scenario: scenarios['flash-flood'],
    seed: 1,
    broker: { protocol: 'mqtt', host: '127.0.0.1', port: 1883 },
    time: { kind: 'speed', speed: 600 },
  });
});

test('user and password come from the environment or, first, from the flags', () => {
  const env = { AMONT_SIM_USERNAME: 'sim', AMONT_SIM_PASSWORD: 'from-env' };
  const args = ['--scenario', 'quiet', '--password', 'from-flag'];
  expect(readArguments(args, env)).toMatchObject({ broker: { username: 'sim', password: 'from-flag' } });
});

test('what there is to play is listed, and a scenario described, without a broker', () => {
  expect(readArguments(['--help'], {})).toEqual({ kind: 'help' });
  expect(readArguments(['--list'], {})).toEqual({ kind: 'list' });
  const described = { kind: 'describe', scenario: scenarios['quiet'], seed: -7 };
  expect(readArguments(['--describe', '--scenario', 'quiet', '--seed=-7'], {})).toEqual(described);
});

test('a recording is played from its beginning, without a fault', () => {
  const scenario = { summary: './brook', source: { recording: './brook' }, faults: [], runUpH: 0 };
  expect(readArguments(['--recording', './brook'], {})).toMatchObject({ kind: 'play', scenario });
});

test.each([
  [['--stdin'], { kind: 'driven' }],
  [['--live'], { kind: 'live' }],
  [['--speed', '1'], { kind: 'speed', speed: 1 }],
  [['--speed', '1.5'], { kind: 'speed', speed: 1.5 }],
  [['--speed', 'max'], { kind: 'speed', speed: Number.POSITIVE_INFINITY }],
])('%j says how time passes', (args, time) => {
  expect(readArguments(['--scenario', 'quiet', ...args], {})).toMatchObject({ time });
});

test.each([
  ['mqtt://127.0.0.1', { protocol: 'mqtt', host: '127.0.0.1', port: 1883 }],
  ['mqtts://localhost', { protocol: 'mqtts', host: 'localhost', port: 8883 }],
  ['mqtts://[::1]:1883', { protocol: 'mqtts', host: '::1', port: 1883 }],
  ['mqtt://localhost:2883/', { protocol: 'mqtt', host: 'localhost', port: 2883 }],
])('%s is where the broker listens', (url, broker) => {
  expect(readBroker(url, false)).toEqual(broker);
});

test('a broker elsewhere is played to where that is said, and only then', () => {
  const elsewhere = ['--scenario', 'quiet', '--broker', 'mqtt://example.org'];
  expect(() => readArguments(elsewhere, {})).toThrow('--remote');
  expect(readArguments([...elsewhere, '--remote'], {})).toMatchObject({ broker: { host: 'example.org' } });
});

test.each(['mqtt://127.0.0.1:1883', 'mqtt://127.1.2.3', 'mqtt://localhost', 'mqtts://[::1]:8883'])(
  '%s is this machine',
  (url) => {
    expect(() => readBroker(url, false)).not.toThrow();
  },
);

test.each([
  'mqtt://example.org',
  'mqtt://192.168.1.4:1883',
  'mqtt://127.0.0.1.example.org',
  'mqtt://localhost.example.org',
  'mqtt://0.0.0.0',
  'mqtt://[2001:db8::1]',
])('%s is not, and needs --remote', (url) => {
  expect(() => readBroker(url, false)).toThrow(/not on this machine.*--remote/);
  expect(() => readBroker(url, true)).not.toThrow();
});

test.each([
  [[], 'either --scenario NAME or --recording NAME'],
  [['--scenario', 'quiet', '--recording', 'aude-2020-01'], 'either --scenario NAME or --recording NAME'],
  [['--scenario', 'tsunami'], 'no scenario "tsunami". There are: quiet, flash-flood'],
  [['--scenario', 'toString'], 'no scenario "toString"'],
  [['--scenario', 'quiet', '--seed', 'x'], '--seed x'],
  [['--scenario', 'quiet', '--speed', '0'], '--speed 0'],
  [['--scenario', 'quiet', '--speed', 'fast'], '--speed fast'],
  [['--scenario', 'quiet', '--live', '--stdin'], 'exclude each other'],
  [['--scenario', 'quiet', '--broker', 'http://127.0.0.1'], 'no address like'],
  [['--scenario', 'quiet', '--broker', 'mqtt://127.0.0.1@example.org'], 'no address like'],
  [['--scenario', 'quiet', '--broker', '127.0.0.1'], 'no address like'],
  [['--scenario', 'quiet', '--broker', 'mqtt://127.0.0.1/x'], 'no address like'],
  // Its password would be left out without a word.
  [['--scenario', 'quiet', '--broker', 'mqtt://:secret@127.0.0.1'], '--broker mqtt://***@127.0.0.1 is no address like'],
  [['--scenario', 'quiet', '--speed', '0.5'], '--speed 0.5'],
  [['--flood'], "Unknown option '--flood'"],
  [['flash-flood'], 'Unexpected argument'],
])('%j is refused', (args, message) => {
  expect(() => readArguments(args, {})).toThrow(UsageError);
  expect(() => readArguments(args, {})).toThrow(message);
});
