import { seeded, type Seeded } from './seeded.ts';

/** One piece of a line: where it starts, in points from the left edge of letter paper. */
type Piece = { text: string; x: number; bold?: boolean };
export type SampleLine = { pieces: Piece[]; ruledBox?: boolean };
/** A page in words before it is painted. `sizePoints` is the size of its type. */
export type SamplePage = { lines: SampleLine[]; sizePoints: number; dates: string[] };

const month = ['January', 'March', 'April', 'June', 'August', 'September', 'October', 'November', 'December'];
const drugs = [
  'Norco 10/325 mg',
  'Gabapentin 300 mg',
  'Naproxen 550 mg',
  'Flexeril 7.5 mg',
  'Tramadol 50 mg',
  'Omeprazole 20 mg',
];
const body = ['lumbar spine', 'right shoulder', 'left knee', 'cervical spine', 'right wrist', 'left ankle'];
const therapy = [
  'physical therapy',
  'acupuncture',
  'chiropractic care',
  'epidural steroid injection',
  'aquatic therapy',
  'a home exercise program',
];

const numericDate = (random: Seeded): string => {
  const [m, d, y] = [1 + random.below(12), 1 + random.below(28), 2011 + random.below(6)];
  const two = (n: number): string => String(n).padStart(2, '0');
  return random.pick([
    `${m}/${d}/${y}`,
    `${two(m)}/${two(d)}/${y}`,
    `${m}-${d}-${String(y).slice(2)}`,
    `${two(m)}-${two(d)}-${y}`,
  ]);
};

const longDate = (random: Seeded): string => `${random.pick(month)} ${1 + random.below(28)}, ${2011 + random.below(6)}`;

const sentences: ((random: Seeded, date: string) => string)[] = [
  (r, d) => `On ${d} the injured worker complained of pain in the ${r.pick(body)} rated ${r.below(10)}/10.`,
  (r, d) => `The treating physician prescribed ${r.pick(drugs)} twice daily #${30 + 10 * r.below(10)} on ${d}.`,
  (r, d) =>
    `Magnetic resonance imaging dated ${d} showed a ${2 + r.below(5)} mm disc protrusion at L${3 + r.below(2)}-L5.`,
  (r, d) => `A request for ${6 + r.below(12)} sessions of ${r.pick(therapy)} was received on ${d}.`,
  (r, d) =>
    `Range of motion of the ${r.pick(body)} on ${d} was flexion ${20 + r.below(60)} degrees, extension ${5 + r.below(30)} degrees.`,
  (r, d) =>
    `Utilization review of ${d} modified the request and certified ${1 + r.below(6)} visits of ${r.pick(therapy)}.`,
  (r) =>
    `There was tenderness to palpation over the ${r.pick(body)} with normal sensation and strength ${3 + r.below(3)}/5.`,
  (r) => `The patient takes ${r.pick(drugs)} and reports that function is better with ${r.pick(therapy)}.`,
  (r) =>
    `Work status remained modified duty with no lifting over ${5 * (1 + r.below(6))} pounds for ${2 + r.below(6)} weeks.`,
];

const prose = (random: Seeded, dates: string[], columns: number): string[] => {
  const date = random.next() < 0.6 ? numericDate(random) : longDate(random);
  const paragraph: string[] = [];
  for (let count = 0; count < 4; count += 1) {
    const own = count === 0 ? date : random.next() < 0.6 ? numericDate(random) : longDate(random);
    const text = random.pick(sentences)(random, own);
    if (text.includes(own)) dates.push(own);
    paragraph.push(text);
  }
  const lines = [''];
  for (const word of paragraph.join(' ').split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length + 1 > columns) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
};

const formRows = (random: Seeded, dates: string[]): SampleLine[] => {
  const date = (): string => {
    const own = numericDate(random);
    dates.push(own);
    return own;
  };
  const row = (left: string, leftValue: string, right: string, rightValue: string): SampleLine => ({
    ruledBox: true,
    pieces: [
      { text: left, x: 76, bold: true },
      { text: leftValue, x: 190 },
      { text: right, x: 326, bold: true },
      { text: rightValue, x: 440 },
    ],
  });
  return [
    row('Date of Injury:', date(), 'Date of Birth:', date()),
    row('Claim Number:', `WC${100000 + random.below(900000)}`, 'Date of Visit:', date()),
    row('Medication:', random.pick(drugs), 'Quantity:', `#${30 * (1 + random.below(4))}`),
    row('Body Part:', random.pick(body), 'Request Date:', date()),
  ];
};

/** A page of a case file: a heading, a form with ruled boxes on every other page, paragraphs of a note. */
export const sampleText = (seed: number, options: { sizePoints?: number; columns?: number } = {}): SamplePage => {
  const random = seeded(seed);
  const sizePoints = options.sizePoints ?? 11;
  const columns = options.columns ?? Math.floor(980 / sizePoints);
  const dates: string[] = [];
  const lines: SampleLine[] = [
    { pieces: [{ text: 'PRIMARY TREATING PHYSICIAN PROGRESS REPORT', x: 130, bold: true }] },
    { pieces: [] },
  ];
  if (seed % 2 === 0) lines.push(...formRows(random, dates), { pieces: [] });
  for (let paragraph = 0; paragraph < 4; paragraph += 1) {
    lines.push(...prose(random, dates, columns).map((text) => ({ pieces: [{ text, x: 72 }] })), { pieces: [] });
  }
  return { lines, sizePoints, dates };
};

/** The words of a page in reading order. */
export const sampleWords = (page: SamplePage): string[] =>
  page.lines.flatMap((line) => line.pieces.flatMap((piece) => piece.text.split(' ')));
