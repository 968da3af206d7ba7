import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createHeartbeat } from '../../src/compose/heartbeat.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { freePort } from '../support/free-port.ts';
import { type SaidBy, smsGateway as watchElsewhere } from '../support/sms-gateway.ts';

type Health = { status: number; isWaiting: boolean; faults: string[] };

async function town(answer?: SaidBy, deadlineMs?: number, address?: string) {
  const watch = await watchElsewhere(answer);
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => void lines.push(JSON.parse(line)) });
  const metrics = createMetrics();
  const health: Health = { status: 200, isWaiting: false, faults: [] };
  const url = address ?? `${watch.url}/hunter2`;
  const beat = createHeartbeat(url, { health: async () => health, metrics, log, ...(deadlineMs && { deadlineMs }) });
  const counted = async () =>
    Object.fromEntries((await metrics.heartbeats.get()).values.map(({ labels, value }) => [labels.outcome, value]));
  return { watch, lines, health, beat, counted, msgs: () => lines.map(({ msg, why }) => [msg, why]) };
}

test('a service that is well calls the watch, each time', async () => {
  const { watch, beat, counted, lines } = await town();
  await beat();
  await beat();
  expect(watch.asked.map(({ method, url }) => [method, url])).toEqual([
    ['GET', '/send/hunter2'],
    ['GET', '/send/hunter2'],
  ]);
  expect(await counted()).toEqual({ given: 2 });
  expect(lines).toEqual([]);
});

test('one that waits for its first gauge hears none, and gives no sign', async () => {
  const { watch, beat, health, msgs } = await town();
  health.isWaiting = true;
  await beat();
  expect(watch.asked).toEqual([]);
  expect(msgs()).toEqual([['a sign of life was withheld', 'no gauge has spoken yet']]);
});

test('one that is deaf, or whose own work fails, gives no sign until it is well, and the log says so once', async () => {
  const { watch, beat, health, counted, msgs } = await town();
  health.status = 503;
  await beat();
  await beat();
  Object.assign(health, { status: 200, faults: ['storing', 'sending'] });
  await beat();
  health.faults = [];
  await beat();
  expect(watch.asked).toHaveLength(1);
  expect(await counted()).toEqual({ withheld: 3, given: 1 });
  expect(msgs()).toEqual([
    ['a sign of life was withheld', '/health answers 503'],
    ['a sign of life was withheld', 'what fails: storing, sending'],
    ['signs of life are given again', undefined],
  ]);
});

test('a watch that does not take it is told of by its name alone, for the address is a secret', async () => {
  const said = ['refuses', 'elsewhere', 'takes'];
  const { watch, beat, counted, msgs, lines } = await town(() => {
    const now = said.shift();
    if (now === 'refuses') return { status: 404, body: 'hunter2 is not known' };
    if (now === 'elsewhere') return { status: 302, headers: { location: `${watch.url}/elsewhere` } };
    return { status: 200 };
  });
  for (let turn = 0; turn < 3; turn++) await beat();
  expect(watch.asked.map(({ url }) => url)).toEqual(Array.from({ length: 3 }, () => '/send/hunter2'));
  expect(await counted()).toEqual({ failed: 2, given: 1 });
  expect(msgs()).toEqual([
    ['a sign of life was not taken', 'HTTP 404'],
    ['a sign of life was not taken', 'HTTP 302'],
    ['signs of life are given again', undefined],
  ]);
  expect(JSON.stringify(lines)).not.toContain('hunter2');
});

test('a watch that takes the call and says nothing is not waited for for ever', async () => {
  const { beat, msgs } = await town(() => 'hang', 50);
  await beat();
  expect(msgs()).toEqual([['a sign of life was not taken', 'no answer in time']]);
});

test('a watch that is not there', async () => {
  const { beat, msgs, lines } = await town(undefined, undefined, `http://127.0.0.1:${await freePort()}/hunter2`);
  await beat();
  expect(msgs()).toEqual([['a sign of life was not taken', 'ECONNREFUSED']]);
  expect(JSON.stringify(lines)).not.toContain('hunter2');
});
