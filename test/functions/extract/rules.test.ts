import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';
import { allRules, findSigns, matchesOf } from '../../../functions/extract/rules.ts';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { readLabelled } from './labelled/read-labelled.ts';

const texts = readLabelled().map(({ text }) => text);

/** Every rule is there once every parser is. */
extractFacts({
  caseId: CaseId.parse('CM00-0000000'),
  documentId: DocumentId.parse('doc-0000000000'),
  document: { text: '', spans: [] },
});

const found = (matches: Iterable<RegExpExecArray>) => Array.from(matches, (match) => [match.index, ...match]);
/** Of all words before a colon only those are tried that end as the label of a person or a firm does. */
const isLabel = (pattern: string) => pattern.startsWith("(?<![\\w.,])([A-Z][A-Za-z'’/.]{0,24}");
const isIn = (matches: unknown[][], match: unknown[]) => matches.some(([index]) => index === match[0]);
const differing = (text: string) => {
  const signs = findSigns(text);
  return allRules().flatMap((rule) => {
    const whole = new RegExp(rule.pattern.source, rule.pattern.flags.replace('y', 'g'));
    const tried = found(matchesOf(rule, text, signs));
    const walked = found(text.matchAll(whole));
    const expected = isLabel(whole.source) ? walked.filter((match) => isIn(tried, match)) : walked;
    return JSON.stringify(tried) === JSON.stringify(expected) ? [] : [{ pattern: whole.source, tried, expected }];
  });
};

describe('a rule that is only tried where a sign of it stands finds what a walk over the whole text finds', () => {
  test('in the labelled texts', () => {
    for (const text of texts) expect(differing(text)).toEqual([]);
    expect(allRules().length).toBeGreaterThan(30);
  });

  test('in texts put together from their words, digits and marks', () => {
    const pieces = fc.constantFrom(
      ...texts.flatMap((text) => text.split(/(?<=[ \n])/)),
      ...'0123456789/-.:,()[]#%–xXoOlI| \n'.split(''),
      'sexF',
      'genderMa1e ',
      'MTUSes ',
      '(age 45) ',
      '8/10',
      'L4-5',
      'in 2009',
      'two weeks ago ',
      'VAS',
      'over 10 ',
    );
    const mixed = fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(mixed, (text) => expect(differing(text)).toEqual([])),
      { numRuns: 300 },
    );
  });
});
