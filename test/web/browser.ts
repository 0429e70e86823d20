import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const chromiumPath = '/usr/bin/chromium';

/** In CI the browser tests must run: there a missing Chromium is a failure, not a reason to leave them out. */
export const canOpenBrowser = existsSync(chromiumPath) || Boolean(process.env['CI']);
export const howToInstall = 'apt-get install -y --no-install-recommends chromium';

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });

/** A fresh page that remembers its script errors and every origin that it asked for anything. */
export const openPage = async (browser: Browser, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  const origins = new Set<string>();
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // A refused request is written there by the browser itself.
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of')) {
      errors.push(message.text());
    }
  });
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  return { page, errors, origins, close: () => context.close() };
};

/** What axe finds wrong on the page, one line each. */
export const axeProblems = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
};
