import type { DocumentFacts, Mention } from './facts.ts';

const flat = (words: string): string => words.replace(/\s+/g, ' ').trim();

/** Mentions of a page by their words, in order of place: which occurrence of the words a mention is. */
const pageIndex = new WeakMap<DocumentFacts, Map<string, number[]>>();

const indexOf = (document: DocumentFacts): Map<string, number[]> => {
  const known = pageIndex.get(document);
  if (known) return known;
  const index = new Map<string, number[]>();
  for (const mention of document.mentions) {
    const key = `${mention.page} ${flat(mention.text)}`;
    const starts = index.get(key);
    if (!starts) index.set(key, [mention.start]);
    else if (!starts.includes(mention.start)) starts.push(mention.start);
  }
  for (const starts of index.values()) starts.sort((a, b) => a - b);
  pageIndex.set(document, index);
  return index;
};

const isFigure = (character: string | undefined): boolean => character !== undefined && /[\d/-]/.test(character);

/** `4/4/16` is not the beginning of `4/4/16-6/16/16`; where it stands nowhere else, any place is better than none. */
const wholeIndexOf = (text: string, words: string, from: number): number => {
  if (!/^\d.*\d$/.test(words)) return text.indexOf(words, from);
  for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1))
    if (!isFigure(text[at - 1]) && !isFigure(text[at + words.length])) return at;
  return text.indexOf(words, from);
};

/** Where the words of a mention stand in the text of its page, or -1. Page texts have their white space smoothed. */
export const placeInPage = (document: DocumentFacts, mention: Mention): number => {
  const pageText = document.pageTexts[mention.page - 1] ?? '';
  const words = flat(mention.text);
  const nth = indexOf(document).get(`${mention.page} ${words}`)?.indexOf(mention.start) ?? 0;
  let at = wholeIndexOf(pageText, words, 0);
  for (let skipped = 0; skipped < nth && at >= 0; skipped += 1) {
    const next = wholeIndexOf(pageText, words, at + words.length);
    if (next < 0) break;
    at = next;
  }
  return at;
};

/** The sentence around a stretch of text; in a form, which has none, the words near it. At most `maxCharacters`. */
export const quoteAround = (text: string, start: number, end: number, maxCharacters = 220): string => {
  const before = text.slice(Math.max(0, start - maxCharacters), start);
  const after = text.slice(end, end + maxCharacters);
  const from = Math.max(...['. ', '; ', '\n'].map((stop) => lastEnd(before, stop)));
  const stop = after.search(/[.;](?=\s|$)|\n/);
  const spare = Math.max(40, maxCharacters - (end - start));
  const left = from < 0 || before.length - from > spare * 0.6 ? tail(before, spare * 0.4) : before.slice(from);
  const right = stop < 0 || stop > spare * 0.6 ? head(after, spare * 0.5) : after.slice(0, stop);
  return flat(left + text.slice(start, end) + right);
};

/** The place after the last `stop`, or -1. */
const lastEnd = (text: string, stop: string): number => {
  const at = text.lastIndexOf(stop);
  return at < 0 ? -1 : at + stop.length;
};

/** Whole words at the end of `text`, about so many characters. */
const tail = (text: string, characters: number): string => {
  if (text.length <= characters) return text;
  const cut = text.slice(-Math.floor(characters));
  return cut.slice(cut.indexOf(' ') + 1);
};

const head = (text: string, characters: number): string => {
  if (text.length <= characters) return text;
  const cut = text.slice(0, Math.floor(characters));
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), 0));
};

/** The words around a mention, for a person to recognise it. */
export const quoteOf = (document: DocumentFacts, mention: Mention, maxCharacters = 220): string => {
  const at = placeInPage(document, mention);
  const words = flat(mention.text);
  if (at < 0) return words;
  return quoteAround(document.pageTexts[mention.page - 1] ?? '', at, at + words.length, maxCharacters);
};
