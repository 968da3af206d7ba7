import { expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { hasChromium, launchChromium, listen, openReader, phone } from '../support/browser.ts';
import { createWorld, flood, PASSWORD } from '../support/flood-world.ts';

it.skipIf(!hasChromium)(
  'where the style sheet has not come a line of a chart is a line, no black area, and no sign is larger than its word (needs /usr/bin/chromium)',
  async () => {
    const world = createWorld();
    await flood(world);
    const app = createServer(world.doors);
    onTestFinished(() => app.close());
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const reader = await openReader(browser, await listen(app), phone, true);
    const { page } = reader;
    await page.route('**/*.css', (route) => route.abort());
    await reader.logIn('staff-aude', PASSWORD, 'fr');
    const heights: number[] = [];
    for (const path of ['communes/coursan', 'mayor/coursan', 'staff/alerts/coursan-20200123T014000Z/report']) {
      await page.goto(`/fr/${path}`);
      const drawn = await page.evaluate(
        `[...document.querySelectorAll('svg.chart polyline')].map((each) => getComputedStyle(each)).map(({ fill, stroke }) => fill + ', ' + stroke)`,
      );
      expect(new Set([drawn].flat())).toEqual(new Set(['none, rgb(0, 0, 0)']));
      for (const sign of await page.locator('.key svg, .rail').all())
        heights.push((await sign.boundingBox())?.height ?? 0);
    }
    expect(Math.max(...heights)).toBe(32);
  },
  60_000,
);
