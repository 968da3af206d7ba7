import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import type { GaugeTuning } from '../../src/verification/tune/tune-gauge.ts';
import { desktop, hasChromium, launchChromium, listen, openReader, phone, type Reader } from '../support/browser.ts';
import { createWorld, flood, PASSWORD } from '../support/flood-world.ts';
import { tuningOf } from '../support/tunings.ts';

const shots = process.env['AMONT_SHOTS'];

describe.skipIf(!hasChromium)('tuning without JavaScript (needs /usr/bin/chromium)', () => {
  let browser: Browser;
  let tuned: GaugeTuning;
  let app: FastifyInstance;
  let reader: Reader;

  beforeAll(async () => {
    browser = await launchChromium();
    const { doors } = createWorld();
    tuned = tuningOf(doors.policies.current()!, 'coursan', doors.network.stations.get('coursan')!, 'act');
  }, 60_000);
  afterAll(() => browser.close());
  afterEach(async () => {
    await reader.close();
    await app.close();
  });

  it.each([
    ['phone', 'fr', phone],
    ['desktop', 'en', desktop],
    ['phone', 'en', phone],
    ['desktop', 'fr', desktop],
  ] as const)(
    'on a %s in %s: the past is replayed, a candidate is looked at and adopted with a reason',
    async (name, language, viewport) => {
      const { doors, ...world } = createWorld();
      await flood({ doors, ...world });
      let running = false;
      doors.tuner = {
        start(commune, station, person) {
          running = true;
          const about = { commune, station, policyVersion: 1, askedBy: person, askedAt: doors.clock.now() };
          doors.tuningStore.finish(doors.tuningStore.begin(about), doors.clock.now(), [tuned]);
          return true;
        },
        tryRule: () => false,
        trialOf: () => null,
        running: () => (running ? { commune: 'coursan', station: 'coursan', tries: null, share: 0.42 } : null),
      };
      app = createServer(doors);
      reader = await openReader(browser, await listen(app), viewport);
      const { page } = reader;
      const shoot = async (what: string) => {
        if (shots) await page.screenshot({ path: `${shots}/${what}-${name}-${language}.png`, fullPage: true });
      };
      await reader.logIn('staff-aude', PASSWORD, language);
      await page.goto(`/${language}/staff`);
      await page.click(`a[href="/${language}/staff/tuning"]`);
      const at = `/${language}/staff/tuning/coursan/coursan`;
      await page.click(`form[action="${at}/start"] button`);
      expect(await page.textContent('main [role="status"]')).toContain('42');
      await shoot('list');
      running = false;
      await page.goto(`/${language}/staff/tuning`);
      await page.click(`a[href="${at}/act"]`);
      await page.check('#goal-cost-loss');
      await page.fill('#costLoss', '0.3');
      await page.click('fieldset button');
      expect(await page.locator('svg.chart').count()).toBe(2);
      await shoot('tuning');
      // Three lines of text: of more a phone shows little below them.
      expect((await page.locator('table.outcomes thead').last().boundingBox())?.height).toBeLessThan(90);
      const wide = await page.evaluate('document.documentElement.scrollWidth').catch(() => viewport.width);
      expect(wide).toBeLessThanOrEqual(viewport.width);
      await page.locator('table.outcomes a').first().click();
      await page.fill('#reason', 'As the replay of the past shows');
      await page.click('form[method="post"] button.main');
      expect(page.url()).toContain('saved=2');
      await page.goto(`/${language}/staff/policies`);
      expect(await page.locator('td', { hasText: 'As the replay' }).count()).toBe(1);
      await shoot('history');
    },
  );
});
