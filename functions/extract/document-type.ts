import type { DocumentType } from '../domain/facts.ts';
import type { PhraseHit } from './lexicon/phrases.ts';
import type { Token } from './tokens.ts';

/** Titles stand near the top; what a text says further down is what it talks about. */
const topCharacters = 900;

/**
 * The type whose titles weigh most: a title in capitals or alone on its line near the top counts in full, one in
 * running text a little. `words` are the title's own words.
 */
export const documentTypeOf = (
  text: string,
  lineAt: (offset: number) => { start: number; end: number },
  tokens: readonly Token[],
  titles: readonly PhraseHit<'documentType'>[],
  fileName = '',
): { type: DocumentType; title: string } => {
  const scores = new Map<DocumentType, number>();
  let best: { weight: number; title: string; type: DocumentType } | undefined;
  for (const { entry, from, to } of titles) {
    const start = tokens[from]?.start ?? 0;
    const end = tokens[to - 1]?.end ?? 0;
    const isTop = start < topCharacters;
    const isDecisive = entry.weight >= 9 && entry.documentType === 'imr_determination';
    if (!isTop && !isDecisive) continue;
    const { start: lineStart, end: lineEnd } = lineAt(start);
    const around = lineEnd - lineStart - (end - start);
    const words = text.slice(start, end);
    const isCapitals = words === words.toUpperCase();
    const share = isDecisive ? 2 : isCapitals && around < 60 ? 1.5 : around < 40 ? 1 : isCapitals ? 0.7 : 0.15;
    const nearTop = isDecisive ? 1 : 1 - (0.6 * start) / topCharacters;
    const weight = entry.weight * share * nearTop;
    const total = (scores.get(entry.documentType) ?? 0) + weight;
    scores.set(entry.documentType, total);
    if (!best || total > best.weight) {
      best = {
        weight: total,
        title: titleLine(text, lineStart, Math.min(lineEnd, lineStart + 120)),
        type: entry.documentType,
      };
    }
  }
  if (best && best.weight >= 2) return { type: best.type, title: best.title };
  const named = typeFromFileName(fileName);
  const firstLine = titleLine(text, 0, Math.min(120, Math.max(text.indexOf('\n'), 0) || 120));
  return { type: named ?? best?.type ?? 'other', title: best?.title ?? firstLine };
};

const titleLine = (text: string, start: number, end: number) => text.slice(start, end).replace(/\s+/g, ' ').trim();

const fileNameWords: [RegExp, DocumentType][] = [
  [/determination/i, 'imr_determination'],
  [/application|form-?imr/i, 'imr_application'],
  [/\brfa\b|request-for-auth/i, 'rfa'],
  [/\bur\b|denial|utilization/i, 'ur_decision'],
  [/pr-?2/i, 'pr2'],
  [/mri|x-?ray|imaging/i, 'imaging'],
  [/therapy|\bpt\b/i, 'therapy'],
  [/note|exam|visit/i, 'progress_note'],
];
const typeFromFileName = (name: string) => fileNameWords.find(([pattern]) => pattern.test(name))?.[1];
