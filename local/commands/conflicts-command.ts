import { findConflicts } from '../../functions/chronology/find-conflicts.ts';
import type { Conflict } from '../../functions/domain/chronology.ts';
import { parseOptions } from '../arguments.ts';
import { caseFacts } from './case-facts.ts';
import { existingFiles } from './case-files.ts';

/**
 * `imr conflicts FILE... [--json]`: where the files, as one case, contradict each other. Exits 0 with or without
 * conflicts, 2 when a file cannot be read.
 */
export const conflictsCommand = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } });
  const { documents, registration } = await caseFacts(existingFiles(positionals));
  const conflicts = findConflicts(documents);
  const fileNames = new Map<string, string>(
    registration.documents.map(({ documentId, fileName }) => [documentId, fileName]),
  );
  process.stdout.write(
    values.json ? `${JSON.stringify(conflictsJson(conflicts, fileNames))}\n` : lines(conflicts, fileNames),
  );
  return 0;
};

/** `[{"field", "values", "sources"}]`; each source names the value that it gives, the file and the page. */
export const conflictsJson = (conflicts: readonly Conflict[], fileNames: ReadonlyMap<string, string>) =>
  conflicts.map(({ field, message, values }) => ({
    field,
    message,
    values: values.map(({ value }) => value),
    sources: values.flatMap(({ value, sources }) =>
      sources.map(({ documentId, page, quote }) => ({
        value,
        file: fileNames.get(documentId) ?? documentId,
        page,
        quote,
      })),
    ),
  }));

const lines = (conflicts: readonly Conflict[], fileNames: ReadonlyMap<string, string>): string =>
  conflicts.length === 0
    ? 'no conflicts\n'
    : conflicts
        .map(({ field, message, values }) =>
          [
            `${field}: ${message}`,
            ...values.flatMap(({ value, sources }) =>
              sources.map(
                ({ documentId, page, quote }) =>
                  `    ${value}  ${fileNames.get(documentId) ?? documentId} p. ${page}: "${quote}"`,
              ),
            ),
            '',
          ].join('\n'),
        )
        .join('');
