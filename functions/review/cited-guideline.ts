import type { DocumentFacts } from '../domain/facts.ts';

/** Guidelines that the utilization review decision cites, in the letter's grammar; empty when it is not in the file. */
export const citedGuideline = (documents: readonly DocumentFacts[]): string => {
  const decisions = documents.filter((document) => document.documentType === 'ur_decision');
  if (decisions.length === 0) return '';
  const cited = decisions
    .flatMap((document) => document.mentions)
    .flatMap((mention) => (mention.type === 'guideline' ? [mention] : []));
  const phrases = (isMtus: boolean) => [
    ...new Set(
      cited
        .filter(({ system }) => (system === 'MTUS') === isMtus)
        .map(({ system, section, year }) =>
          [isMtus ? '' : system, titled(section ?? ''), year ?? ''].filter(Boolean).join(' '),
        ),
    ),
  ];
  const mtus = phrases(true);
  const others = phrases(false);
  const sentences = [
    ...(mtus.length > 0 ? [`Decision based on MTUS ${mtus.filter(Boolean).join(' and ')}`.trim()] : []),
    ...(others.length > 0 ? [`Decision based on Non-MTUS Citation ${others.join('; ')}`] : []),
  ];
  return sentences.length > 0
    ? `${sentences.join('. ')}.`
    : 'The Claims Administrator did not cite any medical evidence for its decision.';
};

/** `chronic pain` as a chapter is named: `Chronic Pain`. */
const titled = (words: string): string => words.replace(/\b[a-z](?=[a-z]{2})/g, (letter) => letter.toUpperCase());
