import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readDates } from '../../../functions/check/read-dates.ts';
import { isDetermination, readLetter } from '../../../functions/check/read-letter.ts';
import { letterText } from './letter-text.ts';

describe('a letter in the layout of 2014 and later', () => {
  const letter = readLetter(
    letterText({
      more: 'Second item that goes\nover two lines: Overturned\nClaims Administrator guideline: Decision based on\nMTUS Low Back Complaints 2004.\nMAXIMUS guideline: The Expert Reviewer did not cite any medical evidence for its decision.\nDecision rationale: It is medically\nnecessary.',
    }),
  );

  test('has its header', () => {
    expect(letter.header).toEqual({
      caseNumber: 'CM15-0000001',
      dateAssigned: '2015-09-10',
      dateOfInjury: '2014-03-02',
      decisionDate: '2015-10-05',
      urDenialDate: '2015-08-18',
      applicationReceived: '2015-08-28',
      priority: 'Standard',
    });
  });

  test('has its summary without the lead, dates joined over the line end', () => {
    expect(letter.summary.text).toMatch(/^The injured worker is .* on 8-18-15 denied the request\.$/);
  });

  test('has its items with decision, guidelines and rationale', () => {
    expect(letter.items).toMatchObject([
      {
        item: { text: 'Acupuncture 12 visits' },
        decision: 'Upheld',
        rationale: { text: expect.stringMatching(/not medically necessary\.$/) },
      },
      {
        item: { text: 'Second item that goes over two lines' },
        decision: 'Overturned',
        claimsAdministratorGuideline: { text: 'Decision based on MTUS Low Back Complaints 2004.' },
        rationale: { text: 'It is medically necessary.' },
      },
    ]);
  });

  test('gives a label whose value the scanner spoilt no value of another one, and reads dates without their slashes', () => {
    const text = letterText({ header: { assigned: '| 1O/2x/2O15 |', injury: '| 03022014', denial: '| 08/18/2015 |' } });
    expect(readLetter(text).header).toEqual({
      caseNumber: 'CM15-0000001',
      dateOfInjury: '2014-03-02',
      decisionDate: '2015-10-05',
      urDenialDate: '2015-08-18',
      applicationReceived: '2015-08-28',
      priority: 'Standard',
    });
  });

  test.each([
    'Case No.: CM15-0000001\nAssignment Date: 09/10/2015\nInjury Date: 03/02/2014\nDate of Decision: 10/05/2015\nUR Decision Date: 08/18/2015\nPriority: Standard\nApplication Received Date: 08/28/2015\n',
    'IMR Case Number: CM15-0000001 Date of Injury (DOI): 03/02/2014\nAssigned Date: 09/10/2015 Date of UR Denial: 08/18/2015\nDetermination Date: 10/05/2015 Priority: Standard\nIMR Application Received: 08/28/2015\n',
    'Case Number: CM15-0000001\nDate Assigned: September 10, 2015 Date of Injury: March 2, 2014\nDecision Date: October 5, 2015 UR Denial Date: August 18, 2015\nPriority: Standard Application August 28, 2015\nReceived:\n',
  ])('reads a header with other words: %s', (table) => {
    const text = letterText().replace(/^[\s\S]*?(?=HOW THE IMR)/, table);
    expect(readLetter(text).header).toEqual(readLetter(letterText()).header);
  });

  test('leaves running heads and feet out, and no line of an item that repeats', () => {
    const foot = (page: number) => `\nA review organization   CM15-0000001   ${page}\f`;
    const more = 'Brace: Upheld\nClaims Administrator guideline: None cited';
    const text = letterText({ more: `${more}\nMAXIMUS guideline: None cited\nDecision rationale: Not needed.` })
      .replace('CLINICAL CASE', `${foot(1)}CLINICAL CASE`)
      .replace('12 visits: ', `12${foot(2)}visits: `)
      .concat(foot(3));
    const read = readLetter(text);
    expect(read.items.map(({ item }) => item.text)).toEqual(['Acupuncture 12 visits', 'Brace']);
    expect(JSON.stringify(read)).not.toContain('organization');
  });

  test('takes hyphens, spaces and ligatures that only look like plain ones as these', () => {
    const text = letterText()
      .replace(/-/g, '\u2011')
      .replace(/ (?=\d)/g, '\u00a0')
      .replace(/fi/g, '\ufb01');
    expect(readLetter(text).summary).toEqual(readLetter(letterText()).summary);
  });

  test('takes no citation at the start of a line for the name of a reviewer', () => {
    const claims = 'Decision based on Non-MTUS Citation\nOfficial Disability Guidelines: Low Back Chapter.';
    const [item] = readLetter(letterText({ claims })).items;
    expect(item?.claimsAdministratorGuideline?.text).toBe(claims.replace('\n', ' '));
    expect(item?.reviewerGuideline?.text).toBe('Decision based on MTUS Acupuncture Treatment 2007.');
  });

  test('reads a header whose columns follow each other', () => {
    const text = letterText().replace(
      /^[\s\S]*?(?=HOW THE IMR)/,
      'Case Number:\nDate Assigned:\nDecision Date:\nPriority:\nCM15-0000001\n09/10/2015\n10/05/2015\nStandard\nDate of Injury:\nUR Denial Date:\nApplication\nReceived:\n03/02/2014\n08/18/2015\n08/28/2015\n',
    );
    expect(readLetter(text).header).toEqual(readLetter(letterText()).header);
  });

  test('tells a name from a rationale without a full stop', () => {
    const rationale =
      'The trial allows six visits and a note of gain. Acupuncture is therefore not medically necessary';
    const more = 'Knee brace: Overturned\nClaims Administrator guideline: None.\nDecision rationale: Stable.';
    const { items } = readLetter(letterText({ rationale, more }));
    expect(items.map(({ item }) => item.text)).toEqual(['Acupuncture 12 visits', 'Knee brace']);
    expect(items[0]?.rationale?.text).toBe(rationale);
  });

  test('leaves the marks of a list out of the names', () => {
    const more = 'B) Knee brace: Overturned\nClaims Administrator guideline: None.\nDecision rationale: Stable.';
    const names = readLetter(letterText({ item: 'A) Acupuncture', more })).items.map(({ item }) => item.text);
    expect(names).toEqual(['Acupuncture', 'Knee brace']);
    expect(readLetter(letterText({ item: '2. Acupuncture' })).items[0]?.item.text).toBe('Acupuncture');
  });

  test('keeps the three sentences of a split item together', () => {
    const split =
      'Voltaren #60 was the original request. Voltaren #40 was authorized by the Claims\nAdministrator. The remaining IMR eligible portion of the original request, Voltaren #20 is';
    const [, second] = readLetter(
      letterText({
        more: `${split}: Upheld\nClaims Administrator guideline: none.\nMAXIMUS guideline: none.\nDecision rationale: Not needed.`,
      }),
    ).items;
    expect(second?.item.text).toBe(split.replace('\n', ' ').replace(/ is$/, ''));
  });
});

