import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { desktop, hasChromium, launchChromium, listen, openReader } from '../support/browser.ts';
import { createWorld, flood, PASSWORD } from '../support/flood-world.ts';

describe.skipIf(!hasChromium)('on paper (needs /usr/bin/chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('stands what is known and who was told, and nothing that is to be pressed', async () => {
    const world = createWorld();
    await flood(world);
    world.doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    const app = createServer(world.doors);
    const reader = await openReader(browser, await listen(app), desktop);
    try {
      await reader.logIn('mayor-coursan', PASSWORD, 'en');
      await reader.page.goto('/en/mayor/coursan');
      const read = () => reader.page.locator('main').innerText();
      expect(await read()).toMatch(/Reload.*Was “Act now” sent by mistake\?/s);
      await reader.page.emulateMedia({ media: 'print' });
      const printed = await read();
      expect(printed).toContain('As of Thursday 23 January, 03:00 (Paris time).');
      expect(printed).toContain('Told: “Act now”.');
      expect(printed).not.toMatch(/Reload|Follow live|by mistake/);
    } finally {
      await reader.close();
      await app.close();
    }
  });
});
