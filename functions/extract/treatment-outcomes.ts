import type { TreatmentStatus } from '../domain/facts.ts';
import type { Reading } from './reading.ts';
import type { StatusReading } from './treatment-status.ts';
import type { TreatmentSpan } from './treatments.ts';

const outcomeWords =
  /\b(?:(non-?certif\w*|not certified|denied|denial|deny|not (?:medically )?necessary|non certified|adverse determination|not approved|not authorized)|(modif\w+|partial(?:ly)? (?:certif\w*|approv\w*)|certified with modification)|(certif\w+|approv\w+|authorized))\b/i;

const wordsOfOutcome = (match: RegExpExecArray | null): TreatmentStatus | undefined => {
  if (!match) return undefined;
  return match[1] ? 'denied' : match[2] ? 'modified' : 'approved';
};

/** "Request: physical therapy x8. Determination: non-certified": the outcome stands after the item. */
export const outcomeNear = ({ text }: Reading, span: TreatmentSpan) =>
  wordsOfOutcome(outcomeWords.exec(text.slice(span.end, span.end + 160)));

/** The outcome that the letter gave this item further up. */
export const decidedBefore = (
  spans: readonly TreatmentSpan[],
  done: readonly StatusReading[],
  index: number,
): TreatmentStatus | undefined => {
  const name = spans[index]?.name;
  for (let at = index - 1; at >= 0 && index - at < 200; at -= 1) {
    const status = done[at]?.status;
    if (spans[at]?.name === name && (status === 'denied' || status === 'approved' || status === 'modified'))
      return status;
  }
  return undefined;
};

/** The outcome told between this item and the next one of another name. */
export const outcomeAhead = (
  reading: Reading,
  spans: readonly TreatmentSpan[],
  index: number,
): TreatmentStatus | undefined => {
  const span = spans[index];
  if (!span) return undefined;
  let next = index + 1;
  const farthest = span.end + 260;
  while (spans[next]?.name === span.name && (spans[next]?.start ?? 0) < farthest) next += 1;
  const limit = Math.min(spans[next]?.start ?? reading.text.length, farthest);
  return wordsOfOutcome(outcomeWords.exec(reading.text.slice(span.end, limit)));
};

/** "The following has been reviewed and is APPROVED as medically necessary:" */
const leadOfItems = /[^.:;]{0,80}\b(?:following|these|below|listed)\b[^.:;]{0,120}:\s*$/i;
const isNecessary = /\b(?:is|are|be|as|found) medically necessary\b/i;
const longestHead = 60;

/** What the words over a list of a decision say of its first item; the others go with it. */
export const outcomeOfLead = (reading: Reading, span: TreatmentSpan): TreatmentStatus | undefined => {
  const line = reading.lineAt(span.start);
  if (span.start - line.start > longestHead) return undefined;
  const lead = leadOfItems.exec(reading.text.slice(Math.max(0, line.start - 160), line.start))?.[0];
  if (!lead) return undefined;
  return wordsOfOutcome(outcomeWords.exec(lead)) ?? (isNecessary.test(lead) ? 'approved' : undefined);
};
