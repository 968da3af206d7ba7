/**
 * The service as its own process on a clock that is moved over standard input: `until INSTANT` advances it, ticks, and answers
 * `done INSTANT` when all is settled. Killed with -9 by the tests; started again on the same data folder.
 */

import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { localBroker } from '../../src/config/local-broker.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { demoConfig } from './town.ts';
import { SECRET } from './webhook-secret.ts';

const [dataFolder = '', brokerPort = '', mailPort = '', startAt = '', webhookUrl] = process.argv.slice(2);
const clock = manualClock(Date.parse(startAt));
const config = await demoConfig({
  dataFolder,
  mqtt: localBroker(Number(brokerPort)),
  webhooks: webhookUrl
    ? [{ id: 'siren', url: webhookUrl, tells: 'residents', communes: ['limoux'], secrets: [SECRET] }]
    : [],
  mail: {
    host: '127.0.0.1',
    port: Number(mailPort),
    secure: false,
    username: null,
    password: null,
    from: 'a@example.org',
    connections: 3,
  },
});
const app = await createApp(config, pino({ level: 'fatal' }, process.stderr), { clock, priorWithout: ['aude', 'orb'] });
if (!app.ok) throw new Error(app.error);
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [word, text = ''] = line.split(' ');
  clock.advanceTo(Date.parse(text));
  if (word === 'refit') await app.value.refit();
  if (word === 'until') {
    app.value.schedule.start();
    app.value.schedule.tick();
  }
  await app.value.settled();
  console.log(`done ${text}`);
}
await app.value.close();
