import { describe, expect, test } from '@jest/globals';
import { checkLetter } from '../../../functions/check/check-letter.ts';
import { readLetter } from '../../../functions/check/read-letter.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import { letterText } from './letter-text.ts';

const profile = profileFor('2017-06-01');
const request = 'The Request for Authorization date was 8-7-15.';
const decision = 'The Utilization Review on 8-18-15 denied the request.';
const injury = 'The injured worker is a 51 year old female, who sustained an industrial injury on 3-2-14.';

const errors = (summary: string) =>
  checkLetter({ letter: readLetter(letterText({ summary })), profile })
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, values }) => `${rule} ${values.join(' ')}`);

/** Sentences about other acts, in letters that do not date the act of the header themselves. */
const otherActs = [
  'A prior utilization review dated 6-1-15 approved 6 visits of physical therapy.',
  'On 6-1-15 Utilization Review certified an MRI of the lumbar spine.',
  'The Utilization Review letter dated 6-1-15 modified an earlier request for Norco.',
  'UR dated 6-1-15 certified 6 sessions of chiropractic treatment.',
  'UR (6-1-15) had approved the trial.',
  'Acupuncture 6 visits was approved by UR on 6-1-15, and an MRI on 6-20-15.',
  'An appeal of the utilization review decision was denied on 8-27-15.',
  'The UR report was received on 8-22-15.',
  'The utilization review decision was mailed on 8-19-15.',
  'The IMR application was signed on 8-25-15.',
  'The application for independent medical review is dated 8-26-15.',
  'She also sustained an injury on 5-5-2010 to the left knee in a car accident.',
  'The date of injury for the second claim is 4-4-12.',
  'The injury was reported on 3-4-14.',
  'A prior UR on 6-1-15 denied the same request.',
  'The request was received by utilization review on 8-10-15.',
  'The request was resubmitted to utilization review on 8-20-15.',
  'According to utilization review, the 6-1-15 note had no exam.',
  'On 8-25-15 the physician appealed after denial by utilization review.',
  'On 7-1-15, she asked for acupuncture; it was denied by utilization review.',
  'An injection for the knee injury on 5-5-14 helped.',
  'Since injury, on 5-5-14, she had an injection.',
  'Immediately after the injury, on 3-3-14, she had x-rays.',
  'A CT for head injury on 3-4-14 was normal.',
  'Physical therapy was approved on 6-1-15 by utilization review.',
  'Utilization review approved the request for physical therapy on 6-1-15.',
  'The request was certified by utilization review on 6-1-15.',
  'The response to the UR denial dated 9-1-15 argued for acupuncture.',
  'On 7-1-15, the treating physician requested acupuncture, which was denied by utilization review.',
  'On 7-1-15 a request was received for acupuncture that was non-certified by Utilization Review.',
  'Utilization review denied the retrospective request for a CT scan on 6-1-15.',
  'Utilization review denied the request for an MRI done on 6-1-15.',
  'The claims administrator referenced a 6-1-15 office visit in its determination.',
  "The doctor's first report of injury dated 3-4-14 noted pain.",
  'She had a non-industrial accident on 5-5-2010.',
  'An exacerbation of the injury occurred on 5-5-14.',
  'She has a history of a right knee injury on 5-5-2010.',
  'There was another claim with a date of injury of 5-5-2010.',
  'The claims administrator accepted the injury on 4-4-14.',
  'The injured worker disagreed with the UR denial on 9-1-15.',
];

describe('dates of other acts are no errors', () => {
  test.each(otherActs)('%s', (sentence) => {
    const isOfInjury = /injur/.test(sentence);
    if (isOfInjury && !/\breported\b|\balso\b|\bsecond\b/.test(sentence)) expect(errors(sentence)).toEqual([]);
    expect(errors([isOfInjury ? injury : '', request, isOfInjury ? '' : sentence].join(' '))).toEqual([]);
    expect(errors([injury, request, decision, sentence].join(' '))).toEqual([]);
  });

  test('a second request for something else', () => {
    expect(errors([injury, request, decision, 'A second RFA dated 8-16-15 asked for a brace.'].join(' '))).toEqual([]);
  });
});

