import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { hasChromium, launchChromium, listen, openReader, phone } from '../support/browser.ts';
import { createWorld, flood } from '../support/flood-world.ts';

const floods = [
  ['2006-01-29', 3.15],
  ['2014-11-30', 4.5],
  ['2005-11-16', 5.2],
  ['2018-10-15', 6.2],
  ['1999-11-12', 7.6],
] as const;

interface Drawn {
  name: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

describe.skipIf(!hasChromium)('names on the chart, where floods and marks lie close (needs /usr/bin/chromium)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('lie across no line and touch no other', async () => {
    const world = createWorld();
    await flood(world);
    const known = floods.map(([date, stageM]) => ({ name: null, date, stageM }));
    const app = createServer({ ...world.doors, knownFloods: new Map([['coursan', known]]) });
    const reader = await openReader(browser, await listen(app), phone, true);
    await reader.page.goto('/fr/communes/coursan');
    const levels = await reader.page.evaluate<number[]>(
      `[...document.querySelector('svg.chart').querySelectorAll('line.mark, line.flood')].map((each) => each.y1.baseVal.value)`,
    );
    // As high as its digits, and down to its comma.
    const texts = await reader.page.evaluate<
      Drawn[]
    >(`[...document.querySelector('svg.chart').querySelectorAll('.mark-label, .flood-label')].map((each) => {
      const { x, width } = each.getBBox();
      const baseline = Number(each.getAttribute('y'));
      return { name: each.textContent, left: x, right: x + width, top: baseline - 9, bottom: baseline + 2 };
    })`);
    const touch = (a: Drawn, b: Drawn) =>
      a !== b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    expect(levels).toHaveLength(8);
    expect(texts.filter(({ top, bottom }) => levels.some((y) => y > top && y < bottom))).toEqual([]);
    expect(texts.filter((each) => texts.some((other) => touch(each, other)))).toEqual([]);
    expect(texts.map(({ name }) => name.replaceAll('\u00A0', ' '))).toEqual([
      expect.stringContaining('Se préparer, 3,00 m'),
      expect.stringContaining('Agir, 4,60 m'),
      expect.stringContaining('Danger pour la vie, 6,10 m'),
      '12 novembre 1999, 7,60 m',
      '15 octobre 2018, 6,20 m',
      '16 novembre 2005, 5,20 m',
      '30 novembre 2014, 4,50 m',
      '29 janvier 2006, 3,15 m',
    ]);
    await reader.close();
    await app.close();
  });
});
