/** Lines that a printer adds to every page, with the end of the line before; a form feed ends a line, too. */
const furniture =
  /[\n\r\u2028\u2029\f][ \t]*(?:final determination letter for imr case number[^\n\f]*|page\s+\d+(?:\s+of\s+\d+)?|\d{1,3})[ \t]*(?=$|\f)/gim;

/** A determination letter with blanks in place of what a printer added: offsets stay. */
export const withoutLetterFurniture = (text: string): string =>
  `\n${text}`.replace(furniture, (line) => line.charAt(0) + ' '.repeat(line.length - 1)).slice(1);
