/** White space that is not one plain blank: most of it is, and may stay. */
const longBlank = / \s+|[^\S ]\s*/g;

/** Most words have nothing else between them than one blank each. */
const isOneLine = (text: string): boolean => {
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 || code > 126 || (code === 32 && last === 32)) return false;
    last = code;
  }
  return true;
};

/** The words with one blank between them, whatever stood there. */
export const oneLine = (text: string): string => (isOneLine(text) ? text : text.replace(longBlank, ' '));
