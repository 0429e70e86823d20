import { bytesWords } from '../shared/words.ts';
import type { FileProgress } from './upload-files.ts';

type Props = {
  files: readonly File[];
  progress: ReadonlyMap<number, FileProgress>;
  isSending: boolean;
  onRemove: (index: number) => void;
};

const stateOf = (file: File, state: FileProgress | undefined): string => {
  if (!state) return '';
  if (state.error) return `not sent: ${state.error}`;
  if (state.isDone) return 'sent';
  return file.size === 0 ? '' : `${Math.floor((state.sentBytes / file.size) * 100)} %`;
};

/** The chosen files, each with its size, its progress and what went wrong. */
export const FileList = ({ files, progress, isSending, onRemove }: Props) =>
  files.length === 0 ? null : (
    <ul class="files" aria-label="Files to send">
      {files.map((file, index) => {
        const state = progress.get(index);
        return (
          <li key={`${file.name}-${index}`}>
            <span class="name">{file.name}</span>
            <span class="quiet">{bytesWords(file.size)}</span>
            {state && !state.error ? (
              <progress aria-label={`Progress of ${file.name}`} max={file.size || 1} value={state.sentBytes} />
            ) : null}
            <span class={state?.error ? 'problem' : 'quiet'} aria-live="polite">
              {stateOf(file, state)}
            </span>
            {isSending ? null : (
              <button type="button" aria-label={`Remove ${file.name}`} onClick={() => onRemove(index)}>
                Remove
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
