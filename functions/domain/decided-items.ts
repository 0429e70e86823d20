/**
 * One item of a determination letter in the layout in use since 2014: a name that ends with its decision, then the
 * claims administrator's guideline, the reviewer's guideline and the rationale. Offsets into the text, ends exclusive.
 */
export type DecidedItem = {
  nameStart: number;
  nameEnd: number;
  /** `Upheld`, `Overturned`, or either of them partially. */
  decision: string;
  /** From the decision to the next item's name. */
  bodyStart: number;
  bodyEnd: number;
};

/** "Official Disability Guidelines: Low Back" at the start of a line cites a guideline and names no reviewer. */
const notReviewer = String.raw`[^:;\n]*\b(?:official|disability|treatment|acoem|odg|mtus|pain|practice|clinical|national|american|college|evidence|opioids?)\b`;

/** The labels of an item's three parts, tolerant of what a scan makes of a colon. */
export const itemLabels = {
  claims: String.raw`claims\s+administrator(?:['’]?s)?\s+guidelines?\s*[:;]`,
  reviewer: String.raw`(?:maximus|expert\s+reviewer(?:['’]?s)?|imr|independent\s+medical\s+review(?:\s+organization)?|(?!${notReviewer})[A-Z][\w&.,' ]{2,60})\s+guidelines?\s*[:;]`,
  rationale: String.raw`(?:decision\s+)?rationale(?:\s+for\s+the\s+decision)?\s*[:;]`,
};

/** `rn` and `l` are what scans misread in the two words. */
const decisionWord = /\b(?:(partial)(?:ly)?\s+)?(?:(up[hb]e[l1i]d)|overtu(?:rn|m)ed)\b/gi;
const labelFollows = new RegExp(
  String.raw`\s{0,20}\.?\s{0,400}(?:${itemLabels.claims}|${itemLabels.reviewer}|${itemLabels.rationale})`,
  'iy',
);
/** What stands between a name and its decision. */
const nameTail = /(?:\s*[:;–—-])?(?:,?\s+(?:is|are|was|were))?\s*[:;–—-]*\s*$/i;
const lead = /set\s+forth\s+(?:below|b\S{3,4})\s*[:;.]?/i;

/** The longest name, in characters: a split item of four lines with its quantities is about 500. */
const longestName = 2400;

/**
 * The items of a letter, or of its section of decisions. What comes before an item's name is the rationale of the item
 * before it, and nothing but the layout parts them.
 */
export const decidedItems = (text: string): DecidedItem[] => {
  const decisions = [...text.matchAll(decisionWord)].filter((match) => {
    labelFollows.lastIndex = match.index + match[0].length;
    return labelFollows.test(text);
  });
  if (decisions.length === 0) return [];
  const width = usualWidth(text);
  const leadMatch = lead.exec(text);
  const leadEnd = leadMatch ? leadMatch.index + leadMatch[0].length : 0;
  let from = leadEnd < (decisions[0]?.index ?? 0) ? leadEnd : 0;
  const starts = decisions.map((match, index) => {
    const start = index === 0 ? skipBlanks(text, from) : startOfName(text, from, match.index, width);
    from = match.index + match[0].length;
    return start;
  });
  return decisions.flatMap((match, index) =>
    namesOf(text, starts[index] ?? 0, match.index).map(({ nameStart, nameEnd, decision }) => ({
      nameStart,
      nameEnd,
      decision: decision ?? wordOf(match),
      bodyStart: match.index + match[0].length,
      bodyEnd: starts[index + 1] ?? text.length,
    })),
  );
};

const wordOf = ([, partial, upheld]: RegExpExecArray): string => {
  const word = upheld === undefined ? 'Overturned' : 'Upheld';
  return partial === undefined ? word : `Partially ${word}`;
};

type NamePart = { nameStart: number; nameEnd: number; decision: string | undefined };

/** A name may list several services, each with its own decision: `X: Upheld` and on the next line `Y: Overturned`. */
const namesOf = (text: string, start: number, end: number): NamePart[] => {
  const parts: NamePart[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(decisionWord)) {
    const at = start + match.index;
    const before = text.slice(from, at);
    if (!/:\s*$/.test(before)) continue;
    parts.push({ nameStart: skipBlanks(text, from), nameEnd: from + withoutTail(before), decision: wordOf(match) });
    from = at + match[0].length;
  }
  const nameEnd = from + withoutTail(text.slice(from, end));
  return [...parts, { nameStart: skipBlanks(text, from), nameEnd, decision: undefined }];
};

