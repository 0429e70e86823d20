import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { DocumentFacts } from '../../../functions/domain/facts.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';
import { readLabelled } from './labelled/read-labelled.ts';

const caseId = CaseId.parse('CM00-0000000');
const documentId = DocumentId.parse('doc-0000000000');
const extract = (text: string) => extractFacts({ caseId, documentId, document: { text, spans: [] } });
const texts = readLabelled().map(({ text }) => text);

describe('any text', () => {
  test('gives facts that fit the schema, whose words stand at their offsets', () => {
    const pieces = fc.constantFrom(
      ...texts.flatMap((text) => text.split(/(?<=[ \n])/)),
      '8-1-\n\n',
      '#',
      '(',
      '/',
      '\f',
      '99/99/99',
      'O8/l8/2O15',
    );
    const mixed = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 120 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(mixed, (text) => {
        const facts = DocumentFacts.parse(extract(text));
        for (const mention of facts.mentions) expect(text.slice(mention.start, mention.end)).toBe(mention.text);
      }),
      { numRuns: 150 },
    );
  });

  test('gives the same bytes twice', () => {
    for (const text of texts) expect(JSON.stringify(extract(text))).toBe(JSON.stringify(extract(text)));
  });

  const hostile = {
    'digits without end': '1',
    'slashes and digits': '1/',
    'one endless line of documents': texts.join(' ').replace(/\s+/g, ' '),
    'one treatment after the other': 'PT and ',
    'labels without values': 'Name: ',
    'decided lines': 'PT: Upheld\n',
    'a date after the other': '8/7/15 ',
    'open brackets': '(',
    'line ends': '\n',
    'denied without end': 'denied ',
    citations: 'MTUS and ',
    'words of letters only': 'Aa ',
    'headings in one line': 'PLAN: ',
    'treatments after treatments': 'after PT, ',
  };
  /** Texts in which no two lines are alike, under a title that says what they are. */
  const varied: Record<string, [string, (index: number) => string]> = {
    'items of a decision': ['UTILIZATION REVIEW DETERMINATION\n\n', (index) => `Norco #${index}\n`],
    'parties of a form': ['REQUEST FOR AUTHORIZATION\n\n', (index) => `Employer: Company${index}\n`],
    'tables, one a page': ['PHARMACY PROFILE\n', (index) => `Qty  Drug  Date\f${index}  Norco  1/2/15\f`],
  };
  const repeated = (unit: string) => (size: number) => unit.repeat(Math.ceil(size / unit.length));
  const counted =
    ([title, line]: [string, (index: number) => string]) =>
    (size: number) =>
      title + Array.from({ length: Math.ceil(size / line(100).length) }, (_, index) => line(index)).join('');
  const ofAnySize: [string, (size: number) => string][] = [
    ...Object.entries(hostile).map(([name, unit]): [string, (size: number) => string] => [name, repeated(unit)]),
    ...Object.entries(varied).map(([name, lines]): [string, (size: number) => string] => [name, counted(lines)]),
  ];
  test.each(ofAnySize)('%s: twice the text takes about twice the time', (_, textOf) => {
    const [text, four] = [textOf(60_000), textOf(240_000)];
    extract(text);
    // Of the processor, in milliseconds: a busy machine makes the clock run on.
    const time = (input: string) => {
      const start = process.cpuUsage();
      extract(input);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    const once = Math.min(time(text), time(text), time(text));
    const fourTimes = Math.min(time(four), time(four));
    // Quadratic work would take 16 times as long; the added milliseconds absorb what is compiled and collected beside it.
    expect(fourTimes).toBeLessThan(once * 9 + 150);
  });

  test('a text of more dates than a function takes arguments is read', () => {
    expect(extract('8/7/15 '.repeat(130_000)).mentions.length).toBeGreaterThan(100_000);
  });
});
