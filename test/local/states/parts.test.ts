import { describe, expect, test } from '@jest/globals';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { z } from 'zod';
import { checkDefinition } from '../../../local/states/check-definition.ts';
import { parseCsv } from '../../../local/states/csv.ts';
import { retryDelayMs } from '../../../local/states/retry-policy.ts';
import { createTimerQueue } from '../../../local/states/timer-queue.ts';
import { variableReferences } from '../../../local/states/variable-references.ts';
import { parseTimestampMs } from '../../../local/states/wait-state.ts';

/** An independent check of the same language; it has no types of its own. */
const isValidAsl = (definition: object): boolean => {
  const validate: unknown = createRequire(import.meta.url)('asl-validator');
  if (typeof validate !== 'function') throw new Error('asl-validator is no function');
  const answer: unknown = Reflect.apply(validate, undefined, [structuredClone(definition)]);
  return z.object({ isValid: z.boolean() }).parse(answer).isValid;
};

describe('the pause before a retry', () => {
  const retrier = { ErrorEquals: ['X'], IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 10 };
  test.each([
    [0, 2_000],
    [1, 6_000],
    [2, 10_000],
    [500, 10_000],
  ])('number %i is %i ms', (used, delayMs) => expect(retryDelayMs(retrier, used, Math.random)).toBe(delayMs));

  test('with full jitter it is anywhere from nothing to the whole pause, and never more', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(20), (random, used) => {
        const whole = retryDelayMs(retrier, used, () => 0);
        const jittered = retryDelayMs({ ...retrier, JitterStrategy: 'FULL' }, used, () => random);
        expect(jittered).toBeGreaterThanOrEqual(0);
        expect(jittered).toBeLessThanOrEqual(whole);
        expect(jittered).toBeCloseTo(random * whole, 3);
      }),
    );
  });
});

describe('timestamps of a Wait', () => {
  test.each([
    ['2016-12-05T21:29:29Z', 1_480_973_369_000],
    ['2016-12-05T21:29:29.123456789Z', 1_480_973_369_123],
    ['2016-12-05T21:29:29+02:00', 1_480_966_169_000],
    ['2016-12-05T21:29:29', undefined],
    ['2016-12-05 21:29:29Z', undefined],
    ['2016-02-30T00:00:00Z', undefined],
    ['2016-12-05T25:29:29Z', undefined],
  ])('%s', (text, ms) => expect(parseTimestampMs(text)).toBe(ms));
});

