/** Lines that a printer adds to every page; a form feed ends a line, too. */
const furniture =
  /(?<=^|\f)[ \t]*(?:final determination letter for imr case number[^\n\f]*|page\s+\d+(?:\s+of\s+\d+)?|(?:[-–—][ \t]*)?\d{1,3}(?:[ \t]*[-–—])?)[ \t]*(?=$|\f)/gim;

const blank = (line: string): string => ' '.repeat(line.length);

/** A determination letter with blanks in place of what a printer added: offsets stay. */
export const withoutLetterFurniture = (text: string): string =>
  withoutRepeatedEdges(text.replace(furniture, (line) => blank(line)));

/** The line with the case number or a page number that most pages begin with, or end with, is a running head or foot. */
const withoutRepeatedEdges = (text: string): string => {
  const pages = text.split('\f').map((page) => page.split('\n'));
  const least = Math.max(2, pages.filter((lines) => lines.some(isFilled)).length * 0.6);
  for (const edge of [firstFilled, lastFilled]) {
    const lines = pages.map((page) => page[edge(page)] ?? '');
    const found = lines.map((line) => {
      const same = lines.filter((other) => wordsOf(other) === wordsOf(line));
      const counts = pageNumber.test(line) && new Set(same.map((other) => other.trim())).size === same.length;
      return (
        (caseNumber.test(line) || counts) &&
        same.length >= least &&
        wordsOf(line).length >= 8 &&
        !ofTheLetter.test(line)
      );
    });
    pages.forEach((page, index) => {
      if (found[index]) page[edge(page)] = blank(lines[index] ?? '');
    });
  }
  return pages.map((lines) => lines.join('\n')).join('\f');
};

const caseNumber = /\bCM\d{2}-\d{6,7}\b/;
const pageNumber = /\bpage\s+\d+|\s\d{1,3}\s*$/i;
const isFilled = (line: string): boolean => line.trim() !== '';
const firstFilled = (lines: readonly string[]): number => lines.findIndex(isFilled);
const lastFilled = (lines: readonly string[]): number => lines.findLastIndex(isFilled);
/** Sentences and the labels of an item may repeat as well: they say something each time. */
const ofTheLetter = /[.:;,]\s*$|\b(?:guideline|rationale|upheld|overturned|necessary)\b/i;
const wordsOf = (line: string): string => line.replace(/\d+/g, '0').replace(/\s+/g, ' ').trim();
