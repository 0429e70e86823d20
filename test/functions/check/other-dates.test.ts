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
];

describe('dates of other acts are no errors', () => {
  test.each(otherActs)('%s', (sentence) => {
    const isOfInjury = /injur/.test(sentence);
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
  ])('%s', (sentence) => expect(errors([injury, request, sentence].join(' '))).toEqual(contradiction));

  test('the application came on another day', () => {
    expect(errors([injury, 'The IMR application was received on 8-27-15.'].join(' '))).toEqual([
      'date-against-header 2015-08-27 2015-08-28',
    ]);
  });
});
