import { describe, expect, test } from '@jest/globals';
import { findConflicts } from '../../../functions/chronology/find-conflicts.ts';
import { caseFacts } from '../../../local/commands/case-facts.ts';
import { labelledFile, readLabelledCases, scoreConflicts, type LabelledCase } from './score-conflicts.ts';

const foundIn = async (labels: LabelledCase) => {
  const { documents } = await caseFacts(labels.docs.map(labelledFile));
  const found = findConflicts(documents).map(({ field, values }) => ({
    field,
    values: values.map(({ value }) => value),
  }));
  return { labels, found };
};

const scored = await Promise.all(readLabelledCases().map(foundIn));
const holdOuts = [...new Set(scored.flatMap(({ labels }) => labels.holdOut ?? []))];
const clean = scored.filter(({ labels }) => labels.conflicts.length === 0);

describe('labelled cases', () => {
  test('conflicts: F1 stays at 0.95 or more', () => {
    const { f1, wrong, missed } = scoreConflicts(scored);
    // What is off is shown when the figure falls.
    expect(f1 >= 0.95 ? [] : [...wrong, ...missed]).toEqual([]);
  });

  test.each(clean.map(({ labels, found }) => [labels.name, labels.title, found] as const))(
    '%s is clean: %s',
    (_name, _title, found) => expect(found).toEqual([]),
  );

  test.each(holdOuts)('the %s hold-out: F1 stays at 0.9 or more', (part) => {
    const { f1, wrong, missed } = scoreConflicts(scored.filter(({ labels }) => labels.holdOut === part));
    expect(f1 >= 0.9 ? [] : [...wrong, ...missed]).toEqual([]);
  });
});
