import { withoutLetterFurniture } from '../domain/letter-furniture.ts';
import { plainCharacters } from '../domain/plain-characters.ts';
import { smooth } from '../domain/smooth.ts';
import type { Letter, LetterItem } from './letter.ts';
import { readCredentials } from './read-credentials.ts';
import { readHeader } from './read-header.ts';
import { readEarlyItems, readIssue } from './read-early-items.ts';
import { readItems } from './read-items.ts';

/** The headings of the layouts since 2013, in any order; a heading stands alone in its line or ends a page. */
const headings: readonly (readonly [string, RegExp])[] = [
  ['how-made', /HOW\s+THE\s+IMR\s+(?:FINAL\s+)?DETERMINATION\s+WAS\s+MADE/],
  ['summary', /(?:CLINICAL\s+CASE\s+SUMMARY|\bCASE\s+SUMMARY\b)\s*:?|\bCase\s+Summary\s*:/],
  [
    'records',
    /DOCUMENTS\s+REVIEWED(?:\s+FOR\s+DETERMINATION)?|\bDocuments\s+Reviewed(?:\s+for\s+Determination)?\s*:?\s*(?=\n)/,
  ],
  ['items', /IMR\s+(?:ISSUES?,\s+)?DECISIONS?(?:\(S\))?\s*,?\s+AND\s+RATIONALES?(?:\(S\))?/],
  // Of our own letters: what follows is no list of documents.
  ['conflicts', /CONFLICTS\s+IN\s+THE\s+RECORD\s+AND\s+HOW\s+THEY\s+WERE\s+RESOLVED/],
  [
    'qualifications',
    /MEDICAL\s+(?:REVIEWER\s+)?QUALIFICATIONS|Medical\s+Qualifications\s+of\s+the\s+Expert\s+Reviewer/,
  ],
  ['rationale', /RATIONALE\s+FOR\s+WHY[\s\S]{0,120}?NECESSARY\s*:?|RATIONALE\s+FOR\s+WHY[^\n]*/],
  // Of 2013: where the documents end and the reasons begin.
  ['reasons', /(?<=\n)\s*1[.)]\s+Regarding\s+the\s+(?:retrospective\s+)?request/],
  ['issue', /ISSUES?\s+(?:AT|IN)\s+DISPUTE\s*:?/],
  ['guidelines', /MEDICAL\s+TREATMENT\s+GUIDELINE(?:\(S\)|S)?\s+RELIED\s+UPON[\s\S]{0,60}?WHY\s*:?/],
];

/** The sentence that stands between the heading and the summary itself. */
const lead = /^\s*the\s+(?:expert|physician)\s+reviewer\s+developed\s+the\s+following[^:]{0,160}:/i;

/**
 * Reads a determination letter of any of the known layouts from its text. Nothing is required: a text that is no
 * determination gives a letter without items, which `isDetermination` tells.
 */
export const readLetter = (raw: string): Letter => {
  const text = withoutLetterFurniture(plainCharacters(raw));
  const found = headings
    .flatMap(([name, pattern]) => {
      const match = pattern.exec(text);
      return match ? [{ name, start: match.index, end: match.index + match[0].length }] : [];
    })
    .sort((a, b) => a.start - b.start);
  const sectionOf = (name: string): string | undefined => {
    const index = found.findIndex((heading) => heading.name === name);
    const heading = found[index];
    return heading && text.slice(heading.end, found[index + 1]?.start ?? text.length);
  };
  const items = [
    () => readItems(sectionOf('items') ?? text),
    () => readEarlyItems(text, sectionOf('items')),
    () => readIssue(sectionOf('issue') ?? '', sectionOf('guidelines'), sectionOf('rationale')),
  ].reduce<LetterItem[]>((found, read) => (found.length > 0 ? found : read()), []);
  const records = sectionOf('records');
  const answers = sectionOf('conflicts');
  const credentials = readCredentials(sectionOf('how-made') ?? sectionOf('qualifications') ?? text.slice(0, 6000));
  return {
    header: readHeader(text.slice(0, Math.min(found[0]?.start ?? text.length, 4000))),
    ...(credentials ? { credentials } : {}),
    summary: { section: 'CLINICAL CASE SUMMARY', text: smooth((sectionOf('summary') ?? '').replace(lead, '')) },
    items,
    records: records === undefined ? undefined : recordLines(records),
    ...(answers === undefined ? {} : { answers: { section: 'CONFLICTS IN THE RECORD', text: smooth(answers) } }),
  };
};

const recordLines = (section: string): string[] =>
  section
    .split('\n')
    .map((line) => line.replace(/^[\s•\-*]*(?:\d{1,3}[.)]\s+)?/, '').trim())
    .filter((line) => line.length > 3);

/** Whether the text was a determination at all. */
export const isDetermination = (letter: Letter): boolean => letter.items.length > 0;
