/**
 * Writes functions/extract/certainty.json: for each rule how likely a finding of it is right in a text of an author whom
 * the rules have not met. The share that is right on the labelled texts flatters, for the rules were mended on them; so
 * its odds are divided by what the odds fell to when four authors' texts were read for the first time (`unseen`).
 * Roles and statuses that were learned from these very texts have the share that was right in texts that were left out while learning.
 * Run after a change of rules or labels: `npx node test/functions/extract/labelled/measure-certainty.ts`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CaseId, DocumentId } from '../../../../functions/domain/case-number.ts';
import roleWeights from '../../../../functions/extract/role-weights.json' with { type: 'json' };
import statusWeights from '../../../../functions/extract/status-weights.json' with { type: 'json' };
import { extractFacts } from '../../../../functions/extract/extract-facts.ts';
import { scoredTypes, scoreType, type ScoredType } from '../score-labels.ts';
import { readLabelled } from './read-labelled.ts';

const caseId = CaseId.parse('CM00-0000000');
const documentId = DocumentId.parse('doc-0000000000');
const learned = { ...roleWeights.certainties, ...statusWeights.certainties };
/** A rule's share is smoothed by so many imaginary findings with the share of all. */
const imaginary = 4;

/**
 * Findings in texts 170 to 217 at first reading, treatments in texts 206 to 217 (since then their status is learned), before any rule was changed for them: how many, how many were wrong, and
 * how many were to be wrong by the shares of their rules on the texts labelled before. Types with few are put together.
 */
const unseen: Partial<Record<ScoredType | 'others', { found: number; wrong: number; expected: number }>> = {
  date: { found: 902, wrong: 83, expected: 29.2 },
  treatment: { found: 226, wrong: 28, expected: 7.2 },
  attribute: { found: 759, wrong: 40, expected: 14.4 },
  diagnosis: { found: 307, wrong: 31, expected: 6.8 },
  function: { found: 104, wrong: 29, expected: 5 },
  work_status: { found: 72, wrong: 8, expected: 1.4 },
  others: { found: 446, wrong: 8, expected: 2.6 },
};

const odds = ({ found, wrong }: { found: number; wrong: number }): number => (found - wrong) / wrong;

/** The share in texts not seen: that in texts seen, with its odds divided by what they fell by for this type. */
const unseenShare = (share: number, type: ScoredType | 'others'): number => {
  const measured = unseen[type] ?? unseen.others;
  if (!measured) throw new Error('the types that are put together are missing');
  const times = odds({ ...measured, wrong: measured.expected }) / odds(measured);
  return share / (share + times * (1 - share));
};

const scored = readLabelled().map((labelled) => ({
  labelled,
  mentions: extractFacts({ caseId, documentId, document: { text: labelled.text, spans: [] } }).mentions,
}));
const judged = scoredTypes.flatMap((type) => scoreType(type, scored).judged.map((one) => ({ ...one, type })));
const round = (share: number) => Math.round(share * 1000) / 1000;
const all = judged.filter(({ right }) => right).length / judged.length;

const counts = new Map<string, { right: number; seen: number; type: ScoredType }>();
for (const { ruleId, right, type } of judged) {
  const parts = ruleId.split('+');
  for (const id of parts.some((part) => part in learned) ? parts.slice(0, 1) : new Set([ruleId, ...parts])) {
    const count = counts.get(id) ?? { right: 0, seen: 0, type };
    count.seen += 1;
    count.right += right ? 1 : 0;
    counts.set(id, count);
  }
}
const shares = [...counts].map(([id, { right, seen, type }]): [string, number] => [
  id,
  round(unseenShare((right + imaginary * all) / (seen + imaginary), type)),
]);
const rules = Object.fromEntries([...shares, ...Object.entries(learned)].sort(([a], [b]) => (a < b ? -1 : 1)));
const target = path.join(import.meta.dirname, '../../../../functions/extract/certainty.json');
writeFileSync(target, `${JSON.stringify({ all: round(unseenShare(all, 'others')), rules }, null, 2)}\n`);
