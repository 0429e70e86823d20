import type { PartialDay } from '../domain/days.ts';

/**
 * What may stand in a letter, whatever was typed or read: composed characters, line feeds, no control characters, no
 * halves of surrogate pairs (both damage the XML of a DOCX) and no marks that turn the direction of the text around
 * (they can make a decision read differently from what was signed).
 */
export const letterText = (text: string): string =>
  text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .toWellFormed()
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex -- control characters are what is taken out
    .replace(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g,
      '',
    )
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
