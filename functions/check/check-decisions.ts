import type { Finding } from '../domain/finding.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter, LetterItem } from './letter.ts';
import { readConclusion } from './read-conclusion.ts';

/**
 * The decision against the rationale's conclusion, and the guideline of each item.
 * Source: Labor Code 4610.6(e), the analysis says whether the treatment is medically necessary and on what evidence.
 */
export const checkDecisions = (letter: Letter): Finding[] =>
  letter.items.flatMap((item) => [...againstRationale(item), ...guidelineOf(item)]);

const againstRationale = ({ item, decision, rationale }: LetterItem): Finding[] => {
  const conclusion = rationale && readConclusion(rationale.text);
  if (!decision || !conclusion || conclusion.isNecessary === (decision === 'Overturned')) return [];
  return [
    findingOf({
      rule: 'decision-against-rationale',
      source: 'Labor Code 4610.6(e): the determination says whether the disputed treatment is medically necessary',
      severity: 'error',
      message: `The item is ${decision}, but its rationale concludes that it is ${conclusion.isNecessary ? '' : 'not '}medically necessary.`,
      values: [decision, conclusion.isNecessary ? 'medically necessary' : 'not medically necessary'],
      places: [inLetter(item, `${item.text}: ${decision}`), inLetter(rationale, conclusion.quote)],
      resolution: 'Correct the decision or the conclusion.',
    }),
  ];
};

const isMissing = (text: string | undefined): boolean =>
  text === undefined || text.trim() === '' || /did\s+not\s+cite\s+any/i.test(text);

const guidelineOf = ({ item, reviewerGuideline, claimsAdministratorGuideline }: LetterItem): Finding[] => {
  const source =
    '8 CCR 9792.21.1: the medical treatment utilization schedule first, then ACOEM or ODG, then other evidence; each citation is stated';
  if (!reviewerGuideline && !claimsAdministratorGuideline) return [];
  if (isMissing(reviewerGuideline?.text)) {
    return [
      findingOf({
        rule: 'guideline-cited',
        source,
        severity: 'warning',
        message: 'No guideline or study is cited for this item.',
        values: [item.text],
        places: [inLetter(reviewerGuideline ?? item, reviewerGuideline?.text ?? item.text)],
        resolution: 'Cite the guideline, with its section, or the study on which the decision rests.',
      }),
    ];
  }
  const text = reviewerGuideline?.text ?? '';
  const isOutsideOnly = !/\bMTUS\b/.test(text.replace(/Non-MTUS|outside\s+of\s+the\s+MTUS/gi, ''));
  if (!isOutsideOnly || /silent|not\s+address|does\s+not\s+discuss|no\s+recommendation/i.test(text)) return [];
  return [
    findingOf({
      rule: 'guideline-sequence',
      source,
      severity: 'note',
      message: 'Only evidence outside the schedule is cited for this item.',
      values: [item.text],
      places: [inLetter(reviewerGuideline ?? item, text)],
      resolution: 'Say that the schedule does not address the condition, or what rebuts it.',
    }),
  ];
};
