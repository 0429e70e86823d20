import { describe, expect, test } from '@jest/globals';
import { checkLetter } from '../../../functions/check/check-letter.ts';
import { letterFacts } from '../../../functions/check/letter-facts.ts';
import { readLetter } from '../../../functions/check/read-letter.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';

/** Invented letters in the layouts before the one in use since 2014. */
const numbered = `Independent Medical Review Final Determination Letter

Dated: 12/30/2013

IMR Case Number:  CM13-0000009 Date of Injury:  05/06/2010
Claims Number:   UR Denial Date:  08/08/2013
Priority:  STANDARD Application Received:  08/14/2013

HOW THE IMR FINAL DETERMINATION WAS MADE
The complete case file was sent to a physician reviewer. The physician reviewer is Board Certified in Physical
Medicine and Rehabilitation, has a subspecialty in Pain Medicine and is licensed to practice in Texas.

CLINICAL CASE SUMMARY
The physician reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:

The patient is a 45-year-old male with a date of injury of May 6, 2010. The UR dated 8/6/13 denied the request.

IMR DECISION(S) AND RATIONALE(S)
The Final Determination was based on decisions for the disputed items/services set forth below:

1. Acupuncture twice a week for six weeks is not medically necessary and
appropriate.

The Claims Administrator based its decision on the acupuncture guidelines, which are part of the MTUS.

The Physician Reviewer based his/her decision on the acupuncture guidelines, which are part of the MTUS.

The Physician Reviewer's decision rationale:

The guideline allows six visits. Therefore, acupuncture is not medically necessary.

2. A lumbar brace is medically necessary and appropriate.

The Claims Administrator based its decision on other guidelines, which are not part of the MTUS.

The Physician Reviewer based his/her decision on the low back chapter, which is part of the MTUS.

The Physician Reviewer's decision rationale:

The spine is unstable. The request is medically necessary.
`;

const notice = `Notice of Independent Medical Review Determination

Dated: 9/26/2013
Date of UR Decision:   8/30/2013
Date of Injury:    8/28/2001
IMR Application Received:  9/6/2013
Case Number:   CM13-0000008

1) The organization has determined the request for a 28 day
program is notmedically necessary and appropriate.
2) The organization has determined the request for a brace is medically necessary and appropriate.

DECISION AND RATIONALE
1) The organization has determined the request for a 28 day program is notmedically necessary and appropriate.
2) The organization has determined the request for a brace is medically necessary and appropriate.

Case Summary:
Disclaimer: The following case summary was taken directly from the utilization review
denial/modification dated August 20, 2013.
The patient is a 44 year-old female with a date of injury of 8/28/2001.

Documents Reviewed for Determination:
Application of Independent Medical Review

1) Regarding the request for a 28 day program:
The Claims Administrator based its decision on guidelines that are part of the MTUS.
The Expert Reviewer relied on the same.
Rationale for the Decision:
The request for a program is not medically necessary.

2) Regarding the request for a brace:
The Claims Administrator did not cite any evidence.
The Expert Reviewer based his/her decision on the low back chapter, part of the MTUS.
Rationale for the Decision:
The request for a brace is medically necessary.

Effect of the Decision:
The determination is final.
`;

const issue = `MEDICAL PROFESSIONAL REVIEW
Case Number: CM14-0000007
Date of Injury: 05/06/2010
ISSUE AT DISPUTE:
Is the request for a gym membership medically necessary?
CASE SUMMARY:
The patient is a 45-year-old male.
DOCUMENTS REVIEWED FOR DETERMINATION:
Progress notes
MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL
REVIEWER AND WHY:
The knee chapter, because it is the knee.
RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT
MEDICALLY NECESSARY:
There is no need for equipment. The request is not medically necessary.
MEDICAL REVIEWER QUALIFICATIONS:
The reviewer is Board Certified in Pain Medicine and is licensed to practice in Ohio.
`;

const itemsOf = (text: string) =>
  letterFacts(readLetter(text)).items.map(({ item, decision, claimsAdministratorGuideline, reviewerGuideline }) => [
    item,
    decision,
    claimsAdministratorGuideline?.basis,
    reviewerGuideline?.basis,
  ]);
const rationalesOf = (text: string) => readLetter(text).items.map(({ rationale }) => rationale?.text);
const errorsOf = (text: string) =>
  checkLetter({ letter: readLetter(text), profile: profileFor('2014-06-01') })
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, values }) => `${rule} ${values.join(' ')}`);

describe('numbered items that say whether they are necessary', () => {
  test('are read with both guidelines and their rationale', () => {
    expect(itemsOf(numbered)).toEqual([
      ['Acupuncture twice a week for six weeks', 'Upheld', 'mtus', 'mtus'],
      ['A lumbar brace', 'Overturned', 'outside_mtus', 'mtus'],
    ]);
    expect(rationalesOf(numbered)[0]).toBe(
      'The guideline allows six visits. Therefore, acupuncture is not medically necessary.',
    );
  });

  test('header, reviewer and summary', () => {
    const { header, credentials, summary } = readLetter(numbered);
    expect(header).toMatchObject({ decisionDate: '2013-12-30', urDenialDate: '2013-08-08', priority: 'STANDARD' });
    expect(credentials?.licensedIn).toEqual(['Texas']);
    expect(summary.text).toMatch(/^The patient is a 45-year-old male/);
  });

  test('are checked', () => expect(errorsOf(numbered)).toEqual(['date-against-header 2013-08-06 2013-08-08']));
});

describe('a notice of 2013', () => {
  test('decides each item once, however often it says so', () => {
    expect(itemsOf(notice)).toEqual([
      ['a 28 day program', 'Upheld', 'mtus', 'unknown'],
      ['a brace', 'Overturned', 'none', 'mtus'],
    ]);
    expect(rationalesOf(notice)[1]).toBe('The request for a brace is medically necessary.');
    expect(readLetter(notice).header.decisionDate).toBe('2013-09-26');
  });

  test('is checked against the review that its summary was taken from', () =>
    expect(errorsOf(notice)).toEqual(['date-against-header 2013-08-20 2013-08-30']));
});

test('an issue with one rationale', () => {
  expect(itemsOf(issue)).toEqual([['a gym membership', 'Upheld', undefined, 'unknown']]);
  expect(rationalesOf(issue)).toEqual(['There is no need for equipment. The request is not medically necessary.']);
  expect(readLetter(issue).summary.text).toBe('The patient is a 45-year-old male.');
  expect(itemsOf(issue.replace(/is not medically/, 'is medically'))[0]?.[1]).toBe('Overturned');
});
