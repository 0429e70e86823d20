/** Whether the engine's dictionary has a word. */
export type Knows = (word: string) => boolean;

/** Letters with the signs that may stand about them; the hyphen parts words that are each known or not. */
const lettersOnly = /^[^\p{L}\p{N}]{0,2}(\p{L}[\p{L}'’-]*\p{L})[^\p{L}\p{N}]{0,2}$/u;
const fewestLetters = 3;

/**
 * Whether what was read is a word: `unsaid` of figures, codes and what is too short to tell, for which the dictionary has
 * no word either way.
 */
export const wordhood = (text: string, knows: Knows): 'word' | 'none' | 'unsaid' => {
  const letters = lettersOnly.exec(text)?.[1];
  if (!letters || letters.length < fewestLetters) return 'unsaid';
  return letters.split(/['’-]/).every((part) => part.length < fewestLetters || knows(part)) ? 'word' : 'none';
};
