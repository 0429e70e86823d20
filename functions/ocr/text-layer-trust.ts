import commonWords from './common-words.json' with { type: 'json' };
import { pictureShare, type PageContent } from './page-content.ts';

/** `emptySource`: what the page is when its pictures turn out to have no writing; its other content allows no doubt. */
export type TextLayerVerdict =
  | { source: 'text-layer' | 'blank'; reason: string }
  | { source: 'detect'; reason: string; emptySource?: 'text-layer' | 'blank' };

const common = new Set<string>(commonWords);

/** A page that is mostly a picture is a scan; the few letters on it were stamped on afterwards. */
const scanShare = 0.6;
const stampLetters = 200;
/** A page with fewer letters than this is a header or a stamp when there is a picture too. */
const headerLetters = 60;
const pictureShareBesideHeader = 0.2;
/** Letters drawn as outlines take many paths; rules and boxes of a form take a few hundred. */
const outlinePaths = 1_500;
/** Letters that stand for nothing: replacement marks, private use, unassigned, leftovers of a broken encoding. */
const maxStrangeShare = 0.05;
/**
 * Measured on pages of real letters: at least 41 % of their words are common ones and their letters occur as in English
 * (similarity 0.92 and more); with every letter exchanged for another it is at most 7 % and 0.73. Lists of names and drugs
 * have few common words, so the letters decide between.
 */
const minWordsToJudge = 12;
const surelyCommonShare = 0.2;
const minCommonShare = 0.02;
const minLetterSimilarity = 0.8;
/** How much of the text may be hidden from a reader of the page before it counts as somebody's earlier OCR. */
const maxHiddenShare = 0.5;
/** Letters as light as the paper that make a page suspicious; fewer are spaces or the rest of a form. */
const maxPaleLetters = 20;

/**
 * Decides from measurements whether a page's text layer is what a reader sees on it.
 * @param text all the words of the layer, parted by spaces
 * @param content what the page paints; undefined when its content stream could not be read
 */
export const judgeTextLayer = (text: string, content: PageContent | undefined): TextLayerVerdict => {
  const letters = text.replaceAll(/\s/g, '').length;
  const pictures = content ? pictureShare(content) : undefined;
  const paths = content?.paths ?? 0;
  if (letters === 0) return judgeWithoutText(content);
  const hidden = content ? content.hiddenLetters / Math.max(1, content.hiddenLetters + content.visibleLetters) : 0;
  if (hidden > maxHiddenShare)
    return detect('The text layer is hidden behind the picture of the page: an earlier reading, not the page itself.');
  if (content && hasTextNobodySees(content))
    return detect('The page has text in the colour of its paper, which nobody who looks at it can see.');
  if (pictures === undefined && letters < stampLetters)
    return detect('The page has little text and its content could not be measured.');
  if ((pictures ?? 0) >= scanShare && letters < stampLetters)
    return stampedPicture('The page is a scan with only a stamp or a heading as text.', paths);
  if ((pictures ?? 0) >= pictureShareBesideHeader && letters < headerLetters)
    return stampedPicture('The page has pictures and only a stamp or a heading as text.', paths);
  if (paths >= outlinePaths && letters < stampLetters) return detect('The letters of the page are drawn as outlines.');
  if (strangeShare(text) > maxStrangeShare)
    return detect('The text layer has letters without meaning: its fonts do not say which letters they show.');
  if (!isLanguage(text)) return detect('The text layer is not made of words: the encoding of its fonts is broken.');
  return { source: 'text-layer', reason: 'The page has a text layer that can be trusted.' };
};

/** Light letters on something dark are a heading; what they stand on is not measured, so mostly light text is looked at. */
const hasTextNobodySees = ({ paleLetters, visibleLetters, darkAreas, pictures }: PageContent): boolean => {
  const isAllPaper = darkAreas === 0 && pictures.length === 0;
  return paleLetters > (isAllPaper ? maxPaleLetters : Math.max(maxPaleLetters, visibleLetters / 2));
};

const detect = (reason: string): TextLayerVerdict => ({ source: 'detect', reason });

const stampedPicture = (reason: string, paths: number): TextLayerVerdict =>
  paths <= blankPaths ? { source: 'detect', reason, emptySource: 'text-layer' } : detect(reason);

/** A few rules or a frame still make a blank page; anything that could be writing is looked at. */
const blankPaths = 12;

const judgeWithoutText = (content: PageContent | undefined): TextLayerVerdict => {
  if (!content) return detect('The page has no text layer and its content could not be measured.');
  const reason = 'The page has no text layer.';
  if (content.paths > blankPaths || content.annotations > 0) return detect(reason);
  return content.pictures.length === 0
    ? { source: 'blank', reason: 'Nothing is printed on the page.' }
    : { source: 'detect', reason, emptySource: 'blank' };
};

const strangeShare = (text: string): number => {
  let strange = 0;
  let all = 0;
  for (const character of text) {
    if (character === ' ' || character === '\n') continue;
    all += 1;
    if (/[\uFFFD\p{Co}\p{Cn}\p{Cc}]/u.test(character)) strange += 1;
  }
  return all === 0 ? 0 : strange / all;
};

const isLanguage = (text: string): boolean => {
  const words = text.match(/[\p{L}'’-]{2,}/gu) ?? [];
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  if (words.length < minWordsToJudge) return words.length > 0 || hasNumbers(tokens);
  const commonShare = words.filter((word) => common.has(word.toLowerCase())).length / words.length;
  if (commonShare >= surelyCommonShare) return true;
  return commonShare >= minCommonShare && letterSimilarity(words.join('')) >= minLetterSimilarity;
};

const hasNumbers = (tokens: readonly string[]): boolean => tokens.some((token) => /\d/.test(token));

/** How often each letter from a to z occurs in English text, in per cent. */
const english = [
  8.2, 1.5, 2.8, 4.3, 12.7, 2.2, 2, 6.1, 7, 0.15, 0.77, 4, 2.4, 6.7, 7.5, 1.9, 0.1, 6, 6.3, 9.1, 2.8, 1, 2.4, 0.15, 2,
  0.07,
];

/** The cosine between the text's letter counts and those of English: 1 = the same shares. */
const letterSimilarity = (text: string): number => {
  const counts = english.map(() => 0);
  for (const byte of Buffer.from(text.toLowerCase(), 'latin1')) {
    const letter = byte - 97;
    if (letter >= 0 && letter < counts.length) counts[letter] = (counts[letter] ?? 0) + 1;
  }
  const dot = counts.reduce((sum, count, letter) => sum + count * (english[letter] ?? 0), 0);
  const length = Math.hypot(...counts) * Math.hypot(...english);
  return length === 0 ? 0 : dot / length;
};
