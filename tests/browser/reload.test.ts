import { expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { hasChromium, launchChromium, listen, openReader, phone } from '../support/browser.ts';
import { createWorld, flood, PASSWORD } from '../support/flood-world.ts';

it.skipIf(!hasChromium)(
  'a page that reloads by itself does so too where a part of it was asked for (needs /usr/bin/chromium)',
  async () => {
    const world = createWorld();
    await flood(world);
    const app = createServer(world.doors);
    onTestFinished(() => app.close());
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const reader = await openReader(browser, await listen(app), phone);
    await reader.logIn('mayor-coursan', PASSWORD, 'fr');
    const { page } = reader;
    await page.goto('/fr/mayor/coursan?follow=1#content');
    const again = await page.waitForRequest((request) => request.isNavigationRequest());
    expect(new URL(again.url()).search).toBe('?follow=1');
  },
  60_000,
);
