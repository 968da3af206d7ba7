import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { answerToken } from '../../src/notification/asked/question.ts';
import { receiptToken } from '../../src/notification/tried/receipt-link.ts';
import { signId } from '../../src/people/signed-link.ts';
import {
  desktop,
  hasChromium,
  launchChromium,
  listen,
  openReader,
  phone,
  phoneZoomedTwice,
  tablet,
  zoomed,
  zoomedTwice,
} from '../support/browser.ts';
import { createWorld, flood, linkKey, NOW, PASSWORD } from '../support/flood-world.ts';

const paths = [
  '/',
  '/communes/coursan',
  '/about',
  '/communes/coursan/embed',
  '/login',
  `/acknowledge/${answerToken({ event: 'coursan:1', contact: 'coursan-mayor' }, linkKey)}`,
  `/received/${receiptToken({ commune: 'coursan', contact: 'coursan-mayor', at: NOW }, 'email', linkKey)}`,
  `/subscriptions/leave/${signId('leave', 'a', linkKey)}`,
  '/mayor/coursan',
  '/mayor/coursan/sheet',
  '/mayor/coursan/log',
  '/staff/alerts',
  '/staff/alerts/coursan-20200123T014000Z/report',
  '/staff/replay',
  '/staff/replay?commune=coursan&at=2020-01-23T02:30',
  '/staff/verification',
  '/staff',
  '/staff/map',
  '/staff/policy/coursan/coursan/act',
  '/staff/rules',
  '/staff/rejections',
  '/staff/messages',
  '/staff/policies',
  '/staff/record',
  '/staff/stations/coursan/imports',
  '/staff/test-message',
  '/staff/test-message/all?commune=coursan',
  '/staff/communes',
  '/staff/stations',
  '/staff/stations?station=coursan',
  '/staff/exercise',
  '/staff/test-message/round',
  '/staff/test-message/communes',
];

describe.skipIf(!hasChromium)('the shape of every page (needs /usr/bin/chromium)', () => {
  let browser: Browser;
  let app: FastifyInstance;
  let base: string;

  beforeAll(async () => {
    const world = createWorld();
    await flood(world);
    world.doors.tests.send('coursan', 'coursan-mayor', { person: 'staff-aude' });
    app = createServer(world.doors);
    base = await listen(app);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it.each([
    ['on a phone', phone, 'fr'],
    ['on a phone', phone, 'en'],
    ['on a desktop', desktop, 'fr'],
    ['at 200 % zoom', zoomedTwice, 'fr'],
    ['on a tablet', tablet, 'fr'],
    ['at 400 % zoom', zoomed, 'fr'],
    ['at 400 % zoom', zoomed, 'en'],
    ['on a small phone with letters of twice the size', phoneZoomedTwice, 'fr'],
    ['on a small phone with letters of twice the size', phoneZoomedTwice, 'en'],
  ] as const)('fits %s (%o) in %s: nothing to scroll sideways but tables', async (_name, viewport, language) => {
    const reader = await openReader(browser, base, viewport);
    await reader.logIn('staff-aude', PASSWORD, language);
    for (const path of paths) {
      await reader.page.goto(`/${language}${path}`);
      const { width } = (await reader.page.locator('main').boundingBox()) ?? { width: 0 };
      const wide = await reader.page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect([path, wide]).toEqual([path, 0]);
      expect(width).toBeLessThanOrEqual(viewport.width);
    }
    await reader.close();
  });

  it.each([phone, desktop])('cuts no word of a chart off at its edge (%o)', async (viewport) => {
    const world = createWorld();
    await flood(world);
    // Six o'clock: the picture ends at noon, under whose line a label stands.
    world.clock.advanceTo(world.doors.clock.now() + 3 * HOUR_MS);
    const later = createServer(world.doors);
    const reader = await openReader(browser, await listen(later), viewport);
    for (const language of ['fr', 'en']) {
      await reader.page.goto(`/${language}/communes/coursan`);
      const chart = (await reader.page.locator('svg.chart').first().boundingBox())!;
      const texts = reader.page.locator('svg.chart').first().locator('text');
      const cut: (string | null)[] = [];
      for (const text of await texts.all()) {
        const { x, y, width, height } = (await text.boundingBox())!;
        const isInside =
          x >= chart.x && y >= chart.y && x + width <= chart.x + chart.width && y + height <= chart.y + chart.height;
        if (!isInside) cut.push(await text.textContent());
      }
      expect([await texts.count(), cut]).toEqual([expect.toSatisfy((count: number) => count > 10), []]);
    }
    await reader.close();
    await later.close();
  });

  it('squeezes no words into a column on a phone', async () => {
    const reader = await openReader(browser, base, phone);
    await reader.logIn('staff-aude', PASSWORD, 'fr');
    for (const path of paths) {
      await reader.page.goto(`/fr${path}`);
      const squeezed = await reader.page.evaluate(`[...document.querySelectorAll('main th, main td')]
        .filter((cell) => cell.checkVisibility() && cell.offsetWidth < 100 && cell.offsetHeight > 120)
        .map((cell) => cell.innerText.trim())
        .filter((text) => text !== '')`);
      expect([path, squeezed]).toEqual([path, []]);
    }
    await reader.close();
  });

  it('gives a finger 44 px to hit', async () => {
    const reader = await openReader(browser, base, phone);
    await reader.logIn('staff-aude', PASSWORD, 'fr');
    for (const path of paths) {
      await reader.page.goto(`/fr${path}`);
      // What is folded is pressed once it is open.
      await reader.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      const targets = reader.page.locator(
        'button, input:not([type="hidden"]), textarea, summary, a.row, .top a, .links a, .communes a',
      );
      for (const target of await targets.all()) {
        const box = await target.boundingBox();
        const name = `${path}: ${await target.textContent()}`;
        // What is not shown has no box.
        expect([name, box === null || box.height >= 43.9]).toEqual([name, true]);
      }
    }
    await reader.close();
  });

  it('can be walked through by keyboard: content first, focus to be seen', async () => {
    const reader = await openReader(browser, base, desktop);
    const { page } = reader;
    await page.goto('/fr/communes/coursan');
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    expect(await focused.textContent()).toBe('Aller au contenu');
    expect((await focused.boundingBox())?.x).toBeGreaterThanOrEqual(0);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    // The page moves a moment after the key: its address is waited for, not read at once.
    await page.waitForURL(/#content$/);
    await reader.close();
  });
});
