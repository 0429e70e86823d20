import { codesOf } from './word-table.ts';

/**
 * A text made readable for the parsers, with the way back to the source: line ends inside a sentence become spaces,
 * line ends between statements stay `\n`, words and dates broken at a line end are joined.
 * `sourceAt[i]` is the source offset of character `i`; it has one entry more than the text.
 */
export type Flow = { text: string; sourceAt: Int32Array };

type SourceLine = { start: number; end: number };

const isDigitCode = (code: number) => code >= 48 && code <= 57;
const isLetter = (code: number) => isLower(code) || (code >= 65 && code <= 90);
const isLower = (code: number) => code >= 97 && code <= 122;
/** Digits and the letters that OCR puts for them. */
const isDigitLike = (char: string) => /[0-9OolISB|]/.test(char);
const startsItem =
  /^(?:[-*•·▪o>]\s|\[|\(?\d{1,2}[.)](?:\s|$)|\(?[a-hA-H][.)]\s|#\d{1,2}[.:)]? [A-Z?]|_{2,}|-{3,}|={3,})/;
/** What those begin with. */
const opensItem = new Set(codesOf('#-*•·▪o>[(0123456789abcdefghABCDEFGH_='));
/** A letter only with its point or bracket: most lines begin with one. */
const mayOpenItem = (source: string, { start, end }: SourceLine): boolean => {
  const first = source.charCodeAt(start);
  if (!isLetter(first)) return opensItem.has(first);
  const second = end > start + 1 ? source.charCodeAt(start + 1) : 0;
  return (second <= 46 || second > 127) && opensItem.has(first);
};
/** A question with its boxes ends where its line ends. */
const tickBox = /[[(] ?[xX]? ?[\])] ?[A-Z][a-z]{0,12}$/;
const startsLabel =
  /^(?:(?:[A-Z]\.){2,5}|[A-Z][A-Za-z0-9'’/&()#-]{0,30}(?: [A-Za-z0-9'’/&()#-]{1,30}){0,5}|[A-Z]{3,20}(?: [A-Z/&'-]{1,20}){4,11}):/;
/** "3/9/2012. Operative report." in a list of records, "7/6: tolerated well" in a log of visits. */
const startsEntry = /^\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?(?: ?(?:[.:–—-] |\s{2,})|\s\d{1,2}:\d{2})/;
/** A label that stands alone on its line: "Return Visit". */
const labelLine = /^(?=.{4,32}$)[A-Z][A-Za-z'’/.]*(?: (?:(?:of|and|or|for|in|\/|&) )?[A-Z][A-Za-z'’/]*){0,4}$/;
const headingLine = /^[^a-z]{3,80}$/;
/** Words that no statement ends with. */
const goesOn =
  /(?:^|[\s(])(?:and|or|of|the|for|with|to|in|on|at|by|from|a|an|was|is|were|left|right|no|her|his|&|that|due|dated|since|until|till|through|before|after|than|as|has|have|had|be|been|are|were|who|which|when|while|she|he|per|via|he\/she|about)$|[(]$/i;
/** "gabapentin 600 mg  #90" is a row of a list, whatever opens the next one. */
const endsRow = /(?:#|\bx) ?\d{1,4}$/i;
const goesOnWith =
  /^(?:and|or|plus|with|for|per|each|then|to|in|was|were|is|are|visits?|sessions?|tablets?|q\w*)\b|^[,;.)(]/i;
/** A date by name, broken before its year or its day. */
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}';
const endsInDate = new RegExp(`\\b${month}\\.?(?: [\\dOol]{1,2}(?:st|nd|rd|th)?,?)?$`, 'i');
const goesOnAsDate = /^(?:[12][\dOol]{3}|[\dOol]{1,2}(?:st|nd|rd|th)?, ?[12][\dOol]{3})\b/;
const opensDate = new Set(codesOf('0123456789Ool'));
const columnGap = /\S(?: {3,}|\t)\S/;
const hasColumnGap = (line: string) => (line.includes('   ') || line.includes('\t')) && columnGap.test(line);
/** A small letter: most lines have one near their start, and are no headings. */
const hasSmall = (source: string, { start, end }: SourceLine): boolean => {
  for (let at = start; at < end; at += 1) if (isLower(source.charCodeAt(at))) return true;
  return false;
};

/** Word to word, so that "physi-" + "cal" is joined without its hyphen and "non-" + "industrial" keeps it. */
export type IsWord = (word: string) => boolean;

export const repairLines = (source: string, isWord: IsWord): Flow => {
  const lines = linesOf(source);
  const filled = lines.filter((line) => line.end > line.start);
  const width = usualWidth(filled);
  const isDoubleSpaced = lines.length > 8 && lines.length - filled.length > filled.length * 0.6;
  const tabs = source.includes('\t') ? source.split('\t').length - 1 : 0;
  const sourceAt = new Int32Array(source.length + 1 + 2 * tabs);
  const parts: string[] = [];
  let length = 0;
  const keep = (from: number, to: number) => {
    if (to <= from) return;
    const words = source.slice(from, to);
    const hasTab = tabs > 0 && words.includes('\t');
    // A tab parts columns as three blanks do.
    parts.push(hasTab ? words.replaceAll('\t', '   ') : words);
    for (let at = from; at < to; at += 1) {
      sourceAt[length++] = at;
      if (!hasTab || source.charCodeAt(at) !== 9) continue;
      sourceAt[length++] = at;
      sourceAt[length++] = at;
    }
  };
  const put = (char: string, from: number) => {
    parts.push(char);
    sourceAt[length++] = from;
  };
  filled.forEach((line, index) => {
    const next = filled[index + 1];
    if (!next) {
      keep(line.start, line.end);
      return;
    }
    const join = joinOf(source, line, next, width, isDoubleSpaced, isWord);
    keep(line.start, line.end - (join === 'word' ? 1 : 0));
    if (join === 'soft') put(' ', line.end);
    else if (join === 'hard') put('\n', line.end);
  });
  sourceAt[length] = source.length;
  return { text: parts.join(''), sourceAt: sourceAt.subarray(0, length + 1) };
};

/** Lines without the blanks at both ends; form feeds end a line as well. */
const linesOf = (source: string): SourceLine[] => {
  const lines: SourceLine[] = [];
  let start = 0;
  for (let at = 0; at <= source.length; at += 1) {
    const code = at < source.length ? source.charCodeAt(at) : 10;
    if (code !== 10 && code !== 12) continue;
    let from = start;
    let to = at;
    while (from < to && source.charCodeAt(from) <= 32) from += 1;
    while (to > from && source.charCodeAt(to - 1) <= 32) to -= 1;
    lines.push({ start: from, end: to });
    start = at + 1;
  }
  return lines;
};

/** The length that wrapped lines have: the 90th percentile. */
const usualWidth = (lines: readonly SourceLine[]): number => {
  const lengths = new Int32Array(lines.length);
  lines.forEach(({ start, end }, index) => {
    lengths[index] = end - start;
  });
  lengths.sort();
  return lengths[Math.floor(lengths.length * 0.9)] ?? 80;
};

/** A line of capitals of at least two words, under a line that is none, opens something new. */
const titleLine = /^[^a-z]{0,2}[A-Z]{4,}[ -][^a-z]{4,58}$/;
const startsTitle = (source: string, line: SourceLine, next: SourceLine) =>
  next.end - next.start <= 60 &&
  !hasSmall(source, next) &&
  titleLine.test(source.slice(next.start, next.end)) &&
  /[a-z]{3}/.test(source.slice(Math.max(line.start, line.end - 60), line.end)) &&
  source.charCodeAt(line.end - 1) !== 44;

const headOf = (source: string, line: SourceLine) => source.slice(line.start, Math.min(line.end, line.start + 90));

const joinOf = (
  source: string,
  line: SourceLine,
  next: SourceLine,
  width: number,
  isDoubleSpaced: boolean,
  isWord: IsWord,
): 'soft' | 'hard' | 'word' | 'none' => {
  const last = source.charCodeAt(line.end - 1);
  const beforeLast = source.charAt(line.end - 2);
  const first = source.charCodeAt(next.start);
  const lineLength = line.end - line.start;
  if (last === 45 || last === 47) {
    if (isDigitLike(beforeLast) && isDigitCode(first) && /[\dOolISBZ][-/]$/.test(source.slice(line.end - 3, line.end)))
      return 'none';
    if (last === 47) return isLower(first) || isDigitCode(first) ? 'none' : 'hard';
    if (isLower(first) && /[A-Za-z]/.test(beforeLast)) {
      const left = /[A-Za-z]{1,30}$/.exec(source.slice(Math.max(line.start, line.end - 31), line.end - 1))?.[0] ?? '';
      const right = /^[a-z]{1,30}/.exec(source.slice(next.start, next.start + 31))?.[0] ?? '';
      return isWord((left + right).toLowerCase()) || !isWord(left.toLowerCase()) ? 'word' : 'none';
    }
  }
  const tail = source.slice(Math.max(line.start, line.end - 20), line.end);
  if (isLetter(last) && (tail.includes(']') || tail.includes(')')) && tickBox.test(tail)) return 'hard';
  // A date may also be broken before its separator: "8-18" + "-15".
  if (first === 45 && isDigitCode(last) && isDigitCode(source.charCodeAt(next.start + 1))) return 'none';
  const head = headOf(source, next);
  if (
    opensDate.has(first) &&
    goesOnAsDate.test(head) &&
    endsInDate.test(source.slice(Math.max(line.start, line.end - 18), line.end))
  )
    return 'soft';
  if (!isDoubleSpaced && mayOpenItem(source, next) && startsItem.test(head)) return 'hard';
  if (isDoubleSpaced && /^(?:[-*•]\s|\[|\d{1,2}[.)]\s)/.test(head)) return 'hard';
  const mayGoOn = isLetter(last) || last === 38 || last === 40;
  if (mayGoOn && goesOn.test(source.slice(Math.max(line.start, line.end - 8), line.end)))
    return areRows(source, line, next) ? 'hard' : 'soft';
  if (head.includes(':') && startsLabel.test(head)) return 'hard';
  if (isDigitCode(first) && startsEntry.test(head) && !isRunOn(source, line, next, width)) return 'hard';
  if (startsTitle(source, line, next)) return 'hard';
  if (lineLength <= 80 && !hasSmall(source, line) && headingLine.test(source.slice(line.start, line.end)))
    return 'hard';
  if (
    next.end - next.start <= 60 &&
    !hasSmall(source, next) &&
    headingLine.test(source.slice(next.start, next.end)) &&
    /[A-Z]{4}/.test(head) &&
    endsOrIsShort(source, line, width)
  )
    return 'hard';
  const hasColumns =
    lineLength <= 400 &&
    (hasColumnGap(source.slice(line.start, line.end)) ||
      hasColumnGap(source.slice(next.start, Math.min(next.end, next.start + 400))));
  if (hasColumns) return 'hard';
  const between = blankLines(source, line.end, next.start);
  if (between >= (isDoubleSpaced ? 3 : 2)) return 'hard';
  if (!isDoubleSpaced && !isLetter(last) && last !== 44 && labelLine.test(source.slice(next.start, next.end)))
    return 'hard';
  if (
    isDigitCode(last) &&
    lineLength <= 60 &&
    endsRow.test(source.slice(line.start, line.end)) &&
    !goesOnWith.test(head)
  )
    return 'hard';
  const firstWord = /^\S{1,40}/.exec(head)?.[0].length ?? 1;
  const isFull = lineLength + 1 + firstWord >= width * 0.82;
  if (isLower(first)) return isFull || lineLength > 30 ? 'soft' : 'hard';
  if (isFull) return last === 58 ? 'hard' : 'soft';
  return last === 44 && lineLength > width * 0.6 ? 'soft' : 'hard';
};

/** "3   07/01   5/10   sore after" over "4   07/03   5/10": rows of a table, whatever a cell ends with. */
const numberedRow = /^\d{1,3}(?: {2,}|\t)\S/;
const areRows = (source: string, line: SourceLine, next: SourceLine): boolean =>
  numberedRow.test(source.slice(next.start, next.start + 12)) &&
  numberedRow.test(source.slice(line.start, line.start + 12));

/** "CBT was denied by UR / 9/30/14. She has never had ...": a full line without an end, and a day that ends the sentence. */
const isRunOn = (source: string, line: SourceLine, next: SourceLine, width: number): boolean =>
  isLetter(source.charCodeAt(line.end - 1)) &&
  line.end - line.start > width * 0.75 &&
  /^\S{4,10}\. [A-Z]/.test(source.slice(next.start, next.start + 16));

const endsOrIsShort = (source: string, line: SourceLine, width: number) =>
  /[.:;!?)\]]/.test(source.charAt(line.end - 1)) || line.end - line.start < width * 0.8;

const blankLines = (source: string, from: number, to: number): number => {
  let count = 0;
  for (let at = from; at < to; at += 1) if (source.charCodeAt(at) === 10) count += 1;
  return count;
};
