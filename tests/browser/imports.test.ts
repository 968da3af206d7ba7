import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { desktop, hasChromium, launchChromium, listen, openReader, phone } from '../support/browser.ts';
import { PASSWORD } from '../support/flood-world.ts';
import { importedTown } from '../support/imported-town.ts';

describe.skipIf(!hasChromium).each([
  ['phone', phone],
  ['desktop', desktop],
] as const)('imports on a %s, without JavaScript (needs /usr/bin/chromium)', (_name, viewport) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('staff find the wrong one from their page, open, confirm, sign, and see that it is gone', async () => {
    const world = await importedTown();
    const app = createServer(world.doors);
    const { page, logIn, close } = await openReader(browser, await listen(app), viewport);
    await logIn('staff-aude', PASSWORD, 'en');
    await page.goto('/en/staff');
    await page.click('summary[aria-label^="Change – L’Aude à Coursan"]');
    await page.click('a[href="/en/staff/stations/coursan/imports"]');
    expect(await page.textContent('.card')).toContain('pieds.csv');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBeLessThanOrEqual(0);

    await page.click('text=Take this import back');
    await page.fill('#reason-1', 'It was in feet');
    // The browser itself asks for the box.
    await page.click('text=Sign and take it back');
    expect(world.imports.find(1)?.takenBack).toBeNull();
    await page.check('#confirm-1');
    await page.click('text=Sign and take it back');
    expect(await page.textContent('[role=status]')).toContain('this import is taken back');
    expect(await page.textContent('.card')).toContain('6 readings gone, 6 as they were before');
    expect(await page.locator('main details').count()).toBe(0);
    await close();
    await app.close();
  });
});
