import type { PartialDay } from '../domain/days.ts';

/** Invisible characters that shape the words around them: line feed and the joiners of Indic scripts. */
const kept = new Set(['\n', '\u200c', '\u200d']);

/**
 * What may stand in a letter, whatever was typed or read: composed characters, line feeds, no control characters, no
 * halves of surrogate pairs (both damage the XML of a DOCX) and no invisible characters such as those that turn the
 * direction of the text around (they can make a decision read differently from what was signed).
 */
export const letterText = (text: string): string =>
  text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\ufffe\uffff]/gu, (character) => (kept.has(character) ? character : ''))
    .trim();

/** The paragraphs of a text, parted by blank lines; a single line feed stays inside its paragraph. */
export const paragraphsOf = (text: string): string[] =>
  letterText(text)
    .split(/\n[ ]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');

/** One line: what may not break, such as an item with its decision. */
export const oneLine = (text: string): string => letterText(text).replace(/\s+/g, ' ');

/** `2015-08-07` -> `08/07/2015`, `2015-08` -> `08/2015`, a range -> both ends. The form of the header's dates. */
export const letterDate = (day: PartialDay): string =>
  day
    .split('/')
    .map((end) => {
      const [year = '', month, date] = end.split('-');
      return [month, date, year].filter((part) => part !== undefined).join('/');
    })
    .join(' to ');

/** Writes the ISO dates inside a value the way that the header does. */
export const withLetterDates = (text: string): string =>
  text.replace(/(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])/g, (day) => letterDate(day));
