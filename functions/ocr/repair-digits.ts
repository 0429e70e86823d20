import type { Line, Word } from '../domain/page.ts';

/** A word that the engine is as sure of as this stays as it was read. */
const fullConfidence = 95;

/** Letters that stand where only a digit can: what they were on the sheet. */
const digitOf: Record<string, string> = { l: '1', I: '1', i: '1', '|': '1', O: '0', o: '0', S: '5', B: '8' };
const digit = String.raw`[\dlIi|OoSB]`;
const dateShape = new RegExp(
  String.raw`^([([]?)(${digit}{1,2})([/-])(${digit}{1,2})\3(${digit}{4}|${digit}{2})([.,;:)\]]*)$`,
);
/** `5O`, `l0`, `1O/325`, `7.S`; with or without the unit behind it. */
const doseShape = new RegExp(
  String.raw`^(${digit}{1,4}(?:\.${digit}{1,3})?(?:/${digit}{1,4}(?:\.${digit}{1,2})?)?)((?:-?(?:mg|mcg|ml|mL|gm?))?[.,;:)]*)$`,
);
const quantityShape = new RegExp(String.raw`^#(${digit}{1,4})([.,;:)]*)$`);
/** Discs and vertebrae: `L4-LS` and `CS-C6`. A lone `LS` is the lumbosacral spine. */
const levelShape = /^([LC]\d-[LC])S([.,;:)/]*)$/;
const upperLevelShape = /^([LC])S(-[LCS]\d[.,;:)/]*)$/;
const nerve = /^(?:dermatom|myotom|nerve|root|radicul|distribution|level|vertebra)/;
/** A figure alone, before what is counted. */
const countOf: Record<string, string> = { l: '1', '|': '1', S: '5', '§': '5' };
const counted =
  /^(?:mm|cm|kg|mg|sessions?|visits?|hours?|days?|weeks?|months?|years?|degrees?|pounds?|tablets?|refills?)[.,;:)]*$/;
const unit = /^(?:mg|mcg|m[lL]|gm?|units?)[.,;:)/]*$/;
const ownUnit = /^-?(?:mg|mcg|m[lL]|gm?)/;

/**
 * Digits that were read as letters, in words whose shape leaves nothing else: a date of the calendar with its two
 * slashes or dashes, a number before a unit of dose, a quantity behind `#`, a level of the spine. The word must have a
 * true digit or be a lone sign before what is counted, the engine must not be sure of it, and a dose must not begin with
 * a needless zero. `raw` keeps what was read.
 */
export const repairDigits = (lines: readonly Line[]): Line[] =>
  lines.map(({ words }) => ({
    words: words.map((word, index) => {
      if (word.confidence >= fullConfidence) return word;
      const text = repaired(word.text, words[index + 1]?.text ?? '', words[index - 1]?.text ?? '');
      return text === word.text ? word : withText(word, text);
    }),
  }));

/** The word with another text; what the engine read first stays with it. */
export const withText = (word: Word, text: string): Word => ({ ...word, text, raw: word.raw ?? word.text });

const repaired = (text: string, next: string, before: string): string => {
  if (text === 'LS' && nerve.test(next)) return 'L5';
  if (!/\d/.test(text)) return counted.test(next) ? (countOf[text] ?? text) : text;
  const level = levelShape.exec(text) ?? upperLevelShape.exec(text);
  if (level) return `${level[1] ?? ''}5${level[2] ?? ''}`;
  const date = dateShape.exec(text);
  if (date) {
    const [, open = '', first = '', separator = '', second = '', year = '', close = ''] = date;
    const [month, day, fullYear] = [digits(first), digits(second), digits(year)];
    return isDate(month, day, fullYear) ? `${open}${month}${separator}${day}${separator}${fullYear}${close}` : text;
  }
  const quantity = quantityShape.exec(text);
  if (quantity) return isNumber(digits(quantity[1])) ? `#${digits(quantity[1])}${quantity[2] ?? ''}` : text;
  const dose = doseShape.exec(text);
  if (!dose || /^vitamin$/i.test(before)) return text;
  const [, number = '', rest = ''] = dose;
  // A unit of its own, or the next word; a full stop between the two ends a sentence.
  if (!ownUnit.test(rest) && (rest !== '' || !unit.test(next))) return text;
  return digits(number).split('/').every(isNumber) ? `${digits(number)}${rest}` : text;
};

const digits = (text = ''): string => text.replaceAll(/[lIi|OoSB]/g, (letter) => digitOf[letter] ?? letter);

/** `0.5` and `50`, not `05`. */
const isNumber = (text: string): boolean => /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) && Number(text) > 0;

const isDate = (month: string, day: string, year: string): boolean =>
  Number(month) >= 1 &&
  Number(month) <= 12 &&
  Number(day) >= 1 &&
  Number(day) <= 31 &&
  (year.length === 2 || /^(?:19|20)/.test(year));
