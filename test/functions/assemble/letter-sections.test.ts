import { describe, expect, test } from '@jest/globals';
import { assembleDetermination } from '../../../functions/assemble/assemble-determination.ts';
import { letterSections, type LetterBlock } from '../../../functions/assemble/letter-sections.ts';
import * as sample from './sample-case.ts';

const determination = assembleDetermination({ ...sample, findings: [], today: '2015-09-21' });
const letter = letterSections(determination);

const blocksOf = (id: string): LetterBlock[] => letter.sections.find((section) => section.id === id)?.blocks ?? [];
const texts = (blocks: LetterBlock[]): string[] =>
  blocks.map((block) => {
    if (block.kind === 'table') return block.rows.map((row) => row.join(' | ')).join('\n');
    return block.kind === 'paragraph' && block.label !== undefined ? `${block.label}: ${block.text}` : block.text;
  });

describe('letterSections', () => {
  test('has the sections of a determination, in their order', () => {
    expect(letter.sections.map(({ heading }) => heading)).toEqual([
      'HOW THE IMR FINAL DETERMINATION WAS MADE',
      'CLINICAL CASE SUMMARY',
      'IMR ISSUES, DECISIONS AND RATIONALES',
      'DOCUMENTS REVIEWED',
      'CONFLICTS IN THE RECORD AND HOW THEY WERE RESOLVED',
    ]);
  });

  test('has the seven fields of the header, dates as MM/DD/YYYY', () => {
    expect(letter.header.flat().map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Case Number: CM15-0165862',
      'Date Assigned: 09/02/2015',
      'Date of Injury: 06/28/2002',
      'Decision Date: 09/21/2015',
      'UR Denial Date: 08/18/2015',
      'Priority: Standard',
      'Application Received: 08/24/2015',
    ]);
  });

  test('gives each item its line, both guidelines and the rationale', () => {
    expect(texts(blocksOf('decisions'))).toEqual([
      'Result for the whole case: the utilization review decision is upheld for the disputed item.',
      'The Final Determination was based on decisions for the disputed items/services set forth below:',
      'Physical therapy with massage qty: 8.00: Upheld',
      expect.stringMatching(/^Claims Administrator guideline: Decision based on MTUS/),
      expect.stringMatching(/^Redwood Review Services guideline: Decision based on MTUS/),
      expect.stringMatching(/^Decision rationale: The request is for 8 sessions/),
    ]);
  });

  test('lists each document with title, type, date and pages', () => {
    expect(texts(blocksOf('documents-reviewed'))).toEqual([
      'The case file held 3 documents, 6 pages in all.',
      [
        '1 | Request for Authorization | Request for Authorization | 08/07/2015 | 2',
        "2 | Primary Treating Physician's Progress Report (PR-2) | Treating physician's progress report (PR-2) | 08/01/2015 | 2",
        '3 | Utilization review decision | Utilization review decision | 08/18/2015 | 2',
      ].join('\n'),
    ]);
  });

  test('tells each conflict, its pages by title and not by file name, and the answer', () => {
    expect(texts(blocksOf('conflicts'))).toEqual([
      'Conflict 1: The request for authorization is dated 08/07/2015 and 08/12/2015.',
      'Found in: Request for Authorization, page 1; Utilization review decision, page 1',
      'Resolution: The form itself is dated 08/07/2015; this date is used.',
    ]);
    expect(JSON.stringify(letter)).not.toContain('.pdf');
  });

  test('says so when there was no conflict, and when a date is not in the record', () => {
    const { dateOfInjury: _, ...header } = determination.header;
    const bare = letterSections({ ...determination, header, answered: [], records: [] });
    expect(bare.header[1]?.[1]).toEqual({ label: 'Date of Injury', value: 'Not stated in the record' });
    expect(texts(bare.sections[4]?.blocks ?? [])).toEqual([
      'No conflict in the record needed an answer of the expert reviewer.',
    ]);
  });

  test.each([
    [['Upheld', 'Overturned', 'Upheld'], 'overturned for 1 of the 3 disputed items and upheld for the others.'],
    [['Overturned', 'Overturned'], 'overturned for all 2 disputed items.'],
    [['Overturned'], 'overturned for the disputed item.'],
  ] as const)('sums up %j', (decisions, sentence) => {
    const [first] = determination.items;
    if (!first) throw new Error('the sample has an item');
    const items = decisions.map((decision) => ({ ...first, decision }));
    const kinds = new Set<string>(decisions);
    const outcome = kinds.size > 1 ? 'Partially Overturned' : (decisions[0] ?? 'Upheld');
    const [result] = letterSections({ ...determination, items, outcome }).sections[2]?.blocks ?? [];
    expect(result).toEqual({
      kind: 'paragraph',
      label: 'Result for the whole case',
      text: `the utilization review decision is ${sentence}`,
    });
  });
});
