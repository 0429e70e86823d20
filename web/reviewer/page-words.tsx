import { useEffect, useState } from 'preact/hooks';
import type { Page } from '../../functions/domain/page.ts';
import { callApi, lineOf } from '../shared/call-api.ts';
import { ErrorLine } from '../shared/notice.tsx';

type Props = { caseId: string; documentId: string; page: number };

/** What was read from the page, and how: to be heard, searched and copied. */
export const PageWords = ({ caseId, documentId, page }: Props) => {
  const [words, setWords] = useState<Page>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    let isGone = false;
    setWords(undefined);
    setError(undefined);
    callApi<Page>('GET', `cases/${caseId}/documents/${documentId}/pages/${page}`).then(
      (answer) => !isGone && setWords(answer),
      (failure: unknown) => !isGone && setError(lineOf(failure)),
    );
    return () => {
      isGone = true;
    };
  }, [caseId, documentId, page]);
  return (
    <>
      <ErrorLine error={error} />
      {words ? (
        <>
          <p class="quiet">
            {words.reason}
            {words.meanConfidence === undefined ? '' : ` Mean confidence ${Math.round(words.meanConfidence)} of 100.`}
          </p>
          <pre tabIndex={0} aria-label="Words of this page">
            {words.lines.map((line) => line.words.map((word) => word.text).join(' ')).join('\n')}
          </pre>
        </>
      ) : null}
    </>
  );
};
