import { useState } from 'preact/hooks';
import type { CheckResult, ReviewView } from '../../functions/domain/api.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { ApiError, callApi, lineOf } from '../shared/call-api.ts';
import { ErrorLine } from '../shared/notice.tsx';
import type { Follow } from '../shared/place.tsx';
import { AttestationFields } from './attestation-fields.tsx';
import { Field } from './field.tsx';
import { FindingList } from './finding-list.tsx';
import { ItemFields } from './item-fields.tsx';
import { decisionsOf, draftOf, fieldIds, reviewProblems, type Review } from './review-problems.ts';
import { useAutosave } from './use-autosave.ts';

type Props = { view: ReviewView; follow: Follow; onSigned: () => void };

const firstReview = ({ draft, chronology }: ReviewView): Review => ({
  summary: draft.clinicalCaseSummary ?? '',
  items:
    draft.items ??
    chronology.disputedItems.map(({ item }) => ({
      item,
      claimsAdministratorGuideline: '',
      reviewerGuideline: '',
      rationale: '',
    })),
  answers: Object.fromEntries((draft.answers ?? []).map(({ findingId, answer }) => [findingId, answer])),
  attestation: { noConflictOfInterest: false, reviewedTheRecords: false, signedAs: '' },
});

const noProblems: ReadonlyMap<string, string> = new Map();

/** Summary, items, findings, signature. Saved while it is written, checked against the file before it is signed. */
export const ReviewForm = ({ view, follow, onSigned }: Props) => {
  const { caseId } = view.assignment;
  const [review, setReview] = useState(() => firstReview(view));
  const [findings, setFindings] = useState<Finding[]>(view.findings);
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const [line, setLine] = useState('');
  const [error, setError] = useState<string>();
  const autosave = useAutosave(caseId, draftOf(review), !isOver);
  const change = (part: Partial<Review>): void => setReview((before) => ({ ...before, ...part }));

  const problemsWith = (found: readonly Finding[]) =>
    reviewProblems(review, [
      ...view.chronology.conflicts.map(({ id }) => id),
      ...found.filter(({ severity }) => severity === 'error').map(({ id }) => id),
    ]);
  const problems = wasTried ? problemsWith(findings) : noProblems;

  const check = async (): Promise<Finding[]> => {
    const result = await callApi<CheckResult>('POST', `reviews/${caseId}/check`, draftOf(review));
    setFindings(result.findings);
    const errors = result.findings.filter(({ severity }) => severity === 'error').length;
    setLine(errors === 0 ? 'Checked: no contradiction.' : `Checked: ${errors} to be corrected or answered.`);
    return result.findings;
  };

  const sign = async (): Promise<void> => {
    setWasTried(true);
    const open = problemsWith(await check());
    const decisions = decisionsOf(review);
    const [first] = open.keys();
    if (first !== undefined || !decisions) {
      setLine(`Not signed: ${open.size} ${open.size === 1 ? 'field needs' : 'fields need'} your attention.`);
      // After the next drawing, when the field of a new finding exists.
      setTimeout(() => document.querySelector<HTMLElement>(`[id="${first}"]`)?.focus());
      return;
    }
    await autosave.flush();
    try {
      await callApi('POST', `reviews/${caseId}/decisions`, decisions);
    } catch (failure) {
      if (failure instanceof ApiError && hasFindings(failure.body)) setFindings(failure.body.findings);
      throw failure;
    }
    setIsOver(true);
    onSigned();
  };

  const run = (task: () => Promise<unknown>): void => {
    setIsBusy(true);
    setError(undefined);
    setLine('');
    task()
      .catch((failure: unknown) => setError(lineOf(failure)))
      .finally(() => setIsBusy(false));
  };

  return (
    <form
      noValidate
      class="card"
      aria-label="Decision"
      onSubmit={(event) => {
        event.preventDefault();
        run(sign);
      }}
    >
      <FindingList
        chronology={view.chronology}
        findings={findings}
        answers={review.answers}
        problems={problems}
        follow={follow}
        onAnswer={(id, answer) => change({ answers: { ...review.answers, [id]: answer } })}
      />
      <h2>Determination</h2>
      <Field
        id={fieldIds.summary}
        label="Clinical case summary"
        rows={14}
        value={review.summary}
        help="Proposed from the records; it becomes yours when you sign."
        problem={problems.get(fieldIds.summary)}
        onInput={(summary) => change({ summary })}
      />
      {review.items.map((item, index) => (
        <ItemFields
          key={index}
          item={item}
          index={index}
          problems={problems}
          onChange={(next) => change({ items: review.items.map((one, at) => (at === index ? next : one)) })}
        />
      ))}
      <AttestationFields
        attestation={review.attestation}
        problems={problems}
        onChange={(attestation) => change({ attestation })}
      />
      <ErrorLine error={error} />
      <p class="row" role="status" aria-live="polite">
        <span>{line}</span> <span class="quiet">{autosave.line}</span>
      </p>
      <div class="row">
        <button type="button" disabled={isBusy} onClick={() => run(check)}>
          Check against the file
        </button>
        <button type="submit" class="primary" disabled={isBusy}>
          {isBusy ? 'Working …' : 'Sign and submit'}
        </button>
      </div>
    </form>
  );
};

const hasFindings = (body: unknown): body is CheckResult =>
  typeof body === 'object' && body !== null && 'findings' in body && Array.isArray(body.findings);
