import type { Mention } from '../../../functions/domain/facts.ts';
import type { Label, Labelled } from './labelled/read-labelled.ts';

type Span = { start: number; end: number };
export type Score = { right: number; wrong: number; missed: number; f1: number };

const overlap = (a: Span, b: Span) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** One to one, by the largest share of overlap first. */
export const matched = (labels: readonly Span[], found: readonly Span[]): Map<number, number> => {
  const pairs: { share: number; label: number; mention: number }[] = [];
  labels.forEach((a, label) =>
    found.forEach((b, mention) => {
      const common = overlap(a, b);
      if (common > 0)
        pairs.push({ share: common / (Math.max(a.end, b.end) - Math.min(a.start, b.start)), label, mention });
    }),
  );
  const byLabel = new Map<number, number>();
  const used = new Set<number>();
  for (const { label, mention } of pairs.sort((a, b) => b.share - a.share)) {
    if (byLabel.has(label) || used.has(mention)) continue;
    byLabel.set(label, mention);
    used.add(mention);
  }
  return byLabel;
};

const words = (text: string) => new Set(text.toLowerCase().match(/[a-z0-9]+/g) ?? []);

/** Equal, or at least half of all words in common. */
const isSameName = (a: string, b: string): boolean => {
  const [left, right] = [words(a), words(b)];
  const common = [...left].filter((word) => right.has(word)).length;
  return common > 0 && common / (left.size + right.size - common) >= 0.5;
};

const isOneOf = (value: string, first: string | undefined, more: readonly string[] | undefined) =>
  value === first || (more ?? []).includes(value);

export type ScoredType = Exclude<Mention['type'], 'distractor'>;
export const scoredTypes: ScoredType[] = [
  'date',
  'treatment',
  'attribute',
  'diagnosis',
  'pain_score',
  'work_status',
  'function',
  'guideline',
  'code',
  'age',
  'sex',
];

/** What has to agree, besides the place, for a finding to be right. */
const isRight = (label: Label, mention: Mention): boolean => {
  switch (mention.type) {
    case 'date':
      return mention.value === label.value && isOneOf(mention.role, label.role, label.alt);
    case 'treatment':
      return isSameName(label.name ?? '', mention.name) && isOneOf(mention.status, label.status, label.alt);
    case 'attribute':
      return mention.kind === label.kind && mention.value.toLowerCase() === (label.value ?? '').toLowerCase();
    case 'diagnosis':
      return isOneOf(mention.status, label.status, label.alt);
    case 'function':
      return isOneOf(mention.value, label.value, label.alt);
    case 'guideline':
      return mention.system === label.system;
    case 'code':
      return true;
    case 'distractor':
      return false;
    default:
      return mention.value === label.value;
  }
};

export type Judged = { ruleId: string; right: boolean };

/** Counts one type over documents: optional labels, and findings inside a guideline citation, count neither way. */
export const scoreType = (
  type: ScoredType,
  documents: readonly { labelled: Labelled; mentions: readonly Mention[] }[],
): Score & { judged: Judged[] } => {
  const judged: Judged[] = [];
  let missed = 0;
  for (const { labelled, mentions } of documents) {
    const labels = labelled.annotations.filter((label) => label.type === type);
    const found = mentions.filter((mention) => mention.type === type);
    const citations = labelled.annotations.filter((label) => label.type === 'guideline');
    const byLabel = matched(labels, found);
    const labelOf = new Map([...byLabel].map(([label, mention]) => [mention, label]));
    labels.forEach((label, index) => {
      const mention = found[byLabel.get(index) ?? -1];
      if (!label.optional && !(mention && isRight(label, mention))) missed += 1;
    });
    found.forEach((mention, index) => {
      const label = labels[labelOf.get(index) ?? -1];
      if (label) {
        if (!label.optional) judged.push({ ruleId: mention.ruleId, right: isRight(label, mention) });
        return;
      }
      if (labels.some((other) => other.optional && overlap(other, mention) > 0)) return;
      if (mention.type === 'treatment' && mention.status === 'general') return;
      if (type !== 'guideline' && citations.some((citation) => overlap(citation, mention) > 0)) return;
      judged.push({ ruleId: mention.ruleId, right: false });
    });
  }
  const right = judged.filter((one) => one.right).length;
  const wrong = judged.length - right;
  const f1 = right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed);
  return { right, wrong, missed, f1, judged };
};
