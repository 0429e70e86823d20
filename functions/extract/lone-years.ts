import type { DocumentType } from '../domain/facts.ts';
import { fullYear, monthOf } from './calendar.ts';
import type { RawDate } from './date-grammar.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';
import { isInside } from './numbers.ts';
import type { Reading } from './reading.ts';
import { ledByMark, ledByNumber, ledByWord, startBefore } from './rules.ts';

const yearLead =
  '(?:\\b(?:in|since|circa|during|around|approximately|about|from|until|before|after|year|early|late|mid|of|to|through|rev\\.?|revised|summer of|fall of|spring of|winter of|and)[ -]|\\(|[-–] ?|, |: ?|x | )';
const leadStart = startBefore(new RegExp(`${yearLead}$`, 'i'), 'approximately '.length);
/** 19 or 20. */
const isCentury = (first: number, second: number) => (first === 49 && second === 57) || (first === 50 && second === 48);
const yearAlone = ledByNumber(
  { digits: [4, 4] },
  new RegExp(`${yearLead}((?:19[3-9]|20[0-3])\\d)(?![\\w/:%]|[-.,]\\d|-[A-Za-z])`, 'gi'),
  (text, at) => (isCentury(text.charCodeAt(at), text.charCodeAt(at + 1)) ? leadStart(text, at) : -1),
);

/** Dates of a year alone: "since 2009", "fusion '12", the month of a form. */
export const loneYears = (reading: Reading, known: readonly RawDate[]): RawDate[] => {
  const { text, matches } = reading;
  const dates: RawDate[] = [];
  let edges: PhraseEdges | undefined;
  for (const match of matches(yearAlone)) {
    const year = match[1] ?? '';
    const start = match.index + match[0].length - year.length;
    if (isYearOfDate(reading, start, match[0]) || isYearOfPhrase(reading, start, (edges ??= phraseEdges(reading)))) {
      dates.push({ start, end: start + 4, kind: 'partial', value: year, ruleId: 'date.year' });
    }
  }
  for (const match of matches(formMonth)) {
    const [, month = '', year = ''] = match;
    const start = match.index + match[0].length - `${month}-${year}`.length;
    const end = match.index + match[0].length;
    if (!isInside(known, start, end))
      dates.push({
        start,
        end,
        kind: 'partial',
        value: monthOf(fullYear(Number(year)), Number(month)),
        ruleId: 'date.form',
      });
  }
  for (const match of matches(shortYear)) {
    const before = text.slice(Math.max(0, match.index - 60), match.index);
    const end = match.index + match[0].length;
    if (
      !isInside(known, match.index, end) &&
      (eventBefore.test(before) || /\b(?:in|since|until|from|circa) $/i.test(before))
    )
      dates.push({
        start: match.index,
        end,
        kind: 'partial',
        value: String(fullYear(Number(match[1]))),
        ruleId: 'date.year',
      });
  }
  return dates;
};

const revisedBefore = /\b(?:rev|revised|eff|effective)\b[.:]? ?$|\(rev\.? ?\d{1,2}\) {1,3}$/i;
/** "DWC Form PR-2 (Rev. 06-05)" */
const formMonth = ledByWord('rev revised', /\brev(?:ised)?\.?:? {0,2}(0?[1-9]|1[0-2])[-/](\d{2})(?![\d/-])/gi);
/** "fusion '12": a year behind an apostrophe. */
const shortYear = ledByMark("'’", /(?<=[\s(])['’](\d{2})(?![\w'’])/g, (text, at) => at);

const eventBefore =
  /\b(?:surgery|repair|arthroscopy|fusion|release|injury|accident|mva|discectomy|laminectomy|appendectomy|cholecystectomy|hysterectomy|diagnosed|hernia|fracture|s\/p|claim|mri|section|ctr|replacement|onset|year|arthroplasty|meniscectomy|tonsillectomy|award|settlement|tobacco|smoking|tetanus|divorced|married|widowed|retired|completed|tried|cancer|lymphoma|failed)\b[^.;\n]{0,22}$/i;
const citation =
  /\b(?:mtus|odg|acoem|guidelines?|edition|chronic pain|treatment|ccr|code|section|§|medicine|copyright|revised|rev|version|vol|journal|form|effective|chapter)\b[^.;\n]{0,40}$/i;

const cites = new Set<DocumentType>(['imr_determination', 'ur_decision']);

const ofPast = new Set<SectionKind>(['past_history', 'surgical_history']);

/** The tokens at which illnesses and treatments other than drugs begin and end. */
type PhraseEdges = { starts: Set<number>; ends: Set<number> };
const phraseEdges = ({ hits }: Reading): PhraseEdges => {
  const named = [...hits('diagnosis'), ...hits('treatment').filter(({ entry }) => entry.category !== 'medication')];
  return { starts: new Set(named.map(({ from }) => from)), ends: new Set(named.map(({ to }) => to)) };
};

/** "compared with the 2003 report" */
const ofYear = /^ (?:report|study|exam|films?|scan|images|injury|accident|claim|surgery|award|operation|episode)\b/i;
/** "low back strain 1999, chiropractic care", "C-section 1994.", "the 1999 strain": a year beside an illness or a treatment. */
const isYearOfPhrase = ({ text, tokenAt, documentType }: Reading, start: number, edges: PhraseEdges): boolean => {
  if ((cites.has(documentType) && text.charAt(start - 1) !== '(') || !/[\s,(]/.test(text.charAt(start - 1)))
    return false;
  const token = tokenAt(start);
  const isBehind = /^(?:[.;,)\n]|$| (?:and|but|with|for|by|then|per)\b)/.test(text.slice(start + 4, start + 9));
  const isAhead = /\b(?:the|a|an|his|her|my|our|your|their|that|prior) $/i.test(
    text.slice(Math.max(0, start - 6), start),
  );
  if (isAhead && ofYear.test(text.slice(start + 4, start + 18))) return true;
  if (!isBehind && !isAhead) return false;
  return (isBehind && edges.ends.has(token)) || (isAhead && edges.starts.has(token + 1));
};

/** A year counts as a date in a history; in a citation, a form's version or an address it does not. */
const isYearOfDate = ({ text, sectionAt, documentType }: Reading, start: number, lead: string): boolean => {
  const before = text.slice(Math.max(0, start - 60), start);
  if (revisedBefore.test(before)) return true;
  if (sectionAt(start).kind === 'guideline') return false;
  const strong =
    /^(?:in|since|from|circa|during|around|year|summer|fall|spring|winter|early|late|mid|until|before|after)/i.test(
      lead.trim(),
    );
  // "PMH: anxiety; ankle sprain 2016."
  const isOfHistory =
    /^ \d/.test(lead) &&
    ofPast.has(sectionAt(start).kind) &&
    /[a-z]{3} $/i.test(before) &&
    /^(?:[.;,)\n]|$)/.test(text.slice(start + 4, start + 5));
  // "gabapentin (2012, sedation)"; a study is cited the same way.
  const isInBracket =
    lead.startsWith('(') && /^[,;)]/.test(text.slice(start + 4, start + 5)) && /[a-z] \($/.test(before);
  const isDate = strong || isOfHistory || (isInBracket && !cites.has(documentType)) || eventBefore.test(before);
  return isDate && !citation.test(before);
};
