/** The tokens of a PDF content stream that matter for what a page paints (ISO 32000-1, 7.8.2). */
export type ContentToken =
  | { kind: 'number'; value: number }
  | { kind: 'name'; value: string }
  /** `bytes` = how many bytes of text the string shows. */
  | { kind: 'string'; bytes: number }
  | { kind: 'operator'; value: string };

const isSpace = (byte: number): boolean =>
  byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === 12 || byte === 0;

/** ( ) < > [ ] { } / % */
const isDelimiter = (byte: number): boolean =>
  byte === 40 ||
  byte === 41 ||
  byte === 60 ||
  byte === 62 ||
  byte === 91 ||
  byte === 93 ||
  byte === 123 ||
  byte === 125 ||
  byte === 47 ||
  byte === 37;

/** Walks a content stream. Arrays and dictionaries are passed through as their members; inline pictures as `EI`. */
export function* contentTokens(stream: Uint8Array): Generator<ContentToken> {
  let at = 0;
  while (at < stream.length) {
    const byte = stream[at] ?? 0;
    if (isSpace(byte) || byte === 91 || byte === 93 || byte === 123 || byte === 125 || byte === 41) at += 1;
    else if (byte === 37) while (at < stream.length && stream[at] !== 10 && stream[at] !== 13) at += 1;
    else if (byte === 40) {
      const end = endOfString(stream, at);
      yield { kind: 'string', bytes: Math.max(0, end - at - 2) };
      at = end;
    } else if (byte === 60 && stream[at + 1] !== 60) {
      const end = stream.indexOf(62, at);
      yield { kind: 'string', bytes: Math.max(0, ((end < 0 ? stream.length : end) - at - 1) >> 1) };
      at = end < 0 ? stream.length : end + 1;
    } else if (byte === 60 || byte === 62) at += 1;
    else {
      const end = endOfWord(stream, byte === 47 ? at + 1 : at);
      const word = Buffer.from(stream.subarray(at, Math.max(end, at + 1))).toString('latin1');
      at = Math.max(end, at + 1);
      if (byte === 47) yield { kind: 'name', value: word.slice(1) };
      else if ((byte >= 48 && byte <= 57) || byte === 45 || byte === 43 || byte === 46)
        yield { kind: 'number', value: Number.parseFloat(word) || 0 };
      else {
        if (word === 'ID') at = endOfInlinePicture(stream, at);
        yield { kind: 'operator', value: word === 'ID' ? 'EI' : word };
      }
    }
  }
}

const endOfWord = (stream: Uint8Array, from: number): number => {
  let at = from;
  while (at < stream.length && !isSpace(stream[at] ?? 0) && !isDelimiter(stream[at] ?? 0)) at += 1;
  return at;
};

const endOfString = (stream: Uint8Array, from: number): number => {
  let depth = 0;
  for (let at = from; at < stream.length; at += 1) {
    const byte = stream[at];
    if (byte === 92) at += 1;
    else if (byte === 40) depth += 1;
    else if (byte === 41) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return stream.length;
};

/** An inline picture ends with EI between white space. */
const endOfInlinePicture = (stream: Uint8Array, from: number): number => {
  for (let at = from; at + 2 < stream.length; at += 1) {
    const ends = stream[at + 1] === 69 && stream[at + 2] === 73 && isSpace(stream[at] ?? 0);
    if (ends && (at + 3 >= stream.length || isSpace(stream[at + 3] ?? 0))) return at + 3;
  }
  return stream.length;
};
