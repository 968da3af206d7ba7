import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasChromium, launchChromium, phone } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { limouxAtNight } from '../support/limoux-at-night.ts';
import { pushKeys, pushService } from '../support/push-service.ts';

const { publicKey, privateKey } = pushKeys();

describe.skipIf(!hasChromium)('a browser subscribes on the page of the commune (needs /usr/bin/chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  async function town(services: (host: string) => string[] = (host) => [host]) {
    const service = await pushService(publicKey);
    const { app } = await limouxAtNight(
      { webPush: { subject: 'mailto:a@b.fr', services: services(service.host), publicKey, privateKey } },
      { phones: {} },
    );
    return { ...service, app };
  }

  /** Somebody whose browser's own push service cannot be reached from here: the one on this machine stands in for it. */
  async function reader(url: string, script: string, permissions: string[] = ['notifications']) {
    const context: BrowserContext = await browser.newContext({ viewport: phone, baseURL: url });
    onTestFinished(() => context.close());
    await context.grantPermissions(permissions);
    await context.addInitScript(script);
    const page = await context.newPage();
    await page.goto('/fr/communes/limoux');
    return page;
  }
  const reachedAt = (subscription: object) => `
    const own = {
      toJSON: () => (${JSON.stringify(subscription)}),
      options: { get applicationServerKey() { return localStorage.getItem('earlier') && new Uint8Array([4, 1]).buffer; } },
      unsubscribe: async () => { for (const name of ['own', 'earlier']) localStorage.removeItem(name); return true; },
    };
    PushManager.prototype.getSubscription = async () => localStorage.getItem('own') === null ? null : own;
    PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
      if (!userVisibleOnly) throw new Error('a browser wants each message to be shown');
      localStorage.setItem('own', applicationServerKey);
      return own;
    };`;
  const says = (page: Page, text: string | RegExp) => page.locator('#push [role=status]', { hasText: text }).waitFor();

  it('with one press, is shown what the town sends, and stops with another', { timeout: 60_000 }, async () => {
    const { app, browser: named, shown, faults } = await town();
    const page = await reader(app.url, reachedAt(named('ines')));
    const devTools = await page.context().newCDPSession(page);
    const workers = new Map<string, string>();
    devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { scopeURL, registrationId } of registrations) workers.set(new URL(scopeURL).pathname, registrationId);
    });
    await devTools.send('ServiceWorker.enable');

    await page.click('text=Recevoir les alertes sur cet appareil');
    await says(page, 'C’est fait');
    expect(await page.evaluate('localStorage.getItem("own")')).toBe(publicKey);
    await eventually(() => shown('ines').length === 1, 'a first notification goes out');
    expect(faults).toEqual([]);
    const [first] = shown('ines');

    const registrationId = workers.get('/push/limoux/') ?? '';
    await devTools.send('ServiceWorker.deliverPushMessage', {
      origin: app.url,
      registrationId,
      data: JSON.stringify({ ...first, stays: true }),
    });
    const look = `navigator.serviceWorker.getRegistration('/push/limoux/').then(async (own) =>
      (await own.getNotifications()).map(({ title, body, tag, lang, requireInteraction, data }) =>
        ({ title, body, tag, lang, requireInteraction, data })))`;
    const { title, body, about: tag, language: lang, path } = first!;
    await expect
      .poll(() => page.evaluate(look))
      .toEqual([{ title, body, tag, lang, requireInteraction: true, data: { path } }]);

    await page.reload();
    await says(page, 'Cet appareil reçoit les alertes');
    expect(await page.isHidden('text=Recevoir les alertes sur cet appareil')).toBe(true);
    await page.click('text=Heures calmes et langue');
    await page.fill('#quietFrom', '22:00');
    await page.fill('#quietTo', '07:00');
    await page.click('text=Enregistrer');
    expect(app.doors.subscriptions.confirmed('limoux')[0]?.quietHours).toEqual({ fromMin: 1320, toMin: 420 });

    await page.goto('/fr/communes/limoux');
    await page.click('text=Ne plus les recevoir');
    await says(page, 'ne reçoit plus les alertes');
    expect(app.doors.subscriptions.confirmed('limoux')).toEqual([]);
    expect(await page.evaluate('localStorage.length')).toBe(0);
  });

  it('and can still stop where the site did not answer when the page asked', { timeout: 60_000 }, async () => {
    const { app, browser: named } = await town();
    const page = await reader(app.url, reachedAt(named('ines')));
    await page.click('text=Recevoir les alertes sur cet appareil');
    await says(page, 'C’est fait');
    await page.route('**/api/v1/subscriptions/*', (route) => route.abort());
    await page.reload();
    await says(page, 'Cela n’a pas marché');
    await page.unroute('**/api/v1/subscriptions/*');
    await page.click('text=Ne plus les recevoir');
    await says(page, 'ne reçoit plus les alertes');
    expect(app.doors.subscriptions.confirmed('limoux')).toEqual([]);
  });

  it('again where the site has erased it meanwhile, and is told so', { timeout: 60_000 }, async () => {
    const { app, browser: named } = await town();
    const page = await reader(app.url, reachedAt(named('ines')));
    await page.click('text=Recevoir les alertes sur cet appareil');
    await says(page, 'C’est fait');
    const [known] = app.doors.subscriptions.confirmed('limoux');
    app.doors.subscriptions.remove(known!.id);
    await page.reload();
    await says(page, 'L’inscription de cet appareil a pris fin');
    await page.click('text=Recevoir les alertes sur cet appareil');
    await says(page, 'C’est fait');
    expect(app.doors.subscriptions.confirmed('limoux')).toHaveLength(1);
  });

  it('keeps what it subscribed for an earlier key until that is put back, or another takes its place', {
    timeout: 60_000,
  }, async () => {
    const { app, browser: named } = await town();
    const page = await reader(app.url, reachedAt(named('ines')));
    const ids = () => app.doors.subscriptions.confirmed('limoux').map(({ id }) => id);
    await page.click('text=Recevoir les alertes sur cet appareil');
    await says(page, 'C’est fait');
    const before = ids();
    await page.evaluate('localStorage.setItem("earlier", "yes")');
    await page.reload();
    await says(page, 'L’inscription de cet appareil a pris fin');
    await page.evaluate('localStorage.removeItem("earlier")');
    await page.reload();
    await says(page, 'Cet appareil reçoit les alertes');
    expect(ids()).toEqual(before);

    await page.evaluate('localStorage.setItem("earlier", "yes")');
    await page.reload();
    await page.click('text=Recevoir les alertes sur cet appareil');
    await says(page, 'C’est fait');
    expect(ids()).toHaveLength(1);
    expect(ids()).not.toEqual(before);
  });

  it('or is told what stands in the way', { timeout: 60_000 }, async () => {
    const { app, browser: named } = await town(() => ['push.example.org']);
    const foreign = await reader(app.url, reachedAt(named('ines')));
    await foreign.click('text=Recevoir les alertes sur cet appareil');
    await says(foreign, 'n’utilise pas le service de notifications de ce navigateur');
    expect(await foreign.evaluate('localStorage.length')).toBe(0);

    const denied = await reader(app.url, reachedAt(named('ines')), []);
    await denied.click('text=Recevoir les alertes sur cet appareil');
    await says(denied, 'ne laisse pas ce site afficher de notifications');

    const old = await reader(app.url, 'delete window.PushManager');
    await says(old, 'ne sait pas recevoir de notifications');
    expect(await old.isHidden('text=Recevoir les alertes sur cet appareil')).toBe(true);
    expect(await old.isHidden('text=Une notification s’affiche sur cet appareil')).toBe(true);

    const iPhone = await reader(app.url, 'delete window.PushManager; navigator.standalone = false');
    await says(iPhone, 'ajoutez d’abord cette page à l’écran d’accueil');
    expect(app.doors.subscriptions.confirmed('limoux')).toEqual([]);
  });

  it('and without JavaScript the page is whole without it', { timeout: 60_000 }, async () => {
    const { app } = await town();
    const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto('/en/communes/limoux');
    expect(await page.isVisible('#push')).toBe(false);
    expect(await page.isVisible('#subscribe')).toBe(true);
    const address = await page.getAttribute('link[rel=manifest]', 'href');
    const manifest: unknown = JSON.parse(await (await fetch(`${app.url}${address}`)).text());
    expect(manifest).toMatchObject({ start_url: '/en/communes/limoux', display: 'standalone', lang: 'en' });
  });
});
