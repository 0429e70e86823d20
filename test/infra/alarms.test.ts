import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { steps } from '../../functions/steps.ts';
import { flat, ofType, production, type Resources } from './synthesised.ts';

const { pipeline, web } = production;

const Alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  OKActions: z.array(z.unknown()).min(1),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).min(1),
  Statistic: z.string(),
  Threshold: z.number(),
  ComparisonOperator: z.literal('GreaterThanOrEqualToThreshold'),
  TreatMissingData: z.literal('notBreaching'),
});
const alarms = [pipeline, web].flatMap((stack) =>
  ofType(stack, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => ({ stack, ...Alarm.parse(Properties) })),
);

const runbook = readFileSync(path.resolve(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
const headingOf = (alarmName: string): string => alarmName.replace(/^imr-production: /, '').replace(/ - [a-z-]+$/, '');

describe('alarms and their runbook', () => {
  test('every alarm has a section, every section an alarm', () => {
    expect(new Set(alarms.map(({ AlarmName }) => headingOf(AlarmName)))).toEqual(new Set(headings));
  });

  test.each(headings)('%s: says what it means, where to look and what to do', (heading) => {
    const section = runbook.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
    for (const part of ['**Means**', '**Look at**', '**Do**']) expect(section).toContain(part);
  });

  test('every function is watched for failing and for throttling', () => {
    for (const { name } of steps) {
      for (const heading of ['Function failing', 'Function throttled']) {
        expect(alarms.filter(({ AlarmName }) => AlarmName === `imr-production: ${heading} - ${name}`)).toHaveLength(1);
      }
    }
  });

  test('every alarm tells the topic that the alert address is subscribed to', () => {
    const subscription = ofType(pipeline, 'AWS::SNS::Subscription').find(
      ([, { Properties }]) => Properties['Protocol'] === 'email',
    );
    expect(subscription?.[1].Properties['Endpoint']).toBe('operations@example.org');
    const topic = flat(subscription?.[1].Properties['TopicArn']).replaceAll(/[<>]/g, '');
    expect(pipeline[topic]?.Properties['TopicName']).toBe('imr-production-alerts');
    for (const { AlarmActions, OKActions } of alarms) {
      expect([...AlarmActions, ...OKActions].every((action) => flat(action).includes(topic))).toBe(true);
    }
  });
});

/** Metrics that AWS really writes, under the dimension that it writes them with, and the least that is remarkable. */
const written: Record<
  string,
  { dimension: string; type: string; metrics: Record<string, { statistic: string; atMost: number }> }
> = {
  'AWS/Lambda': {
    dimension: 'FunctionName',
    type: 'AWS::Lambda::Function',
    metrics: { Errors: { statistic: 'Sum', atMost: 3 }, Throttles: { statistic: 'Sum', atMost: 1 } },
  },
  'AWS/SQS': {
    dimension: 'QueueName',
    type: 'AWS::SQS::Queue',
    metrics: {
      ApproximateNumberOfMessagesVisible: { statistic: 'Maximum', atMost: 1 },
      ApproximateAgeOfOldestMessage: { statistic: 'Maximum', atMost: 900 },
    },
  },
  'AWS/States': {
    dimension: 'StateMachineArn',
    type: 'AWS::StepFunctions::StateMachine',
    metrics: {
      ExecutionsFailed: { statistic: 'Sum', atMost: 1 },
      ExecutionsTimedOut: { statistic: 'Sum', atMost: 1 },
      ExecutionsAborted: { statistic: 'Sum', atMost: 1 },
    },
  },
  'AWS/ApiGateway': {
    dimension: 'ApiId',
    type: 'AWS::ApiGatewayV2::Api',
    metrics: { '5xx': { statistic: 'Sum', atMost: 3 } },
  },
};

const resourceOf = (stack: Resources, value: unknown): string | undefined =>
  stack[/^<([A-Za-z0-9]+)(\.\w+)?>$/.exec(flat(value))?.[1] ?? '']?.Type;

test.each(alarms.map((alarm) => [alarm.AlarmName, alarm] as const))('%s: can fire', (_, alarm) => {
  const known = written[alarm.Namespace];
  const [dimension, ...more] = alarm.Dimensions;
  expect(more).toEqual([]);
  expect(dimension?.Name).toBe(known?.dimension);
  expect(resourceOf(alarm.stack, dimension?.Value)).toBe(known?.type);
  expect(alarm.Statistic).toBe(known?.metrics[alarm.MetricName]?.statistic);
  expect(alarm.Threshold).toBeLessThanOrEqual(known?.metrics[alarm.MetricName]?.atMost ?? 0);
  expect(alarm.AlarmDescription).toContain(headingOf(alarm.AlarmName));
});
