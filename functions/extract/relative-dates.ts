import type { RawDate } from './date-grammar.ts';
import { shiftDay } from './calendar.ts';
import type { Reading } from './reading.ts';
import { ledByWord, startBefore } from './rules.ts';

const numberWords: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
};
const amount = '(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2})';
const span = `\\b(?:about |approximately |over |almost )?(${amount}) (day|week|wk|month|mo|year|yr)s?\\.? `;
const ago = ledByWord(
  'ago prior earlier previously before',
  new RegExp(`${span}(ago|prior|earlier|previously|before(?= ?[.,;)]|$))\\b`, 'gi'),
  startBefore(new RegExp(`${span}$`, 'i'), 'approximately eleven months. '.length),
);
const fixed = ledByWord(
  'yesterday the last same',
  /\b(yesterday|the (?:following|next) (?:morning|day)|the (?:day before|previous day|same day)|(?<=\()same day(?=\))|last (?:week|month|year)|the (?:previous|prior) (?:week|month|year))\b/gi,
  (text, at) => ((text.charCodeAt(at) | 32) !== 116 || 'fndpsFNDPS'.includes(text.charAt(at + 4)) ? at : -1),
);

/** A relative phrase with what it takes to place it: how far, in what unit. */
export type RelativeDate = RawDate & { shift: { amount: number; unit: 'day' | 'month' | 'year'; isWhole?: boolean } };

/** "one year ago", "2 weeks prior", "the following morning": where they stand and how far they point. */
export const relativeDates = ({ matches }: Reading): RelativeDate[] => {
  const dates: RelativeDate[] = [];
  for (const match of matches(ago)) {
    // "... in 6 weeks. Prior review ..."
    if (/\. [A-Z]/.test(match[0])) continue;
    const count = numberWords[(match[1] ?? '').toLowerCase()] ?? Number(match[1]);
    const word = (match[2] ?? '').toLowerCase();
    const shift = word.startsWith('d')
      ? { amount: -count, unit: 'day' as const }
      : word.startsWith('w')
        ? { amount: -7 * count, unit: 'day' as const }
        : word.startsWith('m')
          ? { amount: -count, unit: 'month' as const }
          : { amount: -count, unit: 'year' as const };
    const lead = /^(?:about|approximately|over|almost) /i.exec(match[0])?.[0].length ?? 0;
    dates.push({
      start: match.index + lead,
      end: match.index + match[0].length,
      kind: 'relative',
      ruleId: 'date.relative',
      shift,
    });
  }
  for (const match of matches(fixed)) {
    const words = match[0].toLowerCase();
    const unit = words.endsWith('year') ? 'year' : words.endsWith('month') ? 'month' : 'day';
    const size = words.endsWith('week') ? 7 : words.endsWith('same day') ? 0 : 1;
    const sign = /following|next/.test(words) ? 1 : -1;
    dates.push({
      start: match.index,
      end: match.index + match[0].length,
      kind: 'relative',
      ruleId: 'date.relative',
      shift: { amount: sign * size, unit, ...(unit === 'year' ? { isWhole: true } : {}) },
    });
  }
  return dates;
};

/** The day, month or year that the phrase points at, seen from `anchor`. */
export const placeRelative = ({ shift }: RelativeDate, anchor: string): string => {
  const day = shiftDay(anchor, shift.amount, shift.unit);
  if (shift.isWhole) return day.slice(0, 4);
  return shift.unit === 'day' ? day : day.slice(0, 7);
};
