import type { DateRole, DocumentType } from '../domain/facts.ts';
import type { DatedMention } from './dated-mentions.ts';
import { datesTogether, type DatesTogether } from './dates-together.ts';
import type { Reading } from './reading.ts';
import { eachSign } from './role-signs.ts';
import { learnedTable, type RoleTable } from './role-table.ts';
import { addSign, likelyOther, type Likely } from './sign-table.ts';
import type { FoundTreatment } from './treatments.ts';

/** The likeliest role where it is not the one that the rules gave. */
export const otherRole = (
  reading: Reading,
  together: DatesTogether,
  index: number,
  table: RoleTable = learnedTable,
): Likely<DateRole> | undefined => {
  const given = together.dates[index]?.role;
  if (!given) return undefined;
  const sums = new Float64Array(table.answers.length);
  eachSign(reading, together, index, (kind, first, second) => addSign(table, sums, kind, first, second));
  return likelyOther(table, sums, given);
};

/** From this share on the learned role is as a rule right. */
const sure = 0.5;

/** Words below this strength say little; what is learned needs less of a lead over them than over a clear label. */
const weakWords = 4;
/** Chosen on texts of authors that were left out while learning: 110 roles mended, 5 spoilt. */
const lead = { weak: 0.25, clear: 0.4 };

/** From this strength on what is learned is not asked: it mended 4 more of 1,756 roles left out, and takes time. */
const clearWords = 11;

/** Rules that know a sentence are left alone: most came after the texts that were learned from were first read. */
const fromWords = new Set(
  ['default', 'cue', 'cue-after', 'label', 'list', 'treatment', 'treatment-after'].map((rule) => `role.${rule}`),
);

/** A determination's rules were made with real letters, none of which was learned from. */
export const isOpen = ({ score, roleRuleId }: DatedMention, type: DocumentType) =>
  type !== 'imr_determination' && fromWords.has(roleRuleId) && (score < clearWords || roleRuleId === 'role.default');
const isWeak = ({ score, roleRuleId }: DatedMention) => score < weakWords || roleRuleId === 'role.default';

/** The learned role where it leads the rules' by enough, and by which rule it counts. */
export const overruled = (
  date: DatedMention,
  likely: Likely<DateRole>,
): { role: DateRole; roleRuleId: string } | undefined =>
  likely.share - likely.ruled >= (isWeak(date) ? lead.weak : lead.clear)
    ? { role: likely.answer, roleRuleId: likely.share < sure ? 'role.likely' : 'role.learned' }
    : undefined;

/**
 * Dates with the role that is the likeliest by all that is seen at them, the rules' own answer among it. It was learned
 * with answers that the rules gave to texts before they were mended for them: it knows which of them to trust.
 */
export const learnedRoles = (
  reading: Reading,
  dates: readonly DatedMention[],
  treatments: readonly FoundTreatment[],
): DatedMention[] => {
  const together = datesTogether(dates, treatments);
  return dates.map((date, index) => {
    const likely = isOpen(date, reading.documentType) ? otherRole(reading, together, index) : undefined;
    const role = likely && overruled(date, likely);
    return role ? { ...date, ...role } : date;
  });
};
