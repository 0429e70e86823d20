import type { CaseView } from '../../functions/domain/api.ts';

/** Files that are in the case but not in the reading: refused ones with the reason, and late ones. */
export const RefusedFiles = ({ view }: { view: CaseView }) => {
  const refused = view.registration?.refused ?? [];
  return (
    <>
      {refused.length > 0 ? (
        <section aria-labelledby="refused-title">
          <h2 id="refused-title">Refused files</h2>
          <ul class="plain">
            {refused.map(({ fileName, code, reason }) => (
              <li key={`${fileName}/${code}`} class="notice warning">
                <strong>{fileName}</strong>: {reason} <span class="quiet">({code})</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {view.lateFiles.length > 0 ? (
        <section aria-labelledby="late-title">
          <h2 id="late-title">Late files</h2>
          <p>These came after the records had gone to the reviewer, who is told of them:</p>
          <ul>
            {view.lateFiles.map((fileName) => (
              <li key={fileName}>{fileName}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
};
