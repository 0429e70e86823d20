import type { Conflict } from '../domain/chronology.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { conflictOf } from './conflict-of.ts';
import { examFindings, type ExamFinding } from './exam-findings.ts';

const differ = (a: ExamFinding, b: ExamFinding): boolean =>
  a.value !== b.value && (a.side ?? b.side) === (b.side ?? a.side);

/** "SLR negative" beside "positive on the left, negative on the right": the one is the other side of the other. */
const isOfOtherSide = (sided: ExamFinding, unsided: ExamFinding, all: readonly ExamFinding[]): boolean =>
  sided.side !== undefined &&
  unsided.side === undefined &&
  all.some(
    ({ documentId, side, value }) =>
      documentId === sided.documentId && side !== sided.side && side !== undefined && value === unsided.value,
  );

const areContradictory = (a: ExamFinding, b: ExamFinding, all: readonly ExamFinding[]): boolean =>
  a.documentId !== b.documentId && differ(a, b) && !isOfOtherSide(a, b, all) && !isOfOtherSide(b, a, all);

/**
 * A document that has both of one side on its own day tells of several exams and did not say the days of all: only what
 * stands behind a day counts.
 */
const isOfOneExam = (finding: ExamFinding, all: readonly ExamFinding[]): boolean =>
  finding.isDated ||
  all.every(
    ({ documentId, side, value }) =>
      documentId !== finding.documentId || side !== finding.side || value === finding.value,
  );

/** The same exam with a finding in one document and its opposite in another. */
export const findExamConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const groups = Map.groupBy(documents.flatMap(examFindings), ({ onDate, about }) => `${onDate} ${about}`);
  return [...groups.values()].flatMap((all) => {
    const findings = all.filter((finding) => isOfOneExam(finding, all));
    const [first] = findings;
    const isContradicted = findings.some((a) => findings.some((b) => areContradictory(a, b, findings)));
    return first && isContradicted
      ? [conflictOf(`exam_finding:${first.about}`, `${first.what} in the exam of ${first.onDate}`, findings)]
      : [];
  });
};
