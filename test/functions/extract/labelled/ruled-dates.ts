import { findAttributes } from '../../../../functions/extract/attributes.ts';
import { datedMentions, type DatedMention } from '../../../../functions/extract/dated-mentions.ts';
import { findGuidelines } from '../../../../functions/extract/guidelines.ts';
import { typedNumbers } from '../../../../functions/extract/numbers.ts';
import { painScores } from '../../../../functions/extract/pain-scores.ts';
import { readDocument, type Reading } from '../../../../functions/extract/reading.ts';
import { tableCells } from '../../../../functions/extract/table-cells.ts';
import { findTreatments, type FoundTreatment } from '../../../../functions/extract/treatments.ts';

export type RuledText = { reading: Reading; treatments: FoundTreatment[]; dates: DatedMention[] };

/** The dates of a text with the roles that the rules give them, before anything learned has a say. */
export const ruledDates = (text: string): RuledText => {
  const reading = readDocument(text);
  const citations = findGuidelines(reading);
  const treatments = findTreatments(reading, citations);
  const cells = tableCells(reading);
  const attributes = findAttributes(reading, treatments, cells, citations);
  const pain = painScores(reading, cells);
  const { dates } = datedMentions(reading, typedNumbers(reading), pain, cells, treatments, attributes, citations);
  return { reading, treatments, dates };
};

/** Where a date stands in the source. */
export const sourceSpan = ({ flow }: Reading, { start, end }: { start: number; end: number }) => ({
  start: flow.sourceAt[start] ?? 0,
  end: (flow.sourceAt[end - 1] ?? 0) + 1,
});
