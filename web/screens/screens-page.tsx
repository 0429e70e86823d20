import type { ScreenView } from '../../functions/domain/api.ts';
import { callApi } from '../shared/call-api.ts';
import { ErrorLine, Loading } from '../shared/notice.tsx';
import { usePoll } from '../shared/use-poll.ts';
import { ScreenForm } from './screen-form.tsx';

/** The cases that a person must look at before they go on, the oldest first. */
export const ScreensPage = () => {
  const { value, error, refresh } = usePoll(
    () => callApi<{ screens: ScreenView[] }>('GET', 'screens'),
    () => 5000,
    'screens',
  );
  return (
    <>
      <h1>Screening</h1>
      {value ? <ErrorLine error={error} /> : <Loading error={error} what="the screening tasks" />}
      {value?.screens.length === 0 ? <p class="quiet">No case waits for screening.</p> : null}
      {value?.screens.map((screen) => (
        <ScreenForm key={screen.caseId} screen={screen} onAnswered={refresh} />
      ))}
    </>
  );
};
