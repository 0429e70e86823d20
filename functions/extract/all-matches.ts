/**
 * All matches of a global pattern, left to right. `String.matchAll` copies the pattern at every call, which costs more
 * than the search when the text is a line; this uses the pattern itself and leaves it as it found it.
 */
export const allMatches = (pattern: RegExp, text: string): RegExpExecArray[] => {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (!match) return none;
  const matches: RegExpExecArray[] = [];
  while (match) {
    matches.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
    match = pattern.exec(text);
  }
  pattern.lastIndex = 0;
  return matches;
};

const none: RegExpExecArray[] = [];
