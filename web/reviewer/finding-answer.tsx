import type { Conflict } from '../../functions/domain/chronology.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { PlaceLink, PlaceLinks, type FileNames, type Follow } from '../shared/place.tsx';
import { plainWords, withDateWords } from '../shared/words.ts';
import { Field } from './field.tsx';
import { fieldIds } from './review-problems.ts';

type Common = {
  names: FileNames;
  follow: Follow;
  answer: string;
  problem: string | undefined;
  onAnswer: (answer: string) => void;
};

/** The file says two things: the reviewer says which one counts. */
export const ConflictAnswer = ({
  conflict,
  names,
  follow,
  answer,
  problem,
  onAnswer,
}: Common & { conflict: Conflict }) => (
  <div class="notice warning">
    <p>
      <strong>{plainWords(conflict.field)}</strong>: {withDateWords(conflict.message)}
    </p>
    <ul>
      {conflict.values.map(({ value, sources }) => (
        <li key={value}>
          {withDateWords(value)}: <PlaceLinks sources={sources} names={names} follow={follow} />
        </li>
      ))}
    </ul>
    <Field
      id={fieldIds.answer(conflict.id)}
      label={`Answer: ${plainWords(conflict.field)}`}
      rows={2}
      value={answer}
      problem={problem}
      onInput={onAnswer}
    />
  </div>
);

const severityWords = { error: 'Contradiction', warning: 'Warning', note: 'Note' };

/** The letter says what the file does not bear out: correct the text, or answer. */
export const FindingAnswer = ({ finding, names, follow, answer, problem, onAnswer }: Common & { finding: Finding }) => (
  <div class={`notice ${finding.severity}`}>
    <p>
      <strong>{severityWords[finding.severity]}</strong>: {withDateWords(finding.message)}
    </p>
    <ul>
      {finding.places.map((place, index) => (
        <li key={index}>
          “{place.quote}” <span class="quiet">{place.in === 'letter' ? place.name : ''}</span>{' '}
          <PlaceLink source={place} names={names} follow={follow} />
        </li>
      ))}
    </ul>
    <p class="quiet">
      {finding.resolution} <span title={finding.source}>({finding.rule})</span>
    </p>
    {finding.severity === 'note' ? null : (
      <Field
        id={fieldIds.answer(finding.id)}
        label="Answer, if the text stays as it is"
        rows={2}
        value={answer}
        problem={problem}
        onInput={onAnswer}
      />
    )}
  </div>
);
