import { createServer as createSite, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { hasChromium, launchChromium, listen, openReader, phone } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

describe.skipIf(!hasChromium)('on the town’s own site (needs /usr/bin/chromium)', { timeout: 60_000 }, () => {
  let browser: Browser;
  let app: FastifyInstance;
  let site: Server;
  let town: string;

  beforeAll(async () => {
    const world = createWorld();
    await flood(world, 'danger');
    expect(world.doors.act('coursan', { kind: 'release', level: 'danger' }, 'mayor-coursan').ok).toBe(true);
    app = createServer(world.doors);
    const base = await listen(app);
    world.doors.instance.baseUrl = base;
    const { body } = await (await logIn(app, 'staff-aude')).get('/fr/mayor/coursan');
    // What a webmaster copies from the field, and beside it the whole page, which nobody may frame.
    const field = /<textarea id="embed-code"[^>]*>([^<]*)</.exec(body)?.[1] ?? '';
    const snippet = field
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'");
    const page = `<!doctype html><h1>Mairie</h1>${snippet}<iframe id="whole" src="${base}/fr/communes/coursan"></iframe>`;
    site = createSite((_request, response) => response.setHeader('content-type', 'text/html').end(page));
    await new Promise<void>((resolve) => site.listen(0, 'localhost', resolve));
    const address = site.address();
    // Another host than that of the service, 127.0.0.1: another site to the browser.
    town = `http://localhost:${typeof address === 'object' ? address?.port : ''}/`;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    site.close();
    await app.close();
  });

  it('the copied code shows the level in its frame, and leads to the whole page out of it; the whole page is in no frame', async () => {
    const { page } = await openReader(browser, town, phone);
    await page.goto('/');
    const frame = page.frameLocator('iframe[title^="Coursan"]');
    await frame.locator('.banner', { hasText: 'Danger pour la vie' }).waitFor();
    // The browser puts a page of its own there, which has a title too.
    const isRefused = () => page.frames().some((each) => each.url().startsWith('chrome-error:'));
    await eventually(isRefused, 'the browser refuses to show the whole page in a frame');
    expect(await page.frameLocator('#whole').locator('h1', { hasText: 'Coursan' }).count()).toBe(0);
    await Promise.all([page.waitForURL(/\/fr\/communes\/coursan$/), frame.locator('a[target="_top"]').click()]);
    expect(await page.locator('h1').textContent()).toContain('Coursan');
  });
});
