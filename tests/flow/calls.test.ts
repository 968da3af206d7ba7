import { expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { eventually } from '../support/eventually.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { smsGateway as phoneGateway, type SaidBy } from '../support/sms-gateway.ts';
import { demoConfig } from '../support/town.ts';

const MAYOR = '+33612345678';
const DEPUTY = '+33612345679';

interface Call {
  to: string;
  say: string;
  voice: string;
}

/** The whole service at night; the water rises at Limoux to so many metres. Calls and text messages go by a gateway of their own each. */
async function night(
  { toM, callsSay, textsSay }: { toM: number; callsSay?: SaidBy; textsSay?: SaidBy },
  change: Partial<Config> = {},
) {
  const [caller, texter] = [await phoneGateway(callsSay), await phoneGateway(textsSay)];
  const gateway = { headers: {}, taken: null, secret: null };
  const { app, rise, minutes } = await limouxAtNight(
    {
      mail: null,
      sms: { ...gateway, url: texter.url, body: { to: '{to}', text: '{text}' } },
      voice: { ...gateway, url: caller.url, body: { to: '{to}', say: '{text}', voice: '{language}' } },
      ...change,
    },
    { phones: { mayor: MAYOR, deputy: DEPUTY } },
  );
  await rise(toM);
  return {
    app,
    callsTo: (to: string): Call[] =>
      caller.asked.map(({ body }): Call => JSON.parse(body)).filter((each) => each.to === to),
    texted: () => texter.asked.length,
    minutes,
  };
}

/** The first rules of the demonstration, but that a person decides what residents are told, at `danger` too. */
async function byPerson(): Promise<Partial<Config>> {
  const { policySeed } = await demoConfig();
  const rules = policySeed.rules.map((rule) => ({ ...rule, release: { by: 'person' } as const }));
  return { policySeed: { ...policySeed, rules } };
}

const marks = { prepare: 2.2, act: 3.5, danger: 4.7 };

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

test('at danger somebody has answered and nobody decides for residents: the phone of who may decide rings, until it is decided', async () => {
  const { app, callsTo, minutes } = await night({ toM: marks.danger + 0.08 }, await byPerson());
  await eventually(() => callsTo(MAYOR).length === 1, 'the mayor is called');
  await minutes(6);
  await eventually(() => callsTo(DEPUTY).length === 1, 'and the deputy');
  expect(app.doors.act('limoux', { kind: 'acknowledge', level: 'danger' }, 'limoux-deputy').ok).toBe(true);
  await minutes(14);
  expect(callsTo(MAYOR)).toHaveLength(1);
  await minutes(2);
  await eventually(() => callsTo(MAYOR).length === 2, 'the mayor is called to decide');
  const { say } = callsTo(MAYOR)[1]!;
  expect(say).toMatch(/^Démonstration, décision attendue Limoux : Danger pour la vie/);
  expect(say).toContain('si les habitants sont prévenus de ce niveau : ils ne le sont pas.');
  expect(say).toContain('Pour décider, connectez-vous à la page de la commune');
  expect(say).not.toContain('Pour dire que vous vous en occupez');
  expect(app.doors.act('limoux', { kind: 'hold-back', level: 'danger' }, 'limoux-mayor').ok).toBe(true);
  await minutes(240);
  expect([callsTo(MAYOR), callsTo(DEPUTY)].map(({ length }) => length)).toEqual([2, 1]);
});

test('nobody is called to decide what was decided meanwhile', async () => {
  let isUp = true;
  const callsSay = () => ({ status: isUp ? 200 : 503 });
  const { app, callsTo, minutes } = await night({ toM: marks.danger + 0.08, callsSay }, await byPerson());
  await eventually(() => callsTo(MAYOR).length === 1, 'the mayor is called');
  expect(app.doors.act('limoux', { kind: 'acknowledge', level: 'danger' }, 'limoux-deputy').ok).toBe(true);
  isUp = false;
  await minutes(16);
  await eventually(() => callsTo(MAYOR).length > 1, 'the gateway was asked, and said no');
  expect(app.doors.act('limoux', { kind: 'release', level: 'danger' }, 'limoux-mayor').ok).toBe(true);
  isUp = true;
  const asked = callsTo(MAYOR).length;
  const isOver = () =>
    app.doors.journal
      .deliveries('limoux', 99)
      .every(({ channel, delivery }) => channel !== 'voice' || ['sent', 'dropped'].includes(delivery.status));
  await eventually(async () => {
    await minutes(1);
    return isOver();
  }, 'it is not tried any more');
  expect(callsTo(MAYOR)).toHaveLength(asked);
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
  const { app, texted } = await night({ toM: marks.prepare + 0.08 });
  await eventually(() => texted() > 0, 'the mayor has a text message');
  expect(app.doors.journal.deliveries('limoux', 99).filter(({ channel }) => channel === 'voice')).toEqual([]);
});
