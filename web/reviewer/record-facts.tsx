import type { Chronology } from '../../functions/domain/chronology.ts';
import { ChronologyTable } from '../cases/chronology-table.tsx';
import { fileNamesOf } from '../shared/file-names-of.ts';
import { PlaceLinks, type Follow } from '../shared/place.tsx';
import { dateWords, plainWords } from '../shared/words.ts';

const orNone = (date: string | undefined): string => (date === undefined ? 'not found' : dateWords(date));

/** What was extracted from the records, each line one press away from its place on the page. */
export const RecordFacts = ({ chronology, follow }: { chronology: Chronology; follow: Follow }) => {
  const { patient, header, diagnoses, treatments, records } = chronology;
  const names = fileNamesOf(records);
  const person = [patient.ageYears === undefined ? '' : `${patient.ageYears} years`, patient.sex ?? '']
    .filter(Boolean)
    .join(', ');
  return (
    <details class="card" open>
      <summary>
        <h2>From the records</h2>
      </summary>
      <dl class="pairs">
        <dt>Injured worker</dt>
        <dd>{person || 'not found'}</dd>
        <dt>Date of injury</dt>
        <dd>{orNone(patient.injuryDate)}</dd>
        <dt>Request for authorization</dt>
        <dd>{orNone(header.rfaDate)}</dd>
        <dt>Utilization review decision</dt>
        <dd>{orNone(header.urDecisionDate)}</dd>
        <dt>Application</dt>
        <dd>{orNone(header.applicationDate)}</dd>
      </dl>
      <details>
        <summary>Diagnoses ({diagnoses.length})</summary>
        <ul>
          {diagnoses.map(({ name, sources }) => (
            <li key={name}>
              {name} <PlaceLinks sources={sources} names={names} follow={follow} />
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>Treatments ({treatments.length})</summary>
        <ul>
          {treatments.map(({ name, status, sources }) => (
            <li key={`${name}/${status}`}>
              {name} <span class="quiet">{plainWords(status)}</span>{' '}
              <PlaceLinks sources={sources} names={names} follow={follow} />
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>Chronology ({chronology.events.length})</summary>
        <ChronologyTable chronology={chronology} follow={follow} />
      </details>
    </details>
  );
};
