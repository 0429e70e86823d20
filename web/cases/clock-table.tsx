import type { Chronology } from '../../functions/domain/chronology.ts';
import { dateWords, withDateWords } from '../shared/words.ts';

/** The dated duties of the case with the rule behind each; a rule whose passage was not read is marked. */
export const ClockTable = ({ chronology: { clocks, alarms = [], ages } }: { chronology: Chronology }) => {
  const dated = clocks.filter(({ dueOnDate }) => dueOnDate !== undefined);
  if (dated.length === 0) return null;
  return (
    <section aria-labelledby="clocks-title">
      <h2 id="clocks-title">Clocks</h2>
      <Ages ages={ages} />
      {alarms.map(({ clockId, message }) => (
        <p key={clockId} class="notice warning">
          {withDateWords(message)}
        </p>
      ))}
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

/** Both counts that are published, as far as they have begun. */
const Ages = ({ ages }: { ages: Chronology['ages'] }) => {
  const told = [
    ...(ages?.sinceAssignmentDays === undefined ? [] : [`${ages.sinceAssignmentDays} days from the assignment`]),
    ...(ages?.sinceCompleteRecordsDays === undefined
      ? []
      : [`${ages.sinceCompleteRecordsDays} days from complete records`]),
  ];
  return told.length > 0 ? <p>When the record was put together: {told.join(', ')}.</p> : null;
};
