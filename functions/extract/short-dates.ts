import { dayOf, fullYear, isCalendarDay, monthOf } from './calendar.ts';
import type { RawDate } from './date-grammar.ts';
import { loneYears } from './lone-years.ts';
import { isInside } from './numbers.ts';
import type { Reading } from './reading.ts';
import type { TableCell } from './table-cells.ts';
import { digitsFrom, ledByNumber } from './rules.ts';

/** One or two digits from here on, and no slash behind them. */
const isPair = (text: string, from: number): boolean => {
  const count = digitsFrom(text, from);
  return (count === 1 || count === 2) && text.charCodeAt(from + count) !== 47;
};
const slashPair = ledByNumber(
  { digits: [1, 2], after: '/' },
  /(?<![\w/.+#-])(\d{1,2})\/(\d{1,2})(?![\w/%+]|\.\d|-\d)/g,
  // The most common pair is the beginning of a whole date.
  (text, at) => (isPair(text, at + digitsFrom(text, at) + 1) ? at : -1),
);
/** "6/17-6/24/13", "9/11 to 10/9/14": the first of two days that share a year, or of two without one. */
const rangePair = ledByNumber(
  { digits: [1, 2], after: '/' },
  /(?<![\w/.+#-])(\d{1,2})\/(\d{1,2})(?= ?(?:-|–|to|thru|through) ?\d{1,2}\/\d{1,2}(?:\/\d{2,4}(?![\d/])|(?<=(?:thru|through|to|-) ?\d{1,2}\/\d{1,2})(?=[.,;)\n ]|$)))/g,
  (text, at) => (/^\d{1,2}\/\d{1,2} ?(?:-|–|t)/.test(text.slice(at, at + 8)) ? at : -1),
);
const endOfRange = /^( ?(?:-|–|to|thru|through) ?)(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?/;
const yearRange = ledByNumber(
  { digits: [4, 4], next: '-–' },
  /(?<![\w/.-])((?:19|20)\d{2}) ?[-–] ?((?:19|20)\d{2})(?![\w/-])/g,
);
const announces =
  /\b(?:on|as of|since|until|till|til|from|by|through|thru|dated|starting|effective|dates?|dos|seen|visits?|sessions?|attended|last|next|between|beginning|began|started|appts?|follow-?up|rtc|returned|cancelled|missed|no show|re-?exam|re-?eval(?:uation)?|eval|recert|was|re-?start(?:ed)?|resumed?|begin|start|held|out|due|week of|wk of|surgery|injection|mri|x-?ray|uds|udt|emg|labs?|fax(?:ed)?|sent|to|and|f\/u|recheck|scheduled|xr|esi|d\/c'?d|discontinued|stopped|tapered|off|neg|done|told us|denied|approved|authorized|certified|non-certified|modified|overturned|upheld|requested|ordered|signed|n\/v|nv|attend|attended|next two|next three|delivery|delivered|shipped|mailed|picked up|expires|run out|runs out)(?: for| on| of| in)?[: (]{1,3}$/i;
/** "RTC 6 wks (7/2)" */
const inBrackets =
  /\b(?:early|late|status|results?|exam|testing|interview) ?\($|\b(?:no show|cancel\w*|missed|absent)[^.;\n(]{0,14}\($|\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,? $|\b(?:yesterday|today|weeks?|wks?|mos?|months?|days?|appt|visit|rtc) ?\($/i;
/** "fell on the driveway 9/1.": what cannot be a share of something, or of no scale that is in use. */
const isNoFraction = (a: number, b: number): boolean => a > b || oddShares.has(b);
const oddShares = new Set([13, 14, 15, 16, 17, 19, 22, 23, 25, 26, 28, 29, 31]);
/** Words of a sentence, and no measure, stand before a day that no word announces. */
const inSentence = /(?:[a-z]{2}[)'’"]?|\b(?:ER|ED|UC|IE|IW)),? \(?$/;
const measures =
  /\b(?:grip|strength|motor|rom|flex\w*|ext\w*|rot\w*|abd\w*|add\w*|slr|dtrs?|reflex\w*|score|girth|calf|thigh|pupils?|ratio|visit|visits|session|sessions|grade|level|size|motion|pinch|vision|power|index|pt|sensation|[dp]f|inv\w*|ev\w*|[ie]r|[rl]?sb|bend\w*|tilt|lbs?)\b[^.,;\n]{0,24}$|\b(?:of|to|was|pain)[: ]$|\d{1,2}\/\d{1,2}\b[^.;,\n(]{0,12}$/i;
/** "slipped on wet floor 1/6, pain ..." */
const happened =
  /\b(?:slipped|fell|tripped|injured|hurt|struck|twisted|lifted|flare\w*|flared|called|spoke|went to|seen at|seen in|presented to|same as|see note|called pt|called patient)\b[^.;\d]{0,30} $/i;
/** "the 6/29 fill", "attend 11/27 appt" */
const nounBehind =
  /^ (?:at \d{1,2}:\d{2}|denial|non-?cert\w*|approval|visit|appt|appointment|exam|fill|refill|report|note|notes|injection|surgery|mri|x-?ray|re-?exam|re-?eval|follow-?up|f\/u|session|letter|denial|rfa|uds|pr-?2)\b/i;
const unitBehind = /^ ?(?:mm|cm|kg|lbs?|degrees|deg|mg|mcg|ml|%|sec|inch|in\b|pills?|tabs?)/i;
const listLabel = /\bdates?\b[^.;\n:]{0,28}: ?$|\bdates of (?:service|visits?|treatment|attendance)\s{1,8}$/i;
const takenBefore =
  /\b(?:last|took|taken|ran out|out of|filled|refilled|re-?start(?:ed)?|resumed?|stopped|dispensed|given|dose|fills?|refills?)\b[^.;\n]{0,40}$/i;
const nextPair = /,? (?:and )?(\d{1,2})\/(\d{1,2})(\/\d{2,4})?(?![\d/])/y;
/** How many of the pairs that follow are looked at. */
const longestList = 6;
/** "(6/10, 6/17, 6/24)", "3/2, 3/9 and 3/30/2015": a list in which one of the next is no share. */
const leadsDays = (text: string, end: number): boolean => {
  nextPair.lastIndex = end;
  for (let count = 0; count < longestList; count += 1) {
    const [, a, b, year] = nextPair.exec(text) ?? [];
    if (b === undefined || !isCalendarDay(2000, Number(a), Number(b))) return false;
    if (year !== undefined || isNoFraction(Number(a), Number(b))) return true;
  }
  return false;
};
const revised = /\brev(?:ised)?\.?:? ?$/i;
const listGap = /^(?:, ?(?:and )?| and | & |; ?| ?- ?| {1,4})$/;
const expires = /\bexp(?:ires|iration)?\.?:? ?$/i;
const sinceHired = /\b(?:employed|hired|hire|worked there|working there|employment)\b[^.;\n\d]{0,24}$/i;
/** The date of a row that is numbered: "3   9/25     7     sore". */
const behindNumber = /\n(?:\d{1,3}[.)]? {1,6})?$/;

/** A row of a log: under a heading "Date", or under another such row. */
const opensRow = (text: string, start: number, end: number, last: RawDate | undefined): boolean => {
  if (text.charCodeAt(end) !== 32 || !/^ {2,}\S/.test(text.slice(end, end + 40))) return false;
  const line = text.lastIndexOf('\n', start - 1);
  const lineBefore = text.slice(text.lastIndexOf('\n', line - 1) + 1, line);
  return (
    /^\s*(?:(?:#|no\.?|visit|tx|session) {1,8})?(?:date|dos|visit date|tx date|service)\b/i.test(
      lineBefore.slice(0, 40),
    ) ||
    (last !== undefined && start - last.start < 300 && text.slice(last.end, start - 1).split('\n').length <= 2)
  );
};

/** "3/12    7/13": the number of the visit, in a table whose dates have a column of their own. */
const isBeforeDateCell = ({ lineAt }: Reading, cellOfLine: ReadonlyMap<number, number>, start: number): boolean =>
  cellOfLine.size > 0 && start < (cellOfLine.get(lineAt(start).start) ?? -1);

/** Dates that lack a part: "12/3", "exp 11/15", "since 2009". They need words that announce a date. */
export const yearsAndDays = (
  reading: Reading,
  known: readonly RawDate[],
  dateCells: readonly TableCell[],
): RawDate[] => {
  const { text, matches } = reading;
  const dates: RawDate[] = [];
  let last: RawDate | undefined;
  /** Where the last date of a row of a table begins, by the beginning of its line. */
  const cellOfLine = new Map<number, number>();
  for (const { line, start } of dateCells) cellOfLine.set(line, Math.max(start, cellOfLine.get(line) ?? -1));
  const rows = known.filter(({ start }) => start === 0 || text.charCodeAt(start - 1) === 10).length;
  for (const match of matches(rangePair)) {
    const start = match.index;
    const end = start + `${match[1]}/${match[2]}`.length;
    const [a, b] = [Number(match[1]), Number(match[2])];
    if (isInside(known, start, end) || !isCalendarDay(2000, a, b)) continue;
    dates.push({ start, end, kind: 'no_year', month: a, day: b, ruleId: 'date.no-year' });
    const second = endOfRange.exec(text.slice(end, end + 24));
    if (!second) continue;
    const [whole, lead = '', month = '', day = '', year] = second;
    const [from, to] = [end + lead.length, end + whole.length];
    const [c, d] = [Number(month), Number(day)];
    if (isInside(known, from, to) || !isCalendarDay(2000, c, d)) continue;
    const given = year
      ? { value: dayOf(fullYear(Number(year)), c, d), kind: 'full' as const }
      : { kind: 'no_year' as const };
    dates.push({ start: from, end: to, month: c, day: d, ...given, ruleId: 'date.no-year' });
  }
  for (const match of matches(yearRange)) {
    const [whole, from = '', to = ''] = match;
    if (Number(to) < Number(from) || Number(to) - Number(from) > 20) continue;
    const start = match.index;
    if (!/\b(?:in|from|during|between|since|of) $/i.test(text.slice(Math.max(0, start - 8), start))) continue;
    dates.push({ start, end: start + whole.length, kind: 'range', value: `${from}/${to}`, ruleId: 'date.year-range' });
  }
  const ranges = dates.toSorted((a, b) => a.start - b.start);
  for (const match of matches(slashPair)) {
    const [whole, first = '', second = ''] = match;
    const start = match.index;
    const end = start + whole.length;
    if (isInside(known, start, end) || isInside(ranges, start, end)) continue;
    const [a, b] = [Number(first), Number(second)];
    const before = text.slice(Math.max(0, start - 60), start);
    if (expires.test(before) && a >= 1 && a <= 12) {
      dates.push({ start, end, kind: 'partial', value: monthOf(fullYear(b), a), ruleId: 'date.expiry' });
      continue;
    }
    // "employed since 5/09": a month and its year.
    if (sinceHired.test(before) && second.startsWith('0') && a >= 1 && a <= 12) {
      dates.push({ start, end, kind: 'partial', value: monthOf(fullYear(b), a), ruleId: 'date.month-year' });
      continue;
    }
    // "Form ED-204 (rev 8/13)": a month and its year.
    if (revised.test(before)) continue;
    if (!isCalendarDay(2000, a, b) || isBeforeDateCell(reading, cellOfLine, start)) continue;
    const follows = last !== undefined && start - last.end < 8 && listGap.test(text.slice(last.end, start));
    const atLineStart = start === 0 || text.charCodeAt(start - 1) === 10;
    const isNumbered =
      text.charCodeAt(start - 1) === 32 && behindNumber.test(text.slice(Math.max(0, start - 11), start));
    const isDay =
      follows ||
      announces.test(before) ||
      takenBefore.test(before) ||
      inBrackets.test(before) ||
      listLabel.test(before) ||
      (isNoFraction(a, b) &&
        inSentence.test(before) &&
        !measures.test(before) &&
        !unitBehind.test(text.slice(end, end + 8))) ||
      (happened.test(before) && b > 5 && b !== 10) ||
      nounBehind.test(text.slice(end, end + 16)) ||
      (atLineStart && /^ {2,}[A-Z#(]/.test(text.slice(end, end + 12)) && (b > 5 || rows > 0)) ||
      (leadsDays(text, end) && !measures.test(before)) ||
      isInside(dateCells, start, end) ||
      (atLineStart && /^ ?[:–-] |^ {1,3}[A-Z]/.test(text.slice(end, end + 4))) ||
      ((atLineStart || isNumbered) && opensRow(text, start, end, last));
    const isFraction = (a === 1 && b <= 4 && !follows && !announces.test(before)) || b === 0;
    if (!isDay || isFraction || /^ ?(?:tab|mg|ml|cc|strength|out of|normal)/i.test(text.slice(end, end + 9))) continue;
    last = { start, end, kind: 'no_year', month: a, day: b, ruleId: 'date.no-year' };
    dates.push(last);
  }
  dates.push(...loneYears(reading, known));
  return dates;
};
