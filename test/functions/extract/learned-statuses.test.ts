import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { DocumentType, TreatmentStatus } from '../../../functions/domain/facts.ts';
import { findGuidelines } from '../../../functions/extract/guidelines.ts';
import { isOpen, otherStatus, overruledStatus, statusTable } from '../../../functions/extract/learned-statuses.ts';
import { readDocument } from '../../../functions/extract/reading.ts';
import { statusSignKinds, treatmentsTogether } from '../../../functions/extract/status-signs.ts';
import weights from '../../../functions/extract/status-weights.json' with { type: 'json' };
import { findTreatments, type FoundTreatment } from '../../../functions/extract/treatments.ts';

const treatmentOf = (ruleId: string, status: TreatmentStatus): FoundTreatment => ({
  start: 0,
  end: 8,
  from: 0,
  to: 1,
  name: 'naproxen',
  category: 'medication',
  status,
  ruleId,
});

describe('when a learned status counts', () => {
  test.each<[string, string, TreatmentStatus, DocumentType, boolean]>([
    ['nothing but its section tells of it', 'status.section', 'planned', 'pr2', true],
    ['words beside it tell of it', 'status.before', 'current', 'qme_ame', true],
    ['a rule knows its sentence', 'status.dated', 'prior', 'pr2', false],
    ['it was decided', 'status.after', 'denied', 'ur_decision', false],
    ['a form asks for it', 'status.default', 'requested', 'rfa', false],
    ['it stands in a determination', 'status.section', 'prior', 'imr_determination', false],
  ])('%s', (_, ruleId, status, type, expected) => {
    expect(isOpen(treatmentOf(ruleId, status), type)).toBe(expected);
  });

  test.each<[string, string, TreatmentStatus, number, number, TreatmentStatus | undefined]>([
    ['its place, and a small lead', 'status.section', 'prior', 0.5, 0.25, 'prior'],
    ['words, and a small lead', 'status.before', 'prior', 0.5, 0.25, undefined],
    ['words, and a great lead', 'status.before', 'prior', 0.7, 0.2, 'prior'],
    ['a decision', 'status.section', 'denied', 0.9, 0.1, undefined],
  ])('%s', (_, ruleId, answer, share, ruled, expected) => {
    expect(overruledStatus(treatmentOf(ruleId, 'current'), { answer, share, ruled })).toBe(expected);
  });
});

describe('signs of a treatment', () => {
  const table = statusTable({
    answers: ['current', 'prior', 'planned'],
    scale: 10,
    signs: {
      'near before': { tried: [1, 40] },
      'near after': { '<number>': [1, 40] },
      'in sentence': { tomorrow: [2, 40] },
      'two words after': { 'with|relief': [1, 40] },
      item: { '[X]': [2, 40] },
    },
  });
  test.each([
    ['He tried naproxen.', 'prior'],
    ['Naproxen 2014.', 'prior'],
    ['Tomorrow, if she is up to it after all, naproxen.', 'planned'],
    ['Naproxen with relief.', 'prior'],
    ['[X] Naproxen', 'planned'],
    // The words of another sentence say nothing.
    ['He will work tomorrow. Naproxen.', undefined],
  ])('%s', (text, status) => {
    const reading = readDocument(text);
    const found = findTreatments(reading, findGuidelines(reading)).map((one) => ({
      ...one,
      status: 'current' as const,
    }));
    expect(found).toHaveLength(1);
    expect(otherStatus(reading, treatmentsTogether(reading, found), 0, table)?.answer).toBe(status);
  });
});

test('the learned table is small, and knows every kind of sign', () => {
  const file = new URL('../../../functions/extract/status-weights.json', import.meta.url);
  expect(readFileSync(file).length).toBeLessThan(120_000);
  for (const kind of Object.keys(weights.signs)) expect(statusSignKinds).toContain(kind);
});
