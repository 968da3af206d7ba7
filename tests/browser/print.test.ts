import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { agency } from '../support/agency.ts';
import { desktop, hasChromium, launchChromium, listen, openReader } from '../support/browser.ts';
import { createWorld, flood, NOW, PASSWORD } from '../support/flood-world.ts';
import { spellOf } from '../support/official.ts';
import { runCommand } from '../support/run-command.ts';
import { lacks } from '../support/services.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('print');

/** Page by page. */
async function textOf(pdf: Buffer): Promise<string[]> {
  const file = join(folder, 'printed.pdf');
  writeFileSync(file, pdf);
  const { code, stdout, output } = await runCommand('pdftotext', ['-layout', file, '-']);
  expect(code, output).toBe(0);
  // Each page ends with a form feed.
  return stdout.split('\f').slice(0, -1);
}

describe.skipIf(!hasChromium)('on paper (needs /usr/bin/chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('stands what is known and who was told, and nothing that is to be pressed', async () => {
    const world = createWorld();
    await flood(world);
    world.doors.stationPhones = new Map([['trebes', { name: 'Barrage, astreinte', number: '+33468112233' }]]);
    world.doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    const app = createServer(world.doors);
    const reader = await openReader(browser, await listen(app), desktop);
    try {
      await reader.logIn('mayor-coursan', PASSWORD, 'en');
      await reader.page.goto('/en/mayor/coursan');
      const read = () => reader.page.locator('main').innerText();
      expect(await read()).toMatch(/Reload.*Was “Act now” sent by mistake\?/s);
      expect(await read()).not.toContain('L’Aude à Carcassonne');
      await reader.page.emulateMedia({ media: 'print' });
      const printed = await read();
      expect(printed).toContain('As of Thursday 23 January, 03:00 (Paris time).');
      expect(printed).toContain('“Act now”, decided at 03:00: no message to deliver, the public page shows it.');
      expect(printed).not.toMatch(/Reload|Follow live|by mistake|same chart/);
      expect(printed).toContain('L’Aude à Carcassonne');
      expect(printed).toMatch(/Whom to ring\s+Barrage, astreinte \+33\s4\s68\s11\s22\s33/);
    } finally {
      await reader.close();
      await app.close();
    }
  });

  it('stands what of many communes and gauges is told in short, with what the State warns of, without ways to elsewhere', async () => {
    const { app } = await agency(['ru-0'], spellOf(NOW));
    const { page, logIn, close } = await openReader(browser, await listen(app), desktop);
    try {
      await logIn('agency', PASSWORD, 'en');
      await page.goto('/en/staff');
      await page.emulateMedia({ media: 'print' });
      const printed = await page.locator('main').innerText();
      expect(printed).toMatch(/1 quiet commune.*\n+Calme Vigicrues: orange/);
      expect(printed).toMatch(/16 gauges that report.*\n+.*Le Ru 2 – 0\.50/);
      expect(printed).not.toMatch(/All (communes|gauges) in full/);
    } finally {
      await close();
      await app.close();
    }
  });

  it('leaves no heading alone at the foot of a page, no page half empty before a gauge, and no way to a button', async () => {
    const world = createWorld();
    await flood(world);
    const app = createServer(world.doors);
    const { page, logIn, close } = await openReader(browser, await listen(app), desktop);
    try {
      await logIn('mayor-coursan', PASSWORD, 'en');
      await page.goto('/en/mayor/coursan');
      await page.emulateMedia({ media: 'print' });
      const styleOf = (selector: string, property: string) =>
        page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
      expect(await page.locator('a.button', { hasText: 'Nobody has answered yet' }).isVisible()).toBe(false);
      expect(await styleOf('h2', 'breakAfter')).toBe('avoid');
      expect(await styleOf('.gauge', 'breakInside')).toBe('auto');
    } finally {
      await close();
      await app.close();
    }
  });

  it.skipIf(lacks('poppler'))(
    'what is not real says so on each page, and none is blank (needs pdftotext)',
    async () => {
      const shown = createWorld();
      const tried = createWorld({ kind: 'operational' });
      const plan = { steps: [{ level: 'danger' as const, afterMin: 0 }], lastsMin: 90, reason: 'Yearly' };
      await flood(shown);
      const both = createWorld();
      expect(both.doors.exercises.start('coursan', plan, { person: 'staff-aude', residents: false }).ok).toBe(true);
      expect(tried.doors.exercises.start('coursan', plan, { person: 'staff-aude', residents: false }).ok).toBe(true);
      for (const { world, paths, word } of [
        { world: shown, paths: ['/fr/mayor/coursan/sheet', '/fr/mayor/coursan'], word: 'DÉMONSTRATION' },
        { world: tried, paths: ['/fr/mayor/coursan'], word: 'EXERCICE' },
        { world: both, paths: ['/fr/mayor/coursan'], word: 'EXERCICE' },
      ]) {
        const app = createServer(world.doors);
        const { page, logIn, close } = await openReader(browser, await listen(app), desktop);
        try {
          await logIn('mayor-coursan', PASSWORD, 'fr');
          for (const path of paths) {
            await page.goto(path);
            const pages = await textOf(await page.pdf({ preferCSSPageSize: true }));
            expect(pages.length).toBeGreaterThan(1);
            for (const each of pages) expect(each).toContain(word);
          }
        } finally {
          await close();
          await app.close();
        }
      }
    },
  );

  it('the sheet for the binder is the two sides of one leaf', async () => {
    const app = createServer(createWorld().doors);
    const { page, logIn, close } = await openReader(browser, await listen(app), desktop);
    try {
      for (const language of ['fr', 'en'] as const) {
        await logIn('mayor-coursan', PASSWORD, language);
        await page.goto(`/${language}/mayor/coursan/sheet`);
        const pdf = await page.pdf({ preferCSSPageSize: true });
        expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
      }
    } finally {
      await close();
      await app.close();
    }
  });
});
