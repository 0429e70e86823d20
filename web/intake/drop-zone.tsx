import { useEffect, useState } from 'preact/hooks';

type Props = { isDisabled: boolean; problem: string | undefined; onFiles: (files: File[]) => void };

/** Drop files here, or choose them: the same with the mouse, the keyboard and a finger. */
export const DropZone = ({ isDisabled, problem, onFiles }: Props) => {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    // A file dropped beside the zone would otherwise replace the page.
    const keepPage = (event: Event): void => event.preventDefault();
    window.addEventListener('dragover', keepPage);
    window.addEventListener('drop', keepPage);
    return () => {
      window.removeEventListener('dragover', keepPage);
      window.removeEventListener('drop', keepPage);
    };
  }, []);
  return (
    <div
      class={`drop${isOver ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        if (!isDisabled) onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <label for="files">Drop the files here, or choose them</label>
      <input
        id="files"
        type="file"
        multiple
        disabled={isDisabled}
        aria-invalid={problem !== undefined}
        aria-describedby="files-help"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <p id="files-help" class={problem ? 'problem' : 'quiet'}>
        {problem ?? 'PDF, TIFF, JPEG, PNG or plain text. Whatever cannot be read is refused with its reason.'}
      </p>
    </div>
  );
};
