import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { Webhook } from '../../src/notification/machines/webhook.ts';
import { testBody, webhookRow } from '../../src/notification/machines/webhook-rows.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { readCap } from '../support/cap-documents.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { type Received, receiver } from '../support/receiver.ts';
import type { SaidBy } from '../support/sms-gateway.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { demoConfig } from '../support/town.ts';
import { SECRET } from '../support/webhook-secret.ts';

const T0 = Date.parse('2020-01-22T02:00:00Z');
const folder = tempFolder('webhooks');

/** The whole service on a night without mail: one machine is told what residents are told, another what those who decide are. */
async function town(sirenSays?: SaidBy, deskSays?: SaidBy) {
  const [siren, desk] = [await receiver(sirenSays), await receiver(deskSays)];
  const webhook = (id: string, { url }: { url: string }, tells: Webhook['tells']): Webhook => ({
    id,
    url,
    tells,
    communes: ['limoux'],
    secrets: [SECRET],
  });
  const night = await limouxAtNight(
    { mail: null, webhooks: [webhook('siren', siren, 'residents'), webhook('desk', desk, 'staff')] },
    { phones: {} },
  );
  const { doors } = night.app;
  return {
    ...night,
    doors,
    siren,
    desk,
    async flood() {
      await night.rise(3.6);
      await eventually(() => doors.journal.state('limoux')?.alert != null, 'an alert stands');
      return doors.journal.state('limoux')!.alert!.level;
    },
    does: (kind: 'release' | 'correct', level: 'prepare' | 'act' | 'danger') =>
      expect(doors.act('limoux', { kind, level }, 'limoux-mayor').ok).toBe(true),
  };
}

const typesOf = (received: readonly Received[]) => received.map(({ body }) => body.type);

test('the desk hears of the raise, the siren of the release: in the words of CAP, naming nobody; both hear that it was a mistake', async () => {
  const { app, doors, siren, desk, flood, does } = await town();
  const level = await flood();
  await eventually(() => typesOf(desk.received()).includes('test.alert.raised'), 'the desk hears of the raise');
  expect(desk.received()[0]?.body.data).toMatchObject({ status: 'Test', audience: 'staff', level, cap: null });
  expect(siren.received()).toEqual([]);

  does('release', level);
  await eventually(() => siren.received().length === 1, 'the siren is told');
  const [{ body } = { body: null }] = siren.received();
  expect(body).toMatchObject({
    type: 'test.alert.raised',
    data: { version: 1, status: 'Test', audience: 'residents', commune: { id: 'limoux', name: 'Limoux' }, level },
  });
  const { cap, text, figures } = body!.data;
  expect(figures).toMatchObject({ station: 'limoux', stageM: 3.6 });
  const { alert, infos } = readCap(await (await fetch(cap!.url)).text());
  expect(alert['identifier']).toBe(cap!.identifier);
  const said = infos.map(({ headline, description, instruction, web }) => ({
    headline,
    description,
    instruction,
    page: web,
  }));
  expect([text.fr, text.en]).toEqual(said);

  does('correct', level);
  await eventually(() => siren.received().length === 2, 'the siren hears that it was a mistake');
  await eventually(() => typesOf(desk.received()).includes('test.alert.corrected'), 'so does the desk');
  expect(typesOf(siren.received())).toEqual(['test.alert.raised', 'test.alert.corrected']);
  const openApi = JSON.parse(await (await fetch(`${app.url}/api/openapi.json`)).text());
  const { schema } = openApi.webhooks.message.post.requestBody.content['application/json'];
  const sent = [...siren.received(), ...desk.received()];
  expect(sent.flatMap(({ body }) => [...Value.Errors(schema, body)])).toEqual([]);
  expect(Value.Check(schema, { ...sent[0]?.body, timestamp: 7 })).toBe(false);

  const mayor = doors.communes.get('limoux')!.contacts.find(({ role }) => role === 'mayor')!;
  expect(JSON.stringify(desk.received())).toContain(mayor.name);
  const names = doors.communes.get('limoux')!.contacts.flatMap(({ name, id, email }) => [name, id, email]);
  expect(names.filter((each) => JSON.stringify(siren.received()).includes(each))).toEqual([]);
  expect(JSON.stringify(desk.received())).not.toContain('/acknowledge/');
  expect(await (await fetch(`${app.url}/metrics`)).text()).toMatch(/amont_deliveries_total\{outcome="sent"\} \d/);
});

test('a machine that hangs delays no other, one that fails is tried again by the same id, and the newest takes the place of what it missed', async () => {
  let isUp = false;
  const refused: number[] = [];
  const { doors, siren, desk, flood, does, app } = await town(
    () => {
      if (!isUp) refused.push(1);
      return { status: isUp ? 200 : 500 };
    },
    () => 'hang',
  );
  const level = await flood();
  await eventually(() => desk.asked.length > 0, 'the desk hangs');
  does('release', level);
  await eventually(() => siren.received().length > 0, 'the siren is asked all the same');
  await eventually(() => doors.journal.failingDeliveries()?.machines === 1, 'it failed');
  const health = await (await fetch(`${app.url}/health`)).json();
  expect(health).toMatchObject({
    status: 'degraded',
    failingDeliveries: { contacts: 0, residents: 0, machines: 1 },
  });
  const [late] = (doors.journal.waiting(['limoux'], 9) ?? []).filter(({ recipient }) => recipient.id === 'siren');
  expect(late?.delivery).toMatchObject({ status: 'pending', lastError: expect.stringContaining('HTTP 500') });
  does('correct', level);
  isUp = true;
  const taken = () => siren.received().at(-1);
  await eventually(() => taken()?.body.type === 'test.alert.corrected', 'it is told what holds now');
  const ids = new Set(siren.received().map(({ id, body }) => `${id} ${body.type}`));
  expect(ids.size).toBe(2);
  // An alarm that residents know to be a mistake sounds no siren.
  expect(typesOf(siren.received().slice(refused.length))).toEqual(['test.alert.corrected']);
  await eventually(() => doors.journal.failingDeliveries()?.machines === 0, 'nothing fails any more');
  desk.release();
});

