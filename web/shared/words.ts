import type { CaseStatus, StateView } from '../../functions/domain/api.ts';

/** What the pages call things: one place for every label. */
export const statusWords: Record<CaseStatus, string> = {
  uploading: 'Uploading',
  reading: 'Reading the records',
  screening: 'Waits for screening',
  'in-review': 'Waits for the reviewer',
  assembling: 'Assembling the letter',
  issued: 'Issued',
  'not-eligible': 'Not eligible',
  failed: 'Failed',
};

export const stateWords: Record<StateView['status'], string> = {
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  caught: 'failed, handled',
};

/** `2015-08-07` -> `08/07/2015`; months, years and ranges as precise as they are. */
export const dateWords = (date: string): string =>
  date
    .split('/')
    .map((part) => {
      const [year = '', month, day] = part.split('-');
      return [month, day, year].filter((piece) => piece !== undefined).join('/');
    })
    .join(' to ');

/** Days inside a sentence as people write them here: `2015-08-07` -> `08/07/2015`. */
export const withDateWords = (sentence: string): string =>
  sentence.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dateWords(day));

/** An instant in the reader's own time. */
export const timeWords = (atTime: string): string =>
  new Date(atTime).toLocaleString('en-US', { dateStyle: 'short', timeStyle: 'medium' });

const longNames: Record<string, string> = {
  rfa_date: 'date of the request for authorization',
  rfa_received_date: 'request for authorization received',
  ur_decision_date: 'utilization review decision',
  imr_application_date: 'application for review',
};

/** `date_of_injury` -> `date of injury`, `dose:tramadol` -> `dose: tramadol`; abbreviations in full. */
export const plainWords = (name: string): string =>
  longNames[name] ?? name.replaceAll(/[_-]/g, ' ').replace(/:(?=\S)/, ': ');

export const bytesWords = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
};

export const secondsWords = (milliseconds: number): string => {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
};

/** Whole days from today to the due date, in words. */
export const dueWords = (dueOnDate: string, today: Date): { text: string; isLate: boolean } => {
  const due = Date.parse(`${dueOnDate}T00:00:00Z`);
  const start = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  const days = Math.round((due - start) / 86_400_000);
  const count = (number: number): string => `${number} ${number === 1 ? 'day' : 'days'}`;
  if (days < 0) return { text: `${count(-days)} late`, isLate: true };
  return { text: days === 0 ? 'due today' : `due in ${count(days)}`, isLate: false };
};
