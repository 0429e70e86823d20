import { xmlEvents } from './xml-events.ts';

/** The label of the next item of a list: `3.`, `b)`, or a bullet. Counts on with each call. */
export type NextNumber = (listId: string, level: number) => string;

type Level = { format: string; text: string; start: number };

/** The labels of lists as `word/numbering.xml` defines them (ECMA-376-1, 17.9). */
export const listNumbers = (xml: string): NextNumber => {
  const { levels, abstractOf } = readNumbering(xml);
  const counts = new Map<string, number[]>();
  return (listId, level) => {
    const own = levels.get(abstractOf.get(listId) ?? '') ?? [];
    const count = counts.get(listId) ?? [];
    count.length = Math.min(count.length, level + 1);
    count[level] = (count[level] ?? (own[level]?.start ?? 1) - 1) + 1;
    counts.set(listId, count);
    const shown = own[level];
    if (!shown || shown.format === 'none') return '';
    if (shown.format === 'bullet') return '\u2022';
    return shown.text.replaceAll(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      return numeral(count[at] ?? own[at]?.start ?? 1, own[at]?.format ?? 'decimal');
    });
  };
};

const readNumbering = (xml: string) => {
  const levels = new Map<string, Level[]>();
  const abstractOf = new Map<string, string>();
  let [abstractId, listId, at] = ['', '', 0];
  for (const event of xmlEvents(xml)) {
    if (event.kind !== 'open') continue;
    const value = event.attributes.get('w:val') ?? '';
    const level = levels.get(abstractId)?.[at];
    if (event.name === 'w:abstractNum') {
      abstractId = event.attributes.get('w:abstractNumId') ?? '';
      levels.set(abstractId, []);
    } else if (event.name === 'w:lvl') {
      at = Number(event.attributes.get('w:ilvl') ?? 0);
      const own = levels.get(abstractId);
      if (own && at >= 0 && at < 9) own[at] = { format: 'decimal', text: '', start: 1 };
    } else if (event.name === 'w:num') listId = event.attributes.get('w:numId') ?? '';
    else if (event.name === 'w:abstractNumId') abstractOf.set(listId, value);
    else if (level && event.name === 'w:numFmt') level.format = value;
    else if (level && event.name === 'w:lvlText') level.text = value;
    else if (level && event.name === 'w:start') level.start = Number(value) || 0;
  }
  return { levels, abstractOf };
};

const numeral = (value: number, format: string): string => {
  if (format === 'lowerLetter' || format === 'upperLetter') {
    const letter = String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.floor((value - 1) / 26) + 1);
    return format === 'lowerLetter' ? letter : letter.toUpperCase();
  }
  if (format === 'lowerRoman') return roman(value).toLowerCase();
  return format === 'upperRoman' ? roman(value) : String(value);
};

const romanSigns = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

const roman = (value: number): string => {
  let [left, text] = [Math.min(value, 399), ''];
  for (const [amount, sign] of romanSigns) for (; left >= amount; left -= amount) text += sign;
  return text;
};
