import type { FoundDiagnosis } from './diagnoses.ts';
import type { Reading } from './reading.ts';
import { indexAt } from './sentences.ts';

const spine = / spine$/;
const oneSide = /\b(left|right|lt|rt|[lr])\.? (?:upper |lower )?$/i;
const bothSides = /\b(?:bilateral|both|b\/l|bil)\.? (?:upper |lower )?$/i;
const listBefore = /\b(left|right|bilateral|both)\b[^.;:\n]{0,24}(?:,| and| or|\/|&) ?$/i;
const complains = /\b(?:pain|complain\w*|injur\w+|c\/o|body parts?|symptoms|sore\w*|ache\w*|numbness)\b[^.;\n]{0,90}$/i;
/** What the statement on a part does not go over. */
const ends = ['.', ';', '\n'];
const hurts = /^ ?(?:pain|ache|injury|symptoms|complaints|sprain|strain|numbness)\b/i;
const denies = /\b(?:no|denies|denied|without|negative for)\b[^.;\n]{0,60}$/i;
const noComplaint = new Set([
  'records',
  'guideline',
  'family_history',
  'credentials',
  'how_made',
  'parties',
  'past_history',
]);

/** The parts that diagnoses and complaints name, in the order in which they are first named, each side a part of its own. */
export const bodyPartsNamed = (reading: Reading, diagnoses: readonly FoundDiagnosis[]): string[] => {
  const { text } = reading;
  const current = diagnoses.filter(({ status }) => status === 'current');
  const starts = current.map(({ start }) => start);
  const parts = new Set<string>();
  for (const { entry, start, end } of reading.hits('body')) {
    if (entry.name === 'trunk') continue;
    const before = text.slice(Math.max(reading.sentenceAt(start).start, start - 110), start);
    const statement = before.slice(Math.max(...ends.map((end) => before.lastIndexOf(end))) + 1);
    const diagnosis = current[indexAt(starts, start)];
    const isDiagnosis = diagnosis !== undefined && start < diagnosis.end;
    const isComplaint = () =>
      !noComplaint.has(reading.sectionAt(start).kind) &&
      (hurts.test(text.slice(end, end + 14)) || complains.test(statement)) &&
      !denies.test(statement);
    if (!isDiagnosis && !isComplaint()) continue;
    for (const side of spine.test(entry.name) ? [''] : sidesOf(before)) parts.add(`${side}${entry.name}`);
  }
  // A part with its side says more than the part alone.
  return [...parts].filter((part) => !parts.has(`left ${part}`) && !parts.has(`right ${part}`));
};

const sidesOf = (before: string): string[] => {
  const side = (oneSide.exec(before)?.[1] ?? listBefore.exec(before)?.[1] ?? '').toLowerCase();
  if (bothSides.test(before) || side === 'bilateral' || side === 'both') return ['left ', 'right '];
  return [side.startsWith('l') ? 'left ' : side.startsWith('r') ? 'right ' : ''];
};