test('answers to conflicts are no documents reviewed', () => {
  const more =
    'DOCUMENTS REVIEWED\n07/27/2015 Progress note\nCONFLICTS IN THE RECORD AND HOW THEY WERE RESOLVED\nThe date of the request: 08/07/2015 holds.';
  expect(readLetter(letterText({ more })).records).toEqual(['07/27/2015 Progress note']);
});

test('the layout of 2013: items are sentences of the decision', () => {
  const letter = readLetter(
    'Notice of Independent Medical Review Determination\nDated: 12/30/2013\nIMR Case Number: CM13-0000004\nDate of Injury: 8/15/2012\nDate of UR Decision: 7/1/2013\n1) The organization has determined the request for a lumbar brace is not medically necessary and appropriate.\n2) The organization has determined the request for gym membership is medically necessary and appropriate.',
  );
  expect(letter.header).toMatchObject({
    caseNumber: 'CM13-0000004',
    dateOfInjury: '2012-08-15',
    urDenialDate: '2013-07-01',
  });
  expect(letter.items.map(({ item, decision }) => [item.text, decision])).toEqual([
    ['a lumbar brace', 'Upheld'],
    ['gym membership', 'Overturned'],
  ]);
});

test.each(['', 'A progress note.\nDate of Injury: 03/02/2014', '\f\f\f'])('no determination: %j', (text) => {
  expect(isDetermination(readLetter(text))).toBe(false);
});

test('any text is read without an error', () => {
  const pieces = fc.constantFrom(
    'Claims Administrator guideline:',
    'MAXIMUS guideline:',
    'Decision rationale:',
    ': Upheld',
    '\n',
    '\f',
    '8-18-',
    '15',
    'CLINICAL CASE SUMMARY',
    'IMR ISSUES, DECISIONS AND RATIONALES',
    'Date of Injury:',
    '03/02/2014',
    'words. ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => Array.isArray(readLetter(parts.join(' ')).items)),
  );
});

describe('dates of prose', () => {
  test.each([
    ['on 8-18-15', ['2015-08-18']],
    ['on 10/05/2016.', ['2016-10-05']],
    ['July 27, 2015 and Aug 3rd, 2015', ['2015-07-27', '2015-08-03']],
    ['dated 11-232016', ['2016-11-23']],
    ['dated 1017-2016', ['2016-10-17']],
    ['in October 2016', ['2016-10']],
    ['3-2-99', ['1999-03-02']],
    ['strength 5-5, visits 2x3, L4-5, 7.5-325mg, 13-40-2015', []],
  ])('%s', (text, values) => expect(readDates(text).map(({ value }) => value)).toEqual(values));
});
