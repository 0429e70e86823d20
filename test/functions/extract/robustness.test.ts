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
  };
  test.each(Object.entries(hostile))('%s: twice the text takes about twice the time', (_, unit) => {
    const text = unit.repeat(Math.ceil(60_000 / unit.length));
    extract(text);
    const time = (input: string) => {
      const start = performance.now();
      extract(input);
      return performance.now() - start;
    };
    const once = Math.min(time(text), time(text), time(text));
    const fourTimes = Math.min(time(text.repeat(4)), time(text.repeat(4)));
    // Quadratic work would take 16 times as long; the added milliseconds absorb a busy machine.
    expect(fourTimes).toBeLessThan(once * 9 + 150);
  });
});
