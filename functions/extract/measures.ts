const words: Record<string, string> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  thirty: '30',
  'thirty-six': '36',
  'thirty six': '36',
  forty: '40',
  eighteen: '18',
  twenty: '20',
  'twenty-four': '24',
  'twenty four': '24',
  once: '1',
  twice: '2',
  a: '1',
  an: '1',
};

/** A number as the record says it, in digits: `six` is `6`, `8.00` is `8`, `1-2` stays. */
export const numberOf = (text: string): string => {
  const lower = text.toLowerCase().trim();
  const known = words[lower];
  if (known) return known;
  return /^\d+(?:\.\d+)?$/.test(lower) ? String(Number(lower)) : lower;
};

/** `wks` is `weeks`, and one of it `week`. */
export const unitOf = (unit: string, amount: string): string => {
  const lower = unit.toLowerCase();
  const name = lower.startsWith('w')
    ? 'week'
    : lower.startsWith('mi') || lower === 'm'
      ? 'minute'
      : lower.startsWith('mo')
        ? 'month'
        : lower.startsWith('d')
          ? 'day'
          : lower.startsWith('h')
            ? 'hour'
            : 'year';
  return amount === '1' ? name : `${name}s`;
};
