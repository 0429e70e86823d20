import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DateRole } from '../../../functions/domain/facts.ts';
import type { DatedMention } from '../../../functions/extract/dated-mentions.ts';
import { datesTogether } from '../../../functions/extract/dates-together.ts';
import { isOpen, otherRole, overruled } from '../../../functions/extract/learned-roles.ts';
import { signKinds } from '../../../functions/extract/role-signs.ts';
import { learnedTable, roleTable } from '../../../functions/extract/role-table.ts';
import weights from '../../../functions/extract/role-weights.json' with { type: 'json' };
import { learnWeights } from './labelled/logistic.ts';
import { ruledDates } from './labelled/ruled-dates.ts';

const dateOf = (score: number, roleRuleId: string): DatedMention => ({
  start: 0,
  end: 10,
  kind: 'full',
  value: '2015-03-04',
  role: 'date_of_service',
  ruleId: 'date.numeric',
  roleRuleId,
  score,
});

describe('when what is learned counts', () => {
  test.each([
    ['nothing nearby tells of the date', 0, 'role.default', 0.45, 0.15, 'role.likely'],
    ['weak words, and a small lead', 3, 'role.cue', 0.6, 0.3, 'role.learned'],
    ['weak words, and hardly a lead', 3, 'role.cue', 0.35, 0.3, undefined],
    ['a label, and a small lead', 9, 'role.label', 0.55, 0.3, undefined],
    ['a label, and a great lead', 9, 'role.label', 0.8, 0.1, 'role.learned'],
  ])('%s', (_, score, roleRuleId, share, ruled, expected) => {
    const found = overruled(dateOf(score, roleRuleId), { answer: 'test_date', share, ruled });
    expect(found?.roleRuleId).toBe(expected);
  });

  test('what is clear, and what a rule knows by its sentence or its kind of document, is left alone', () => {
    expect(isOpen(dateOf(9, 'role.letter'), 'pr2')).toBe(false);
    expect(isOpen(dateOf(13, 'role.label'), 'pr2')).toBe(false);
    expect(isOpen(dateOf(13, 'role.default'), 'pr2')).toBe(true);
    expect(isOpen(dateOf(0, 'role.default'), 'imr_determination')).toBe(false);
  });
});

describe('signs of a date', () => {
  const table = roleTable({
    answers: ['date_of_service', 'test_date', 'ur_decision_date'],
    scale: 10,
    signs: {
      'near before': { creatinine: [1, 40] },
      'two words before': { 'was|denied': [2, 40] },
      'near after': { denial: [2, 40] },
      label: { authorized: [2, 40] },
    },
  });
  const cases = [
    ['Creatinine 0.8 on 5/27/2015, no pacemaker.', 'test_date'],
    ['The request was denied 5/27/2015.', 'ur_decision_date'],
    ['Appeal of the 5/27/2015 denial.', 'ur_decision_date'],
    ['Authorized:     5/27/2015', 'ur_decision_date'],
    // Words of another cell of the line are no label.
    ['Authorized: yes     Room: 5/27/2015', undefined],
    ['She was better 5/27/2015.', undefined],
  ] as const;
  test.each(cases)('%s', (text, role) => {
    const { reading, dates, treatments } = ruledDates(text);
    const given = dates.map((date) => ({ ...date, role: 'date_of_service' as const }));
    expect(given).toHaveLength(1);
    expect(otherRole(reading, datesTogether(given, treatments), 0, table)?.answer).toBe(role);
  });

  test('shares of all roles add up to 1', () => {
    const { reading, dates, treatments } = ruledDates('Creatinine 0.8 on 5/27/2015.');
    const given = dates.map((date) => ({ ...date, role: 'date_of_service' as const }));
    const likely = otherRole(reading, datesTogether(given, treatments), 0, table);
    // e^4 beside twice e^0.
    expect(likely?.share).toBeCloseTo(Math.exp(4) / (Math.exp(4) + 2));
    expect(likely?.ruled).toBeCloseTo(1 / (Math.exp(4) + 2));
  });
});

describe('the learned table', () => {
  test('is small, and knows every role and every kind of sign', () => {
    const file = new URL('../../../functions/extract/role-weights.json', import.meta.url);
    expect(readFileSync(file).length).toBeLessThan(150_000);
    expect([...learnedTable.answers].sort()).toEqual([...DateRole.options].sort());
    for (const kind of Object.keys(weights.signs)) expect(signKinds).toContain(kind);
  });
});

describe('learning', () => {
  const examples = ['a', 'b', 'c'].flatMap((letter) =>
    Array.from({ length: 6 }, () => ({ signs: [`sign ${letter}`, 'every'], roles: [`role ${letter}`], weight: 1 })),
  );

  test('gives a sign the most for the role that it goes with', () => {
    const { roles, weights: learned } = learnWeights(examples);
    const sums = [...(learned.get('sign b') ?? [])];
    expect(roles[sums.indexOf(Math.max(...sums))]).toBe('role b');
  });

  test('gives the same weights each time', () => {
    expect(learnWeights(examples)).toEqual(learnWeights(examples));
  });
});