const withoutTail = (name: string): number => {
  const trimmed = name.trimEnd();
  return trimmed.length - (nameTail.exec(trimmed.slice(-60))?.[0].length ?? 0);
};

const skipBlanks = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return at;
};

type Line = { start: number; text: string };

/** The length that full lines have: the 90th percentile. */
const usualWidth = (text: string): number => {
  const found: number[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : 10;
    if (code !== 10 && code !== 12) continue;
    const { length } = text.slice(start, at).trim();
    if (length > 0) found.push(length);
    start = at + 1;
  }
  const lengths = Int32Array.from(found).sort();
  return lengths[Math.floor(lengths.length * 0.9)] ?? 80;
};

/** Rationales end with this sentence, or with its words and no full stop at the end of a line; names never have it. */
const conclusion =
  /medically\s+(?:necessary|appropriate|unnecessary)(?:[^.:]{0,80}\.["”’')\]]*\s+(?=\S)|(?:\s+(?:and|or)\s+(?:appropriate|necessary))?(?:\s+at\s+this\s+time)?["”’')\]]*[ \t]*[\n\f]\s*(?=[A-Z0-9]))/gi;
const sentenceEnd = /[.!?]["”’')\]]*$/;
/** `Brace vs.` at a line end ends no sentence. */
const abbreviationEnd = /(?:^|[\s(.])(?:vs|no|approx|qty|dr|e\.g|i\.e|b\.i\.d|t\.i\.d|p\.r\.n|[A-Z])\.$/i;
/** The second and third sentence of a split item; its first sentence says what the original request was. */
const splitTail =
  /\b(?:authorized|certified|approved)\s+by\b|\bremaining\s+(?:imr|eligible|portion)|\boriginal\s+request\b/i;
const splitHead = /\b(?:was|were|is|are)\s+the\s+original\s+request/i;

const startOfName = (text: string, from: number, at: number, width: number): number => {
  const start = Math.max(from, at - longestName);
  const slice = text.slice(start, at);
  const concluded = [...slice.matchAll(conclusion)].at(-1);
  const earliest = concluded ? concluded.index + concluded[0].length : 0;
  const lines = linesOf(slice);
  let nearest: number | undefined;
  for (let index = lines.length - 1; index > 0; index -= 1) {
    const line = lines[index];
    if (!line || line.start <= earliest) break;
    if (!endsParagraph(lines, index - 1, width)) continue;
    const name = slice.slice(line.start);
    if (!splitTail.test(name) || splitHead.test(name)) return start + line.start;
    nearest ??= line.start;
  }
  const name = slice.slice(earliest);
  const isWhole = concluded !== undefined && (nearest === undefined || splitHead.test(name));
  return start + (isWhole ? earliest : (nearest ?? lastLine(lines)));
};

/** Where nothing parts a rationale from a name, the name is the line of the decision. */
const lastLine = (lines: readonly Line[]): number => lines.at(-1)?.start ?? 0;

const linesOf = (text: string): Line[] =>
  [...text.matchAll(/[^\n\f]+/g)]
    .map((match) => ({ start: match.index + (match[0].length - match[0].trimStart().length), text: match[0].trim() }))
    .filter((line) => line.text !== '');

/** A sentence ended; or a line after full ones ended although the next word had room in it. */
const endsParagraph = (lines: readonly Line[], index: number, width: number): boolean => {
  const [beforeLast = '', last = '', next = ''] = [index - 1, index, index + 1].map((at) => lines[at]?.text);
  if (sentenceEnd.test(last)) return !abbreviationEnd.test(last);
  const firstWord = /^\S+/.exec(next)?.[0].length ?? 0;
  const hasRoom = last.length + 1 + firstWord < width * 0.75;
  return hasRoom && beforeLast.length > width * 0.85 && !sentenceEnd.test(beforeLast) && !/[,;:]$/.test(last);
};
