import { useRef, useState } from 'preact/hooks';
import { lineOf } from '../shared/call-api.ts';
import { ErrorLine } from '../shared/notice.tsx';
import { CaseList } from './case-list.tsx';
import { caseNumberProblem } from './case-number-problem.ts';
import { DropZone } from './drop-zone.tsx';
import { FileList } from './file-list.tsx';
import { uploadFiles, type FileProgress } from './upload-files.ts';

/** Drop the files of a case, name the case, send: each file with its progress; below, every case and where it stands. */
export const IntakePage = () => {
  const [caseNumber, setCaseNumber] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const [isWhole, setIsWhole] = useState(true);
  const [progress, setProgress] = useState(new Map<number, FileProgress>());
  const [isSending, setIsSending] = useState(false);
  const [wasTried, setWasTried] = useState(false);
  const [error, setError] = useState<string>();
  const numberInput = useRef<HTMLInputElement>(null);

  const numberProblem = wasTried ? caseNumberProblem(caseNumber) : undefined;
  const filesProblem = wasTried && files.length === 0 ? 'Choose at least one file.' : undefined;

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setWasTried(true);
    setError(undefined);
    if (caseNumberProblem(caseNumber)) numberInput.current?.focus();
    if (caseNumberProblem(caseNumber) || files.length === 0) return;
    setIsSending(true);
    setProgress(new Map());
    try {
      const failed = await uploadFiles(caseNumber, files, isWhole, (index, state) =>
        setProgress((before) => new Map(before).set(index, state)),
      );
      if (failed.length === 0) location.hash = `/cases/${caseNumber}`;
      else {
        setError(
          `${failed.length} of ${files.length} files did not arrive; the others are kept. Send again to try these.`,
        );
        setProgress((before) => new Map(failed.flatMap((index, at) => [[at, before.get(index) ?? notSent] as const])));
        setFiles(files.filter((_, index) => failed.includes(index)));
      }
    } catch (failure) {
      setError(lineOf(failure));
    } finally {
      setIsSending(false);
    }
  };

  return (
    <>
      <h1>Cases</h1>
      <section aria-labelledby="send-title" class="card">
        <h2 id="send-title">Send a case file</h2>
        <form noValidate onSubmit={(event) => void send(event)}>
          <div class="field">
            <label for="case-number">Case number</label>
            <input
              id="case-number"
              ref={numberInput}
              value={caseNumber}
              autocomplete="off"
              spellcheck={false}
              aria-invalid={numberProblem !== undefined}
              aria-describedby="case-number-help"
              onInput={(event) => setCaseNumber(event.currentTarget.value.trim())}
            />
            <p id="case-number-help" class={numberProblem ? 'problem' : 'quiet'}>
              {numberProblem ?? 'For example CM15-0165862'}
            </p>
          </div>
          <DropZone
            isDisabled={isSending}
            problem={filesProblem}
            onFiles={(more) => {
              setFiles((before) => [...before, ...more]);
              setProgress(new Map());
            }}
          />
          <FileList
            files={files}
            progress={progress}
            isSending={isSending}
            onRemove={(index) => setFiles((before) => before.filter((_, at) => at !== index))}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={isWhole}
              onChange={(event) => setIsWhole(event.currentTarget.checked)}
              disabled={isSending}
            />
            This is the whole case file: start reading at once
          </label>
          <ErrorLine error={error} />
          <button type="submit" class="primary" disabled={isSending}>
            {isSending ? 'Sending …' : 'Send'}
          </button>
        </form>
      </section>
      <CaseList />
    </>
  );
};

const notSent: FileProgress = { sentBytes: 0, isDone: false };
