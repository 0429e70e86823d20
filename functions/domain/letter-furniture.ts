/** Lines that a printer adds to every page, with the end of the line before; a form feed ends a line, too. */
const furniture =
  /[\n\r\u2028\u2029\f][ \t]*(?:final determination letter for imr case number[^\n\f]*|page\s+\d+(?:\s+of\s+\d+)?|(?:[-–—][ \t]*)?\d{1,3}(?:[ \t]*[-–—])?)[ \t]*(?=$|\f)/gim;

/** A determination letter with blanks in place of what a printer added: offsets stay. */
export const withoutLetterFurniture = (text: string): string =>
  withoutRepeatedEdges(`\n${text}`.replace(furniture, (line) => line.charAt(0) + ' '.repeat(line.length - 1)).slice(1));

/** The line with the case number or a page number that most pages begin with, or end with, is a running head or foot. */
const withoutRepeatedEdges = (text: string): string => {
  const pages = text.split('\f');
  const least = Math.max(2, pages.filter(isFilled).length * 0.6);
  for (const edge of [firstFilled, lastFilled]) {
    const places = pages.map(edge);
    const lines = places.map(({ start, end }, index) => pages[index]?.slice(start, end) ?? '');
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
      const place = places[index];
      if (page && place && isRunning && !ofTheLetter.test(line))
        pages[index] = `${page.slice(0, place.start)}${' '.repeat(line.length)}${page.slice(place.end)}`;
    }
  }
  return pages.join('\f');
};

const caseNumber = /\bCM\d{2}-\d{6,7}\b/;
const pageNumber = /\bpage\s+\d+|\s\d{1,3}\s*$/i;
const isFilled = (line: string): boolean => line.trim() !== '';

/** Where a line of a page begins and ends. */
type Place = { start: number; end: number };
const none: Place = { start: 0, end: 0 };

/** The first line of a page that is not blank. */
const firstFilled = (page: string): Place => {
  for (let start = 0; start < page.length;) {
    const found = page.indexOf('\n', start);
    const end = found < 0 ? page.length : found;
    if (isFilled(page.slice(start, end))) return { start, end };
    start = end + 1;
  }
  return none;
};

/** The last line of a page that is not blank. */
const lastFilled = (page: string): Place => {
  for (let end = page.length; end > 0;) {
    const start = page.lastIndexOf('\n', end - 1) + 1;
    if (isFilled(page.slice(start, end))) return { start, end };
    end = start - 1;
  }
  return none;
};
/** Sentences and the labels of an item may repeat as well: they say something each time. */
const ofTheLetter = /[.:;,]\s*$|\b(?:guideline|rationale|upheld|overturned|necessary)\b/i;
const wordsOf = (line: string): string => line.replace(/\d+/g, '0').replace(/\s+/g, ' ').trim();
