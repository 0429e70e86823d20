import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createCanvas } from '@napi-rs/canvas';
import UTIF from 'utif2';
import { caseTiming } from '../../functions/domain/case-timing.ts';
import { DocumentId } from '../../functions/domain/case-number.ts';
import { buildWeb, type WebFile } from '../../web/build.ts';
import { axeProblems, canOpenBrowser, howToInstall, openBrowser, openPage } from './browser.ts';
import { startFakeApi, type FakeApi } from './fake-api.ts';
import { bytesOf, caseId, chronology, contradiction, documents } from './fake-case.ts';

/** What share of the picture's pixels is dark. */
const darkShare = `(() => {
  const canvas = document.querySelector('.picture canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] < 128) dark += 1;
  return (dark * 4) / data.length;
})()`;

const emptyFileInHand = `(() => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([], 'empty.pdf'));
  return transfer;
})()`;

const sample = (name: string): string => new URL(`../../samples/case-file/${name}`, import.meta.url).pathname;

if (!canOpenBrowser) {
  describe('the pages in a browser', () => {
    test(`are not tested here: Chromium is absent. Install it with: ${howToInstall}`, () => {
      process.stderr.write(`Browser tests left out. To run them: ${howToInstall}\n`);
      expect(canOpenBrowser).toBe(false);
    });
  });
} else {
  describe('the pages in a browser', () => {
    let browser: Browser;
    let files: Map<string, WebFile>;
    let api: FakeApi;
    let opened: Awaited<ReturnType<typeof openPage>>;
    let page: Page;
    let expectedOrigins: string[];

    beforeAll(async () => {
      files = await buildWeb();
      browser = await openBrowser();
    });
    afterAll(() => browser.close());

    const open = async (hash: string, options?: BrowserContextOptions): Promise<void> => {
      opened = await openPage(browser, options);
      ({ page } = opened);
      await page.goto(`${api.url}/#${hash}`);
    };
    beforeEach(async () => {
      api = await startFakeApi(files);
      expectedOrigins = [api.url];
    });
    afterEach(async () => {
      await opened.close();
      await api.close();
      expect({ errors: opened.errors, origins: [...opened.origins] }).toEqual({ errors: [], origins: expectedOrigins });
    });
    const text = (words: string | RegExp) => page.getByText(words).first().waitFor();

    describe('intake', () => {
      test('a wrong case number is said beside its field, which gets the focus', async () => {
        await open('/');
        await page.getByLabel('Case number').fill('15-0165862');
        await page.getByRole('button', { name: 'Send' }).click();
        await text('A case number looks like CM15-0165862');
        await text('Choose at least one file.');
        const field = page.getByLabel('Case number');
        expect(await field.getAttribute('aria-invalid')).toBe('true');
        expect(await field.evaluate((element) => element.matches(':focus'))).toBe(true);
        expect(api.completions).toEqual([]);
      });

      test('files go in parts straight to the store and the case page opens', async () => {
        await open('/');
        await page.getByLabel('Case number').fill(caseId);
        const names = ['4-progress-report-pr2.pdf', '1-imr-application.pdf'];
        await page.getByLabel('Drop the files here').setInputFiles(names.map(sample));
        await page.getByRole('button', { name: 'Send' }).click();
        await page.getByRole('heading', { name: `Case ${caseId}` }).waitFor();
        expect(page.url()).toBe(`${api.url}/#/cases/${caseId}`);
        for (const name of names) expect(api.stored.get(name)?.equals(readFileSync(sample(name)))).toBe(true);
        expect(api.completions[0]?.uploads.find(({ uploadId }) => uploadId === names[0])?.parts.length).toBeGreaterThan(
          20,
        );
        expect(api.completions.map(({ caseIsComplete }) => caseIsComplete)).toEqual([true]);
      });

      test('a dropped empty file, and a part that fails twice, arrive all the same', async () => {
        await open('/');
        await page.getByLabel('Case number').fill(caseId);
        api.refuseParts.set('1-imr-application.pdf', 2);
        const transfer = await page.evaluateHandle(emptyFileInHand);
        await page.getByLabel('Drop the files here').setInputFiles([sample('1-imr-application.pdf')]);
        await page.locator('.drop').dispatchEvent('drop', { dataTransfer: transfer });
        await page.getByRole('button', { name: 'Send' }).click();
        await page.getByRole('heading', { name: `Case ${caseId}` }).waitFor();
        expect(Object.fromEntries([...api.stored].map(([name, bytes]) => [name, bytes.length]))).toEqual({
          '1-imr-application.pdf': readFileSync(sample('1-imr-application.pdf')).length,
          'empty.pdf': 0,
        });
      });

      test('a file that does not arrive is named, the others are kept, the case is not called complete', async () => {
        await open('/');
        await page.getByLabel('Case number').fill(caseId);
        api.refuseParts.set('2-ur-denial.pdf', 3);
        await page
          .getByLabel('Drop the files here')
          .setInputFiles([sample('1-imr-application.pdf'), sample('2-ur-denial.pdf')]);
        await page.getByRole('button', { name: 'Send' }).click();
        await text('1 of 2 files did not arrive; the others are kept. Send again to try these.');
        await text('not sent: The store answered with status 500.');
        expect([...api.stored.keys()]).toEqual(['1-imr-application.pdf']);
        expect(api.completions.map(({ caseIsComplete }) => caseIsComplete)).toEqual([false]);
        await page.getByRole('button', { name: 'Send' }).click();
        await page.getByRole('heading', { name: `Case ${caseId}` }).waitFor();
        expect([...api.stored.keys()]).toEqual(['1-imr-application.pdf', '2-ur-denial.pdf']);
        expect(api.completions.map(({ caseIsComplete }) => caseIsComplete)).toEqual([false, true]);
      });

      test('lists the cases, and the uploads that belong to none', async () => {
        await open('/');
        await page.getByRole('link', { name: caseId }).waitFor();
        await text('Waits for the reviewer');
        await text('"oops" is no case number');
      });
    });

    describe('case', () => {
      test('follows the steps while they happen', async () => {
        await open(`/cases/${caseId}`);
        await page.locator('.steps li.running', { hasText: 'Assign' }).waitFor();
        await text('TooManyRequests');
        api.view.status = 'issued';
        api.view.determination = ['json', 'pdf'];
        api.view.states = [
          {
            name: 'Issue',
            status: 'succeeded',
            enteredAtTime: '2026-01-05T10:01:00Z',
            exitedAtTime: '2026-01-05T10:01:02Z',
          },
        ];
        await page.locator('.steps li.succeeded', { hasText: 'Issue' }).waitFor();
        await page.getByRole('button', { name: 'Letter (PDF)' }).waitFor();
        expect(await page.getByRole('button', { name: /^Letter|^Determination/ }).allInnerTexts()).toEqual([
          'Letter (PDF)',
          'Determination (JSON)',
        ]);
      });

      test('tells of a page that is a copy, and how much of its file is', async () => {
        const row = api.view.ledger.at(-1);
        if (!row) throw new Error('no ledger');
        Object.assign(row, { source: 'duplicate', reason: 'The page is a copy of page 1: it shows the same sheet.' });
        await open(`/cases/${caseId}`);
        const square = page.getByRole('button', { name: '6-therapy-note.pdf, page 2: duplicate' });
        expect(await square.getAttribute('title')).toContain('The page is a copy of page 1');
        await text('(1 of 2 pages copied)');
      });

      test('shows every page, refused and late files, conflicts and chronology', async () => {
        await open(`/cases/${caseId}`);
        await page.getByRole('button', { name: '1-imr-application.pdf, page 2: text layer' }).waitFor();
        expect(await page.locator('.ledger .square').count()).toBe(12);
        await text('text layer: 6');
        await text('read by OCR: 6');
        await text('The file is encrypted: send it without a password.');
        await text('mri-report.pdf');
        await text('The request for authorization has two dates.');
        await page.getByRole('rowheader', { name: '07/27/2015' }).waitFor();
      });

      test('shows papers of another case, and opens them at the place', async () => {
        const message = 'The papers in the file are of CM16-7777777, the case is CM15-0165862.';
        const [cited] = chronology.conflicts.flatMap(({ values }) => values.flatMap(({ sources }) => sources));
        api.view.chronology = { ...chronology, otherCase: { message, sources: cited ? [cited] : [] } };
        await open(`/cases/${caseId}`);
        const notice = page.locator('.notice', { hasText: message });
        await notice.getByRole('button').waitFor();
      });

      test('shows the clocks that run, a rule that is not verified as such, and gaps in care', async () => {
        await open(`/cases/${caseId}`);
        const clocks = page.getByRole('group', { name: 'Clocks' });
        await clocks.getByRole('row').filter({ hasText: 'The final determination' }).waitFor();
        expect(await clocks.locator('tbody tr').allInnerTexts()).toEqual([
          expect.stringMatching(/^02\/04\/2026\s+The final determination\s+Labor Code 4610\.6\(d\)\s*$/),
          expect.stringMatching(
            /^08\/26\/2015\s+Utilization review.*, done 08\/18\/2015\s+8 CCR 9792\.9\.1\(c\) not verified$/,
          ),
        ]);
        await text('No visit from 08/05/2014 to 07/27/2015, 356 days:');
      });

      test('shows how old the review is and what is late on the day that one looks', async () => {
        await open(`/cases/${caseId}`);
        await text('Standard review.');
        await text('On 02/04/2026: 36 days from the assignment, 30 days from complete records.');
        expect(await page.locator('.notice.warning', { hasText: 'late by' }).count()).toBe(0);

        api.view.timing = caseTiming(chronology, '2026-02-06');
        await text('The final determination: due 02/04/2026, late by 2 days.');
        await text('On 02/06/2026: 38 days from the assignment, 32 days from complete records.');

        api.view.timing = caseTiming(chronology, '2026-03-01', '2026-02-05');
        await text('The final determination: due 02/04/2026, done 02/05/2026, late by 1 day.');
        await text('Until the determination: 37 days from the assignment, 31 days from complete records.');
      });

      test('says why a review has the time limits of a formulary dispute, and where it stands', async () => {
        const [source] = chronology.conflicts.flatMap(({ values }) => values.flatMap(({ sources }) => sources));
        const basis = { reason: 'Only drugs are in dispute.', source: 'Labor Code 4610.5(a)(3)' };
        api.view.chronology = {
          ...chronology,
          priority: 'formulary',
          priorityBasis: { ...basis, sources: source ? [source] : [] },
        };
        await open(`/cases/${caseId}`);
        const line = page.locator('p', { hasText: 'Review of a formulary dispute. Only drugs are in dispute.' });
        await line.getByRole('button', { name: /page \d/ }).waitFor();
      });

      test('a place opens the document at its page in a new tab', async () => {
        await open(`/cases/${caseId}`);
        const [tab] = await Promise.all([
          page.waitForEvent('popup'),
          page
            .getByRole('group', { name: 'Chronology' })
            .getByRole('button', { name: '5-exam-note.pdf, page 1' })
            .click(),
        ]);
        await tab.waitForURL(`${api.url}/store/${documents[4]?.documentId}#page=1`, { waitUntil: 'commit' });
        await tab.close();
      });

      test('an error is one clear line, and goes when the server is back', async () => {
        api.failure = 'the store does not answer';
        await open(`/cases/${caseId}`);
        await page.getByRole('alert').filter({ hasText: 'The store does not answer' }).waitFor();
        api.failure = undefined;
        await page.locator('.steps').waitFor();
        expect(await page.getByRole('alert').count()).toBe(0);
      });

      test('an address as a command prints it finds the page', async () => {
        await open('/');
        await page.goto(`${api.url}/cases/${caseId}`);
        await page.getByRole('heading', { name: `Case ${caseId}` }).waitFor();
        await page.goto(`${api.url}/#/no/such/page`);
        await page.getByRole('heading', { name: 'Not found' }).waitFor();
      });
    });

    describe('review', () => {
      const picture = (name: string, number: number) =>
        page.locator(`.picture[data-drawn="${number}"]`, {
          has: page.getByLabel(`Picture of ${name}, page ${number}`),
        });

      test('from the inbox: accept, follow a fact to its place, answer, decide, sign', async () => {
        await open('/reviews');
        await page.getByRole('link', { name: caseId }).click();
        await page.getByRole('button', { name: 'Accept the case' }).click();
        await picture('1-imr-application.pdf', 1).waitFor();

        const conflict = page.locator('.notice', { hasText: 'The request for authorization has two dates.' });
        await conflict.getByRole('button', { name: '3-request-for-authorization.pdf, page 1' }).click();
        await picture('3-request-for-authorization.pdf', 1).waitFor();
        await page.locator('.mark').first().waitFor({ state: 'attached' });
        expect(await page.locator('.mark').count()).toBe(1);
        // The page turned to is past the end of the document that was open before.
        await conflict.getByRole('button', { name: '2-ur-denial.pdf, page 3' }).click();
        await picture('2-ur-denial.pdf', 3).waitFor();
        expect(await page.getByRole('alert').count()).toBe(0);
        await conflict.getByRole('button', { name: '3-request-for-authorization.pdf, page 1' }).click();
        await picture('3-request-for-authorization.pdf', 1).waitFor();
        await text('“Date: 08/12/2015”');

        await page.getByRole('button', { name: 'Sign and submit' }).click();
        await text('Not signed: 7 fields need your attention.');
        const answer = page.getByLabel('Answer: date of the request for authorization');
        expect(await answer.evaluate((element) => element.matches(':focus'))).toBe(true);
        await text('Correct the text or answer this.');
        await text('Decide this item.');

        await answer.fill('The form counts.');
        await page.getByLabel('Upheld: the denial stands').check();
        await page.getByLabel('Your guideline').fill('Decision based on MTUS 2009.');
        await page.getByLabel('Decision rationale').fill('There are no therapy notes.');
        await page.getByLabel('I have no material').check();
        await page.getByLabel('I have reviewed').check();
        await page.getByLabel('Signature: your name').fill('Sample Signature');
        await page.getByRole('button', { name: 'Sign and submit' }).click();
        await text(contradiction.message);
        await text('Not signed: 1 field needs your attention.');
        expect(api.signed).toEqual([]);

        await page.getByLabel('Decision rationale').fill('The therapy note shows no measured change.');
        await page.getByRole('button', { name: 'Sign and submit' }).click();
        await text('Signed. The determination is being assembled and issued.');
        expect(api.signed).toEqual([
          {
            clinicalCaseSummary: 'The injured worker is a 63 year old male.',
            items: [
              {
                item: 'Physical therapy with massage qty: 8.00',
                decision: 'Upheld',
                claimsAdministratorGuideline: 'Decision based on MTUS Chronic Pain Medical Treatment 2009.',
                reviewerGuideline: 'Decision based on MTUS 2009.',
                rationale: 'The therapy note shows no measured change.',
              },
            ],
            answers: [{ findingId: 'conflict:rfa_date', answer: 'The form counts.' }],
            attestation: { noConflictOfInterest: true, reviewedTheRecords: true, signedAs: 'Sample Signature' },
          },
        ]);
      });

      test('a contradiction may stand when it is answered', async () => {
        api.review.accepted = true;
        await open(`/reviews/${caseId}`);
        await page.getByLabel('Decision rationale').fill('There are no therapy notes.');
        await page.getByRole('button', { name: 'Check against the file' }).click();
        await text('Checked: 1 to be corrected or answered.');
        const finding = page.locator('.notice.error', { hasText: contradiction.message });
        await finding.getByRole('button', { name: '6-therapy-note.pdf, page 1' }).click();
        await picture('6-therapy-note.pdf', 1).waitFor();
        await Promise.all([
          page.waitForRequest(
            (request) => (request.postData() ?? '').includes('another patient') && request.method() === 'PUT',
          ),
          finding.getByLabel('Answer, if the text stays').fill('The note is of another patient.'),
        ]);
        await page.getByRole('button', { name: 'Check against the file' }).click();
        await text('Checked: no contradiction.');
        await text('Draft saved at');
        expect(api.drafts.at(-1)?.answers).toEqual([
          { findingId: contradiction.id, answer: 'The note is of another patient.' },
        ]);
      });

      test('the draft is saved while it is written, and when the page is left', async () => {
        api.review.accepted = true;
        await open(`/reviews/${caseId}`);
        await page.getByLabel('Clinical case summary').fill('Written and left to rest.');
        await text(/Draft saved at/);
        expect(api.drafts.at(-1)?.clinicalCaseSummary).toBe('Written and left to rest.');
        await page.getByLabel('Clinical case summary').fill('Written in haste.');
        await Promise.all([
          page.waitForResponse((response) => response.url().endsWith('/draft')),
          page.getByRole('link', { name: 'Cases' }).click(),
        ]);
        expect(api.drafts.at(-1)?.clinicalCaseSummary).toBe('Written in haste.');
      });

      test('everything by keyboard: skip, accept, turn pages, decide', async () => {
        await open(`/reviews/${caseId}`);
        await page.getByRole('button', { name: 'Accept the case' }).focus();
        await page.keyboard.press('Enter');
        await page.getByLabel('Upheld: the denial stands').focus();
        await page.keyboard.press('ArrowDown');
        expect(await page.getByLabel('Overturned: medically necessary').isChecked()).toBe(true);
        await page.getByLabel('Next page').focus();
        await page.keyboard.press('Enter');
        await picture('1-imr-application.pdf', 2).waitFor();
        await page.getByRole('button', { name: 'Text' }).focus();
        await page.keyboard.press('Space');
        await text('Words of page 2');
        await page.keyboard.press('Tab');
        expect(await page.locator(':focus').innerText()).toBe('New tab');
      });

      test('declines with a reason', async () => {
        await open(`/reviews/${caseId}`);
        await page.getByRole('button', { name: 'Decline …' }).click();
        await page.getByRole('button', { name: 'Decline the case' }).click();
        await text('Say why, in a sentence.');
        await page.getByLabel('Reason, for example').fill('I know the employer.');
        await page.getByRole('button', { name: 'Decline the case' }).click();
        await text('Declined. The case goes to another reviewer.');
        expect(api.declined).toEqual(['{"reason":"I know the employer."}']);
      });

      test.each(documents.map(({ fileName, documentId }) => [fileName, documentId]))(
        'draws %s',
        async (fileName, documentId) => {
          await open(`/reviews/${caseId}`);
          await page.getByLabel('Document').selectOption(documentId);
          await picture(fileName, 1).waitFor();
          // Ink on paper: neither empty nor black.
          const share = Number(await page.evaluate(darkShare));
          expect(share).toBeGreaterThan(0.005);
          expect(share).toBeLessThan(0.3);
          expect(bytesOf(documentId).length).toBeGreaterThan(0);
        },
      );
    });

    describe('other files', () => {
      const ownId = DocumentId.parse('doc-abcdef0123');
      const width = 40;
      const height = 20;
      const square = createCanvas(width, height);
      const context = square.getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, width, height);
      context.fillStyle = '#000';
      context.fillRect(0, 0, width / 4, height);
      const rgba = Uint8Array.from(context.getImageData(0, 0, width, height).data);
      // Half as many lines to the inch as columns, as a fax has them.
      const fax = UTIF.encodeImage(rgba, width, height, JSON.parse('{"t282":[[200,1]],"t283":[[100,1]]}'));

      test.each([
        ['a PNG', 'image/png', square.toBuffer('image/png'), 0.5],
        ['a JPEG', 'image/jpeg', square.toBuffer('image/jpeg'), 0.5],
        ['a fax TIFF in its true proportions', 'image/tiff', Buffer.from(fax), 1],
      ] as const)('draws %s', async (_, mediaType, bytes, heightByWidth) => {
        api.ownDocuments.set(ownId, bytes);
        const [first] = documents;
        if (!first) throw new Error('no document');
        api.review.registration.documents = [{ ...first, documentId: ownId, fileName: 'own', mediaType, pages: 1 }];
        await open(`/reviews/${caseId}`);
        await page.locator('.picture[data-drawn="1"]').waitFor();
        expect(Number(await page.evaluate(darkShare))).toBeCloseTo(0.25, 1);
        const ratio = await page.evaluate("(({ width, height }) => height / width)(document.querySelector('canvas'))");
        expect(Number(ratio)).toBeCloseTo(heightByWidth, 2);
      });

      test('shows the words of a plain text', async () => {
        const [first] = documents;
        if (!first) throw new Error('no document');
        api.review.registration.documents = [{ ...first, mediaType: 'text/plain', pages: 1 }];
        await open(`/reviews/${caseId}`);
        await text('Words of page 1');
        expect(await page.locator('canvas').count()).toBe(0);
      });

      test('says when a file cannot be shown', async () => {
        api.ownDocuments.set(ownId, Buffer.from('no PDF at all'));
        const [first] = documents;
        if (!first) throw new Error('no document');
        api.review.registration.documents = [{ ...first, documentId: ownId }];
        await open(`/reviews/${caseId}`);
        await page.getByRole('alert').filter({ hasText: 'Invalid PDF structure' }).waitFor();
      });
    });

    test('screening: the reasons, and an answer with its own', async () => {
      await open('/screens');
      await text('Missing: the request for authorization.');
      await page.getByRole('button', { name: 'Answer' }).click();
      await text('Choose one of the three.');
      await page.getByLabel('The case goes on').check();
      await page.getByLabel('Reason').fill('The form is part of the denial.');
      await page.getByRole('button', { name: 'Answer' }).click();
      await text('No case waits for screening.');
      expect(api.screenAnswers).toEqual([{ decision: 'proceed', reason: 'The form is part of the denial.' }]);
    });

    test('who acts is sent with every request', async () => {
      await open('/reviews');
      await page.getByLabel('Signed in as').fill('reviewer-02');
      await page.getByLabel('Signed in as').press('Enter');
      await page.getByRole('link', { name: 'Screening' }).click();
      await text('Missing: the request for authorization.');
      expect(api.users[0]).toBe('local-user');
      expect(api.users.at(-1)).toBe('reviewer-02');
    });

    test('where people sign in: leaves with a PKCE challenge, returns to the same page, sends the token', async () => {
      api.signInHost = 'sign-in.example';
      expectedOrigins = [api.url, 'https://sign-in.example'];
      opened = await openPage(browser);
      ({ page } = opened);
      let challenge = '';
      let asked = new URLSearchParams();
      await page.route('https://sign-in.example/oauth2/authorize**', async (route) => {
        const query = new URL(route.request().url()).searchParams;
        challenge = query.get('code_challenge') ?? '';
        expect([query.get('client_id'), query.get('redirect_uri')]).toEqual(['page', `${api.url}/`]);
        await route.fulfill({ status: 302, headers: { location: `${api.url}/?code=one-time` } });
      });
      await page.route('https://sign-in.example/oauth2/token', async (route) => {
        asked = new URLSearchParams(route.request().postData() ?? '');
        await route.fulfill({
          headers: { 'access-control-allow-origin': '*' },
          json: { id_token: 'id-token', refresh_token: 'refresh-token', expires_in: 1800 },
        });
      });
      await page.goto(`${api.url}/#/reviews`);
      await page.getByRole('link', { name: caseId }).waitFor();
      expect(page.url()).toBe(`${api.url}/#/reviews`);
      const verifier = asked.get('code_verifier') ?? '';
      expect(createHash('sha256').update(verifier).digest('base64url')).toBe(challenge);
      expect(asked.get('code')).toBe('one-time');
      expect(new Set(api.authorizations)).toEqual(new Set(['Bearer id-token']));
      expect(await page.getByLabel('Signed in as').count()).toBe(0);
    });

    test('screening: shows each page that nobody could read, with its reason', async () => {
      await open('/screens');
      await text('5-exam-note.pdf, page 1: The page is too poor to be read surely');
      await page.locator('.picture[data-drawn="1"]').waitFor();
      await page.getByRole('img', { name: 'Picture of 5-exam-note.pdf, page 1' }).waitFor();
      const next = page.getByRole('button', { name: 'Next unreadable page' });
      await next.focus();
      await page.keyboard.press('Enter');
      await page.locator('.picture[data-drawn="2"]').waitFor();
      await text('5-exam-note.pdf, page 2:');
      expect(await next.isDisabled()).toBe(true);
    });

    const looks: [string, BrowserContextOptions][] = [
      ['light', { colorScheme: 'light' }],
      ['dark', { colorScheme: 'dark' }],
      ['narrow', { colorScheme: 'light', viewport: { width: 360, height: 740 } }],
    ];
    const addresses = ['/', `/cases/${caseId}`, '/reviews', `/reviews/${caseId}`, '/screens'];
    test.each(looks.flatMap(([look, options]) => addresses.map((hash) => [look, hash, options] as const)))(
      'axe finds nothing: %s %s',
      async (look, hash, options) => {
        api.review.accepted = true;
        api.review.findings = [contradiction];
        await open(hash, options);
        await page.locator('form.card, .card form, .steps, .scroll table').filter({ visible: true }).first().waitFor();
        if (hash === '/') await page.locator('table').waitFor();
        if (hash.startsWith('/reviews/') || hash === '/screens') await page.locator('.picture[data-drawn]').waitFor();
        const folder = process.env['SCREENSHOTS'];
        if (folder) {
          const name = `${hash.replaceAll(/\W+/g, '-')}-${look}.png`;
          await page.screenshot({ path: `${folder}/${name}`, fullPage: true });
        }
        expect(await axeProblems(page)).toEqual([]);
        const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
        expect(width).toBeLessThanOrEqual(options.viewport?.width ?? 1280);
      },
    );
  });
}
