import type { Reading } from './reading.ts';
import type { StatusReading } from './treatment-status.ts';
import type { TreatmentSpan } from './treatments.ts';

const isSupplied = /^[^.;,\n]{0,24}\b(?:trial|rental|purchase)\b|^[ ,]{0,2}\(?(?:HCPCS )?[AEL]\d{4}\b/i;
const behindTick = /^ ?[A-Z][\w/ ]{1,20}\b {2,}\[[^\n]{0,80}\[ ?[xX] ?\] ?$|^ ?[A-Z][\w/ ]{1,20}\b {2,}\[ ?[xX] ?\] ?$/;

/** What a plan names is planned, unless it has to be authorized first. */
export const planStatus = ({ text, lineAt }: Reading, { start, end, category }: TreatmentSpan): StatusReading => {
  const behind = text.slice(end, end + 40);
  // "TENS trial x 30 days", "knee brace (L1832)": what is tried, rented or bought.
  if (category === 'dme' && isSupplied.test(behind)) return { status: 'requested', ruleId: 'status.supplied' };
  // "Imaging   [X] MRI L knee": what the row of a form ticks, medication aside.
  const isTicked = category !== 'medication' && behindTick.test(text.slice(lineAt(start).start, start));
  if (isTicked && !/^ cont/i.test(behind)) return { status: 'requested', ruleId: 'status.ticked' };
  return { status: 'planned', ruleId: 'status.section' };
};
