import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { desktop, phone } from './browser.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  preload: false,
};

/** A page that reloads by itself stays as it is meanwhile: on a busy machine what is done with it takes longer than until it reloads. */
export async function withoutReloads<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const address = page.url();
  const again = ({ href }: URL) => href === address;
  await page.route(again, (route) => route.fulfill({ status: 204 }));
  try {
    return await work();
  } finally {
    await page.unroute(again);
  }
}

/** What axe-core finds on the page as it stands, with all that is folded opened: on a phone in light, on a desktop in dark, or the other way round. */
export function axeFaults(page: Page, phoneScheme: 'light' | 'dark'): Promise<string[]> {
  return withoutReloads(page, async () => {
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    await page.evaluate(source);
    const faults: string[] = [];
    for (const [name, viewport] of Object.entries({ phone, desktop })) {
      const isLight = (phoneScheme === 'light') === (viewport === phone);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: isLight ? 'light' : 'dark' });
      const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
      const { pathname, search } = new URL(page.url());
      faults.push(
        ...violations.flatMap(({ id, nodes }) =>
          nodes.map(
            ({ target }) => `${pathname}${search} (${name}, ${isLight ? 'light' : 'dark'}) ${id}: ${target.join(' ')}`,
          ),
        ),
      );
    }
    return faults;
  });
}