test('CSV written by the rules of RFC 4180 reads back', () => {
  const quote = (field: string): string => `"${field.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      (rows) => {
        expect(parseCsv(rows.map((row) => row.map(quote).join(',')).join('\r\n'))).toEqual(rows);
      },
    ),
  );
});

test('the variables a state reads are told, its own bindings and functions are not', () => {
  const expression = '{% ($y := $count($a); $map($b.c, function($v){ $v + $y }) ~> $sum) %}';
  const flow = checkDefinition(
    JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: { A: { Type: 'Pass', Output: expression, End: true } },
    }),
  ).definition;
  expect(flow && variableReferences(flow)).toEqual({ A: ['$a', '$b'] });
});

describe('timers', () => {
  test('fire in the order of their times, and cancelled ones do not', async () => {
    const timers = createTimerQueue(Date.now);
    const fired: number[] = [];
    const from = Date.now();
    await new Promise<void>((resolve) => {
      const delays = [30, 10, 20, 5, 25];
      for (const delay of delays) timers.at(from + delay, () => fired.push(delay));
      timers.at(from + 15, () => fired.push(15))();
      timers.at(from + 40, resolve);
    });
    expect(fired).toEqual([5, 10, 20, 25, 30]);
    timers.close();
  });

  test('many cancelled timers are thrown out without losing one that is wanted', async () => {
    const timers = createTimerQueue(Date.now);
    const farMs = Date.now() + 10 ** 10;
    for (let count = 0; count < 5_000; count += 1) timers.at(farMs + count, () => undefined)();
    await new Promise<void>((resolve) => timers.at(Date.now() + 5, resolve));
    timers.close();
  });
});

describe('definitions', () => {
  const machine = (states: object, more: object = {}): object => ({
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: states,
    ...more,
  });
  const end = { Type: 'Pass', End: true };
  const good: [string, object][] = [
    ['a Pass', machine({ A: end })],
    [
      'a Choice with a default',
      machine({ A: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'B' }], Default: 'B' }, B: end }),
    ],
    ['a Map', machine({ A: { Type: 'Map', ItemProcessor: { StartAt: 'I', States: { I: end } }, End: true } })],
    [
      'a state in JSONata of a machine without a language',
      { StartAt: 'A', States: { A: { ...end, QueryLanguage: 'JSONata' } } },
    ],
  ];
  test.each(good)('%s is accepted', (_title, definition) => {
    expect(checkDefinition(JSON.stringify(definition)).diagnostics).toEqual([]);
    expect(isValidAsl(definition)).toBe(true);
  });

  const bad: [string, object | string, string, RegExp][] = [
    ['text that is not JSON', '{', 'INVALID_JSON_DESCRIPTION', /./],
    ['JSONPath', { StartAt: 'A', States: { A: end } }, 'SCHEMA_VALIDATION_FAILED', /JSONata only/],
    ['a JSONPath field', machine({ A: { ...end, ResultPath: '$' } }), 'SCHEMA_VALIDATION_FAILED', /ResultPath/],
    [
      'no States',
      { QueryLanguage: 'JSONata', StartAt: 'A' },
      'SCHEMA_VALIDATION_FAILED',
      /These fields are required: \[States\]/,
    ],
    [
      'an unknown target',
      machine({ A: { Type: 'Pass', Next: 'B' } }),
      'MISSING_TRANSITION_TARGET',
      /Missing 'Next' target: B/,
    ],
    ['an unreachable state', machine({ A: end, B: end }), 'MISSING_TRANSITION_TARGET', /"B" is not reachable/],
    ['neither Next nor End', machine({ A: { Type: 'Pass' } }), 'SCHEMA_VALIDATION_FAILED', /Next and End/],
    [
      'an expression that does not parse',
      machine({ A: { ...end, Output: '{% ( %}' } }),
      'SCHEMA_VALIDATION_FAILED',
      /JSONata expression/,
    ],
    [
      'an expression without its end',
      machine({ A: { ...end, Output: '{% 1' } }),
      'SCHEMA_VALIDATION_FAILED',
      /must end/,
    ],
    [
      'a service that is not emulated',
      machine({ A: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', End: true } }),
      'SCHEMA_VALIDATION_FAILED',
      /not supported/,
    ],
    [
      'States.ALL among others',
      machine({
        A: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'I', States: { I: end } }],
          Retry: [{ ErrorEquals: ['States.ALL', 'X'] }],
          End: true,
        },
      }),
      'SCHEMA_VALIDATION_FAILED',
      /alone/,
    ],
    [
      'a heartbeat as long as the time-out',
      machine({
        A: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Arguments: { FunctionName: 'f' },
          TimeoutSeconds: 5,
          HeartbeatSeconds: 5,
          End: true,
        },
      }),
      'SCHEMA_VALIDATION_FAILED',
      /smaller/,
    ],
    [
      'the same name in a branch',
      machine({ A: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: end } }], End: true } }),
      'SCHEMA_VALIDATION_FAILED',
      /more than once/,
    ],
    [
      'a variable named states',
      machine({ A: { ...end, Assign: { states: 1 } } }),
      'SCHEMA_VALIDATION_FAILED',
      /variable/,
    ],
  ];
  test.each(bad)('%s is refused', (_title, definition, code, message) => {
    const { diagnostics } = checkDefinition(typeof definition === 'string' ? definition : JSON.stringify(definition));
    expect(diagnostics[0]?.code).toBe(code);
    expect(diagnostics[0]?.message).toMatch(message);
  });
});
