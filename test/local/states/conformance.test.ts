import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compareEvents, differences } from '../../../local/states/conformance-compare.ts';
import { runScenario } from '../../../local/states/conformance-run.ts';
import { scenario } from '../../../local/states/conformance-scenario.ts';

const none = new Set<string>();

describe('comparing with a recording', () => {
  test('a placeholder stands for any text, JSON in texts is compared as JSON, and differences are found', () => {
    expect(differences({ a: 'x-{{id}}', c: '{"b": 1}' }, { a: 'x-7', c: '{"b":1}' }, none)).toEqual([]);
    expect(differences({ a: 'x-{{id}}' }, { a: 'y-7' }, none)).toHaveLength(1);
    expect(differences({ a: 1 }, { a: 1, b: 2 }, none)).toHaveLength(1);
    expect(differences({ a: 1 }, { a: 1, b: 2 }, none, true)).toEqual([]);
    expect(differences(null, undefined, none)).toHaveLength(1);
  });

  test('order, details and predecessors are told apart; unordered events match as a set', () => {
    const actual = ['A', 'B', 'C'].map((type, at) => ({
      id: at + 1,
      previousEventId: at,
      type,
      details: { output: '1' },
    }));
    const event = (type: string, more: object = {}): { type: string; details: { output: number } } => ({
      type,
      details: { output: 1 },
      ...more,
    });
    expect(
      compareEvents([event('A'), event('C', { unordered: true }), event('B', { unordered: true })], actual, none),
    ).toMatchObject({ order: [], details: [] });
    expect(compareEvents([event('A'), event('C'), event('B')], actual, none).order).toHaveLength(2);
    expect(
      compareEvents([event('A', { previousEventId: 9 }), event('B'), event('C')], actual, none).previousIds,
    ).toHaveLength(1);
    expect(
      compareEvents([event('A', { details: { output: 2 } }), event('B'), event('C')], actual, none).details,
    ).toHaveLength(1);
  });
});

const recordings = join(import.meta.dirname, '../../../../shared/asl-conformance/open');
if (existsSync(recordings)) {
  describe('executions recorded from AWS', () => {
    const slow = /heartbeat|timeout|no-token|retry|wait-for-task|fixed/;
    const names = readdirSync(recordings).filter((name) => name.endsWith('.json') && !slow.test(name));
    test.each(names)('%s', async (name) => {
      const outcome = await runScenario(scenario.parse(JSON.parse(readFileSync(join(recordings, name), 'utf8'))));
      expect(outcome).toEqual({ final: [], order: [], details: [], previousIds: [] });
    });
  });
}
