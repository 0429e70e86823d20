/** A named test of a physical exam, and what came of it. */
export type TestStatement = {
  test: string;
  side: 'left' | 'right' | undefined;
  outcome: 'positive' | 'negative';
  start: number;
  end: number;
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
const outcomeWords = String.raw`\b(positive|negative|pos|neg)\b`;
/** How far an outcome may stand behind its test; before it, it stands right before. */
const reachAfter = 60;
const reachBefore = 24;

const outcomeOf = (text: string, start: number, end: number): 'positive' | 'negative' | undefined => {
  const before =
    text
      .slice(Math.max(0, start - reachBefore), start)
      .split(/[.;,:]/)
      .at(-1) ?? '';
  const after = text.slice(end, end + reachAfter).split(/[.;]/)[0] ?? '';
  const leading = new RegExp(String.raw`${outcomeWords}\s+(?:(?:for|bilateral|left|right|a|the)\s+)*$`, 'i').exec(
    before,
  );
  const found = leading ?? new RegExp(outcomeWords, 'i').exec(after);
  if (!found || /\b(?:not|non)\b/i.test(after.slice(0, leading ? 0 : found.index))) return undefined;
  return /^pos/i.test(found[1] ?? '') ? 'positive' : 'negative';
};

/** Sentences that say a named test is positive or negative. Offsets are into `text`. */
export const readTests = (text: string): TestStatement[] =>
  [...text.matchAll(testPattern)].flatMap((match): TestStatement[] => {
    const [words, ...groups] = match;
    const test = tests[groups.findIndex((group) => group !== undefined)]?.[0];
    const start = match.index;
    const end = start + words.length;
    const outcome = outcomeOf(text, start, end);
    if (!test || !outcome) return [];
    const from = Math.max(0, start - 40) + (text.slice(Math.max(0, start - 40), start).search(/[^.;]*$/) || 0);
    const clause = text.slice(from, end) + (text.slice(end, end + reachAfter).split(/[.;,]/)[0] ?? '');
    const [left, right] = [/\bleft\b/i.test(clause), /\bright\b/i.test(clause)];
    const side = left === right ? undefined : left ? 'left' : 'right';
    return [{ test, side, outcome, start, end, quote: clause.replace(/\s+/g, ' ').trim() }];
  });
