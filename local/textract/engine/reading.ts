/** A word as the engine read it; its box in pixels of the picture that the engine saw. `line` numbers its lines. */
export type ReadWord = {
  text: string;
  confidence: number;
  line: number;
  left: number;
  top: number;
  width: number;
  height: number;
};

export type Reading = { words: ReadWord[] };

const wordLevel = '5';

/** Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export const readingOfTsv = (tsv: string): Reading => {
  const words: ReadWord[] = [];
  const lines = new Map<string, number>();
  for (const row of tsv.split('\n')) {
    const [level, , block, paragraph, lineOfParagraph, , left, top, width, height, confidence, text] = row.split('\t');
    if (level !== wordLevel || !text?.trim()) continue;
    const lineKey = `${block}/${paragraph}/${lineOfParagraph}`;
    const line = lines.get(lineKey) ?? lines.size;
    lines.set(lineKey, line);
    words.push({
      text: text.trim(),
      confidence: Math.max(0, Math.min(100, Number(confidence))),
      line,
      left: Number(left),
      top: Number(top),
      width: Number(width),
      height: Number(height),
    });
  }
  return { words };
};

/**
 * How much sure text a reading has: letters count by how far the engine is above a coin's toss about them. Chooses
 * between readings better than the mean confidence, which a reading of three good words would win.
 */
export const scoreOf = ({ words }: Reading): number =>
  words.reduce((sum, word) => sum + word.text.length * (word.confidence - 50), 0);

/** Mean confidence by letters, 0 for an empty reading. */
export const meanConfidence = ({ words }: Reading): number => {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  return letters === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / letters;
};

/** The words line by line, in the order of the reading. */
export const linesOf = ({ words }: Reading): ReadWord[][] => [...Map.groupBy(words, ({ line }) => line).values()];
