import { smooth } from '../domain/smooth.ts';
import type { LetterItem } from './letter.ts';
import { readConclusion } from './read-conclusion.ts';

/** How letters said before 2014 on what a decision rests. */
const claimsLine = /the\s+claims\s+administrator\s+(?:based|relied|did|used|cited)\b/i;
const reviewerLine =
  /the\s+(?:physician|expert|medical|independent)\s+reviewer\s+(?:based|relied|did|used|cited|found|stated)\b/i;
const rationaleLabel =
  /(?:(?:the\s+)?(?:physician|expert|medical|independent)\s+reviewer['’]?s?\s+)?(?:decision\s+rationale|rationale\s+for\s+(?:the\s+|his\/her\s+)?decision)\s*:/i;
/** Behind the last item. */
const closing = /\n\s*(?:effect\s+of\s+the\s+decision|sincerely|disclaimer\s*:)/i;

type Named = { name: string; isDenied: boolean; body: string };

const itemOf = ({ name, isDenied, body }: Named, index: number): LetterItem => {
  const title = `Item ${index + 1}`;
  const [claims, reviewer, label] = [claimsLine, reviewerLine, rationaleLabel].map((pattern) => pattern.exec(body));
  const end = closing.exec(body)?.index ?? body.length;
  const upTo = (from: number, ...stops: (number | undefined)[]) =>
    smooth(body.slice(from, Math.min(end, ...stops.map((stop) => (stop !== undefined && stop > from ? stop : end)))));
  return {
    item: { section: title, text: smooth(name) },
    decision: isDenied ? 'Upheld' : 'Overturned',
    claimsAdministratorGuideline: claims
      ? { section: `${title}, claims administrator guideline`, text: upTo(claims.index, reviewer?.index, label?.index) }
      : undefined,
    reviewerGuideline: reviewer
      ? { section: `${title}, reviewer guideline`, text: upTo(reviewer.index, label?.index) }
      : undefined,
    rationale: label
      ? { section: `${title}, decision rationale`, text: upTo(label.index + label[0].length) }
      : undefined,
  };
};

/** "1. X is not medically necessary and appropriate." with both guidelines and the rationale below it (2013 and 2014). */
const numbered =
  /(?<=^|\n|\f)[ \t]*\d{1,2}[.)]\s+(?:(?:decision|regarding\s+the\s+request)\s+for\s+)?(?<name>[^\n][\s\S]{1,600}?)\s+(?:is|are|was|were)\s+(?<not>not\s*)?medically\s+necessary(?:\s+and\s+appropriate)?\s*\.(?=\s*the\s+claims\s+administrator\b)/gi;
/** The layout of 2013: its decisions stand first (and again), and what they rest on below, in the same order. */
const determined =
  /has\s+determined\s+(?:that\s+)?the\s+(?:retrospective\s+)?request(?:ed)?\s+(?:for\s+)?(?<name>[\s\S]{3,400}?)\s+(?:is|are|was|were)\s*(?<not>not\s*)?medically\s+necessary/gi;
const regarding = /(?<=\n)\s*\d{1,2}[.)]\s+regarding\s+the\s+(?:retrospective\s+)?request/gi;

const readNumbered = (section: string): LetterItem[] => {
  const found = [...section.matchAll(numbered)];
  return found.map(({ groups, index, 0: words }, at) =>
    itemOf(
      {
        name: groups?.['name'] ?? '',
        isDenied: groups?.['not'] !== undefined,
        body: section.slice(index + words.length, found[at + 1]?.index ?? section.length),
      },
      at,
    ),
  );
};

const readDetermined = (text: string): LetterItem[] => {
  const told = [...text.matchAll(determined)].map(({ groups }) => ({
    name: smooth(groups?.['name'] ?? ''),
    isDenied: groups?.['not'] !== undefined,
  }));
  const decisions = told.filter(
    ({ name }, index) => told.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) === index,
  );
  const starts = [...text.matchAll(regarding)].map(({ index }) => index);
  const labels = [...text.matchAll(new RegExp(rationaleLabel, 'gi'))].map(({ index }) => index);
  const bodies = starts.length === decisions.length ? starts : labels.length === decisions.length ? labels : [];
  return decisions.map((decision, index) => {
    const start = bodies[index];
    return itemOf(
      { ...decision, body: start === undefined ? '' : text.slice(start, bodies[index + 1] ?? text.length) },
      index,
    );
  });
};

/** Items of the layouts before the one in use since 2014. */
export const readEarlyItems = (text: string, section: string | undefined): LetterItem[] => {
  const items = readNumbered(section ?? text);
  return items.length > 0 ? items : readDetermined(text);
};

/** "ISSUE AT DISPUTE" with one rationale, whose heading says why the treatment is not necessary. */
export const readIssue = (
  issue: string,
  guideline: string | undefined,
  rationale: string | undefined,
): LetterItem[] => {
  const text = smooth(rationale ?? '');
  const name = smooth(issue).replace(
    /^(?:is|are|whether)\s+(?:the\s+requests?\s+for\s+)?|\s+(?:is\s+|are\s+)?medically\s+necessary\b.*$/gi,
    '',
  );
  if (name === '' || text === '') return [];
  return [
    {
      item: { section: 'Item 1', text: name },
      decision: readConclusion(text)?.isNecessary ? 'Overturned' : 'Upheld',
      claimsAdministratorGuideline: undefined,
      reviewerGuideline:
        guideline === undefined ? undefined : { section: 'Item 1, reviewer guideline', text: smooth(guideline) },
      rationale: { section: 'Item 1, decision rationale', text },
    },
  ];
};
