import type { StatusReading } from './treatment-status.ts';
import type { TreatmentSpan } from './treatments.ts';

const isAllergy = /\b(?:ALL|ALLERG): (?:[A-Za-z]+(?: \([a-z ]+\))?, )*$/;
const heldSince = /^,? (?:was |were )?(?:held|on hold) (?:(?:on|since|from|for|x) )?\d/i;

/** "rated 6/10 with Relafen" */
const painWith = /(?:\/ ?10|out of (?:10|ten))[^.;\n]{0,12} with(?: his| her| the)? $/i;

/** "performs household chores with Norco", "no constipation with Senokot" */
const didWith =
  /\b(?:constipation|chores|function|adls?|activities|side effects?|gi upset|sedation|nausea|walking|sleep)\b[^.;,\n]{0,8} with(?: his| her| the)? $/;

/** "since January 2021, duloxetine" */
const sinceBefore = /^(?! since).*\bsince [^.;\n]{0,18}\d[^.;\n]{0,6},? $/i;

/** What the words right beside a drug tell of it; `last` is where the treatment before it ends. */
export const statusOfDrug = (text: string, { start, end }: TreatmentSpan, last: number): StatusReading | undefined => {
  const before = text.slice(Math.max(0, start - 40), start);
  // "ALL: penicillin (hives)"
  if (isAllergy.test(before)) return { status: 'negated', ruleId: 'status.allergy' };
  // "Aspirin held 10/28"
  if (heldSince.test(text.slice(end, end + 24))) return { status: 'discontinued', ruleId: 'status.held' };
  const small = before.toLowerCase();
  if (small.includes('since') && sinceBefore.test(text.slice(Math.max(0, last, start - 34), start)))
    return { status: 'current', ruleId: 'status.since' };
  if (small.includes(' with') && (painWith.test(small) || didWith.test(small)))
    return { status: 'current', ruleId: 'status.pain-with' };
  return undefined;
};
