const lookAlikes: readonly (readonly [RegExp, string])[] = [
  [/[\u2010\u2011\u2012\u00ad]/g, '-'],
  [/[\u00a0\u2007\u202f]/g, ' '],
  [/\ufb01/g, 'fi'],
  [/\ufb02/g, 'fl'],
  [/\ufb00/g, 'ff'],
  [/\r\n?/g, '\n'],
];

/** Hyphens, spaces, ligatures and line ends that look like plain ones as the plain ones. Lengths may change. */
export const plainCharacters = (text: string): string =>
  lookAlikes.reduce((plain, [pattern, character]) => plain.replace(pattern, character), text);
