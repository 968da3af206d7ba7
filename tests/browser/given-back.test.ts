import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import type { Commune } from '../../src/territory/commune.ts';
import { hasChromium, launchChromium, listen, openReader, type Reader } from '../support/browser.ts';
import { createWorld, flood, PASSWORD } from '../support/flood-world.ts';

/** A small phone, or a desktop at 400 % zoom and higher. */
const small = { width: 320, height: 568 };
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk';

describe.skipIf(!hasChromium)('on a screen of 320 px (needs /usr/bin/chromium)', () => {
  let browser: Browser;
  let app: FastifyInstance;
  let reader: Reader;

  beforeAll(async () => {
    const world = createWorld({}, {}, { country: '+33', prefixes: ['+336'], perMinute: 30, requestsPerDay: 100 });
    await flood(world);
    world.doors.communes = new Map([...world.doors.communes].map(([id, each]) => [id, longNamed(each)]));
    world.doors.stationPhones = new Map([['trebes', { name: 'Barrage, astreinte', number: '+33468112233' }]]);
    app = createServer(world.doors);
    browser = await launchChromium();
    reader = await openReader(browser, await listen(app), small);
    await reader.logIn('staff-aude', PASSWORD, 'fr');
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  /** Types past what the browser itself would refuse, and sends it. */
  async function send(path: string, field: string, text: string) {
    const { page } = reader;
    await page.goto(path);
    await page.evaluate('for (const form of document.forms) form.noValidate = true');
    await page.fill(field, text);
    await Promise.all([
      page.waitForResponse((response) => response.status() >= 400),
      page
        .locator('form', { has: page.locator(field) })
        .locator('button')
        .first()
        .click(),
    ]);
    await page.waitForLoadState();
    return page;
  }

  it.each(['#email', '#phone', '#quietFrom'])('what was wrong in %s is seen at once', async (field) => {
    const page = await send('/fr/communes/coursan', field, field === '#quietFrom' ? '22:00' : '112');
    const { y, height } = (await page.locator('#wrong').boundingBox())!;
    expect(Math.round(y)).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThan(small.height);
  });

  it.each([
    ['/fr/mayor/coursan/log', '#text', ' ', '#problem'],
    ['/fr/mayor/coursan/gauges/coursan', '#stage', '99', '#problem'],
    ['/fr/staff/policy/coursan/coursan/act', '#leadTimeH', '99', '#leadTimeH-wrong'],
    ['/fr/staff/policy/coursan/coursan/act', '#k', '99', '#k-wrong'],
  ])('of %s the field that is to be put right is typed in next', async (path, field, text, said) => {
    const page = await send(path, field, text);
    expect(await page.evaluate('`#${document.activeElement.id}`')).toBe(field);
    expect((await page.locator(said).boundingBox())?.y).toBeGreaterThanOrEqual(0);
  });

  it.each(['/fr/staff?still=1', '/fr/staff/rules', '/fr/staff/exercise', '/fr/staff/communes', '/fr/mayor/coursan'])(
    'no long name widens %s',
    async (path) => {
      await reader.page.goto(path);
      expect(await sideways()).toBe(0);
    },
  );

  it.each(['/fr/communes/coursan', '/fr/mayor/coursan', '/fr/staff/record', '/fr/staff/alerts', '/fr/staff/rules'])(
    '%s fits with its letters twice as large',
    async (path) => {
      await reader.page.goto(path);
      await reader.page.evaluate("document.documentElement.style.fontSize = '200%'");
      expect(await sideways()).toBe(0);
      const squeezed = await reader.page.evaluate(`[...document.querySelectorAll('.stack td[data-label]')]
        .filter((cell) => cell.checkVisibility() && cell.clientWidth - parseFloat(getComputedStyle(cell).paddingLeft) < 100)
        .map((cell) => cell.innerText)`);
      expect(squeezed).toEqual([]);
    },
  );

  const sideways = () =>
    reader.page.evaluate('document.scrollingElement.scrollWidth - document.documentElement.clientWidth');
});

function longNamed(commune: Commune): Commune {
  return commune.id === 'coursan' ? commune : { ...commune, name: `${LONG} ${commune.name}` };
}
