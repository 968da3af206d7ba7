import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { desktop, hasChromium, launchChromium, listen, openReader, phone, type Reader } from '../support/browser.ts';
import { PASSWORD } from '../support/flood-world.ts';
import { afterTheFlood } from '../support/past-alert.ts';

describe.skipIf(!hasChromium).each([
  ['phone', phone, 'fr'],
  ['desktop', desktop, 'en'],
] as const)('after the flood, without JavaScript on a %s (needs /usr/bin/chromium)', (_name, viewport, language) => {
  let browser: Browser;
  let world: Awaited<ReturnType<typeof afterTheFlood>>;
  let app: FastifyInstance;
  let reader: Reader;

  beforeAll(async () => {
    browser = await launchChromium();
    world = await afterTheFlood();
    app = createServer(world.doors);
    reader = await openReader(browser, await listen(app), viewport);
  });
  afterAll(async () => {
    await reader.close();
    await app.close();
    await browser.close();
  });
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);

  it('a mayor writes into the event log and follows an entry up', async () => {
    const { page } = reader;
    await reader.logIn('mayor-coursan', PASSWORD, language);
    await page.click(`text=${say('Main courante', 'Event log')}`);
    await page.check('#kind-decision');
    await page.fill('#text', 'Quai rouvert <b>ce matin</b>');
    await page.click('main button.big');
    expect(await page.textContent('.done')).toContain('1');
    expect(await page.textContent('#e1 .said')).toBe('Quai rouvert <b>ce matin</b>');
    await page.click('#e1 >> a.row');
    await page.fill('#text', 'Refermé à 10 h');
    await page.click('main button.big');
    expect(world.doors.logBook.recent('coursan', { limit: 9 })).toMatchObject([
      { id: 2, follows: 1, kind: 'observation' },
      { id: 1, follows: null, kind: 'decision' },
    ]);
    await page.click('footer button');
  });

  it('staff are asked what happened, answer, and find it in the report, which prints on A4', async () => {
    const { page } = reader;
    await reader.logIn('staff-aude', PASSWORD, language);
    const asked = `.waiting a[href*="${world.alert}"]`;
    await page.click(asked);
    await page.check('#flooded-yes');
    await page.check('#reached-danger');
    await page.fill('#place', 'Quai des Barques');
    await page.fill('#passedAt', '2020-01-23T05:15');
    await page.click('main button.main');
    expect(await page.textContent('.done')).toContain(say('Merci', 'Thank you'));
    expect(await page.locator(asked).count()).toBe(0);

    await page.click(`a[href$="${world.alert}/report"]`);
    expect(await page.textContent('main')).toContain('Quai des Barques');
    expect(await page.textContent('main')).toContain('Quai rouvert');
    expect(await page.locator('svg.chart').count()).toBe(2);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('form').first().isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    // A4 in points, as the style sheet asks.
    expect(/\/MediaBox \[0 0 (59[45])(?:\.\d+)? (84[12])/.test(pdf.toString('latin1'))).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });

  it('from the report to a past moment, an hour back and on, and to whether we were right', async () => {
    const { page } = reader;
    await page.click(`text=${say('Ce qu’on savait à cet instant', 'What was known at this moment')}`);
    expect(await page.textContent('h1')).toContain(say('ce qu’on savait alors', 'what was known then'));
    expect(await page.textContent('main')).not.toContain('Quai rouvert');
    await page.click(`text=${say('Une heure plus tôt', 'One hour earlier')}`);
    expect(await page.textContent('main')).toContain(
      say('Rien n’avait encore été jugé.', 'Nothing had been judged yet.'),
    );
    await page.fill('#at', '2020-01-23T03:00');
    await page.click('main button.main');
    expect(await page.textContent('main')).toContain('L’Aude à Marseillette');
    await page.goto(`/${language}/staff/verification`);
    expect(await page.textContent('main')).toContain(say('trop peu pour le savoir', 'not enough to know'));
  });
});
