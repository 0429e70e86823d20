/**
 * Writes functions/extract/certainty.json: for each rule the share of its findings that are right on the labelled
 * texts, smoothed by four imaginary findings at the share that was right when texts were read for the first time,
 * before any rule was changed for them (11 to 18: 157 of 175, 28 to 37: 199 of 223, 40 to 63: 726 of 832, 64 to 73:
 * 315 of 363, 74 to 81: 261 of 282, 82 to 93: 525 of 606, 94 to 101: 328 of 364,
 * 102 to 109: 267 of 308, 110 to 115: 198 of 224): all these texts shaped the rules since, so their bare share flatters.
 * Roles that were learned from these very texts have the share that was right in texts that were left out while learning.
 * Run after a change of rules or labels: `npx node test/functions/extract/labelled/measure-certainty.ts`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CaseId, DocumentId } from '../../../../functions/domain/case-number.ts';
import weights from '../../../../functions/extract/role-weights.json' with { type: 'json' };
import { extractFacts } from '../../../../functions/extract/extract-facts.ts';
import { scoredTypes, scoreType } from '../score-labels.ts';
import { readLabelled } from './read-labelled.ts';

const caseId = CaseId.parse('CM00-0000000');
const documentId = DocumentId.parse('doc-0000000000');
const imaginary = 4;
const firstReading =
  (157 + 199 + 726 + 315 + 261 + 525 + 328 + 267 + 198) / (175 + 223 + 832 + 363 + 282 + 606 + 364 + 308 + 224);

const scored = readLabelled().map((labelled) => ({
  labelled,
  mentions: extractFacts({ caseId, documentId, document: { text: labelled.text, spans: [] } }).mentions,
}));
const judged = scoredTypes.flatMap((type) => scoreType(type, scored).judged);
const round = (share: number) => Math.round(share * 1000) / 1000;

const counts = new Map<string, { right: number; seen: number }>();
for (const { ruleId, right } of judged) {
  const parts = ruleId.split('+');
  for (const id of parts.some((part) => part in weights.certainties)
    ? parts.slice(0, 1)
    : new Set([ruleId, ...parts])) {
    const count = counts.get(id) ?? { right: 0, seen: 0 };
    count.seen += 1;
    count.right += right ? 1 : 0;
    counts.set(id, count);
  }
}
const shares = [...counts].map(([id, { right, seen }]): [string, number] => [
  id,
  round((right + imaginary * firstReading) / (seen + imaginary)),
]);
const rules = Object.fromEntries(
  [...shares, ...Object.entries(weights.certainties)].sort(([a], [b]) => (a < b ? -1 : 1)),
);
const target = path.join(import.meta.dirname, '../../../../functions/extract/certainty.json');
writeFileSync(target, `${JSON.stringify({ all: round(firstReading), rules }, null, 2)}\n`);
