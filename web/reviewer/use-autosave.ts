import { useEffect, useRef, useState } from 'preact/hooks';
import type { ReviewDraft } from '../../functions/domain/api.ts';
import { callApi, lineOf } from '../shared/call-api.ts';

const quietMilliseconds = 1000;

/**
 * Keeps the draft on the server a second after the last change, one save at a time. Returns a line for the person.
 * `flush` saves at once what is not saved yet.
 */
export const useAutosave = (caseId: string, draft: ReviewDraft, isOn: boolean) => {
  const [line, setLine] = useState('');
  const text = JSON.stringify(draft);
  const saved = useRef(text);
  const saving = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef(text);
  latest.current = text;

  const save = async (): Promise<void> => {
    const now = latest.current;
    if (now === saved.current) return;
    setLine('Saving …');
    try {
      await callApi('PUT', `reviews/${caseId}/draft`, JSON.parse(now));
      saved.current = now;
      setLine(`Draft saved at ${new Date().toLocaleTimeString('en-US')}`);
    } catch (error) {
      setLine(`Not saved: ${lineOf(error)} It is tried again with the next change.`);
    }
  };
  const flush = (): Promise<void> => {
    saving.current = saving.current.then(save);
    return saving.current;
  };

  useEffect(() => {
    // Nothing to save makes `save` return at once.
    const timer = setTimeout(() => void (isOn && flush()), quietMilliseconds);
    return () => clearTimeout(timer);
  }, [text, isOn]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (isOn && latest.current !== saved.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      if (isOn) void flush();
    };
  }, [isOn]);

  return { line, flush };
};
