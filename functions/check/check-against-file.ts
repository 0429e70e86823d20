import type { Chronology, Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import type { DateRole } from '../domain/facts.ts';
import type { Finding, FindingPlace } from '../domain/finding.ts';
import { likeness } from '../domain/same-words.ts';
import type { DatedStatement } from './dated-statements.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter, LetterHeader } from './letter.ts';
import { agree, readDates } from './read-dates.ts';

const source = 'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact based on the information submitted';

/** What the letter says against what the case file says, and what of the file the letter leaves open. */
export const checkAgainstFile = (
  letter: Letter,
  statements: readonly DatedStatement[],
  chronology: Chronology,
): Finding[] => [
  ...headerAgainstFile(letter, chronology),
  ...statementsAgainstFile(statements, chronology),
  ...chronology.conflicts.map((conflict) => openConflict(conflict, letter, chronology)),
  ...undecidedItems(letter, chronology),
  ...onReviewLetterAlone(letter, chronology),
  ...papersOfAnotherCase(chronology),
];

const inFile = (
  chronology: Pick<Chronology, 'records'>,
  sources: Conflict['values'][number]['sources'],
): FindingPlace[] => {
  const names = new Map<string, string>(chronology.records.map((record) => [record.documentId, record.fileName]));
  return sources.slice(0, 4).map(({ documentId, page, quote }) => ({
    in: 'case-file',
    name: names.get(documentId) ?? documentId,
    documentId,
    page,
    quote,
  }));
};

/** Every value that the file has for a date of the dispute, with its places. */
const valuesOf = (chronology: Chronology, role: DateRole) =>
  chronology.events.filter((event) => event.role === role).map(({ onDate, sources }) => ({ onDate, sources }));

const headerFields: readonly (readonly [keyof LetterHeader, DateRole, string])[] = [
  ['dateOfInjury', 'date_of_injury', 'The date of injury'],
  ['urDenialDate', 'ur_decision_date', 'The date of the utilization review decision'],
];

const headerAgainstFile = (letter: Letter, chronology: Chronology): Finding[] =>
  headerFields.flatMap(([field, role, what]) => {
    const stated = letter.header[field];
    const known = valuesOf(chronology, role);
    if (!stated || known.length === 0 || known.some(({ onDate }) => agree(onDate, stated))) return [];
    return [dateFinding(what, stated, known, inLetter({ section: 'Header' }, `${field}: ${stated}`), chronology)];
  });

const roles: Partial<Record<DatedStatement['role'], readonly [DateRole, string]>> = {
  ur_decision: ['ur_decision_date', 'The date of the utilization review decision'],
  injury: ['date_of_injury', 'The date of injury'],
  rfa: ['rfa_date', 'The date of the request for authorization'],
};

const statementsAgainstFile = (statements: readonly DatedStatement[], chronology: Chronology): Finding[] =>
  statements.flatMap(({ role, value, passage, quote }) => {
    const [fileRole, what] = roles[role] ?? [];
    if (!fileRole || !what) return [];
    const known = valuesOf(chronology, fileRole);
    if (known.length === 0 || known.some(({ onDate }) => agree(onDate, value))) return [];
    return [dateFinding(what, value, known, inLetter(passage, quote), chronology)];
  });

const dateFinding = (
  what: string,
  stated: string,
  known: ReturnType<typeof valuesOf>,
  place: FindingPlace,
  chronology: Chronology,
): Finding =>
  findingOf({
    rule: 'date-against-file',
    source,
    severity: 'error',
    message: `${what} is ${stated} in the letter and ${known.map(({ onDate }) => onDate).join(', ')} in the case file.`,
    values: [stated, ...known.map(({ onDate }) => onDate)],
    places: [
      place,
      ...inFile(
        chronology,
        known.flatMap(({ sources }) => sources),
      ),
    ],
    resolution: 'Look at the page and correct the letter, or say why the page is wrong.',
  });

/** Oddities within one document are pointed out; documents that contradict each other must be answered. */
const oddities = new Set(['pain_range', 'date_order']);

/** The letter's own section about conflicts names every value of this one. */
const isAnswered = ({ values }: Conflict, { answers }: Letter): boolean => {
  if (!answers) return false;
  const dates = new Set(readDates(answers.text).map(({ value }) => value));
  return values.every(({ value }) => dates.has(value) || (!isDay(value) && answers.text.includes(value)));
};

/** The finding has the id of the conflict: an answer to one is an answer to the other. */
const openConflict = (conflict: Conflict, letter: Letter, chronology: Chronology): Finding => ({
  id: conflict.id,
  rule: 'file-conflict',
  source,
  severity: isAnswered(conflict, letter) ? 'note' : oddities.has(conflict.field) ? 'warning' : 'error',
  message: `The case file contradicts itself${isAnswered(conflict, letter) ? ', which the letter answers' : ''}. ${conflict.message}`,
  values: conflict.values.map(({ value }) => value),
  places: conflict.values.flatMap(({ sources }) => inFile(chronology, sources)),
  resolution: 'Say which value holds and why.',
});

const papersOfAnotherCase = ({ otherCase, ...chronology }: Chronology): Finding[] =>
  otherCase
    ? [
        findingOf({
          rule: 'another-case',
          source: '8 CCR 9792.10.3(a): what is reviewed is the application of this case',
          severity: 'warning',
          message: otherCase.message,
          values: [...new Set(otherCase.sources.map(({ quote }) => quote))],
          places: inFile(chronology, otherCase.sources),
          resolution: 'Make sure that the file belongs to the case; if not, decline it and say why.',
        }),
      ]
    : [];

const leastLikeness = 0.3;

const undecidedItems = (letter: Letter, chronology: Chronology): Finding[] =>
  chronology.disputedItems.flatMap(({ item, treatmentName, citation }) => {
    const isDecided = letter.items.some(
      (decided) =>
        Math.max(likeness(decided.item.text, item), likeness(decided.item.text, treatmentName)) >= leastLikeness,
    );
    if (isDecided) return [];
    return [
      findingOf({
        rule: 'item-undecided',
        source: '8 CCR 9792.10.6(d): the determination states the disputed treatment and decides it',
        severity: 'warning',
        message: `No item of the letter decides: ${item}.`,
        values: [item],
        places: citation ? inFile(chronology, [citation]) : [],
        resolution: 'Decide it, or say why it is not in dispute.',
      }),
    ];
  });

const formsOnly = new Set(['ur_decision', 'imr_application', 'noarfi', 'fax_cover', 'proof_of_service', 'rfa']);

const onReviewLetterAlone = (letter: Letter, { records }: Chronology): Finding[] => {
  const hasDecision = records.some(({ documentType }) => documentType === 'ur_decision');
  if (!hasDecision || letter.items.length === 0 || records.some(({ documentType }) => !formsOnly.has(documentType)))
    return [];
  return [
    findingOf({
      rule: 'review-letter-alone',
      source: '8 CCR 9792.10.6(b)(2): a determination may not rest on the utilization review letter alone',
      severity: 'error',
      message: 'The case file has no medical record besides the utilization review decision.',
      values: records.map(({ fileName }) => fileName),
      places: [],
      resolution: 'Ask for the records before deciding.',
    }),
  ];
};
