/** A named test of a physical exam, and what came of it. */
export type TestStatement = {
  test: string;
  side: 'left' | 'right' | undefined;
  outcome: 'positive' | 'negative';
  start: number;
  end: number;
  /** The words from the outcome to the next one: a day among them is the day of this outcome. */
  told: { start: number; end: number };
  quote: string;
};

const tests: readonly (readonly [name: string, words: string])[] = [
  ['straight leg raise', String.raw`straight[- ]leg[- ]rais(?:e|es|ing)|SLR`],
  ['spurling', String.raw`spurling(?:['’]?s)?`],
  ['mcmurray', String.raw`mcmurray(?:['’]?s)?`],
  ['lachman', String.raw`lachman(?:['’]?s)?`],
  ['anterior drawer', String.raw`anterior\s+drawer`],
  ['tinel', String.raw`tinel(?:['’]?s)?`],
  ['phalen', String.raw`phalen(?:['’]?s)?`],
  ['durkan', String.raw`durkan(?:['’]?s)?`],
  ['finkelstein', String.raw`finkelstein(?:['’]?s)?`],
  ['hawkins', String.raw`hawkins(?:['’]?s)?`],
  ['neer', String.raw`neer(?:['’]?s)?`],
  ['impingement', String.raw`impingement\s+(?:sign|test)s?`],
  ['empty can', String.raw`empty\s+can`],
  ['drop arm', String.raw`drop[- ]arm`],
  ['speed', String.raw`speed['’]s`],
  ["o'brien", String.raw`o['’]?brien(?:['’]?s)?`],
  ['cozen', String.raw`cozen(?:['’]?s)?`],
  ['kemp', String.raw`kemp(?:['’]?s)?`],
  ['patrick', String.raw`patrick(?:['’]?s)?|FABERE?`],
  ['facet loading', String.raw`facet\s+loading`],
  ['hoffmann', String.raw`hoff?mann?(?:['’]?s)?`],
  ['babinski', String.raw`babinski`],
  ['romberg', String.raw`romberg(?:['’]?s)?`],
];

const testPattern = new RegExp(String.raw`\b(?:${tests.map(([, words]) => `(${words})`).join('|')})(?![\w])`, 'gi');
/** An outcome in words or as a sign; a dash stands for one only where no outcome in words follows it. */
const outcomePattern =
  /\b(?:positive|negative|pos|neg)\b|\([+-]\)|(?<![\d+])\+(?![\d+])|(?<=\w\s?)[-–](?=\s*(?:[,.;]|$|\b(?:right|left|bilat\w*|b\/l|R|L)\b(?!\s*(?:positive|negative|pos|neg|\+))))/gi;
const leadingOutcome =
  /(?:\b(positive|negative|pos|neg)\b\s+(?:(?:for|bilateral|left|right|a|the)\s+)*|(?<![\d+])(\+)\s?(?:(?:left|right|R|L)\s+)?)$/i;
/** How far an outcome may stand behind its test; before it, it stands right before. */
const reachAfter = 90;
const reachBefore = 24;
/** How far back a sentence may have named the side that it still speaks of. */
const reachOfSide = 160;

/** "Negative, while at the exam of 10/6 it was not": what another day had. */
const contrastWord = /\b(?:while|whereas|unlike|although|compared|versus|vs)\b/i;

type Outcome = Pick<TestStatement, 'outcome' | 'side' | 'told'>;

