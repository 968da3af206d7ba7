import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { axeFaults } from '../support/axe.ts';
import { desktop, hasChromium, launchChromium, listen, openReader, phone } from '../support/browser.ts';
import { createWorld, flood, PASSWORD } from '../support/flood-world.ts';

const sixty = Array.from({ length: 60 }, (_, index) => `Sainte-Colombe-sur-Aude ${index}`);

/** Towns along a coast and up a valley, every third in alert. */
async function agency(names = sixty, apartKm = 1): Promise<FastifyInstance> {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const towns = names.map((name, index) => {
    const is = index % 3 === 0 ? 'coursan' : 'lagrasse';
    const circle = { lat: 43 + 0.008 * apartKm * index, lon: 2.4 + 0.03 * (index % 20), radiusKm: 1.5 };
    const id = `${is}-${index}`;
    return { ...doors.communes.get(is)!, id, name, area: { circle } };
  });
  const real = (id: string) => id.split('-')[0]!;
  const communes = new Map(towns.map((each) => [each.id, each]));
  doors.accounts.add({ ...doors.accounts.find('staff-aude')!, id: 'agency', communes: [...communes.keys()] });
  return createServer({
    ...doors,
    communes,
    journal: { ...doors.journal, state: (id) => doors.journal.state(real(id)) },
    decisions: { ...doors.decisions, last: (id, ...rest) => doors.decisions.last(real(id), ...rest) },
  });
}

/** Tags of the sheet that is shown, as they stand on the screen. */
const boxesOf = async (page: Page) => {
  const boxes = [];
  for (const tag of await page.locator('svg.basin:visible a[aria-label] rect').all())
    boxes.push((await tag.boundingBox())!);
  return boxes;
};

describe.skipIf(!hasChromium)('the map (needs /usr/bin/chromium)', { timeout: 120_000 }, () => {
  let browser: Browser;
  let app: FastifyInstance;
  let base: string;

  beforeAll(async () => {
    app = await agency();
    base = await listen(app);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it('is looked at closer and left again by keyboard alone, without JavaScript', async () => {
    const reader = await openReader(browser, base, desktop);
    await reader.logIn('agency', PASSWORD, 'en');
    const { page } = reader;
    await page.goto('/en/staff?still=1');
    /** Goes on to the link of that name, and waits for where it leads. */
    const press = async (name: RegExp) => {
      const before = page.url();
      const focused = page.locator(':focus');
      for (let tab = 0; tab < 120; tab++) {
        await page.keyboard.press('Tab');
        if ((await focused.count()) === 0) continue;
        const says = (await focused.getAttribute('aria-label')) ?? (await focused.textContent()) ?? '';
        if (!name.test(says)) continue;
        expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
        await page.keyboard.press('Enter');
        await page.waitForURL(({ href }) => href !== before);
        return;
      }
      throw new Error(`no stop of the keyboard says ${name}`);
    };
    const heading = () => page.locator('h1').textContent();
    await press(/^\+ Closer$/);
    const closer = new URL(page.url());
    expect(closer.pathname).toBe('/en/staff/map');
    const wide = `Map – ${Math.round(Number(closer.searchParams.get('km')))} km wide`;
    expect(await heading()).toBe(wide);
    await press(/^(← West|→ East|↑ North|↓ South) ▲ \d+$/);
    expect(await heading()).toBe(wide);
    await press(/^Whole area$/);
    expect(await heading()).toBe('Map – the whole area');
    await press(/– Act now(: \d+)?$/);
    expect(page.url()).toMatch(/\/en\/(staff\/map\?at=|mayor\/)/);
    await reader.close();
  });

  it('is pressed with a finger where one wants to look closer', async () => {
    const reader = await openReader(browser, base, phone);
    await reader.logIn('agency', PASSWORD, 'fr');
    await reader.page.goto('/fr/staff/map?all&still=1');
    const cell = reader.page.locator('svg.basin:visible .cell').last();
    await cell.click({ position: { x: 5, y: 5 } });
    await reader.page.waitForURL(({ search }) => search.startsWith('?at='));
    expect(reader.page.url()).toMatch(/\/fr\/staff\/map\?at=.*&km=.*still=1$/);
    await reader.close();
  });

  it('asks nobody to press on paper', async () => {
    const { page, logIn, close } = await openReader(browser, base, desktop);
    await logIn('agency', PASSWORD, 'en');
    await page.goto('/en/staff/map?all&still=1');
    const hint = () => page.locator('#map-d').innerText();
    expect(await hint()).toMatch(/^Press on a part of the map/);
    await page.emulateMedia({ media: 'print' });
    expect(await hint()).toMatch(/^North is up/);
    await close();
  });

  it.each([
    ['on a phone', phone],
    ['on the smallest screen', { width: 320, height: 640 }],
    ['on a desktop', desktop],
  ])('%s shows tags that no other covers and a finger hits', async (_name, viewport) => {
    const reader = await openReader(browser, base, viewport);
    await reader.logIn('agency', PASSWORD, 'fr');
    for (const query of ['', '?all', '?at=43.1,2.6&km=20']) {
      await reader.page.goto(`/fr/staff/map${query}`);
      const boxes = await boxesOf(reader.page);
      expect(boxes.length).toBeGreaterThan(2);
      for (const [index, a] of boxes.entries()) {
        expect(Math.min(a.width, a.height)).toBeGreaterThanOrEqual(24);
        const covered = boxes
          .slice(0, index)
          .filter(
            (b) =>
              a.x < b.x + b.width - 1 &&
              b.x < a.x + a.width - 1 &&
              a.y < b.y + b.height - 1 &&
              b.y < a.y + a.height - 1,
          );
        expect(covered).toEqual([]);
      }
    }
    await reader.close();
  });

  it('has a word for whoever does not see it, in the dark and in full light', async () => {
    const reader = await openReader(browser, base, desktop, true);
    await reader.logIn('agency', PASSWORD, 'fr');
    await reader.page.goto('/fr/staff/map?at=43.1,2.6&km=20&still=1');
    expect(await axeFaults(reader.page, 'light')).toEqual([]);
    expect(await axeFaults(reader.page, 'dark')).toEqual([]);
    await reader.close();
  });

  it.each([
    ['desktop', desktop],
    ['phone', phone],
  ])(
    'has a margin around each name within its tag, of wide letters and of narrow ones, and not much of it (%s)',
    async (_name, viewport) => {
      const names = ['MONTMAUR', 'Œuilly', 'Illkirch', 'Mommenheim', 'Limoux', 'Wimmenau', 'Saint-Hippolyte'];
      const few = await agency(names, 10);
      const reader = await openReader(browser, await listen(few), viewport);
      await reader.logIn('agency', PASSWORD, 'fr');
      const { page } = reader;
      await page.goto('/fr/staff?still=1');
      const margins = [];
      for (const tag of await page.locator('svg.basin:visible a[aria-label]').all()) {
        const [rect, text] = [(await tag.locator('rect').boundingBox())!, (await tag.locator('text').boundingBox())!];
        const isName = ((await tag.locator('text').textContent()) ?? '').length > 1;
        if (isName) margins.push((rect.width - text.width) / 2);
      }
      expect(margins.length).toBeGreaterThan(3);
      expect(Math.min(...margins)).toBeGreaterThan(3);
      expect(Math.max(...margins)).toBeLessThan(20);
      await reader.close();
      await few.close();
    },
  );
});
