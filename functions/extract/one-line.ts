/** White space that is not one plain blank: most of it is, and may stay. */
const longBlank = / \s+|[^\S ]\s*/g;

/** The words with one blank between them, whatever stood there. */
export const oneLine = (text: string): string => text.replace(longBlank, ' ');
