import type { SectionKind } from './lexicon/read-lexicon.ts';
import type { PhraseHit } from './lexicon/phrases.ts';

/** A stretch of the repaired text under one heading. `name` is the heading's own words. */
export type Section = { kind: SectionKind; name: string; start: number; end: number };

/** Headings of one or two letters (`S:`, `PE:`) and common words count only with a colon at the start of a line. */
const needsColon = (length: number) => length <= 3;

/**
 * Cuts a text at its headings. A heading stands at the start of a line, after a sentence's end or in a column, and is
 * followed by a colon, or alone on its line.
 */
export const findSections = (
  text: string,
  headings: readonly PhraseHit<'heading'>[],
  lineAt: (offset: number) => { start: number },
): Section[] => {
  const sections: Section[] = [{ kind: 'header', name: '', start: 0, end: text.length }];
  for (const hit of headings) {
    const { start, end } = hit;
    if (!isHeading(text, start, end, hit)) continue;
    const last = sections.at(-1);
    if (last) last.end = start;
    sections.push({ kind: hit.entry.kind, name: text.slice(start, end), start, end: text.length });
  }
  let isLog = false;
  return sections.flatMap((section) => {
    const { kind, start, end } = section;
    // "Plan: MBB" on a line of its own in a list of records ends with its entry as well.
    const parts = endingAtEntry(text, section, isLog ? -1 : lineAt(start).start, isLog ? 'records' : 'header');
    isLog = kind === 'records' ? entry.test(text.slice(start, end)) : isLog && parts.length > 1;
    return parts;
  });
};

const entry = /\n\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})? {2}/;

/** "06-12-18  ... ORDERS: MRI" in a log: what one entry says in its middle ends with it. */
const endingAtEntry = (text: string, section: Section, lineStart: number, kind: SectionKind): Section[] => {
  if (section.start === lineStart) return [section];
  const next = text.slice(section.start, section.end).search(entry);
  if (next < 0) return [section];
  const end = section.start + next + 1;
  return [
    { ...section, end },
    { kind, name: '', start: end, end: section.end },
  ];
};

const isHeading = (text: string, start: number, end: number, hit: PhraseHit<'heading'>): boolean => {
  let before = start - 1;
  while (before >= 0 && start - before < 8 && isFiller(text.charCodeAt(before))) before -= 1;
  const atLineStart = before < 0 || text.charCodeAt(before) === 10 || isListMark(text, before);
  let after = end;
  // "Treatment Requested (see instructions)", "Diagnoses (ICD):", "List of services [as on the RFA]:"
  if (text.charAt(after) === ' ' && text.charAt(after + 1) === '(') {
    const close = text.slice(after, after + 60).indexOf(')');
    if (close > 0) after += close + 1;
  }
  // "Request 2:", "Decision #1:"
  after += /^ (?:no\. ?|#)?\d{1,2}(?=:)/i.exec(text.slice(end, end + 9))?.[0].length ?? 0;
  while (after < end + 80 && (text.charCodeAt(after) === 32 || text.charCodeAt(after) === 41)) after += 1;
  const hasColon = text.charAt(after) === ':';
  const atLineEnd = after >= text.length || text.charCodeAt(after) === 10;
  if (hasColon) {
    if (atLineStart) return true;
    if (needsColon(end - start)) return false;
    const previous = text.charAt(before);
    return (/[.;:)]/.test(previous) || start - before > 3) && /[A-Z]/.test(text.charAt(start));
  }
  const words = text.slice(start, end);
  if (!atLineStart || needsColon(words.length)) return false;
  const isCapitals = words === words.toUpperCase();
  // "24. If further treatment required, specify treatment plan/estimated duration": the field of a form.
  if (
    /^[A-Z]/.test(words) &&
    /^, ?(?:specify|describe|explain|list)\b[^\n.]{0,60}(?:\n|$)/.test(text.slice(end, end + 80))
  )
    return true;
  if (atLineEnd) return isCapitals || /^[A-Z]/.test(words);
  if (isCapitals && hit.entry.kind === 'imr_issues') return true;
  // "INTERVAL HISTORY AND PRESENT COMPLAINTS"
  if (
    isCapitals &&
    words.length > 4 &&
    /^ (?:AND|&|\/|OF|OR|FOR) [A-Z][A-Z &/,-]{2,40}(?:\n|$|:)/.test(text.slice(end, end + 52))
  )
    return true;
  // "EXAMINATION   BP 142/88": a column's gap parts it from its text.
  if (isCapitals && words.length > 5 && text.startsWith('  ', end)) return true;
  // "PAST HISTORY. Type 2 diabetes": a heading that runs into its text.
  if (isCapitals && words.length > 4 && /^\. {1,2}["(]?[A-Z\d]/.test(text.slice(after, after + 5))) return true;
  const dash = /^(?: ?(?:[-–—]|--) )/.test(text.slice(after - 1, after + 4));
  return isCapitals && dash;
};

const isFiller = (code: number) => code === 32 || code === 42 || code === 45 || code === 0x2022;
/** "1. " or "A) " before a heading. */
const isListMark = (text: string, at: number): boolean => {
  const mark = text.charCodeAt(at);
  if (mark !== 46 && mark !== 41) return false;
  let from = at - 1;
  while (from >= 0 && at - from < 4 && /[0-9A-Z]/.test(text.charAt(from))) from -= 1;
  return from < 0 || text.charCodeAt(from) === 10;
};
