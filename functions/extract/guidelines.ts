import { oneLine } from './one-line.ts';
import type { Reading } from './reading.ts';
import { ledByWord } from './rules.ts';

/** A citation of a guideline. Nothing inside its span is a fact about the patient. */
export type FoundGuideline = {
  start: number;
  end: number;
  system: string;
  section?: string;
  year?: string;
  ruleId: string;
};

const anchor = ledByWord(
  'ca calif california state medical cpmtg mtus* the official odg* acoem* american chronic acupuncture post postsurgical neck low opioid opioids shoulder knee forearm ankle elbow',
  /\b(?:(?:CA|Calif(?:ornia)?|State of California)\.?[ -]+)?(?:Medical Treatment Utilization Schedule(?: \(MTUS\))?|MTUS(?:\/(?:ACOEM|ODG|CPMTG))?|CPMTG|(?:the )?Official\s+Disability\s+Guidelines?(?: \(ODG\))?|ODG(?:-TWC|-?TWC)?|ACOEM|American College of Occupational and Environmental Medicine(?: \(ACOEM\))?|(?:Chronic Pain|Acupuncture|Post-?surgical|Neck and Upper Back|Low Back|Opioids?|Shoulder|Knee|Forearm, Wrist,? (?:and|&) Hand|Ankle and Foot|Elbow) (?:Medical )?Treatment Guidelines?|Chronic Pain Guidelines?)/gi,
  // Of the words behind "the" only "Official" opens a citation.
  (text, at) => ((text.charCodeAt(at) | 32) === 116 && (text.charCodeAt(at + 4) | 32) !== 111 ? -1 : at),
);
/** Words that a citation goes on with: chapter, section, page, year, and capitalized names. */
const more =
  /(?:[ ,:;]{0,2}(?: |\()(?:[A-Z][\w&'’/-]*|\d{4}(?![\w-])|and|&|of|for|the|in|pp?\.?(?= ?\d)|pages?|pgs?\.?|sections?(?:\(s\))?:?|chapters?|guidelines?|edition|ed\.|\d[\d.,-]*\w?(?= ?(?:edition|th|nd|\d|,|\.|;|\)|$))|therapy|treatments?|medicine|manipulation|injections?|management|complaints?|schedule|back|pain|online|version|web|updated)\)?){0,24}/y;
const endsCitation = /[;(]|\.\s|$/;

export const findGuidelines = (reading: Reading): FoundGuideline[] => {
  const { text } = reading;
  const found: FoundGuideline[] = [];
  for (const match of reading.matches(anchor)) {
    const start = match.index;
    const last = found.at(-1);
    if (last && start < last.end) continue;
    const before = text.slice(Math.max(0, start - 24), start);
    if (/non-\s?$|outside (?:of )?the $/i.test(before)) continue;
    const afterAnchor = start + match[0].length;
    const isList =
      reading.sectionAt(start).kind === 'guideline' || /\bbased on (?:the )?(?:Non-MTUS Citation )?$/i.test(before);
    const end = isList ? endOfListed(reading, afterAnchor) : endOfRunning(text, afterAnchor);
    const words = text.slice(start, end);
    const { section, year } = partsOf(words);
    found.push({
      start,
      end,
      system: systemOf(match[0]),
      ...(section ? { section } : {}),
      ...(year ? { year } : {}),
      ruleId: isList ? 'guideline.listed' : 'guideline.text',
    });
  }
  return found;
};

const systemOf = (words: string): string =>
  /odg|disability/i.test(words) && !/mtus/i.test(words)
    ? 'ODG'
    : /acoem|american college/i.test(words) && !/mtus/i.test(words)
      ? 'ACOEM'
      : 'MTUS';

const anotherAnchor = /[ ,]+(?:and |& )?(?:the )?(?:ODG|Official Disability|ACOEM|MTUS|Decision based)/;

/** In a list of guidelines a citation goes to the end of its sentence, to a semicolon, a bracket, or the next system. */
const endOfListed = (reading: Reading, from: number): number => {
  const { text } = reading;
  const limit = Math.min(text.length, from + 400, Math.max(from, reading.sentenceAt(Math.max(0, from - 1)).end));
  const words = text.slice(from, limit);
  const opening = /^ \((?:ODG|MTUS|ACOEM|\d{4})[^)]{0,30}\)/.exec(words)?.[0].length ?? 0;
  const stop = opening + words.slice(opening).search(endsCitation);
  const other = anotherAnchor.exec(words.slice(opening));
  const end = other ? Math.min(stop, opening + other.index) : stop;
  return trimmed(text, from, from + end);
};

const endOfRunning = (text: string, from: number): number => {
  more.lastIndex = from;
  const rest = more.exec(text)?.[0] ?? '';
  const other = anotherAnchor.exec(rest);
  return trimmed(text, from, from + (other ? other.index : rest.length));
};

/** Without little words and marks at the end. */
const trimmed = (text: string, from: number, to: number): number => {
  let words = text.slice(from, to);
  for (let round = 0; round < 6; round += 1) {
    const shorter = words.replace(
      /(?:[\s,.:;(-]+|[\s,]+(?:and|of|for|the|in|&|This|The|In|There|For|As|Per|Patient|It))$/,
      '',
    );
    if (shorter === words) break;
    words = shorter;
  }
  return from + words.length;
};

const partsOf = (citation: string): { section?: string; year?: string } => {
  const year = /\b(?:19|20)\d{2}\b/.exec(citation)?.[0];
  const line = oneLine(citation);
  const listed = /sections?(?:\(s\))?: ?(.+)$/i.exec(line)?.[1];
  const chapter = line
    .replace(/^.*?(?:MTUS|ODG\)?|Guidelines?(?: \(ODG\))?|ACOEM\)?|Schedule)/i, '')
    .replace(/\b(?:Medical Treatment|Guidelines?|sections?|chapter|(?:19|20)\d{2})\b/gi, ' ')
    .replace(/pp?\. ?[\d-]+|[\d.]{4,}/g, ' ')
    .replace(/^[\s,:().-]+|[\s,:().-]+$/g, '')
    .replace(/\s+/g, ' ');
  const own = /^(?:Chronic Pain|Acupuncture|Post-?surgical)/i.exec(citation)?.[0];
  const section = (listed ? listed.split(/, ?/).join('; ') : chapter || own || '').toLowerCase();
  return { ...(section ? { section } : {}), ...(year ? { year } : {}) };
};
