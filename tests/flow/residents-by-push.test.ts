import { createECDH } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { pushKeys, pushService } from '../support/push-service.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('push');

const own = pushKeys();
const T0 = Date.parse('2020-01-22T02:00:00Z');
const FCM = 'fcm.googleapis.com';
/** RFC 5737: nobody's. */
const ELSEWHERE = '192.0.2.1';

/** A start after another, with the key that is set by then. */
interface Again {
  service: Awaited<ReturnType<typeof pushService>>;
  at: { dataFolder: string };
  now: number;
  pair?: ReturnType<typeof pushKeys>;
}

/** The whole service without mail and text messages, its notifications by a real push service, its pages by HTTP. */
async function town(answer?: Parameters<typeof pushService>[1], again: Again | null = null) {
  const service = again?.service ?? (await pushService(own.publicKey, answer));
  const lines: string[] = [];
  const services = [service.host, FCM, '*.push.apple.com', ELSEWHERE];
  const { app, rise } = await limouxAtNight(
    {
      mail: null,
      webPush: { subject: 'mailto:mairie@limoux.example', services, ...(again?.pair ?? own) },
      ...again?.at,
    },
    { phones: {}, log: pino({ level: 'info' }, { write: (line) => void lines.push(line) }), now: again?.now ?? T0 },
  );
  const post = (subscription: object, commune = 'limoux', language = 'fr') =>
    fetch(`${app.url}/api/v1/communes/${commune}/browser-subscriptions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subscription, language }),
    });
  const { journal, subscriptions } = app.doors;
  return {
    ...service,
    app,
    lines,
    post,
    confirmed: () => subscriptions.confirmed('limoux'),
    async subscribe(name: string): Promise<string> {
      const answered = await post(service.browser(name));
      expect(answered.status).toBe(200);
      const { token }: { token: string } = JSON.parse(await answered.text());
      return token;
    },
    /** The river rises, and residents are told. */
    async flood() {
      await rise(3.6);
      await eventually(() => journal.state('limoux')?.alert != null, 'an alert stands');
      const { level } = journal.state('limoux')!.alert!;
      expect(app.doors.act('limoux', { kind: 'release', level }, 'limoux-mayor').ok).toBe(true);
      return level;
    },
  };
}

test('a browser subscribes, is shown that it works, is told of the flood and that it was a mistake, stops and hears no more', async () => {
  const { app, lines, browser, post, subscribe, shown, pushed, flood, faults, confirmed } = await town();
  const ines = browser('ines');
  const first: { token: string } = JSON.parse(await (await post(ines)).text());
  await eventually(() => shown('ines').length === 1, 'a first notification is shown');
  expect(shown('ines')[0]).toMatchObject({
    title: "DÉMONSTRATION – C'EST FAIT : les alertes de crue (Limoux) s'afficheront ici",
    path: '/fr/communes/limoux',
    stays: false,
  });
  expect(await (await post(ines)).json()).toEqual(first);
  await subscribe('tom');

  const level = await flood();
  await eventually(() => shown('ines').length === 2 && shown('tom').length === 2, 'both are told');
  const [welcome, alert] = pushed('ines');
  expect(alert!.shown.title).toMatch(/^DÉMONSTRATION – ALERTE INONDATION Limoux : Agir/);
  expect(alert!.shown.body).toMatch(/^Ceci n'est pas une vraie alerte\.\nQue faire maintenant : /);
  expect(alert).toMatchObject({ urgency: 'high', ttl: 259_200, shown: { path: '/fr/communes/limoux' } });
  expect(welcome).toMatchObject({ urgency: 'normal' });

  expect((await fetch(`${app.url}/api/v1/subscriptions/${first.token}`)).status).toBe(200);
  expect((await fetch(`${app.url}/api/v1/subscriptions/${first.token}`, { method: 'DELETE' })).status).toBe(204);
  expect((await fetch(`${app.url}/api/v1/subscriptions/${first.token}`)).status).toBe(404);
  expect(confirmed()).toHaveLength(1);
  expect(app.doors.act('limoux', { kind: 'correct', level }, 'limoux-mayor').ok).toBe(true);
  await eventually(() => shown('tom').length === 3, 'Tom is told that it was a mistake');
  const [, told, corrected] = pushed('tom');
  expect(corrected!.shown.title).toContain('RECTIFICATIF');
  expect([corrected!.topic, corrected!.shown.about]).toEqual([told!.topic, told!.shown.about]);
  expect(corrected!.topic).not.toBe(welcome!.topic);
  expect(corrected!.topic).toMatch(/^[\w-]{1,32}$/);
  await app.settled();
  expect(shown('ines')).toHaveLength(2);
  expect(faults).toEqual([]);

  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  const kept = [lines.join('\n'), metrics, JSON.stringify(app.doors.journal.deliveries('limoux', 999))].join('\n');
  expect(['/push/ines', ines.keys.p256dh, ines.keys.auth].filter((each) => kept.includes(each))).toEqual([]);
});

test('who subscribes in a flood is told what holds', async () => {
  const { subscribe, shown, flood } = await town();
  await flood();
  await subscribe('ines');
  await eventually(() => shown('ines').length === 2, 'both are shown');
  expect(new Set(shown('ines').map(({ title }) => title.split(' ')[2]))).toEqual(new Set(["C'EST", 'ALERTE']));
});

test('a browser that subscribes again, from a page in another language, is told in that from then on', async () => {
  const { post, browser, shown, flood, confirmed } = await town();
  const ines = browser('ines');
  const first: unknown = await (await post(ines)).json();
  expect(await (await post(ines, 'limoux', 'en')).json()).toEqual(first);
  expect(confirmed().map(({ language }) => language)).toEqual(['en']);
  await flood();
  await eventually(() => shown('ines').length === 2, 'it is told');
  expect(shown('ines')[1]?.title).toMatch(/^DEMONSTRATION – FLOOD ALERT/);
});

test('a browser that takes no more notifications is erased and counted, and is no fault of the service', async () => {
  let isGone = false;
  const { app, lines, subscribe, shown, flood, confirmed } = await town((name) => ({
    status: isGone && name.startsWith('gone') ? Number(name.slice(-3)) : 201,
  }));
  const names = ['tom', 'gone-410', 'gone-404'];
  for (const name of names) await subscribe(name);
  await eventually(() => names.every((name) => shown(name).length === 1), 'all are shown that it works');
  isGone = true;
  await flood();
  await eventually(() => confirmed().length === 1 && shown('tom').length === 2, 'Tom is told, the others are erased');
  await app.settled();
  expect(await (await fetch(`${app.url}/metrics`)).text()).toContain('amont_browsers_gone_total 2');
  expect(app.doors.journal.failingDeliveries()).toEqual({ contacts: 0, residents: 0, machines: 0 });
  expect(lines.filter((line) => line.includes('"lane":"pushes"'))).toEqual([]);
});

test('a browser that was never reached is erased, and what a stranger made up degrades nothing', async () => {
  const { app, lines, subscribe, shown, confirmed } = await town((name) => ({ status: Number(name) }));
  await subscribe('400');
  await subscribe('404');
  await eventually(() => confirmed().length === 0, 'both are erased');
  await subscribe('403');
  await eventually(() => shown('403').length === 1, 'it is tried');
  await app.settled();
  expect(app.doors.journal.outboxCounts()).toMatchObject({ pending: 1, dropped: 2 });
  expect(app.doors.journal.failingDeliveries()).toEqual({ contacts: 0, residents: 0, machines: 0 });
  expect(lines.filter((line) => line.includes('HTTP 400 from 127.0.0.1'))).toHaveLength(1);
});

test('a browser is erased after a week in which nothing reached it, and not where the alarm did', async () => {
  let isUp = false;
  const { app, subscribe, shown, flood, confirmed } = await town((name) => ({
    status: isUp && name === 'ines' ? 201 : 503,
  }));
  const { journal } = app.doors;
  for (const name of ['ines', 'made-up']) await subscribe(name);
  const first = () => journal.deliveries('limoux', 9).filter(({ about }) => about === 'subscription');
  await eventually(() => shown('ines').length === 1 && shown('made-up').length === 1, 'both are tried');
  await app.settled();
  isUp = true;
  await flood();
  await eventually(() => shown('ines').length === 2 && shown('made-up').length === 2, 'the alarm reaches one');
  await app.settled();
  // What nobody may ever have asked for degrades nothing.
  expect(journal.failingDeliveries()).toMatchObject({ residents: 0 });
  isUp = false;
  const putOff = { status: 'pending', nextAttemptAt: 0, lastError: 'HTTP 503' } as const;
  for (const { id } of first()) journal.settle(id, { ...putOff, attempts: 4 });
  await eventually(() => first().every(({ delivery }) => delivery.attempts === 5), 'a fourth attempt is not the last');
  expect(confirmed()).toHaveLength(2);
  for (const { id } of first()) journal.settle(id, { ...putOff, attempts: 31 });
  await eventually(() => first().every(({ delivery }) => delivery.status === 'dropped'), 'both are given up');
  await app.settled();
  const [ines] = first().filter(({ recipient }) => recipient.id === confirmed()[0]?.id);
  expect([confirmed().length, ines?.recipient.id]).toEqual([1, confirmed()[0]!.id]);
  expect(confirmed()[0]?.address).toContain('/push/ines');
});

test.each([
  ['a browser that subscribed for another key is erased after three days', 'tom', ['ines', 'tom']],
  ['where our key is refused for all, no browser is', 'nobody', ['ines', 'old', 'tom']],
])('%s', async (_name, taken, left) => {
  let isRefused = false;
  const { app, subscribe, shown, flood, confirmed } = await town((name) => ({
    status: !isRefused || name === taken ? 201 : name === 'ines' ? 503 : 403,
  }));
  const { journal } = app.doors;
  const names = ['ines', 'old', 'tom'];
  for (const name of names) await subscribe(name);
  await eventually(() => names.every((name) => shown(name).length === 1), 'all are reached once');
  await app.settled();
  isRefused = true;
  await flood();
  const waiting = () => journal.deliveries('limoux', 99).filter(({ delivery }) => delivery.status === 'pending');
  await eventually(() => names.every((name) => shown(name).length === 2), 'all are tried');
  await app.settled();
  expect(confirmed()).toHaveLength(3);
  const putOff = { status: 'pending', nextAttemptAt: 0, lastError: 'HTTP 403', attempts: 431 } as const;
  for (const { id, channel } of waiting()) if (channel === 'push') journal.settle(id, putOff);
  await eventually(() => waiting().every(({ channel }) => channel !== 'push'), 'they are given up');
  await app.settled();
  const stillThere = confirmed().map(({ address }) => /push\/(\w+)/.exec(address)?.[1] ?? '');
  expect(stillThere.toSorted()).toEqual(left);
});

test('browsers that subscribed before the key was exchanged are counted, kept though refused, and reached once it is put back', async () => {
  let isRefused = false;
  const service = await pushService(own.publicKey, (name) => {
    if (name === 'new') return { status: 201 };
    return { status: isRefused ? 403 : name === 'late' ? 503 : 201 };
  });
  const at = { dataFolder: mkdtempSync(join(folder, 'data-')) };
  const before = await town(undefined, { service, at, now: T0 });
  for (const name of ['old', 'late']) await before.subscribe(name);
  await eventually(() => service.shown('old').length === 1, 'it is reached');
  await before.app.settled();
  await before.app.close();

  isRefused = true;
  const { app, subscribe, flood, confirmed } = await town(undefined, { service, at, now: T0 + 1, pair: pushKeys() });
  await subscribe('new');
  await flood();
  const { journal, outdatedBrowsers } = app.doors;
  const pushes = () => journal.deliveries('limoux', 99).filter(({ channel }) => channel === 'push');
  const waiting = () => pushes().filter(({ delivery }) => delivery.status === 'pending');
  const isRefusedForOld = () =>
    pushes().some(({ about, delivery }) => about === 'level' && delivery.status === 'sent') &&
    waiting().some(({ delivery }) => delivery.status === 'pending' && delivery.lastError?.includes('HTTP 403'));
  await eventually(isRefusedForOld, 'one is told, the other refused');
  await app.settled();
  const putOff = { status: 'pending', nextAttemptAt: 0, lastError: 'HTTP 403', attempts: 9_999 } as const;
  for (const { id } of waiting()) journal.settle(id, putOff);
  await eventually(() => waiting().length === 0, 'they are given up');
  await app.settled();
  expect([confirmed().length, outdatedBrowsers.count('limoux')]).toEqual([3, 2]);
  await app.close();

  const { app: putBack } = await town(undefined, { service, at, now: T0 + 2 });
  expect(putBack.doors.outdatedBrowsers.count('limoux')).toBe(1);
});

test('what a push service puts off is tried again and replaced by what holds now; what it will never take is given up', async () => {
  let isUp = true;
  const { app, lines, subscribe, shown, flood, confirmed } = await town((name) => {
    if (name === 'large' && !isUp) return { status: 413, body: 'too large for /push/large' };
    return name === 'busy' && !isUp ? { status: 429, headers: { 'retry-after': '2' } } : { status: 201 };
  });
  for (const name of ['busy', 'large', 'tom']) await subscribe(name);
  await eventually(() => ['busy', 'large', 'tom'].every((name) => shown(name).length === 1), 'all are reached');
  isUp = false;
  const level = await flood();
  await eventually(() => shown('tom').length === 2, 'Tom is told');
  expect(app.doors.act('limoux', { kind: 'correct', level }, 'limoux-mayor').ok).toBe(true);
  await eventually(() => shown('tom').length === 3, 'Tom is told that it was a mistake');
  await eventually(() => app.doors.journal.failingDeliveries()?.residents !== 0, 'one waits');
  const before = shown('busy').length;
  isUp = true;
  await eventually(() => app.doors.journal.failingDeliveries()?.residents === 0, 'it was taken');
  const taken = shown('busy').slice(before);
  expect(taken.filter(({ title }) => title.includes('ALERTE'))).toEqual([]);
  expect(taken.filter(({ title }) => title.includes('RECTIFICATIF'))).toHaveLength(1);
  expect(confirmed()).toHaveLength(3);
  expect(lines.some((line) => line.includes('HTTP 413 from 127.0.0.1'))).toBe(true);
  expect(lines.join('')).not.toContain('/push/large');
});

test('an endpoint is taken where the town agreed to its push service, and as a browser gives it', async () => {
  const { post, browser, confirmed } = await town();
  const good = browser('ines');
  const at = async (endpoint: string, keys: object = good.keys) => {
    const answered = await post({ ...good, endpoint, keys });
    return [answered.status, /"detail":"subscription: ([^"]+)"|$/.exec(await answered.text())?.[1]];
  };
  const foreign = [422, 'of a push service that is not used here.'];
  const wrong = [422, 'an endpoint and keys as a browser gives them.'];
  expect(await at('https://updates.push.services.mozilla.com/wpush/v2/x')).toEqual(foreign);
  expect(await at('https://fcm.googleapis.com.evil.example/x')).toEqual(foreign);
  expect(await at(`https://${FCM}:8443/x`)).toEqual(foreign);
  expect(await at('https://push.apple.com.evil.example/x')).toEqual(foreign);
  expect(await at('http://127.0.0.1:22/x')).toEqual(foreign);
  expect(await at(`http://${FCM}/fcm/send/x`)).toEqual(wrong);
  expect(await at(`https://user:word@${FCM}/x`)).toEqual(wrong);
  expect(await at(`https://${FCM}/${'x'.repeat(1_024)}`)).toEqual(wrong);
  expect(await at('nonsense')).toEqual(wrong);
  expect(confirmed()).toEqual([]);
});

