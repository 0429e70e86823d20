import { describe, expect, test } from '@jest/globals';
import { readTests } from '../../../functions/domain/exam-tests.ts';
import { readMotion } from '../../../functions/domain/range-of-motion.ts';

describe('tests of a physical exam', () => {
  test.each([
    ['SLR + L at 45, neg R.', ['straight leg raise positive left', 'straight leg raise negative right']],
    ['R SLR positive, L negative', ['straight leg raise positive right', 'straight leg raise negative left']],
    ['R shoulder flexion 130, Neer +, Hawkins +', ['neer positive right', 'hawkins positive right']],
    ['Hawkins and Neer signs were negative.', ['hawkins negative', 'neer negative']],
    ['+ Hawkins. Drop arm neg.', ['hawkins positive', 'drop arm negative']],
    ['SLR (+) bilaterally', ['straight leg raise positive left', 'straight leg raise positive right']],
    ['SLR - positive at 40', ['straight leg raise positive']],
    ['straight leg raise test was not positive', []],
    ['DTR 2+, Tinel not done', []],
  ])('%s', (text, expected) =>
    expect(
      readTests(text).map(({ test: name, outcome, side }) => [name, outcome, side].filter(Boolean).join(' ')),
    ).toEqual(expected),
  );

  test('a day behind an outcome is the day of that outcome', () => {
    const text = 'SLR was positive on 4/4/16 and negative on 6/16/16.';
    expect(readTests(text).map(({ told }) => text.slice(told.start, told.end))).toEqual([
      'positive on 4/4/16 and ',
      'negative on 6/16/16',
    ]);
  });

  test('the day of another exam stands behind a word of contrast', () => {
    const text = 'SLR was negative, while on 10/6/15 it was not.';
    expect(readTests(text).map(({ told }) => text.slice(told.start, told.end))).toEqual(['negative, ']);
  });
});

describe('motion of a part of the body', () => {
  test.each([
    ['Wrist motion full on the left and limited on the right.', ['wrist left full', 'wrist right limited']],
    ['Right ankle motion is limited, left full.', ['ankle right limited', 'ankle left full']],
    ['L shoulder full ROM.', ['shoulder left full']],
    ['Lumbar flexion is limited, extension normal.', ['lumbar limited']],
    ['There was no limited motion of the neck.', []],
    ['Lumbar spine: tender with spasm. Range of motion full.', ['lumbar full']],
    ['Lumbar spine: tender. Right knee stable. Range of motion full.', ['unknown full']],
  ])('%s', (text, expected) =>
    expect(
      readMotion(text).map(({ region, side, motion }) => [region, side, motion].filter(Boolean).join(' ')),
    ).toEqual(expected),
  );
});
