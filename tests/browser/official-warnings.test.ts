import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { vigicruesLevels } from '../../src/territory/official-warning.ts';
import { axeFaults } from '../support/axe.ts';
import { hasChromium, launchChromium, listen, openReader, zoomed } from '../support/browser.ts';
import { createWorld, flood, NOW, PASSWORD } from '../support/flood-world.ts';
import { spellOf, withOfficial } from '../support/official.ts';

const pages = ['/communes/coursan', '/mayor/coursan', '/staff?still=1'];

describe.skipIf(!hasChromium)('the State’s word on a page (needs /usr/bin/chromium)', { timeout: 180_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each([...vigicruesLevels, 'unseen'] as const)('%s: can be read by everybody, at 320 pixels too', async (shown) => {
    const world = createWorld();
    await flood(world);
    const level = shown === 'unseen' ? 'orange' : shown;
    const lastSeenAt = NOW - (shown === 'unseen' ? HOUR_MS : 4 * MINUTE_MS);
    const app = createServer(withOfficial(world.doors, spellOf(NOW - 3 * HOUR_MS, { level, lastSeenAt })));
    onTestFinished(() => app.close());
    const reader = await openReader(browser, await listen(app), zoomed, true);
    onTestFinished(() => reader.close());
    await reader.logIn('staff-aude', PASSWORD, 'fr');
    for (const [index, page] of pages.entries()) {
      await reader.page.setViewportSize(zoomed);
      await reader.page.goto(`/${index % 2 === 0 ? 'fr' : 'en'}${page}`);
      expect(await reader.page.locator('.official-tag').first().isVisible()).toBe(true);
      expect(await reader.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(zoomed.width);
      expect(await axeFaults(reader.page, index % 2 === 0 ? 'dark' : 'light')).toEqual([]);
    }
  });

  it('what a service answered in place of it fits 320 pixels', async () => {
    const { doors } = createWorld();
    const asked = withOfficial(doors, null);
    const failing: typeof asked.officialWarnings = (sources, at) =>
      asked
        .officialWarnings(sources, at)
        .map((each) => ({ ...each, failures: 3, failure: 'HTTP 503 from www.vigicrues.gouv.fr' }));
    const app = createServer({ ...asked, officialWarnings: failing });
    onTestFinished(() => app.close());
    const reader = await openReader(browser, await listen(app), zoomed, true);
    onTestFinished(() => reader.close());
    await reader.logIn('staff-aude', PASSWORD, 'fr');
    await reader.page.goto('/fr/staff?still=1');
    expect(await reader.page.locator('main').innerText()).toContain('HTTP 503');
    expect(await reader.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(zoomed.width);
  });
});
