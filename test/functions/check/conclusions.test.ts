import { describe, expect, test } from '@jest/globals';
import { checkLetter } from '../../../functions/check/check-letter.ts';
import { readLetter } from '../../../functions/check/read-letter.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import { letterText } from './letter-text.ts';

const profile = profileFor('2017-06-01');

const isContradicted = (decision: string, conclusion: string) =>
  checkLetter({
    letter: readLetter(letterText({ decision, rationale: `The guideline asks for a trial first. ${conclusion}` })),
    profile,
  }).some(({ rule }) => rule === 'decision-against-rationale');

const denials = [
  'Thus, the request for acupuncture 12 visits is not medically necessary and appropriate.',
  'This request is not considered medically necessary.',
  'The request is determined to be not medically necessary.',
  'Acupuncture is not medically appropriate or necessary.',
  'The medical necessity of the request cannot be established.',
  'Medical necessity has not been established.',
  'The request cannot be deemed medically necessary without further evidence of benefit.',
  'Until conservative care is complete, this request is not medically necessary.',
  'There are no red flags which would warrant imaging, therefore this request is not medically necessary.',
  'There is no evidence that acupuncture is medically necessary.',
  'The request is neither reasonable nor medically necessary.',
  'Acupuncture is not a medical necessity for this patient.',
  'As the surgery is not medically necessary, none of the associated services are medically necessary.',
  'The requested acupuncture is not seen as medically necessary.',
  'The request is not medically necessary and the prior UR decision is upheld.',
  'The request is not medically necessary. The physician is advised to consult the guidelines on weaning and, if necessary, others. This determination is no recommendation to stop abruptly, as stopping abruptly may do harm to the worker who takes the medication, and the worker is advised to speak with the treating physician about how to stop.',
];

const approvals = [
  'Given the lack of improvement with other care, the request is medically necessary.',
  'As the patient has not responded to conservative care, the request is medically necessary.',
  'The patient has failed therapy and has not improved, so the request is medically necessary.',
  'There are no contraindications and the request is medically necessary.',
  'Without this, surgery could not be avoided, thus the request is medically necessary and appropriate.',
  'Although no MRI was done, the request is medically necessary.',
  'Medical necessity has been established.',
  'There is no reason to doubt that the request is medically necessary.',
  'As the surgery is medically necessary, the assistant surgeon is also medically necessary.',
  'The records show no red flags against it, and acupuncture is medically necessary.',
  'The request is medically necessary. The utilization review decision that it is not medically necessary is overturned.',
];

describe('the conclusion of a rationale', () => {
  test.each(denials)('%s', (conclusion) => {
    expect(isContradicted('Overturned', conclusion)).toBe(true);
    expect(isContradicted('Upheld', conclusion)).toBe(false);
  });

  test.each(approvals)('%s', (conclusion) => {
    expect(isContradicted('Upheld', conclusion)).toBe(true);
    expect(isContradicted('Overturned', conclusion)).toBe(false);
  });

  test.each([
    'The request may be medically necessary.',
    'Six visits would be medically necessary if there were benefit.',
    'The surgery is medically necessary, but the cold unit is not.',
    'The surgery is medically necessary. Guidelines do not support a unit. Therefore the request is not supported.',
    'Six visits are medically necessary. Additional visits are not medically necessary.',
    'The full request is not medically necessary. Six visits are medically necessary.',
    'The UR found that the request was not medically necessary.',
    'Opioids are medically necessary only for those who improve.',
    'As there is no evidence of infection the request is medically necessary.',
    'Surgery is not medically necessary at this time, although therapy is medically necessary.',
  ])('in doubt: %s', (conclusion) => {
    expect(isContradicted('Overturned', conclusion)).toBe(false);
    expect(isContradicted('Upheld', conclusion)).toBe(false);
  });
});
