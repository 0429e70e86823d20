import { statSync } from 'node:fs';
import { CaseId } from '../../functions/domain/case-number.ts';
import { UsageError } from '../arguments.ts';

/** The case number of a command line. */
export const caseOption = (text: string | undefined): CaseId => {
  if (text === undefined) throw new UsageError('--case is missing: a case number like CM15-0165862');
  const caseId = CaseId.safeParse(text);
  if (!caseId.success) throw new UsageError(`"${text}" is no case number: it looks like CM15-0165862`);
  return caseId.data;
};

/** The files of a command line; each must be there. */
export const existingFiles = (files: readonly string[]): string[] => {
  if (files.length === 0) throw new UsageError('no file is named');
  for (const file of files) {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) throw new UsageError(`${file}: there is no such file`);
    if (!found.isFile()) throw new UsageError(`${file}: not a file`);
  }
  return [...files];
};
