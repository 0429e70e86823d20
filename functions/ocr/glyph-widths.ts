/**
 * Roughly how wide a character is, in units of the type size. pdf.js gives the width of a whole piece of text; shared out
 * by these widths, the edges of its words come out within about half a character.
 */
export const glyphWidth = (character: string): number => {
  if ('iljtfI.,:;\'|!()[]" '.includes(character)) return 0.3;
  if ('mwMW@%'.includes(character)) return 0.86;
  if (character >= '0' && character <= '9') return 0.56;
  return character === character.toLowerCase() ? 0.53 : 0.68;
};
