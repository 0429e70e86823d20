import type { Chronology } from '../../functions/domain/chronology.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { fileNamesOf } from '../shared/file-names-of.ts';
import type { Follow } from '../shared/place.tsx';
import { ConflictAnswer, FindingAnswer } from './finding-answer.tsx';
import { fieldIds } from './review-problems.ts';

type Props = {
  chronology: Chronology;
  findings: readonly Finding[];
  answers: Record<string, string>;
  problems: ReadonlyMap<string, string>;
  follow: Follow;
  onAnswer: (id: string, answer: string) => void;
};

/** Conflicts of the file and contradictions of the text, to be settled before signing; the rest folded away below. */
export const FindingList = ({ chronology, findings, answers, problems, follow, onAnswer }: Props) => {
  const names = fileNamesOf(chronology.records);
  const conflictIds = new Set(chronology.conflicts.map(({ id }) => id));
  const own = findings.filter(({ id }) => !conflictIds.has(id));
  const common = (id: string) => ({
    names,
    follow,
    answer: answers[id] ?? '',
    problem: problems.get(fieldIds.answer(id)),
    onAnswer: (answer: string) => onAnswer(id, answer),
  });
  const show = (finding: Finding) => <FindingAnswer key={finding.id} finding={finding} {...common(finding.id)} />;
  const errors = own.filter(({ severity }) => severity === 'error');
  const others = own.filter(({ severity }) => severity !== 'error');
  if (conflictIds.size + own.length === 0) return null;
  return (
    <section aria-labelledby="findings-title">
      <h2 id="findings-title">Conflicts and findings</h2>
      {chronology.conflicts.map((conflict) => (
        <ConflictAnswer key={conflict.id} conflict={conflict} {...common(conflict.id)} />
      ))}
      {errors.map(show)}
      {others.length > 0 ? (
        <details>
          <summary>Warnings and notes ({others.length})</summary>
          {others.map(show)}
        </details>
      ) : null}
    </section>
  );
};