describe('the act of the header, however its date is written', () => {
  const contradiction = ['date-against-header 2015-08-19 2015-08-18'];
  test.each([
    'The Utilization Review on 8-19-15 denied the request.',
    'The Utilization Review on 08/19/2015 denied the request.',
    'The Utilization Review on August 19, 2015 denied the request.',
    'The Utilization Review on Aug. 19, 2015 denied the request.',
    'The Utilization Review on 19 August 2015 denied the request.',
    'The Utilization Review on 2015-08-19 denied the request.',
    'The Utilization Review on 08.19.2015 denied the request.',
    'The Utilization Review on 8.19.15 denied the request.',
    'The Utilization Review on O8/l9/2015 denied the request.',
    'The Utilization Review on 8-19-\n15 denied the request.',
    'The Utilization Review dated 8-19-15 certified 3 of 6 visits and denied the remaining ones.',
    'On 8-19-15 Utilization Review non-certified the request.',
    'On 8-19-15, the request was denied by utilization review.',
    'UR (8-19-15) modified the request.',
    'In an 8-19-15 utilization review report, the claims administrator denied a request for acupuncture.',
    'The claims administrator denied the request on 8-19-15.',
    'On 8-19-15, the claims administrator failed to approve acupuncture.',
    'The request was non-certified on 8-19-15 by utilization review.',
    'A UR decision rendered on 8-19-15 did not certify the request.',
    'Utilization review non-certified the request for acupuncture on 8-19-15.',
    'The Utilization Review determined the request to be non-certified on 8-19-15.',
    'The request was submitted for utilization review and was non-certified on 8-19-15.',
    'On 8-19-15, a utilization review decision denied acupuncture.',
    'The utilization reviewer denied the request on 8-19-15.',
  ])('%s', (sentence) => expect(errors([injury, request, sentence].join(' '))).toEqual(contradiction));

  test('the application came on another day', () => {
    expect(errors([injury, 'The IMR application was received on 8-27-15.'].join(' '))).toEqual([
      'date-against-header 2015-08-27 2015-08-28',
    ]);
  });
});

describe('the injury of the header, however it is told', () => {
  test.each([
    'The injured worker is a 51 year old female who sustained an injury to the low back and hip on 3-12-14.',
    'This is a 51 year-old female with a 3-12-14 date of injury.',
    'On 3-12-14, the injured worker sustained an industrial injury.',
    'The work-related injury took place on 3-12-14.',
    'The date of injury is noted to be 3-12-14.',
    'She was injured 3-12-14 while lifting a box.',
    'She fell at work on 3-12-14.',
    'She has had pain since an industrial injury on 3-12-14.',
    'She has a history of a work injury occurring on 3-12-14.',
  ])('%s', (sentence) => expect(errors(sentence)).toEqual(['date-against-header 2014-03-12 2014-03-02']));

  test.each([
    'She sustained a cumulative trauma injury from 1-1-13 to 3-2-14.',
    'She sustained industrial injuries on 5-5-10 and 3-2-14.',
    'The date of injury is March 2014.',
  ])('%s', (sentence) => expect(errors(sentence)).toEqual([]));

  test('the sentence that introduces the worker counts even where another agrees with the header', () => {
    expect(
      errors('She is a 51 year old who sustained an industrial injury on 3-12-14. Date of injury: 3-2-14.'),
    ).toEqual(['date-against-header 2014-03-12 2014-03-02']);
  });

  test('one of several reviews is none of the header, the only one of the summary is', () => {
    const rationale = 'The UR report dated 8-18-15 denied it. The request is not medically necessary.';
    const letter = readLetter(letterText({ summary: `${injury} The UR dated 8-19-15 denied it.`, rationale }));
    expect(checkLetter({ letter, profile }).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      'error date-against-header',
    ]);
    const other = readLetter(letterText({ rationale: rationale.replace('8-18', '8-19') }));
    expect(checkLetter({ letter: other, profile }).map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      'warning date-against-header',
    ]);
  });
});
