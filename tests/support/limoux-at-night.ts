import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import type { ContactRole } from '../../src/territory/commune.ts';
import { stageReading } from './stage-reading.ts';
import { tempFolder } from './temp-folder.ts';
import { demoConfig } from './town.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');
const SECRET = 'reply-secret';
const folder = tempFolder('limoux');

/** Where text messages answer. */
export const REPLY_NUMBER = '+33700000000';

/** The whole service on a night in January, with replies taken in; of the contacts of Limoux those with a phone as given. */
export async function limouxAtNight(
  change: Partial<Config>,
  {
    phones,
    log = pino({ level: 'silent' }),
    now = T0,
    emails = {},
  }: {
    phones: Partial<Record<ContactRole, string>>;
    log?: Logger;
    now?: number;
    emails?: Partial<Record<ContactRole, string>>;
  },
) {
  const clock = manualClock(now);
  const plain = await demoConfig({
    dataFolder: mkdtempSync(join(folder, 'data-')),
    replies: { number: REPLY_NUMBER, secret: SECRET },
    ...change,
  });
  const limoux = plain.communes.get('limoux')!;
  const contacts = limoux.contacts.map((each) => ({
    ...each,
    phone: phones[each.role] ?? null,
    email: emails[each.role] ?? each.email,
  }));
  const communes = new Map([...plain.communes, ['limoux', { ...limoux, contacts }]]);
  const created = await createApp({ ...plain, communes }, log, { clock });
  if (!created.ok) throw new Error(created.error);
  const app = created.value;
  onTestFinished(() => app.close());
  return {
    app,
    /** Two hours of readings up to now, nine centimetres every ten minutes, and a round. */
    async rise(topM: number): Promise<void> {
      await app.doors.readings.append(
        Array.from({ length: 13 }, (_, step) => {
          const observedAt = clock.now() + (step - 12) * 10 * MINUTE_MS;
          return stageReading('limoux', observedAt, topM - (12 - step) * 0.09);
        }),
      );
      app.schedule.start();
      app.schedule.tick();
    },
    async minutes(count: number): Promise<void> {
      clock.advanceTo(clock.now() + count * MINUTE_MS);
      app.passTime();
      await app.settled();
    },
    /** What the gateway hands in, and is told. */
    async reply(from: string, text: string): Promise<string> {
      const response = await fetch(`${app.url}/api/v1/replies`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
        body: JSON.stringify({ from, text }),
      });
      return response.text();
    },
  };
}
