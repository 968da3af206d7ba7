import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { signId } from '../../src/people/signed-link.ts';
import type { Request } from '../../src/people/subscription.ts';
import { desktop, hasChromium, launchChromium, listen, openReader, phone, type Reader } from '../support/browser.ts';
import { createWorld, flood, PASSWORD, type World } from '../support/flood-world.ts';

describe.skipIf(!hasChromium).each([
  ['phone', phone],
  ['desktop', desktop],
] as const)('without JavaScript on a %s (needs /usr/bin/chromium)', (_name, viewport) => {
  let browser: Browser;
  let world: World;
  let app: FastifyInstance;
  let base: string;
  let reader: Reader;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    world = createWorld();
    await flood(world);
    app = createServer({
      ...world.doors,
      requestSubscription: (commune, request) => deliverTo(commune, request),
    });
    base = await listen(app);
    reader = await openReader(browser, base, viewport);
  });
  afterEach(async () => {
    await reader.close();
    await app.close();
  });

  /** Addresses asked for beyond our own host. */
  const elsewhere = () => reader.asked.filter((url) => !url.startsWith(`${base}/`));

  /** What the mailroom does with a request: a message with both links, caught on this machine. */
  function deliverTo(commune: string, request: Request): true {
    const { address, language } = request;
    world.doors.requestSubscription(commune, request);
    const leave = signId('leave', 'sub-1', world.doors.keys.link);
    const text = `Confirm: ${base}/${language}/subscriptions/confirm/token-1\nLeave: ${base}/${language}/subscriptions/leave/${leave}`;
    world.mail.push({
      receivedAt: world.doors.wallClock.now(),
      to: address,
      subject: 'Please confirm',
      text,
      headers: {},
    });
    return true;
  }

  it('a resident follows the river, subscribes, confirms by the mail’s link, and leaves in one step', async () => {
    const { page } = reader;
    await page.goto('/en/');
    await page.click('text=Coursan');
    expect(await page.textContent('.banner')).toContain('No instruction yet');
    await page.fill('#email', 'ines@example.org');
    await page.click('text="Subscribe"');
    expect(await page.textContent('h1')).toBe('Check your e-mail');

    await page.goto('/demo/mail?lang=en');
    await page.click('text=Please confirm');
    await page.click('a[href*="/confirm/"]');
    expect(world.doors.subscriptions.find('sub-1')?.confirmedAt).toBeNull();
    await page.click('text=Yes, confirm');
    expect(world.doors.subscriptions.find('sub-1')?.confirmedAt).not.toBeNull();

    await page.goto('/demo/mail?lang=en');
    await page.click('text=Please confirm');
    await page.click('a[href*="/leave/"]');
    await page.click('main button');
    expect(await page.textContent('h1')).toBe('You are unsubscribed');
    expect(world.doors.subscriptions.find('sub-1')).toBeNull();
    expect(elsewhere()).toEqual([]);
  });

  it('a mayor sees the alert, takes it on, releases it, and residents read it', async () => {
    const { page } = reader;
    await reader.logIn('mayor-coursan', PASSWORD, 'fr');
    expect(await page.textContent('.banner')).toContain('Agir');
    expect(await page.textContent('.five')).toContain('38');
    await page.click('text=J’ai vu, je m’en occupe');
    expect(await page.textContent('[role="status"]')).toContain('vous vous en occupez');
    await page.click('text=Prévenir les habitants');
    expect(await page.textContent('main')).toMatch(/«\sAgir\s», décidé à 3\sh\s00/);
    expect(world.doors.journal.state('coursan')?.alert).toMatchObject({ telling: { told: 'act' } });

    await page.click('text=Ce que voient les habitants');
    expect(await page.textContent('.banner')).toContain('Agir');
    expect(await page.textContent('.advice')).toContain('coupez le gaz');
    await page.goto('/fr/mayor');
    await page.click('text=Se déconnecter');
    await page.goto('/fr/mayor');
    expect(page.url()).toContain('/fr/login');
    expect(elsewhere()).toEqual([]);
  });

  it('staff exclude readings of a gauge, are told what was wrong, and restore them', async () => {
    const { page } = reader;
    await reader.logIn('staff-aude', PASSWORD, 'en');
    await page.click('summary[aria-label^="Change – L’Aude à Coursan"]');
    await page.click('a[href$="/stations/coursan/exclusions"]');
    await page.fill('#from', '2020-01-23T01:00');
    await page.fill('#to', '2020-01-23T23:00');
    await page.fill('#reason', 'Driftwood against the sensor');
    await page.click('text="Sign and exclude"');
    expect(await page.textContent('#problem')).toContain('the end lies in the future');
    await page.fill('#to', '2020-01-23T02:00');
    await page.click('text="Sign and exclude"');
    expect(await page.textContent('[role="status"]')).toContain('no longer count');
    expect(await page.textContent('main')).toMatch(/Driftwood against the sensor\s*signed by Alix Fabre/);
    await page.fill('#lift-1', 'It was the river after all');
    await page.click('text="Sign and restore"');
    expect(await page.textContent('[role="status"]')).toContain('count again');
    expect(await page.textContent('table')).toContain('It was the river after all');
    expect(world.doors.exclusions.recent('coursan', 5)).toMatchObject([{ reversal: { person: 'staff-aude' } }]);
    expect(elsewhere()).toEqual([]);
  });

  it('staff see the worst first, are told what is wrong with a value, and change a threshold with a reason', async () => {
    const { page } = reader;
    await reader.logIn('staff-aude', PASSWORD, 'en');
    expect(await page.textContent('h1')).toBe('Staff: overview');
    expect(await page.textContent('tbody tr >> nth=0')).toContain('Act now');
    await page.click('a[href$="/policy/coursan/coursan/act"]');
    await page.fill('#raiseAt', '10');
    await page.fill('#reason', 'Too many false alarms in 2019');
    await page.click('text=Save the new version');
    expect(await page.textContent('#problems')).toContain('less than “Raise from”');
    await page.fill('#raiseAt', '70');
    await page.click('text=Save the new version');
    expect(await page.textContent('[role="status"]')).toContain('version 2 is in force');
    await page.click('text=Policy history');
    expect(await page.textContent('tbody')).toContain('Too many false alarms in 2019');
    expect(world.doors.policies.current()).toMatchObject({ version: 2, author: 'staff-aude' });
    expect(elsewhere()).toEqual([]);
  });
});