const outcomeIn = (words: string): Outcome['outcome'] => (/^\(?(?:pos|\+)/i.test(words) ? 'positive' : 'negative');

const sidesIn = (words: string): ('left' | 'right')[] =>
  [...words.matchAll(/\b(?:(left|lt)|(right|rt))\b|(?<![\w/])(?:(L)|(R))(?![\w/])/gi)].flatMap(
    ([word, left, right, l, r]) =>
      (left ?? (l && word === 'L')) ? ['left' as const] : (right ?? (r && word === 'R')) ? ['right' as const] : [],
  );

/** One side, or none where the words name both or neither. */
const sideIn = (words: string): TestStatement['side'] => {
  const sides = new Set(sidesIn(words));
  return sides.size === 1 ? [...sides][0] : undefined;
};

/** "On both sides" is said of each. */
const sidesOf = (words: string, side: TestStatement['side']): TestStatement['side'][] =>
  /\b(?:bilat\w*|b\/l|both)\b/i.test(words) ? ['left', 'right'] : [side];

/** What stands behind a test up to the end of its sentence; once an outcome is told, up to the next test. */
const tailOf = (text: string, end: number): string => {
  const tail = text.slice(end, end + reachAfter).split(/[.;]/)[0] ?? '';
  const first = tail.search(outcomePattern);
  if (first < 0) return tail;
  const next = tail.slice(first + 1).search(testPattern);
  return next < 0 ? tail : tail.slice(0, first + 1 + next).replace(/(?:\bpositive|\bnegative|\+)?\s*$/i, '');
};

/** "SLR positive on the left, negative on the right" tells two things, each of its own side. */
const outcomesOf = (text: string, start: number, end: number): Outcome[] => {
  const before =
    text
      .slice(Math.max(0, start - reachBefore), start)
      .split(/[.;,:]/)
      .at(-1) ?? '';
  // "R shoulder flexion 130, Neer +": the side that the sentence named last.
  const sentence =
    text
      .slice(Math.max(0, start - reachOfSide), start)
      .split(/[.;](?:\s|$)/)
      .at(-1) ?? '';
  const led = sidesIn(sentence).at(-1);
  const leading = leadingOutcome.exec(before);
  const tail = tailOf(text, end);
  if (leading) {
    const after = tail.split(',')[0] ?? '';
    const side = sideIn(leading[0]) ?? sideIn(after) ?? led;
    const told = { start, end: end + tail.length };
    const outcome = outcomeIn(leading[1] ?? leading[2] ?? '');
    return sidesOf(`${leading[0]} ${after}`, side).map((one) => ({ outcome, side: one, told }));
  }
  const outcomes = [...tail.matchAll(outcomePattern)];
  if (outcomes.length === 0 || /\b(?:not|non)\b/i.test(tail.slice(0, outcomes[0]?.index))) return [];
  return outcomes.flatMap((match, index): Outcome[] => {
    const from = match.index + match[0].length;
    const to = outcomes[index + 1]?.index ?? tail.length;
    const after = tail.slice(from, to).split(',')[0] ?? '';
    const previous = outcomes[index - 1];
    const between = tail.slice(previous ? previous.index + previous[0].length : 0, match.index);
    const own = previous ? (between.split(',').at(-1) ?? '') : between;
    const side = sidesIn(after)[0] ?? sideIn(own) ?? (index === 0 ? led : undefined);
    const contrast = tail.slice(from, to).search(contrastWord);
    const told = { start: end + match.index, end: end + (contrast < 0 ? to : from + contrast) };
    return sidesOf(`${own} ${after}`, side).map((one) => ({ outcome: outcomeIn(match[0]), side: one, told }));
  });
};

/** Sentences that say a named test is positive or negative. Offsets are into `text`. */
export const readTests = (text: string): TestStatement[] =>
  [...text.matchAll(testPattern)].flatMap((match): TestStatement[] => {
    const [words, ...groups] = match;
    const test = tests[groups.findIndex((group) => group !== undefined)]?.[0];
    const start = match.index;
    const end = start + words.length;
    if (!test) return [];
    const from = Math.max(0, start - 40) + (text.slice(Math.max(0, start - 40), start).search(/[^.;]*$/) || 0);
    const clause = text.slice(from, end) + (text.slice(end, end + reachAfter).split(/[.;]/)[0] ?? '');
    const quote = clause.replace(/\s+/g, ' ').trim();
    return outcomesOf(text, start, end).map((outcome) => ({ test, ...outcome, start, end, quote }));
  });
