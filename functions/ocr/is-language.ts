import commonWords from './common-words.json' with { type: 'json' };

const common = new Set<string>(commonWords);

/**
 * Measured on pages of real letters: at least 41 % of their words are common ones and their letters occur as in English
 * (similarity 0.92 and more); with every letter exchanged for another it is at most 7 % and 0.73. Lists of names and drugs
 * have few common words, so the letters decide between.
 */
const minWordsToJudge = 12;
const surelyCommonShare = 0.2;
const minCommonShare = 0.02;
const minLetterSimilarity = 0.8;

/** Whether a text is made of words, by the common ones among them and by how often each letter occurs. */
export const isLanguage = (text: string): boolean => {
  const words = text.match(/[\p{L}'’-]{2,}/gu) ?? [];
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  if (words.length < minWordsToJudge) return words.length > 0 || hasNumbers(tokens);
  const commonShare = words.filter((word) => common.has(word.toLowerCase())).length / words.length;
  if (commonShare >= surelyCommonShare) return true;
  return commonShare >= minCommonShare && letterSimilarity(words.join('')) >= minLetterSimilarity;
};

/** Which share of the words is known: a common one of three letters and more, or figures as of dates, doses and codes. */
export const knownShare = (words: readonly string[]): number =>
  words.filter(
    (word) => /\d\d/.test(word) || (word.length > 2 && common.has(word.toLowerCase().replaceAll(/[^a-z]/g, ''))),
  ).length / Math.max(1, words.length);

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