test('keys that no browser has are refused', async () => {
  const { post, browser, confirmed } = await town();
  const good = browser('ines');
  const { p256dh, auth } = good.keys;
  const off = Buffer.from(p256dh, 'base64url');
  off[64] = off[64]! ^ 1;
  const compressed = createECDH('prime256v1');
  compressed.generateKeys();
  const keys = [
    { p256dh: off.toString('base64url'), auth },
    { p256dh: compressed.getPublicKey('base64url', 'compressed'), auth },
    { p256dh: `${p256dh}A`, auth },
    { p256dh, auth: auth.slice(0, 20) },
    { p256dh, auth: `${auth} ` },
    { p256dh: '', auth: '' },
  ];
  for (const each of keys) expect((await post({ ...good, keys: each })).status).toBe(422);
  expect(confirmed()).toEqual([]);
  expect((await post(good, 'nowhere')).status).toBe(404);
  expect((await post(good)).status).toBe(200);
});

test('a demonstration shows nothing on a phone out there', async () => {
  const { app, lines, post, browser } = await town();
  const { keys } = browser('ines');
  expect((await post({ endpoint: `https://${ELSEWHERE}/x`, keys })).status).toBe(200);
  await eventually(() => app.doors.journal.outboxCounts()?.dropped === 1, 'it is refused');
  expect(lines.join('')).toContain(
    `demonstration instance: notifications go to this machine only, and ${ELSEWHERE} is not this machine`,
  );
});

test('a town without it has no script, and takes no browser', async () => {
  const { app } = await limouxAtNight({ mail: null, webPush: null }, { phones: {} });
  const page = await fetch(`${app.url}/fr/communes/limoux`);
  expect(page.headers.get('content-security-policy')).not.toContain('script-src');
  expect(await page.text()).not.toMatch(/<script|manifest/);
  expect((await fetch(`${app.url}/fr/communes/limoux/app.webmanifest`)).status).toBe(404);
  const asked = await fetch(`${app.url}/api/v1/communes/limoux/browser-subscriptions`, { method: 'POST' });
  expect(asked.status).toBe(404);
});
