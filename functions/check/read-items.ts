import { decidedItems, itemLabels, type DecidedItem } from '../domain/decided-items.ts';
import { smooth } from '../domain/smooth.ts';
import type { LetterItem } from './letter.ts';

/** "1. MRI of the knee", "B) Knee brace": marks of a list. */
const listMark = /^\s*(?:\d{1,2}[.)]|\(?[A-Za-z]\)|[A-Z]\.)\s+(?=\S)/;

/** Items of the layout in use since 2014: name and decision, both guidelines, rationale. */
export const readItems = (section: string): LetterItem[] => {
  const items = decidedItems(section).map((item) => ({ ...item, name: section.slice(item.nameStart, item.nameEnd) }));
  const isList = items.every(({ name }) => listMark.test(name));
  return items.map(({ name, decision, bodyStart, bodyEnd }, index) =>
    itemOf(index + 1, isList ? name.replace(listMark, '') : name, decision, section.slice(bodyStart, bodyEnd)),
  );
};

const itemOf = (number: number, name: string, decision: DecidedItem['decision'], body: string): LetterItem => {
  const labelled = (label: string, until: readonly string[]): string | undefined => {
    const start = new RegExp(label, 'i').exec(body);
    if (!start) return undefined;
    const rest = body.slice(start.index + start[0].length);
    const stop = until.map((next) => rest.search(new RegExp(next, 'i'))).filter((at) => at >= 0);
    return smooth(rest.slice(0, stop.length > 0 ? Math.min(...stop) : rest.length));
  };
  const passage = (section: string, text: string | undefined) => (text === undefined ? undefined : { section, text });
  const title = `Item ${number}`;
  const reviewerLine = String.raw`(?:^|[\n\f])\s*(?!claims|decision\s+based)${itemLabels.reviewer}|(?<=\.)\s+(?:maximus|expert\s+reviewer)\s+guidelines?\s*[:;]`;
  const rationaleLine = String.raw`(?<=^|[\n\f.])\s*${itemLabels.rationale}`;
  return {
    item: { section: title, text: smooth(name) },
    decision: decision === 'Upheld' || decision === 'Overturned' ? decision : undefined,
    ...(decision === 'Upheld' || decision === 'Overturned' ? {} : { decidedAs: decision }),
    claimsAdministratorGuideline: passage(
      `${title}, claims administrator guideline`,
      labelled(itemLabels.claims, [reviewerLine, rationaleLine]),
    ),
    reviewerGuideline: passage(`${title}, reviewer guideline`, labelled(reviewerLine, [rationaleLine])),
    rationale: passage(`${title}, decision rationale`, labelled(rationaleLine, [])),
  };
};
