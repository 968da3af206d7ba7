import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { smsGateway as phoneGateway, type SaidBy } from '../support/sms-gateway.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');
const MAYOR = '+33612345678';
const DEPUTY = '+33612345679';
const folder = tempFolder('calls');

interface Call {
  to: string;
  say: string;
  voice: string;
}

/** The whole service at night; the water rises at Limoux to so many metres. Calls and text messages go by a gateway of their own each. */
async function night({ toM, callsSay, textsSay }: { toM: number; callsSay?: SaidBy; textsSay?: SaidBy }) {
  const [caller, texter] = [await phoneGateway(callsSay), await phoneGateway(textsSay)];
  const clock = manualClock(T0);
  const gateway = { headers: {}, taken: null, secret: null };
  const plain = await demoConfig({
    dataFolder: mkdtempSync(join(folder, 'data-')),
    mail: null,
    sms: { ...gateway, url: texter.url, body: { to: '{to}', text: '{text}' } },
    voice: { ...gateway, url: caller.url, body: { to: '{to}', say: '{text}', voice: '{language}' } },
    replies: { number: '+33700000000', secret: 'reply-secret' },
  });
  const limoux = plain.communes.get('limoux')!;
  const phones: Record<string, string> = { mayor: MAYOR, deputy: DEPUTY };
  const contacts = limoux.contacts.map((each) => ({ ...each, phone: phones[each.role] ?? null }));
  const config = { ...plain, communes: new Map([...plain.communes, ['limoux', { ...limoux, contacts }]]) };
  const created = await createApp(config, pino({ level: 'silent' }), { clock });
  if (!created.ok) throw new Error(created.error);
  const app = created.value;
  onTestFinished(() => app.close());
  const at = (step: number) => T0 + (step - 12) * 10 * MINUTE_MS;
  await app.doors.readings.append(
    Array.from({ length: 13 }, (_, step) => ({
      station: 'limoux',
      quantity: 'stage' as const,
      observedAt: at(step),
      receivedAt: at(step),
      value: toM - (12 - step) * 0.09,
      quality: 'pass' as const,
      tests: [],
    })),
  );
  app.schedule.start();
  app.schedule.tick();
  return {
    app,
    callsTo: (to: string): Call[] =>
      caller.asked.map(({ body }): Call => JSON.parse(body)).filter((each) => each.to === to),
    texted: () => texter.asked.length,
    async minutes(count: number) {
      clock.advanceTo(clock.now() + count * MINUTE_MS);
      app.passTime();
      await app.settled();
    },
  };
}

const marks = { prepare: 2.2, act: 3.5 };

test('the water passes the mark at night: the mayor’s phone rings, then the deputy’s, until somebody answers', async () => {
  const { app, callsTo, minutes } = await night({ toM: marks.act + 0.08 });
  await eventually(() => callsTo(MAYOR).length === 1, 'the mayor is called');
  const [{ say, voice } = { say: '', voice: '' }] = callsTo(MAYOR);
  expect(voice).toBe('fr-FR');
  expect(say).toMatch(/^Démonstration, alerte Limoux : Agir, mesuré\. .* Je répète\. Démonstration, alerte Limoux/);
  expect(say).toContain('utilisez le message qui vous est envoyé en même temps');
  expect(say).not.toMatch(/http|OUI \d/);
  await minutes(11);
  await eventually(() => callsTo(DEPUTY).length === 1, 'the deputy is called');
  expect(callsTo(DEPUTY)[0]?.say).toMatch(/^Démonstration, alerte sans réponse Limoux : Agir/);
  expect(app.doors.act('limoux', { kind: 'acknowledge', level: 'act' }, 'limoux-deputy').ok).toBe(true);
  await minutes(240);
  expect([callsTo(MAYOR), callsTo(DEPUTY)].map(({ length }) => length)).toEqual([1, 1]);
});

test('a gateway for text messages that hangs holds up no call', async () => {
  const { callsTo, texted } = await night({ toM: marks.act + 0.08, textsSay: () => 'hang' });
  await eventually(() => texted() > 0 && callsTo(MAYOR).length === 1, 'the mayor is called all the same');
});

test('nobody is woken any more once somebody has answered', async () => {
  let isUp = false;
  const { app, callsTo, minutes } = await night({
    toM: marks.act + 0.08,
    callsSay: () => ({ status: isUp ? 200 : 503 }),
  });
  await eventually(() => callsTo(MAYOR).length > 0, 'the gateway was asked, and said no');
  expect(app.doors.act('limoux', { kind: 'acknowledge', level: 'act' }, 'limoux-deputy').ok).toBe(true);
  isUp = true;
  const asked = callsTo(MAYOR).length;
  await eventually(async () => {
    await minutes(1);
    return app.doors.journal.deliveries('limoux', 99).every((each) => each.channel !== 'voice' || isDropped(each));
  }, 'it was not called again');
  expect(callsTo(MAYOR)).toHaveLength(asked);

  function isDropped({ delivery }: { delivery: { status: string; reason?: string } }): boolean {
    return delivery.status === 'dropped' && delivery.reason === 'somebody has answered meanwhile';
  }
});

test('nobody is called to be prepared: a text message can wait for the morning', async () => {
  const { callsTo, texted } = await night({ toM: marks.prepare + 0.08 });
  await eventually(() => texted() > 0, 'the mayor has a text message');
  expect(callsTo(MAYOR)).toEqual([]);
});
