import { smooth, type LetterItem } from './letter.ts';

const claimsLabel = String.raw`claims\s+administrator(?:['’]s)?\s+guideline\s*:`;
const reviewerLabel = String.raw`(?:maximus|expert\s+reviewer(?:['’]s)?|imr|independent\s+medical\s+review(?:\s+organization)?|[A-Z][\w&.,' ]{2,60})\s+guideline\s*:`;
const rationaleLabel = String.raw`(?:decision\s+)?rationale(?:\s+for\s+the\s+decision)?\s*:`;

/** Where one item's block begins in the section: at its decision word, before the first label. */
const blockStart = new RegExp(String.raw`:?\s*\b(upheld|overturned)\b\s*\.?\s*(?=${claimsLabel})`, 'gi');

/** Items of the layout in use since 2014: name and decision, both guidelines, rationale. */
export const readItems = (section: string): LetterItem[] => {
  const starts = [...section.matchAll(blockStart)];
  const firstAt = /set\s+forth\s+below\s*:?/i.exec(section);
  let nameFrom = firstAt ? firstAt.index + firstAt[0].length : 0;
  return starts.map((start, index) => {
    const name = section.slice(nameFrom, start.index);
    const bodyEnd = starts[index + 1]?.index ?? section.length;
    const body = section.slice(start.index + start[0].length, bodyEnd);
    const cut = index + 1 < starts.length ? beforeNextName(body) : body.length;
    nameFrom = start.index + start[0].length + cut;
    return itemOf(index + 1, name, start[1] ?? '', body.slice(0, cut));
  });
};

/** Splits the last rationale from the next item's name: the name is a paragraph of its own at the end. */
const beforeNextName = (body: string): number => {
  const lines = [...body.matchAll(/[^\n\f]*[\n\f]?/g)].filter(([line]) => line.trim() !== '');
  for (let index = lines.length - 1; index > 0; index -= 1) {
    const line = lines[index];
    const before = lines[index - 1]?.[0] ?? '';
    if (!line || !/[.!?]["”')\]]?\s*$/.test(before)) continue;
    const name = body.slice(line.index);
    const isTail =
      /^\s*(?:the\s+remaining|[^.]{0,200}\bauthorized\s+by)/i.test(name) &&
      !/was\s+the\s+original\s+request/i.test(name);
    const isMiddle = /original\s+request/i.test(name) && !/was\s+the\s+original\s+request/i.test(name);
    if (!isTail && !isMiddle) return line.index;
  }
  return body.length;
};

const itemOf = (number: number, name: string, decision: string, body: string): LetterItem => {
  const labelled = (label: string, until: readonly string[]): string | undefined => {
    const start = new RegExp(label, 'i').exec(body);
    if (!start) return undefined;
    const rest = body.slice(start.index + start[0].length);
    const stop = until.map((next) => rest.search(new RegExp(next, 'i'))).filter((at) => at >= 0);
    return smooth(rest.slice(0, stop.length > 0 ? Math.min(...stop) : rest.length));
  };
  const passage = (section: string, text: string | undefined) => (text === undefined ? undefined : { section, text });
  const title = `Item ${number}`;
  const rationaleLine = String.raw`(?:^|[\n\f])\s*${rationaleLabel}`;
  return {
    item: { section: title, text: smooth(name).replace(/\s*(?:\bis)?\s*:?\s*$/i, '') },
    decision: /upheld/i.test(decision) ? 'Upheld' : 'Overturned',
    claimsAdministratorGuideline: passage(
      `${title}, claims administrator guideline`,
      labelled(claimsLabel, [String.raw`[\n\f]\s*${reviewerLabel}`, rationaleLine]),
    ),
    reviewerGuideline: passage(
      `${title}, reviewer guideline`,
      labelled(String.raw`[\n\f]\s*(?!claims)${reviewerLabel}`, [rationaleLine]),
    ),
    rationale: passage(`${title}, decision rationale`, labelled(rationaleLine, [])),
  };
};

const determined =
  /has\s+determined\s+(?:that\s+)?the\s+(?:retrospective\s+)?request(?:ed)?\s+(?:for\s+)?([\s\S]{3,400}?)\s+(?:is|are|was|were)\s+(not\s+)?medically\s+necessary/gi;

/** Items of the layout of 2013: numbered sentences "has determined the request for X is (not) medically necessary". */
export const readEarlyItems = (text: string): LetterItem[] => {
  const decided = [...text.matchAll(determined)];
  const rationales = [
    ...text.matchAll(
      /rationale\s+for\s+(?:the\s+)?decision\s*:\s*([\s\S]*?)(?=\n\s*\d+\s*[.)]\s|\n\s*effect of the|$)/gi,
    ),
  ];
  return decided.map((match, index) => {
    const rationale = rationales[index]?.[1];
    return {
      item: { section: `Item ${index + 1}`, text: smooth(match[1] ?? '') },
      decision: match[2] ? 'Upheld' : 'Overturned',
      claimsAdministratorGuideline: undefined,
      reviewerGuideline: undefined,
      rationale: rationale ? { section: `Item ${index + 1}, decision rationale`, text: smooth(rationale) } : undefined,
    };
  });
};
