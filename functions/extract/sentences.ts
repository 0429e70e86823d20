/** Abbreviations after which a full stop does not end a sentence. */
const abbreviations = new Set(
  'dr mr mrs ms vs no nos st approx fig est dept cal lic jan feb mar apr jun jul aug sep sept oct nov dec rt lt ave blvd ste ext inc e i esp incl cf al mo yr rev eff dtd ref inj cont disc resp freq req'.split(
    ' ',
  ),
);

const isSpace = (code: number) => code === 32 || code === 10 || code === 9;
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isSmall = (code: number) => code >= 97 && code <= 122;
const isCapital = (code: number) => code >= 65 && code <= 90;
const isUpperOrDigit = (code: number) =>
  (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 40 || code === 34;

/** Where statements begin, in order: after a hard line end, or after a sentence's end. The first is 0. */
export const sentenceStarts = (text: string): number[] => {
  const starts: number[] = [0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) starts.push(at + 1);
    // "1) Request LESI 2) Refill Norco": items within a line.
    else if (code === 41 && isItemMark(text, at)) starts.push(at - 1);
    else if (
      (code === 46 || code === 63 || code === 33) &&
      (isSpace(text.charCodeAt(at + 1)) || isStuck(text, at)) &&
      endsSentence(text, at)
    ) {
      starts.push(at + 1);
    }
  }
  return starts;
};

/** "its determination.The applicant": the space is missing. */
const isStuck = (text: string, dot: number): boolean =>
  isSmall(text.charCodeAt(dot - 1)) &&
  isSmall(text.charCodeAt(dot - 2)) &&
  isSmall(text.charCodeAt(dot - 3)) &&
  isCapital(text.charCodeAt(dot + 1)) &&
  isSmall(text.charCodeAt(dot + 2));

const isItemMark = (text: string, at: number): boolean => {
  if (text.charCodeAt(at - 2) !== 32 || text.charCodeAt(at + 1) !== 32) return false;
  const [digit, letter] = [text.charCodeAt(at - 1), text.charCodeAt(at + 2)];
  return digit >= 49 && digit <= 57 && letter >= 65 && letter <= 90;
};

/** Where lines begin, in order. */
export const lineStarts = (text: string): number[] => {
  const starts: number[] = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

const endsSentence = (text: string, dot: number): boolean => {
  // Dots that lead the eye to a column: "Birth date ...... 12 December".
  if (text.charCodeAt(dot - 1) === 46 && text.charCodeAt(dot - 2) === 46) return false;
  let next = dot + 1;
  while (next < dot + 6 && isSpace(text.charCodeAt(next))) next += 1;
  if (!isUpperOrDigit(text.charCodeAt(next))) return false;
  let from = dot;
  while (from > 0 && dot - from < 8 && isLetter(text.charCodeAt(from - 1))) from -= 1;
  const word = text.slice(from, dot).toLowerCase();
  if (word.length === 1 && text.charCodeAt(from) < 97) return false;
  return !abbreviations.has(word);
};

/** Index of the last start that is not after `offset`. */
export const indexAt = (starts: readonly number[], offset: number): number => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
