import { decidedItems, itemLabels, type DecidedItem } from '../domain/decided-items.ts';
import { smooth } from '../domain/smooth.ts';
import type { LetterItem } from './letter.ts';

/** Items of the layout in use since 2014: name and decision, both guidelines, rationale. */
export const readItems = (section: string): LetterItem[] =>
  decidedItems(section).map((item, index) =>
    itemOf(
      index + 1,
      section.slice(item.nameStart, item.nameEnd),
      item.decision,
      section.slice(item.bodyStart, item.bodyEnd),
    ),
  );

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
