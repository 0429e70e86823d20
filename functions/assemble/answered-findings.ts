import type { Chronology, Conflict } from '../domain/chronology.ts';
import type { Determination } from '../domain/determination.ts';
import type { Registration } from '../domain/document.ts';
import type { Finding } from '../domain/finding.ts';
import type { ReviewDecisions } from '../domain/review.ts';

type Answered = Determination['answered'];

/**
 * Findings of the check and conflicts of the record that the reviewer answered, each with its answer, in the order of
 * the findings and then of the conflicts. An answer to something that no longer exists is left out.
 */
export const answeredFindings = (input: {
  findings: readonly Finding[];
  chronology: Chronology;
  registration: Registration;
  answers: ReviewDecisions['answers'];
}): Answered => {
  const known = new Map<string, Finding>();
  for (const finding of input.findings) known.set(finding.id, finding);
  for (const conflict of input.chronology.conflicts) {
    if (!known.has(conflict.id)) known.set(conflict.id, conflictAsFinding(conflict, input.registration));
  }
  const answers = new Map(input.answers.map(({ findingId, answer }) => [findingId, answer]));
  return [...known.values()].flatMap((finding) => {
    const answer = answers.get(finding.id);
    return answer === undefined ? [] : [{ finding, answer }];
  });
};

/** Errors that nobody answered: with any of these the letter may not be issued. */
export const unansweredErrors = (findings: readonly Finding[], answers: ReviewDecisions['answers']): Finding[] => {
  const answered = new Set(answers.map(({ findingId }) => findingId));
  return findings.filter((finding) => finding.severity === 'error' && !answered.has(finding.id));
};

const conflictAsFinding = (conflict: Conflict, registration: Registration): Finding => {
  const fileNames = new Map<string, string>(registration.documents.map((d) => [d.documentId, d.fileName]));
  return {
    id: conflict.id,
    rule: `record-conflict-${conflict.field}`,
    source: 'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact is a ground of appeal',
    severity: 'warning',
    message: conflict.message,
    values: conflict.values.map(({ value }) => value),
    places: conflict.values.flatMap(({ sources }) =>
      sources.map(({ documentId, page, quote }) => ({
        in: 'case-file' as const,
        name: fileNames.get(documentId) ?? documentId,
        documentId,
        page,
        quote,
      })),
    ),
    resolution: 'The reviewer says which value holds and why.',
  };
};
