import type { Chronology } from '../../functions/domain/chronology.ts';
import { fileNamesOf } from '../shared/file-names-of.ts';
import { PlaceLinks, type Follow } from '../shared/place.tsx';
import { dateWords } from '../shared/words.ts';

/** What happened when, each line with the pages that say so. */
export const ChronologyTable = ({ chronology, follow }: { chronology: Chronology; follow: Follow }) => {
  const names = fileNamesOf(chronology.records);
  return (
    <div class="scroll" role="group" tabIndex={0} aria-label="Chronology">
      <table>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">What</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {chronology.events.map((event) => (
            <tr key={event.id}>
              <th scope="row" class="date">
                {dateWords(event.onDate)}
              </th>
              <td>{event.summary}</td>
              <td>
                <PlaceLinks sources={event.sources} names={names} follow={follow} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
