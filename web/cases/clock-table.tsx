import type { CaseTiming } from '../../functions/domain/case-timing.ts';
import type { Chronology } from '../../functions/domain/chronology.ts';
import { fileNamesOf } from '../shared/file-names-of.ts';
import { PlaceLinks, type Follow } from '../shared/place.tsx';
import { dateWords, withDateWords } from '../shared/words.ts';

type Props = { chronology: Chronology; timing: CaseTiming; follow: Follow };

/** The dated duties of the case with the rule behind each; a rule whose passage was not read is marked. */
export const ClockTable = ({ chronology, timing, follow }: Props) => {
  const { clocks, priority, priorityBasis, records } = chronology;
  const dated = clocks.filter(({ dueOnDate }) => dueOnDate !== undefined);
  if (dated.length === 0) return null;
  return (
    <section aria-labelledby="clocks-title">
      <h2 id="clocks-title">Clocks</h2>
      <p>
        {priorityWords[priority]}.{' '}
        {priorityBasis && priority !== 'standard' ? (
          <>
            {withDateWords(priorityBasis.reason)} ({priorityBasis.source}){' '}
            <PlaceLinks sources={priorityBasis.sources} names={fileNamesOf(records)} follow={follow} />
          </>
        ) : null}
      </p>
      <Ages timing={timing} />
      <Alarms timing={timing} />
      <div class="scroll" role="group" tabIndex={0} aria-label="Clocks">
        <table>
          <thead>
            <tr>
              <th scope="col">Due</th>
              <th scope="col">What</th>
              <th scope="col">Rule</th>
            </tr>
          </thead>
          <tbody>
            {dated.map(({ id, name, dueOnDate, metOnDate, pausedDays, source, verified }) => (
              <tr key={id ?? name}>
                <th scope="row" class="date">
                  {dateWords(dueOnDate ?? '')}
                </th>
                <td>
                  {name}
                  {metOnDate ? `, done ${dateWords(metOnDate)}` : ''}
                  {pausedDays ? `, ${pausedDays} days for missing records included` : ''}
                </td>
                <td>
                  {source} {verified ? null : <strong>not verified</strong>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const priorityWords: Record<Chronology['priority'], string> = {
  standard: 'Standard review',
  expedited: 'Expedited review',
  formulary: 'Review of a formulary dispute',
};

/** What is late today: for a person to look at, nothing stops by it. */
export const Alarms = ({ timing: { alarms } }: { timing: CaseTiming }) => (
  <>
    {alarms.map(({ clockId, message }) => (
      <p key={clockId} class="notice warning">
        {withDateWords(message)}
      </p>
    ))}
  </>
);

/** Both counts that are published, as far as they have begun. */
const Ages = ({ timing: { asOfDate, ages } }: { timing: CaseTiming }) => {
  const told = [
    ...(ages.sinceAssignmentDays === undefined ? [] : [`${ages.sinceAssignmentDays} days from the assignment`]),
    ...(ages.sinceCompleteRecordsDays === undefined
      ? []
      : [`${ages.sinceCompleteRecordsDays} days from complete records`]),
  ];
  if (told.length === 0) return null;
  return (
    <p>
      {ages.isDecided ? 'Until the determination' : `On ${dateWords(asOfDate)}`}: {told.join(', ')}.
    </p>
  );
};
