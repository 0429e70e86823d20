import { describe, expect, test } from '@jest/globals';
import {
  letterDate,
  letterText,
  oneLine,
  paragraphsOf,
  withLetterDates,
} from '../../../functions/assemble/letter-text.ts';
import { withholdName } from '../../../functions/assemble/withhold-name.ts';

describe('letterDate', () => {
  test.each([
    ['2015-08-07', '08/07/2015'],
    ['2015-08', '08/2015'],
    ['2015', '2015'],
    ['2015-08-01/2015-09-30', '08/01/2015 to 09/30/2015'],
  ])('%s is written %s', (day, written) => expect(letterDate(day)).toBe(written));
});

describe('withLetterDates', () => {
  test('turns whole ISO dates only', () => {
    expect(withLetterDates('dated 2015-08-07, case 1-2015-08-07-2')).toBe('dated 08/07/2015, case 1-2015-08-07-2');
  });
});

describe('letterText', () => {
  test.each([
    ['a line feed stays, other line ends become one', 'a\r\nb\rc', 'a\nb\nc'],
    ['control characters go', 'a\u0000b\u0007c\u001b[31m', 'abc[31m'],
    ['marks that turn the text around go', 'Up\u202eheld\u2066\u200f', 'Upheld'],
    ['soft hyphens and byte order marks go', '\ufeffthera\u00adpy', 'therapy'],
    ['half a surrogate pair becomes the replacement character', 'a\ud83d', 'a\ufffd'],
    ['characters are composed', 'Nguye\u0302\u0303n', 'Nguyễn'],
    ['joiners that shape Indic words stay', 'क्\u200dष', 'क्\u200dष'],
  ])('%s', (_, text, clean) => expect(letterText(text)).toBe(clean));

  test('blank lines part paragraphs, single line feeds do not', () => {
    expect(paragraphsOf('one\ntwo\n \n\n three \n')).toEqual(['one\ntwo', 'three']);
    expect(paragraphsOf(' \n ')).toEqual([]);
    expect(oneLine(' Norco\n 10/325 \t mg ')).toBe('Norco 10/325 mg');
  });
});

describe('withholdName', () => {
  test.each([
    ['Quillon Vantongeren, M.D.', 'Dr. Quillon Vantongeren agrees', 'the expert reviewer agrees'],
    ['Dr. Quillon Vantongeren', 'by Quillon\nVantongeren.', 'by the expert reviewer.'],
    ['Jo A. O’Neil', 'by Jo A. O’Neil', 'by the expert reviewer'],
    ['Quillon Vantongeren', 'Quillon Vantongerenberg is someone else', 'Quillon Vantongerenberg is someone else'],
    ['MD', 'The MD wrote', 'The MD wrote'],
    ['A B', 'vitamin A B complex', 'vitamin A B complex'],
    ['Pain', 'Pain is rated', 'Pain is rated'],
  ])('signed as %j, %j becomes %j', (signedAs, text, withheld) => expect(withholdName(text, signedAs)).toBe(withheld));
});
