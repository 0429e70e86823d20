/** Lines that a printer adds to every page; a form feed ends a line, too. */
const furniture =
  /(?<=^|\f)[ \t]*(?:final determination letter for imr case number[^\n\f]*|page\s+\d+(?:\s+of\s+\d+)?|\d{1,3})[ \t]*(?=$|\f)/gim;

/** A determination letter with blanks in place of what a printer added: offsets stay. */
export const withoutLetterFurniture = (text: string): string =>
  text.replace(furniture, (line) => ' '.repeat(line.length));
