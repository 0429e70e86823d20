/** One chapter of the schedule, with the words that follow `Section(s):`. */
type ScheduleCitation = { chapter: string; year: string; sections?: string };

/** What an item's decision rests on: the medical treatment utilization schedule (MTUS), other evidence, both or none. */
export type Guideline = {
  basis: 'mtus' | 'mtus_and_other' | 'outside_mtus' | 'none' | 'unknown';
  mtus: ScheduleCitation[];
  /** The words of the citation of evidence outside the schedule. */
  other?: string;
};

/** "..., which is part of the MTUS": how letters said it before 2014. */
const partOfSchedule =
  /\bpart\s+of\s+(?:the\s+)?(?:MTUS|(?:California\s+)?Medical\s+Treatment\s+Utilization\s+Schedule)/i;
const nothingCited = /did\s+not\s+cite\s+any\b/i;
const citationStart = /Decision\s+based\s+on\s+(Non-?\s?MTUS(?:\s+Citations?)?|MTUS)\s*[:,]?\s*/gi;
/** Chapters have commas of their own ("Forearm, Wrist, and Hand Complaints 2004") and end with their year. */
const chapterWords = String.raw`[A-Z][^.:;0-9]{2,90}?\s(?:19|20)\d{2}`;
const chapter = new RegExp(String.raw`^(?<name>[A-Z][^.:;0-9]{2,90}?),?\s(?<year>(?:19|20)\d{2})\b`);
const sectionLabel = /^\s*[,;.]?\s*Section\W{0,2}s?\W{0,2}\s*[:;]\s*/i;
const nextChapter = new RegExp(
  String.raw`[,;]?\s+and\s+(?=${chapterWords}(?:\s*[,;.]|\s*$))|[;]\s+(?=${chapterWords}(?:\s*[,;.]|\s*$))`,
);

/**
 * Reads the closed grammar of an item's guideline, on one line: `Decision based on MTUS <chapter> <year>[, Section(s):
 * ...][, and <chapter> <year> ...]`, `Decision based on Non-MTUS Citation ...`, `... outside of the MTUS Guidelines`,
 * `... did not cite any medical evidence for its decision`.
 */
export const readGuideline = (text: string): Guideline => {
  const starts = [...text.matchAll(citationStart)];
  const mtus: ScheduleCitation[] = [];
  const others: string[] = [];
  starts.forEach((start, index) => {
    const words = text
      .slice(start.index + start[0].length, starts[index + 1]?.index ?? text.length)
      .trim()
      .replace(/\s*\.$/, '');
    if (/^non/i.test(start[1] ?? '')) others.push(words);
    else mtus.push(...chaptersOf(words));
  });
  const other = others.filter(Boolean).join('; ');
  return { basis: basisOf(text, mtus.length > 0, other !== ''), mtus, ...(other ? { other } : {}) };
};

const basisOf = (text: string, hasSchedule: boolean, hasOther: boolean): Guideline['basis'] => {
  if (hasSchedule) return hasOther ? 'mtus_and_other' : 'mtus';
  if (hasOther || /outside\s+of\s+the\s+MTUS|\bnot\s+(?:a\s+)?part\s+of\s+(?:the\s+)?MTUS/i.test(text))
    return 'outside_mtus';
  if (partOfSchedule.test(text)) return 'mtus';
  return nothingCited.test(text) || text.trim() === '' ? 'none' : 'unknown';
};

const chaptersOf = (words: string): ScheduleCitation[] => {
  const citations: ScheduleCitation[] = [];
  let rest = words;
  while (rest !== '') {
    const found = chapter.exec(rest);
    if (!found?.groups) break;
    rest = rest.slice(found[0].length);
    const citation: ScheduleCitation = { chapter: found.groups['name'] ?? '', year: found.groups['year'] ?? '' };
    const label = sectionLabel.exec(rest);
    const body = label ? rest.slice(label[0].length) : rest;
    const next = nextChapter.exec(body);
    const sections = next ? body.slice(0, next.index) : body;
    citations.push(label && sections.trim() !== '' ? { ...citation, sections: sections.trim() } : citation);
    rest = next ? body.slice(next.index + next[0].length) : '';
  }
  return citations;
};
