import { describe, expect, test } from '@jest/globals';
import { alternate, inParallel, median } from '../../bench/measure.ts';
import { isMet, ratioOf, ratioTable, type Row } from '../../bench/ratio-table.ts';

const row = (part: Partial<Row>): Row => ({ name: 'x', ours: { value: 10 }, unit: 'ms', better: 'lower', ...part });
const against = (value: number) => ({ name: 'them', cost: { value } });

describe('the median', () => {
  test.each([
    { values: [3], middle: 3 },
    { values: [9, 1, 5], middle: 5 },
    { values: [10, 9, 100, 1], middle: 9.5 },
  ])('of $values is $middle', ({ values, middle }) => {
    expect(median(values)).toBe(middle);
  });
});

describe('rounds', () => {
  test('alternate between the contestants, and the first one does not count', async () => {
    const order: string[] = [];
    const contestant = (name: string, values: number[]) => async () => {
      order.push(name);
      return { value: values.shift() ?? 0, cpuMicros: 7 };
    };
    const cost = await alternate(3, { a: contestant('a', [1000, 1, 2, 3]), b: contestant('b', [0, 6, 5, 4]) });
    expect(order.join('')).toBe('abababab');
    expect(cost('a')).toEqual({ value: 2, cpuMicros: 7 });
    expect(cost('b')).toEqual({ value: 5, cpuMicros: 7 });
  });

  test('do everything once, and never more at a time than asked', async () => {
    const done: number[] = [];
    let open = 0;
    let most = 0;
    await inParallel(20, 4, async (index) => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      done.push(index);
    });
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(most).toBe(4);
  });
});

describe('a ratio above 1 is in our favour', () => {
  test.each([
    { what: 'more of what should be high', given: row({ better: 'higher', other: against(5) }), ratio: 2 },
    { what: 'less of what should be low', given: row({ better: 'lower', other: against(5) }), ratio: 0.5 },
    { what: 'nobody to compare with', given: row({}), ratio: undefined },
    { what: 'the other could not do it', given: row({ other: { name: 'them', cost: 'failed' } }), ratio: undefined },
  ])('$what', ({ given, ratio }) => {
    expect(ratioOf(given)).toBe(ratio);
  });
});

describe('a goal', () => {
  test.each([
    { what: 'none', given: row({}), met: undefined },
    { what: 'at most, kept', given: row({ goal: { value: 10 } }), met: true },
    { what: 'at most, missed', given: row({ goal: { value: 9.9 } }), met: false },
    { what: 'at least, kept', given: row({ better: 'higher', goal: { value: 10 } }), met: true },
    { what: 'at least, missed', given: row({ better: 'higher', goal: { value: 10.1 } }), met: false },
    { what: 'level with the other', given: row({ other: against(10), goal: { ratio: 1 } }), met: true },
    { what: 'behind the other', given: row({ other: against(9), goal: { ratio: 1 } }), met: false },
    { what: 'a ratio without another', given: row({ goal: { ratio: 1 } }), met: false },
    {
      what: 'the other failed',
      given: row({ other: { name: 'them', cost: 'failed' }, goal: { ratio: 1 } }),
      met: true,
    },
  ])('$what', ({ given, met }) => {
    expect(isMet(given)).toBe(met);
  });
});

test('the table has one line a row, with figures to the right', () => {
  const table = ratioTable([
    row({
      name: 'put',
      better: 'higher',
      unit: 'objects/s',
      ours: { value: 1234.5, cpuMicros: 99.44 },
      other: against(617.25),
      goal: { ratio: 1 },
    }),
    row({ name: 'token', ours: { value: 3.456 }, goal: { value: 2 } }),
    row({ name: 'one stream', other: { name: 'them', cost: 'failed' } }),
  ]);
  expect(table.split('\n')).toEqual([
    'what         ours   other  ratio  unit       compared with  cpu ours  cpu other  goal        met',
    'put         1,235     617     2x  objects/s  them            99.4 us             ratio >= 1  yes',
    'token        3.46                 ms                                             <= 2        NO',
    'one stream     10  failed         ms         them',
  ]);
});
