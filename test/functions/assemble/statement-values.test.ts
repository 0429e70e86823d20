import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { letterSentences } from '../../../functions/assemble/letter-sentences.ts';
import { statementValues } from '../../../functions/assemble/statement-values.ts';

const read = (sentence: string): string[] =>
  statementValues(sentence, 2015).map(({ kind, value }) => `${kind} ${value}`);

describe('statementValues', () => {
  test.each([
    ['on 6-28-02.', ['date 2002-06-28']],
    ['on 8-18- 15 denied', ['date 2015-08-18']],
    ['on 12/30/98', ['date 1998-12-30']],
    ['on 1/2/16', ['date 2016-01-02']],
    ['on 1/2/17', ['date 1917-01-02']],
    ['per 07/27/2015, 7.27.15 and 2015-07-27', ['date 2015-07-27']],
    ['July 27, 2015 and Sept. 3rd 2014', ['date 2015-07-27', 'date 2014-09-03']],
    ['in March of 2011', ['date 2011-03']],
    ['on 13/45/2015 and 2-30-15', []],
    ['pain 8/10', ['pain 8']],
    ['rated 8-9 out of 10', ['pain 8']],
    ['a 63 year old, 63-year-old', ['age 63']],
    ['Norco 10/325 mg #60', ['dose 10/325mg', 'quantity 60']],
    ['Lidoderm 5% qty: 30.00', ['dose 5%', 'quantity 30']],
    ['six visits', ['quantity 6']],
    ['12 additional physical therapy sessions', ['quantity 12']],
    ['a six visit trial', ['quantity 6']],
    ['L4-5 and C5-C6, 45 degrees', []],
    ['no number at all', []],
  ])('%j states %j', (sentence, values) => expect(read(sentence)).toEqual(values));

  test('reads back any day in any of the ways that letters write days', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2015-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom('-', '/'), (date, separator) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = '', month = '', dayOfMonth = ''] = iso.split('-');
        const short = [Number(month), Number(dayOfMonth), year].join(separator);
        const long = date.toLocaleDateString('en-US', { timeZone: 'UTC', dateStyle: 'long' });
        expect(read(`seen ${short}.`)).toEqual([`date ${iso}`]);
        expect(read(`seen ${[month, dayOfMonth, year].join(separator)}, then`)).toEqual([`date ${iso}`]);
        expect(read(`seen on ${long}`)).toEqual([`date ${iso}`]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('letterSentences', () => {
  test.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['Seen by Dr. Vale vs. others. Then rest.', ['Seen by Dr. Vale vs. others.', 'Then rest.']],
    ['Takes it b.i.d. p.o. with food. Sleeps.', ['Takes it b.i.d. p.o. with food.', 'Sleeps.']],
    ['The report on 8-1-\n15, noted pain.', ['The report on 8-1- 15, noted pain.']],
    ['A heading\n\nA text. ', ['A heading', 'A text.']],
    ['Rated 9.5 of 10. Done.', ['Rated 9.5 of 10.', 'Done.']],
    ['', []],
  ])('%j', (text, sentences) => expect(letterSentences(text)).toEqual(sentences));
});
