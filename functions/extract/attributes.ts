import { allMatches } from './all-matches.ts';
import type { AttributeKind, DocumentType } from '../domain/facts.ts';
import { count, type Add, type FoundAttribute, type Put } from './attribute-words.ts';
import { windowOf } from './attribute-window.ts';
import { attributesBefore } from './attributes-before.ts';
import { readDose } from './doses.ts';
import { frequencyOf } from './frequencies.ts';
import { numberOf, unitOf } from './measures.ts';
import { labelQuantity, quantityKind, readCounts } from './quantities.ts';
import type { Reading } from './reading.ts';
import { readRow, rowsOf } from './row-attributes.ts';
import type { TableCell } from './table-cells.ts';
import type { FoundTreatment } from './treatments.ts';

const bracketQuantity = /^ ?\((\d{1,3})\)/;
/** "2x/wk x 6 wks (12)" */
const bracketBehind =
  /(?:wks?|weeks?|mos?|months?)\b\.? ?\((?:total (?:of )?)?(\d{1,3})(?: (?:total|visits|sessions|more|additional|add'?l)){0,2}\)/i;

const duration = new RegExp(
  `(?:(?<=wk|week)/|(?<![\\w/.-])(?:(?:x|for|over|times|during|within) ?(?:a |an |the next |up to |another )?)?)(${count}(?: ?(?:-|–|to) ?${count})?)(?: ?\\(\\d{1,2}\\))?[ -]?(wks?|weeks?|mos?|months?|days?|d|minutes?|mins?|m|hours?|hrs?|years?|yrs?)\\b\\.?(?!-old|\\/(?:wk|week|month)| ?(?:ago|old|out|prior|later|earlier|post|of age|follow|after(?! \\d)|s\\/p|each|supply ago|off\\b))`,
  'gi',
);

/** Rules that may give a second value of a kind. */
const repeats = new Set([
  'attribute.dose-change',
  'attribute.dose-given',
  'attribute.quantity-change',
  'attribute.relief',
]);
const ordinal = new Set(['injection', 'procedure', 'surgery']);
const medicinal = new Set(['medication', 'injection']);

/** Dose, form, route, frequency, quantity and duration of each treatment, from the words up to the next treatment. */
export const findAttributes = (
  reading: Reading,
  treatments: readonly FoundTreatment[],
  cells: readonly TableCell[],
  citations: readonly { start: number; end: number }[],
): FoundAttribute[] => {
  const rows = rowsOf(cells);
  const found: FoundAttribute[] = [];
  treatments.forEach((treatment, index) => {
    if (treatment.status === 'general') return;
    const window = windowOf(reading, treatments, index, citations);
    const taken: { start: number; end: number }[] = [];
    const kinds = new Set<AttributeKind>();
    const add = (kind: AttributeKind, start: number, end: number, value: string, ruleId: string) => {
      const isChange = repeats.has(ruleId);
      if ((kinds.has(kind) && !isChange) || taken.some((span) => span.start < end && span.end > start)) return;
      taken.push({ start, end });
      if (!isChange) kinds.add(kind);
      found.push({ kind, start, end, value, of: index, ruleId });
    };
    attributesBefore(reading, treatment, treatments[index - 1], add);
    if (reports.has(reading.documentType)) readDecisionColumns(window.text, window.start, add);
    const row = rows.get(reading.lineAt(treatment.start).start)?.filter(({ start }) => start >= treatment.end);
    const counted = row?.find(({ column }) => column === 'quantity');
    if (row && counted) {
      // What the row says in words before its count goes first.
      const ahead = counted.start - window.start;
      readWindow(window.text.slice(0, ahead), window.start, treatment, add);
      readRow(reading.text, row, treatment, add);
      readWindow(window.text.slice(ahead), window.start + ahead, treatment, add);
      return;
    }
    if (row) readRow(reading.text, row, treatment, add);
    if (reading.documentType === 'pharmacy') readColumns(window.text, window.start, add);
    readWindow(window.text, window.start, treatment, add);
  });
  return dropRepeats(found).sort((a, b) => a.start - b.start || a.end - b.end);
};

/** Rows of a pharmacy's list: the quantity stands in a column after the strength. */
const columns = /(?:mg|mcg|ml|%|tabs?|caps?) {2,80}(\d{1,3})(?= {2}|\s*$)/i;

const readColumns = (words: string, offset: number, add: Add) => {
  const match = columns.exec(words);
  if (!match) return;
  const [whole, quantity = ''] = match;
  const end = offset + match.index + whole.length;
  add('quantity', end - quantity.length, end, String(Number(quantity)), 'attribute.column');
};

/** Rows of a decision: asked for, granted, outcome: "acupuncture      12      6      Modified". */
const decisionColumns =
  /^[^\n]{0,60}? {2,}(?:#|x)?(\d{1,4}) {2,40}(?:#|x)?(\d{1,4}) {2,40}(?:non-?certified|not certified|certified|modified|approved|denied|partial\w*|authorized)/i;

/** "MODIFIED    6 visits" */
const grantedBehind =
  /^[^\n]{0,90}? {2,}(?:modified|approved|certified|authorized)(?: in part)? {2,}((?:#|x)?(\d{1,4})(?: (?:visits?|sessions?|units?|tablets|tabs|capsules))?)(?= {2,}(?![ \d#])| (?:for|to) (?:a )?(?:taper|wean)|\s*\n|\s*$)/i;
/** "12 visits requested, 6 certified" */
const grantedInWords = /(?<=[,;] |\band )(\d{1,3})(?= (?:certified|authorized|allowed|granted|approved)\b)/;
const askedFor = /(?<![\w/.#-])(\d{1,3})(?= (?:were )?requested\b)/i;
const reports = new Set<DocumentType>(['ur_decision', 'imr_application', 'noarfi']);

const readDecisionColumns = (words: string, offset: number, add: Add) => {
  const cell = grantedBehind.exec(words);
  if (cell && Number(cell[2]) > 0) {
    const end = offset + cell.index + cell[0].length;
    add('quantity_approved', end - (cell[1] ?? '').length, end, String(Number(cell[2])), 'attribute.decision-column');
  }
  const askedInWords = askedFor.exec(words);
  if (askedInWords) {
    const start = offset + askedInWords.index;
    add('quantity', start, start + (askedInWords[1] ?? '').length, numberOf(askedInWords[1] ?? ''), 'attribute.asked');
  }
  const inWords = grantedInWords.exec(words);
  if (inWords) {
    const start = offset + inWords.index;
    add('quantity_approved', start, start + (inWords[1] ?? '').length, numberOf(inWords[1] ?? ''), 'attribute.granted');
  }
  const match = decisionColumns.exec(words);
  if (!match) return;
  const [whole, asked = '', granted = ''] = match;
  const grantedAt = whole.lastIndexOf(granted, whole.search(/ {2,40}[a-z-]+ ?[a-z]*$/i));
  const askedAt = whole.lastIndexOf(asked, grantedAt - 1);
  const put = (kind: AttributeKind, at: number, count: string) => {
    const start = offset + at - (/[#x]/.test(whole.charAt(at - 1)) ? 1 : 0);
    add(kind, start, offset + at + count.length, String(Number(count)), 'attribute.decision-column');
  };
  put('quantity', askedAt, asked);
  if (Number(granted) > 0) put('quantity_approved', grantedAt, granted);
};

/** Most treatments stand without any measure: one look spares the rules. */
const measured =
  /\d|\b(?:daily|weekly|monthly|nightly|prn|p\.r\.n|as needed|b[. ]?[il1][. ]?d|t[. ]?[il1][. ]?d|q\.?(?:i\.?d|hs|h|d|am|pm|od)|q ?[ap]m|every|each|per|night|bedtime|morning|evening|hs|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|twelve|oral|orally|mouth|p\.?o|i\.?[vm]|s\.?l|topical\w*|transdermal|half|cream|gel|spray|patch|ointment|lotion|inhaler|MDI|HFA|bed)\b/i;

const readWindow = (words: string, offset: number, treatment: FoundTreatment, add: Add) => {
  const put: Put = (kind, match, value, ruleId, lead = 0) =>
    add(kind, offset + match.index + lead, offset + match.index + match[0].length, value, ruleId);
  if (!measured.test(words)) return;
  const isDrug = medicinal.has(treatment.category);
  if (isDrug) readDose(words, treatment, put);
  for (const frequency of frequencyOf(words, !isDrug)) {
    add('frequency', offset + frequency.start, offset + frequency.end, frequency.value, frequency.ruleId);
  }
  const hasDigit = /\d/.test(words);
  if (hasDigit)
    for (const match of allMatches(labelQuantity, words))
      put(quantityKind(words, match, treatment.status), match, numberOf(match[1] ?? ''), 'attribute.qty');
  const bracket = hasDigit && bracketQuantity.exec(words);
  if (bracket && !isDrug) put('quantity', bracket, bracket[1] ?? '', 'attribute.bracket', bracket[0].indexOf('('));
  const total = hasDigit && !isDrug && bracketBehind.exec(words);
  if (total) put('quantity', total, String(Number(total[1])), 'attribute.bracket', total[0].lastIndexOf('('));
  // "MBB #2" is the second of a series.
  const isOfDay = treatment.category === 'therapy' && treatment.status === 'current';
  const isOrdinal =
    (isOfDay || ordinal.has(treatment.category)) && /^ ?#\d(?! ?(?:injections?|sessions?|levels?))/.test(words);
  readCounts(isOrdinal ? words.replace('#', ' ') : words, isDrug, hasDigit, treatment.status, put);
  for (const match of allMatches(duration, words)) {
    const ahead = words.slice(Math.max(0, match.index - 24), match.index);
    const lead =
      /^(?:\/|(?:x|for|over|times|during|within) ?(?:a |an |the next |up to |another )?)/i.exec(match[0])?.[0].length ??
      0;
    const unit = match[2] ?? '';
    if (unit === 'd' && lead === 0) continue;
    // "5 mg 30 min before the scan"
    if (
      /^[mh]/i.test(unit) &&
      !/^mo/i.test(unit) &&
      /^ (?:before|prior)/i.test(words.slice(match.index + match[0].length, match.index + match[0].length + 8))
    )
      continue;
    // "EMS 15m"
    if (unit.toLowerCase() === 'm' && (treatment.category !== 'therapy' || unit !== 'm')) continue;
    const isEvery =
      /(?:every|each|q|in|at|after|last|past|about|per|\/|rtc|f\/u|within|return|follow-?up(?: in)?|next) ?$/i.test(
        ahead,
      );
    // "cut her pain in half for two weeks": how long it helped.
    const spoken = reliefOf(words, match, ahead);
    if (spoken) {
      put('duration_of_relief', match, `${spanOf(match)} ${unitOf(unit, spanOf(match))}`, 'attribute.relief', lead);
      continue;
    }
    if (noLength.has(treatment.category) || treatment.name === 'conservative treatment') continue;
    if (/^for/i.test(match[0]) && helpedFor.test(ahead)) {
      put('duration_of_relief', match, `${spanOf(match)} ${unitOf(unit, spanOf(match))}`, 'attribute.relief', lead);
      continue;
    }
    if (ordinal.has(treatment.category) && /\b(?:pain|relief|better|half|gone|worked)\b[^.;]{0,12}$/i.test(ahead))
      continue;
    // "No NSAIDs for 6 weeks", "ran out three days early", "not for longer than 2 weeks", "(usually 2 to 6 weeks)"
    if (treatment.status === 'negated' && treatment.category === 'medication') continue;
    if (/^ early\b/i.test(words.slice(match.index + match[0].length, match.index + match[0].length + 6))) continue;
    if (/\b(?:longer than|usually) $/i.test(ahead)) continue;
    // "s/p release 14 wks": the time since, not the length.
    if (treatment.category === 'surgery') continue;
    if (/\b(?:walk|sit|stand|driv|ambulat|sleep|work|lift)\w*(?: \w+){0,2} $|\bvs\.? $/i.test(ahead)) continue;
    if (isEvery || /^(?:within)/i.test(match[0])) continue;
    const [low, high] = (match[1] ?? '').split(/ ?(?:-|–|to) ?/);
    const value = high ? `${numberOf(low ?? '')}-${numberOf(high)}` : numberOf(low ?? '');
    if (/(?:relief|benefit|improvement|better|lasted|lasting)\b[^.;,]{0,14}$/i.test(ahead)) {
      if (/^for/i.test(match[0])) continue;
      put('duration_of_relief', match, `${value} ${unitOf(unit, value)}`, 'attribute.relief', lead);
      continue;
    }
    if (treatment.category === 'program' && /^h/i.test(unit)) {
      put('quantity', match, value, 'attribute.hours', lead);
      continue;
    }
    put('duration', match, `${value} ${unitOf(unit, value)}`, 'attribute.duration', lead);
  }
};

/** An image or a test takes no weeks: "repeat x-ray 10-14 days". */
const noLength = new Set(['imaging', 'diagnostic_test', 'consult']);

/** "helped for 3 weeks"; "60% relief for 5 weeks" is one statement on function. */
const helpedFor = /\bhelped(?: her| him)? $/i;

const spanOf = (match: RegExpExecArray): string => {
  const [low, high] = (match[1] ?? '').split(/ ?(?:-|–|to) ?/);
  return high ? `${numberOf(low ?? '')}-${numberOf(high)}` : numberOf(low ?? '');
};

/** "two weeks of relief", "30% relief x 4 wks", "numbness gone x 6 wks": how long it helped. */
const reliefOf = (words: string, match: RegExpExecArray, ahead: string): boolean =>
  /^ ?of (?:(?:about |roughly )?\d{1,3} ?(?:%|percent) )?(?:(?:good|partial|excellent|significant|pain|some|complete|near|full|moderate|great|temporary) ){0,2}(?:relief|benefit|improvement)\b/i.test(
    words.slice(match.index + match[0].length, match.index + match[0].length + 50),
  ) ||
  (/^x/i.test(match[0]) &&
    /\b(?:relief|benefit|better|helped|gone|improved|improvement)\b[^.;,]{0,14}$/i.test(ahead)) ||
  /\b(?:lasted|lasting|relief lasted)(?: only| about| just| for)? $/i.test(ahead);

/** One span speaks for one treatment: the nearest before it. */
const dropRepeats = (found: readonly FoundAttribute[]): FoundAttribute[] => {
  const kept: FoundAttribute[] = [];
  for (const attribute of found) {
    // Spans come treatment by treatment: only those of this one and the one before it can clash.
    let clash = false;
    for (let at = kept.length - 1; at >= 0 && !clash; at -= 1) {
      const known = kept[at];
      if (!known || known.of < attribute.of - 1) break;
      clash = known.start < attribute.end && known.end > attribute.start;
    }
    if (!clash) kept.push(attribute);
  }
  return kept;
};
