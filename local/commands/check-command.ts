import { buildChronology } from '../../functions/chronology/build-chronology.ts';
import { checkLetter, type CheckInput } from '../../functions/check/check-letter.ts';
import { letterFacts } from '../../functions/check/letter-facts.ts';
import type { Finding } from '../../functions/domain/finding.ts';
import { profileFor } from '../../functions/domain/load-profile.ts';
import { parseOptions, UsageError } from '../arguments.ts';
import { existingFiles } from './case-files.ts';
import { letterLines } from './letter-lines.ts';
import { readLetterFile } from './read-letter-file.ts';

/**
 * `imr check LETTER [--case FILE...] [--json]`: what a determination says, and whether it contradicts itself or its
 * case file.
 * Exits 1 when there are errors, 0 when there are none, 2 when the letter or a file cannot be read.
 */
export const checkCommand = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseOptions(args, {
    case: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const [letterFile, ...more] = positionals;
  if (letterFile === undefined) throw new UsageError('no letter is named');
  if (more.length > 0 && !values.case) throw new UsageError('name one letter; the files of its case follow --case');
  existingFiles([letterFile]);
  const letter = await readLetterFile(letterFile);
  const caseFiles = values.case ? existingFiles([...values.case, ...more]) : [];
  const profile = profileFor(new Date().toISOString().slice(0, 10));
  const findings = checkLetter({ letter, profile, ...(await fileOf(caseFiles)) });
  const facts = letterFacts(letter);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ findings, letter: facts })}\n`
      : `${letterLines(facts)}\n${findingLines(findings)}`,
  );
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
};

/** The case file's facts and its chronology; nothing when no file is given. */
const fileOf = async (files: readonly string[]): Promise<Pick<CheckInput, 'documents' | 'chronology'>> => {
  if (files.length === 0) return {};
  // Loaded only when there is a case file: a letter alone is checked without the extractor and its lexicon.
  const { caseFacts, unnumberedCase } = await import('./case-facts.ts');
  const facts = await caseFacts(files);
  const nowTime = new Date().toISOString();
  const today = nowTime.slice(0, 10);
  const chronology = buildChronology({
    ...facts,
    caseId: unnumberedCase,
    profile: profileFor(today),
    today,
    nowTime,
    lateFiles: [],
  });
  return { documents: facts.documents, chronology };
};

const findingLines = (findings: readonly Finding[]): string => {
  const counts = (['error', 'warning', 'note'] as const).map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `${count} ${severity}${count === 1 ? '' : 's'}`;
  });
  const blocks = findings.map((finding) =>
    [
      `${finding.severity.toUpperCase()} ${finding.rule}: ${finding.message}`,
      ...finding.places.map((place) => {
        const page = place.page === undefined ? '' : `, page ${place.page}`;
        return `    ${place.in === 'letter' ? 'letter' : 'file'}, ${place.name}${page}: "${place.quote}"`;
      }),
      `    rule: ${finding.source}`,
      `    to resolve: ${finding.resolution}`,
      '',
    ].join('\n'),
  );
  return `${blocks.join('\n')}${blocks.length > 0 ? '\n' : ''}${counts.join(', ')}\n`;
};
