import type { Chronology } from '../../functions/domain/chronology.ts';
import { PlaceLinks, type Follow } from '../shared/place.tsx';
import { plainWords, withDateWords } from '../shared/words.ts';
import { fileNamesOf } from '../shared/file-names-of.ts';

/** The same fact with different values, and what the file should have but has not. */
export const ConflictList = ({ chronology, follow }: { chronology: Chronology; follow: Follow }) => {
  const { conflicts, missingDocuments, otherCase } = chronology;
  const names = fileNamesOf(chronology.records);
  return (
    <>
      {otherCase ? (
        <p class="notice warning">
          {otherCase.message} <PlaceLinks sources={otherCase.sources} names={names} follow={follow} />
        </p>
      ) : null}
      {conflicts.length > 0 ? (
        <section aria-labelledby="conflicts-title">
          <h2 id="conflicts-title">Conflicts in the file</h2>
          {conflicts.map((conflict) => (
            <div key={conflict.id} class="notice warning">
              <strong>{plainWords(conflict.field)}</strong>: {withDateWords(conflict.message)}
              <ul>
                {conflict.values.map(({ value, sources }) => (
                  <li key={value}>
                    {withDateWords(value)}: <PlaceLinks sources={sources} names={names} follow={follow} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      ) : null}
      {missingDocuments.length > 0 ? (
        <section aria-labelledby="missing-title">
          <h2 id="missing-title">Missing documents</h2>
          <ul>
            {missingDocuments.map(({ documentType, message }) => (
              <li key={documentType}>{message}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
};
