import type { TreatmentStatus } from '../domain/facts.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';
import type { Reading } from './reading.ts';
import type { StatusReading } from './treatment-status.ts';
import type { TreatmentSpan } from './treatments.ts';

/** The mark of an item of a list, at the head of its line or behind another item: "2) ", "(b) ", "- ". */
const itemMark = /(?:^|\s)(?:\(?(?:\d{1,2}|[a-hA-H])[.)]|[-*•])\s+(?=\S)/g;
const opensItem = /^(?:\(?(?:\d{1,2}|[a-hA-H])[.)]|[-*•])\s/;
const asks =
  /^(?:please |we |i |again |rfa (?:for )?|will )*(?:rfa\b|req\b|request\w*|re-?submit\w*|submit\w*|authoriz\w*|auth\b|appeal\w*|(?:re-?)?order\w*\b)/i;
const goesOn = /^(?:please )?(?:cont\b|continu\w*|refill\w*|renew\w*|maintain\w*|keep\b)/i;
/** "I recommend, and request authorization for:" */
const leadsRequest =
  /\b(?:request\w*|recommend\w*|authoriz\w*|rfa|ask\w* for|order(?:ed|ing)|prescrib\w*|seek\w*)\b[^.;\n]{0,90}:\s*$/i;
/** "Conservative care to date is as follows:" */
const leadsPast =
  /\b(?:conservative (?:care|treatment|therapy|measures|management)|(?:treatments?|care|therapies) (?:to date|so far|received|tried)|prior treatments?)\b[^.;\n]{0,60}:\s*$/i;
const noList = new Set<SectionKind>(['procedure', 'records', 'past_treatment', 'decision', 'rationale', 'guideline']);

/**
 * What the head of an item says of the treatments behind it that have no words of their own ("RFA attached: labs, EKG.
 * Crutches.", "Cont. HEP; brace"), and what the words over a list say of its items ("I request authorization for: (a) ...").
 */
export const itemStatus = (
  reading: Reading,
  span: TreatmentSpan,
  previous: TreatmentSpan | undefined,
  last: StatusReading | undefined,
): StatusReading | undefined => {
  const { text } = reading;
  const line = reading.lineAt(span.start);
  if (noList.has(reading.sectionAt(span.start).kind) || span.start - line.start > 500) return undefined;
  const ahead = text.slice(line.start, span.start);
  if (!opensItem.test(ahead)) return undefined;
  let from = 0;
  for (const match of ahead.matchAll(itemMark)) from = match.index + match[0].length;
  const head = ahead.slice(from);
  const status = statusOfHead(head);
  if (status) return { status, ruleId: 'status.item' };
  const lead = text.slice(Math.max(0, line.start - 130), line.start);
  const goesOn = previous !== undefined && span.start - previous.end < 220;
  if (leadsRequest.test(lead) || (last?.ruleId === 'status.lead' && goesOn))
    return { status: 'requested', ruleId: 'status.lead' };
  if (leadsPast.test(lead) || (last?.ruleId === 'status.lead-past' && goesOn))
    return { status: 'prior', ruleId: 'status.lead-past' };
  return undefined;
};

const statusOfHead = (head: string): TreatmentStatus | undefined =>
  asks.test(head) ? 'requested' : goesOn.test(head) ? 'current' : undefined;
