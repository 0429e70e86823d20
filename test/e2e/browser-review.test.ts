import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { ReviewDecisions } from '../../functions/domain/review.ts';
import { canOpenBrowser, howToInstall, openBrowser, openPage } from '../web/browser.ts';
import { startSystem, type System } from './start-system.ts';

// A clerk uploads a case and a physician decides it, both in the pages, on the real system.

const samples = path.join(import.meta.dirname, '../../samples');
const caseFile = readdirSync(path.join(samples, 'case-file')).map((name) => path.join(samples, 'case-file', name));
const decisions = ReviewDecisions.parse(JSON.parse(readFileSync(path.join(samples, 'decisions.json'), 'utf8')));
const [item] = decisions.items;
const [answer] = decisions.answers;
const caseId = 'CM15-0165863';
const minutes = 60_000;

if (canOpenBrowser) {
  describe('a case from the upload to the letter, in the pages', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'imr-browser-'));
    let system: System;
    let browser: Browser;
    beforeAll(async () => {
      system = await startSystem(path.join(folder, 'data'), '--no-sample');
      browser = await openBrowser();
    }, minutes);
    afterAll(async () => {
      await browser.close();
      await system.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    });

    test(
      'the clerk sees every page accounted for, the physician signs, the letter opens',
      async () => {
        const { page, errors } = await openPage(browser);
        page.setDefaultTimeout(2 * minutes);
        await page.goto(system.webUrl);
        await page.getByLabel('Case number').fill(caseId);
        await page.locator('input[type=file]').setInputFiles(caseFile);
        await page.getByRole('button', { name: 'Send' }).click();
        await page.getByRole('heading', { name: `Case ${caseId}` }).waitFor();
        await page.getByText('read by OCR: 6').waitFor();
        await page.locator('.steps li.running', { hasText: 'Assign' }).waitFor();

        await page.goto(`${system.webUrl}/reviews/${caseId}`);
        await page.getByRole('button', { name: 'Accept' }).click();
        await page.getByLabel('Clinical case summary').fill(decisions.clinicalCaseSummary);
        await page.getByLabel(new RegExp(`^${item?.decision}`)).check();
        await page.getByLabel('Claims administrator guideline').fill(item?.claimsAdministratorGuideline ?? '');
        await page.getByLabel('Your guideline').fill(item?.reviewerGuideline ?? '');
        await page.getByLabel('Decision rationale').fill(item?.rationale ?? '');
        await page
          .getByLabel(/^Answer:/)
          .first()
          .fill(answer?.answer ?? '');
        await page.getByLabel('I have no material').check();
        await page.getByLabel('I have reviewed').check();
        await page.getByLabel('Signature').fill('Expert Reviewer');
        const [signed] = await Promise.all([
          page.waitForResponse((response) => response.url().endsWith('/decisions')),
          page.getByRole('button', { name: 'Sign and submit' }).click(),
        ]);
        expect(signed.status()).toBe(200);

        await page.goto(`${system.webUrl}/cases/${caseId}`);
        const [letter] = await Promise.all([
          page.context().waitForEvent('page', { timeout: 2 * minutes }),
          page.getByRole('button', { name: 'Letter (HTML)' }).click(),
        ]);
        await letter.getByText(`${item?.item}: ${item?.decision}`).first().waitFor();
        const { body } = await system.client.determination(caseId, 'pdf');
        expect(Buffer.from(body).subarray(0, 5).toString()).toBe('%PDF-');
        expect(errors).toEqual([]);
      },
      4 * minutes,
    );
  });
} else {
  test(`a case in the pages is not tested here: Chromium is absent. Install it with: ${howToInstall}`, () => {
    expect(canOpenBrowser).toBe(false);
  });
}