test('an exercise is told as one, to the siren only once residents are', async () => {
  const { doors, siren, desk, minutes, app } = await town();
  app.schedule.start();
  const steps = [
    { level: 'act', afterMin: 0 },
    { level: 'danger', afterMin: 20 },
  ] as const;
  const plan = { reason: 'Madame Vidal plays', steps, lastsMin: 60 };
  const started = doors.exercises.start('limoux', plan, { person: 'limoux-mayor', residents: false });
  expect(started.ok).toBe(true);
  await eventually(() => desk.received().length > 0, 'the desk hears of the exercise');
  expect(new Set(desk.received().map(({ body }) => body.data.status))).toEqual(new Set(['Exercise']));
  expect(desk.received()[0]?.body.type).toBe('exercise.alert.raised');
  expect(siren.received()).toEqual([]);
  expect(doors.exercises.widen('limoux', 'limoux-mayor')).toBe(true);
  await minutes(21);
  app.schedule.tick();
  await eventually(() => siren.received().length > 0, 'the siren hears of it');
  const told = siren.received()[0]!.body;
  expect(told.type).toMatch(/^exercise\.alert\./);
  expect(told.data.text.fr?.headline).toMatch(/^EXERCICE/);
  expect(JSON.stringify(siren.received())).not.toContain('Vidal');
});

test('a test reaches the machine, is no alert and stands on record', async () => {
  const { doors, siren, app } = await town();
  const event = doors.tests.sendToWebhook('siren', 'limoux', { machineUser: 'root' })!;
  await eventually(() => siren.received().length === 1, 'it is tried');
  expect(siren.received()[0]?.body).toMatchObject({
    type: 'test.message',
    data: { status: 'Test', level: null, event: null, text: { fr: { description: "Ceci n'est pas une alerte." } } },
  });
  await eventually(() => doors.tests.outcomes(event)[0]?.delivery.status === 'sent', 'it is known');
  expect(doors.tests.sendToWebhook('siren', 'coursan', { machineUser: 'root' })).toBeNull();
  expect(doors.record.ofAction('limoux', 'message.tested')[0]?.detail).toEqual({
    webhook: 'siren',
    by: { machineUser: 'root' },
  });
  await app.settled();
});

test('killed with -9 before the yes was on record, the service tells the machine again, by the same id; what waits for one that is named no more is dropped, and counted', async () => {
  const dataFolder = mkdtempSync(join(folder, 'data-'));
  const { communes } = await demoConfig();
  const limoux = communes.get('limoux')!;
  const opened = await openDatabase(join(dataFolder, 'amont.db'));
  if (!opened.ok) throw new Error(opened.error);
  const body = testBody({ tells: 'residents' }, limoux, T0, {
    name: 'Aude',
    kind: 'demonstration',
    baseUrl: 'http://a',
  });
  const rows = ['siren', 'taken-down'].map((id) => ({
    ...webhookRow(id, 'limoux:1', limoux, body),
    createdAt: T0,
    about: 'level' as const,
  }));
  for (const row of rows) createSqliteStores(opened.value).journal.enqueue(row);
  opened.value.close();

  let hangs = true;
  const siren = await receiver(() => (hangs ? 'hang' : { status: 200 }));
  const ports = [String(await freePort()), String(await freePort())];
  const start = (): ChildProcess =>
    spawn(
      process.execPath,
      ['tests/support/service-process.ts', dataFolder, ...ports, '2020-01-22T02:10:00Z', siren.url],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
  const first = start();
  await eventually(() => siren.received().length === 1, 'the machine is told');
  first.kill('SIGKILL');
  await once(first, 'exit');
  hangs = false;
  const second = start();
  await eventually(() => siren.received().length === 2, 'it is told again');
  const [before, after] = siren.received();
  expect(after).toEqual(before);
  second.stdin?.end();
  await once(second, 'exit');
  const reopened = await openDatabase(join(dataFolder, 'amont.db'));
  if (!reopened.ok) throw new Error(reopened.error);
  const { journal } = createSqliteStores(reopened.value);
  const became = journal.deliveries('limoux', 9).map(({ recipient, delivery }) => [recipient.id, delivery]);
  expect(Object.fromEntries(became)).toMatchObject({
    siren: { status: 'sent' },
    'taken-down': { status: 'dropped', reason: 'the recipient is gone' },
  });
  expect(journal.undeliverable(0)).toEqual({ contacts: 0, machines: 1 });
  reopened.value.close();
}, 120_000);
