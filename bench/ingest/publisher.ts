/**
 * The sensors, in a process of their own. Asked `run NUMBER COUNT burst` it keeps 2,000 messages under way; asked
 * `run NUMBER COUNT RATE` it sends RATE a second. Answers when the broker has acknowledged all.
 */
import { createInterface } from 'node:readline';
import { connectPublisher } from '../../tests/support/publish.ts';
import { traffic } from '../lib/traffic.ts';
import { instant } from '../lib/worker.ts';

export interface Published {
  startedAt: number;
  /** When each message was given to the client, and when the broker's PUBACK came. */
  sentAt: number[];
  acknowledgedAt: number[];
}

const WINDOW = 2_000;

const client = await connectPublisher(process.argv[2] ?? '');
console.log('{}');
for await (const line of createInterface({ input: process.stdin })) {
  const [, run = '', count = '', pace = ''] = line.split(' ');
  console.log(JSON.stringify(await publish(Number(run), Number(count), pace === 'burst' ? null : Number(pace))));
}
await client.endAsync();

function publish(run: number, count: number, rate: number | null): Promise<Published> {
  const messages = traffic(run, count, Date.now());
  const sentAt: number[] = [];
  const acknowledgedAt: number[] = [];
  const startedAt = instant();
  return new Promise((resolve, reject) => {
    let sent = 0;
    let acknowledged = 0;
    const send = (): void => {
      const index = sent;
      const message = messages[index];
      if (!message) return;
      sent += 1;
      sentAt[index] = instant();
      client.publish(message.topic, message.payload, { qos: 1 }, (error) => {
        if (error) return reject(error);
        acknowledgedAt[index] = instant();
        acknowledged += 1;
        if (acknowledged === count) resolve({ startedAt, sentAt, acknowledgedAt });
        else if (rate === null) send();
      });
    };
    if (rate === null) {
      for (let index = 0; index < WINDOW; index += 1) send();
      return;
    }
    const timer = setInterval(() => {
      const due = Math.min(count, Math.ceil(((instant() - startedAt) / 1_000) * rate));
      while (sent < due) send();
      if (sent === count) clearInterval(timer);
    }, 1);
  });
}
