import { describe, expect, test } from '@jest/globals';
import { choosePriority } from '../../../functions/chronology/choose-priority.ts';
import { conversion } from '../../../functions/chronology/run-clocks.ts';
import type { DisputedItem } from '../../../functions/domain/facts.ts';
import { madeFacts, type Made } from './made-facts.ts';

const drug: DisputedItem = { item: 'Norco 10/325 #60', treatmentName: 'hydrocodone', category: 'medication' };
const therapy: DisputedItem = { item: 'Acupuncture x6', treatmentName: 'acupuncture', category: 'therapy' };
const underFormulary = 'Norco is not on the MTUS drug formulary and is denied.';

type Row = {
  text: string;
  type?: Made['type'];
  items?: DisputedItem[];
  decided?: string;
  convertedOnDate?: string;
};

const chosen = ({ text, type = 'ur_decision', items = [drug], decided = '2019-07-01', convertedOnDate }: Row) =>
  choosePriority({
    documents: [madeFacts({ type, text })],
    header: { urDecisionDate: decided },
    disputedItems: items,
    events: convertedOnDate ? [{ kind: conversion, onDate: convertedOnDate }] : [],
  });

describe('the priority of a review', () => {
  test.each<[string, Row, string]>([
    ['nothing said', { text: 'Norco is denied.' }, 'standard'],
    ['a ticked box', { text: '[X] Expedited' }, 'expedited'],
    ['a box that is not ticked', { text: '[ ] Expedited [X] Regular' }, 'standard'],
    ['a drug that is not on the formulary', { text: underFormulary }, 'formulary'],
    ['a dispute that is called so', { text: 'Type of review: Formulary', type: 'noarfi' }, 'formulary'],
    [
      'a ticked box for it',
      { text: '[X] Dispute under the MTUS Drug Formulary', type: 'imr_application' },
      'formulary',
    ],
    ['a box for it that is not ticked', { text: '[X] Regular [ ] Formulary', type: 'imr_application' }, 'standard'],
    ['the name of a guideline', { text: 'MTUS Drug Formulary cited for Norco.' }, 'standard'],
    ['before the formulary was law', { text: underFormulary, decided: '2017-12-31' }, 'standard'],
    ['therapy beside the drug', { text: underFormulary, items: [drug, therapy] }, 'standard'],
    ['a threat to health goes before', { text: `[X] Expedited ${underFormulary}` }, 'expedited'],
    ['the physician certified a threat', { text: underFormulary, convertedOnDate: '2019-07-20' }, 'expedited'],
    ['what a report says of it', { text: underFormulary, type: 'pr2' }, 'standard'],
  ])('%s', (_title, row, priority) => expect(chosen(row).priority).toBe(priority));

  test('says why, by which rule, and where it stands', () => {
    const { basis } = chosen({ text: underFormulary });
    expect(basis.source).toBe('Labor Code 4610.5(a)(3)');
    expect(basis.sources).toEqual([expect.objectContaining({ page: 1, quote: 'not on the MTUS drug formulary' })]);
  });
});
