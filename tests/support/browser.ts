import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { type Browser, chromium, type Page } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';
export const hasChromium = existsSync(EXECUTABLE);

export const phone = { width: 390, height: 844 };
export const tablet = { width: 768, height: 1024 };
export const desktop = { width: 1280, height: 900 };
/** What a desktop shows at 200 % zoom (WCAG 2.2, 1.4.4). */
export const zoomedTwice = { width: 640, height: 450 };
/** What a small phone shows at 200 % zoom, or with letters of twice the size. */
export const phoneZoomedTwice = { width: 160, height: 320 };
/** What a desktop shows at 400 % zoom (WCAG 2.2, 1.4.10). */
export const zoomed = { width: 320, height: 256 };

export function launchChromium(): Promise<Browser> {
  const quiet = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--headless', '--no-sandbox', '--disable-gpu', ...quiet],
  });
}

export interface Reader {
  page: Page;
  /** Every address that was asked for. */
  asked: string[];
  /** Types into the login form. */
  logIn(account: string, password: string, language: string): Promise<void>;
  close(): Promise<void>;
}

/** Somebody with a browser in which JavaScript is switched off, unless what looks at the pages is a script itself. */
export async function openReader(
  browser: Browser,
  base: string,
  viewport: { width: number; height: number },
  javaScriptEnabled = false,
): Promise<Reader> {
  const context = await browser.newContext({ viewport, baseURL: base, javaScriptEnabled });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(request.url()));
  return {
    page,
    asked,
    logIn: async (account, password, language) => {
      await page.goto(`/${language}/login`);
      await page.fill('#account', account);
      await page.fill('#password', password);
      await page.click('main button');
    },
    close: () => context.close(),
  };
}

/** Serves on a free port of this machine. */
export function listen(app: FastifyInstance): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 });
}
