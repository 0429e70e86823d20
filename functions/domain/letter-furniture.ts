/** Lines that a printer adds to every page, with the end of the line before; a form feed ends a line, too. */
const furniture =
  /[\n\r\u2028\u2029\f][ \t]*(?:final determination letter for imr case number[^\n\f]*|page\s+\d+(?:\s+of\s+\d+)?|(?:[-–—][ \t]*)?\d{1,3}(?:[ \t]*[-–—])?)[ \t]*(?=$|\f)/gim;

/** A determination letter with blanks in place of what a printer added: offsets stay. */
export const withoutLetterFurniture = (text: string): string =>
  withoutRepeatedEdges(`\n${text}`.replace(furniture, (line) => line.charAt(0) + ' '.repeat(line.length - 1)).slice(1));

/** The line with the case number or a page number that most pages begin with, or end with, is a running head or foot. */
const withoutRepeatedEdges = (text: string): string => {
  const pages = text.split('\f').map((page) => page.split('\n'));
  const least = Math.max(2, pages.filter((lines) => lines.some(isFilled)).length * 0.6);
  for (const edge of [firstFilled, lastFilled]) {
    const lines = pages.map((page) => page[edge(page)] ?? '');
    /** Without its numbers, each line as often as it stands and with the ways in which it is numbered. */
    const alike = new Map<string, { times: number; ways: Set<string> }>();
    for (const line of lines) {
      const same = alike.get(wordsOf(line)) ?? { times: 0, ways: new Set() };
      same.times += 1;
      same.ways.add(line.trim());
      alike.set(wordsOf(line), same);
    }
    for (const [index, line] of lines.entries()) {
      const { times, ways } = alike.get(wordsOf(line)) ?? { times: 0, ways: new Set() };
      const counts = pageNumber.test(line) && ways.size === times;
      const isRunning = (counts || caseNumber.test(line)) && times >= least && wordsOf(line).length >= 8;
      const page = pages[index];
      if (page && isRunning && !ofTheLetter.test(line)) page[edge(page)] = ' '.repeat(line.length);
    }
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
