import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { casual } from 'chrono-node';
import { CaseId, DocumentId } from '../functions/domain/case-number.ts';
import { documentText } from '../functions/domain/page-text.ts';
import { extractFacts } from '../functions/extract/extract-facts.ts';
import { readPages } from '../functions/ocr/read-pages.ts';
import { readLabelled } from '../test/functions/extract/labelled/read-labelled.ts';
import { alternate, rateOf, type Cost } from './measure.ts';
import type { Row } from './ratio-table.ts';

const rounds = 3;
const megabyte = 1_000_000;
const caseId = CaseId.parse('CM00-0000000');
const documentId = DocumentId.parse('doc-0000000000');
const seenFrom = new Date('2015-09-10T12:00:00Z');

const everyFact = (text: string): void => {
  extractFacts({ caseId, documentId, document: { text, spans: [] } });
};
const everyDate = (text: string): void => {
  casual.parse(text, seenFrom);
};

/** The labelled texts of the tests over and over, pages apart: dense with facts, one in 30 characters. */
const textOf = (characters: number): string => {
  const once = readLabelled()
    .map(({ text }) => text)
    .join('\f');
  return `${once}\f`.repeat(Math.ceil(characters / once.length)).slice(0, characters);
};

/** The text of the public determination letters that may stand beside the repository; none without them. */
const readLetters = async (): Promise<string[]> => {
  const folder = new URL('../../shared/letters/', import.meta.url);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pdf')) : [];
  const texts: string[] = [];
  for (const name of names) {
    const { pages } = await readPages(new Uint8Array(readFileSync(new URL(name, folder))), 'application/pdf');
    texts.push(documentText(pages).text);
  }
  return texts;
};

/** Megabytes a second of processor time, one core: the clock also measures what else the machine does. */
const throughput = (texts: readonly string[], read: (text: string) => void) => async (): Promise<Cost> => {
  const size = texts.reduce((sum, { length }) => sum + length, 0) / megabyte;
  const { cpuMicros } = await rateOf(size, async () => texts.forEach(read));
  return { value: 1e6 / cpuMicros, cpuMicros };
};

/** All facts of a text beside only the dates of a library, and 20 MB in one text beside 1 MB. */
export const extract = async (): Promise<Row[]> => {
  const one = textOf(megabyte);
  const pages = readLabelled().map(({ text }) => text);
  const copies = Math.ceil(megabyte / pages.reduce((sum, { length }) => sum + length, 0));
  const many = Array.from({ length: copies }, () => pages).flat();
  const letters = await readLetters();
  const cost = await alternate(rounds, {
    documents: throughput(many, everyFact),
    documentDates: throughput(many, everyDate),
    letters: throughput(letters, everyFact),
    letterDates: throughput(letters, everyDate),
    one: throughput([one], everyFact),
    oneDates: throughput([one], everyDate),
  });
  const large = await alternate(1, {
    one: throughput([one], everyFact),
    twenty: throughput([textOf(20 * megabyte)], everyFact),
  });
  const other = 'chrono-node, dates only';
  return [
    {
      name: 'all facts, documents of a page',
      ours: cost('documents'),
      other: { name: other, cost: cost('documentDates') },
      unit: 'MB/s',
      better: 'higher',
      goal: { value: 5 },
    },
    ...(letters.length === 0
      ? []
      : [
          {
            name: `all facts, ${letters.length} real letters`,
            ours: cost('letters'),
            other: { name: other, cost: cost('letterDates') },
            unit: 'MB/s',
            better: 'higher' as const,
            goal: { value: 5 },
          },
        ]),
    {
      name: 'all facts, one text of 1 MB',
      ours: cost('one'),
      other: { name: other, cost: cost('oneDates') },
      unit: 'MB/s',
      better: 'higher',
      goal: { value: 5 },
    },
    {
      name: 'time a MB, text of 20 MB over text of 1 MB',
      ours: { value: large('one').value / large('twenty').value },
      unit: 'x',
      better: 'lower',
      goal: { value: 1.3 },
    },
  ];
};
