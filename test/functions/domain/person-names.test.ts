import { describe, expect, test } from '@jest/globals';
import { nameWords, personNames } from '../../../functions/domain/person-names.ts';

const names = personNames([
  { role: 'employee', name: 'Ibarra, Rosa M. DOB 05/16/1972' },
  { role: 'treating_physician', name: 'Ione Quillfeather, M.D.' },
  { role: 'facility', name: 'Fresno Spine & Pain' },
  { role: 'attorney', name: 'Vance-Thackeray Law Office' },
  { role: 'claims_administrator', name: 'Signature:' },
]);

describe('people in words of the record', () => {
  test.each([
    ['Rosa has neck pain.', true],
    ["Ibarra's neck hurts.", true],
    ['IBARRA has neck pain.', true],
    ['Dr. Nobody was called.', true],
    ['Mr. Nobody was called.', true],
    ['Vesna Marlowe, PT saw her.', true],
    ['Seen at Fresno Spine & Pain.', true],
    ['Spine pain is worse.', false],
    ['Signature of the form.', false],
    ['The office of the law is far.', false],
    ['A rosary of symptoms.', false],
    ['Physical therapy, 8 visits, MRI of the left knee.', false],
  ])('%s', (text, isNamed) => expect(names.isIn(text)).toBe(isNamed));

  test.each([
    ['Consultation with Dr. Nobody for the neck', 'Consultation for the neck'],
    ['MRI report of Rosa Ibarra.', 'MRI report.'],
    ['Ibarra, Rosa: physical therapy', 'physical therapy'],
    ['Physical therapy qty: 8.00', 'Physical therapy qty: 8.00'],
  ])('%s', (text, left) => expect(names.takenOutOf(text)).toBe(left));

  test.each([
    ['Phan, Linh T. D.O.B. 9/5/1983 (31 years) SEX: FEMALE', ['Phan', 'Linh']],
    ['HAL BRANDT, MD', ['HAL', 'BRANDT']],
    ['Signature:', []],
  ])('the words of "%s"', (name, words) => expect(nameWords(name)).toEqual(words));
});
