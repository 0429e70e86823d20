/**
 * Every way to read a spelling: `a|b` is either, and so is `{a|b}` inside a longer one (`follow{-| }up|office visit{|s}`).
 * Looking words up in a set of them costs less than a pattern with as many alternatives.
 */
export const spellings = (spelling: string): string[] => alternatives(spelling).flatMap(readings);

const readings = (words: string): string[] => {
  const choice = /\{([^{}]*)\}/.exec(words);
  if (!choice) return [words];
  const [before, after] = [words.slice(0, choice.index), words.slice(choice.index + choice[0].length)];
  return (choice[1] ?? '').split('|').flatMap((part) => readings(`${before}${part}${after}`));
};

/** The parts between the bars that stand outside every brace. */
const alternatives = (spelling: string): string[] => {
  const parts = [''];
  let depth = 0;
  for (const char of spelling) {
    if (char === '{') depth += 1;
    if (char === '}') depth -= 1;
    if (char === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
};
