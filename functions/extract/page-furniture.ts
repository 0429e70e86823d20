/** Lines that a page carries beside its text: what a fax machine prints at its edge, and its running foot. */
export type Furniture = 'fax' | 'foot';

const digit = '[0-9OolI|]';
const digitsOfAnyCase = '0123456789OoIilL|';
const clock = new RegExp(`(?<![\\w:])${digit}{1,2} ?:${digit}{2}(?::${digit}{2})?(?: ?[AP]\\.?M\\b)?`, 'i');
const faxWords =
  /\b(?:FROM|TO|FAX(?: SERVER| NO| #)?|TEL|CSID|TSID|DURATION|RIGHTFAX)\b *[:.#]?|\bP(?:AGE|G|\.) ?\.?[0-9OolI]{1,3} ?(?:\/|of|$)|\bF[0-9OolI]\/[0-9OolI]/i;
const pageOf = /\bpage ?[:#]? ?\d{1,3} ?(?:of|\/) ?\S{1,3}\b|\bpage \d{1,3}$/i;
const faxLength = 140;
const footLength = 120;

/** Which kind of furniture a line is, if any; a fax header holds a time of day and where it came from or which page it is. */
export const furnitureOf = (line: string): Furniture | undefined => {
  if (line.length > faxLength) return undefined;
  if (mayHoldClock(line) && clock.test(line) && faxWords.test(line) && /\d{2}/.test(line)) {
    return isFaxLine(line) ? 'fax' : undefined;
  }
  return line.length <= footLength &&
    line.toLowerCase().includes('page') &&
    pageOf.test(line) &&
    !/[.;:] \w+ \w+ \w+ \w+/.test(line)
    ? 'foot'
    : undefined;
};

/** A colon right before a digit, or what is read for one: most colons stand behind labels. */
const mayHoldClock = (line: string): boolean => {
  for (let at = line.indexOf(':'); at >= 0; at = line.indexOf(':', at + 1))
    if (digitsOfAnyCase.includes(line.charAt(at + 1))) return true;
  return false;
};

/** "Pain from 7:00 to 9:00" has a clock too: a fax header is in capitals or ends with its page. */
const isFaxLine = (line: string): boolean => {
  const letters = line.replace(/[^A-Za-z]/g, '');
  const capitals = letters.replace(/[a-z]/g, '').length;
  return capitals >= letters.length * 0.7 || /\bP(?:age|g|\.) ?\.?\S{1,3}(?: ?(?:\/|of) ?\S{1,3})?\s*$/i.test(line);
};

/** A word in capitals with the small letters and digits that OCR puts for them taken back. */
export const asCapitals = (words: string): string =>
  !/[l|0]/.test(words)
    ? words
    : words.replace(/(?<=[A-Z0-9-])[l|]|[l|](?=[A-Z0-9])/g, 'I').replace(/(?<=[A-Z])0|0(?=[A-Z])/g, 'O');
