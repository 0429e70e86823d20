import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { flat, ofType, sandbox, statementsOfRole } from './synthesised.ts';

const { pipeline } = sandbox;
const only = (type: string): [string, Record<string, unknown>] => {
  const found = ofType(pipeline, type);
  expect(found).toHaveLength(1);
  const [[id, { Properties }] = ['', { Properties: {} }]] = found;
  return [id, Properties];
};
const idOf = (value: unknown): string => /^<(\w+)(\.\w+)?>$/.exec(flat(value))?.[1] ?? '';
const functionId = (step: string): string =>
  ofType(pipeline, 'AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties['FunctionName'] === `imr-sandbox-${step}`,
  )?.[0] ?? '';
const Queue = z.object({
  RedrivePolicy: z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() }).optional(),
  VisibilityTimeout: z.number().optional(),
  MessageRetentionPeriod: z.number(),
  KmsMasterKeyId: z.unknown(),
});

describe('an uploaded file', () => {
  const [, rule] = only('AWS::Events::Rule');
  const [, mapping] = only('AWS::Lambda::EventSourceMapping');
  const queueId = idOf(mapping['EventSourceArn']);
  const queue = Queue.parse(pipeline[queueId]?.Properties);

  test('is announced when it lies under upload/ of the case files', () => {
    expect(rule['EventPattern']).toMatchObject({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { object: { key: [{ prefix: 'upload/' }] } },
    });
    const names = z.object({ detail: z.object({ bucket: z.object({ name: z.array(z.unknown()) }) }) });
    const bucketNames = names.parse(rule['EventPattern']).detail.bucket.name.map(flat);
    expect(bucketNames).toEqual(['imr-sandbox-case-files-<AWS::AccountId>-<AWS::Region>']);
  });

  test('goes through the queue to intake, which reports what failed message by message', () => {
    expect(rule['Targets']).toMatchObject([{ Arn: { 'Fn::GetAtt': [queueId, 'Arn'] } }]);
    expect(mapping).toMatchObject({
      FunctionName: { Ref: functionId('intake') },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('is tried five times, never by two at once, and then kept for two weeks', () => {
    expect(queue.RedrivePolicy?.maxReceiveCount).toBe(5);
    expect(queue.VisibilityTimeout).toBe(6 * 30);
    const dead = Queue.parse(pipeline[idOf(queue.RedrivePolicy?.deadLetterTargetArn)]?.Properties);
    expect(dead.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  test('also ends in the dead letters when EventBridge cannot reach the queue', () => {
    expect(rule['Targets']).toMatchObject([
      { DeadLetterConfig: { Arn: { 'Fn::GetAtt': [idOf(queue.RedrivePolicy?.deadLetterTargetArn), 'Arn'] } } },
    ]);
  });
});

describe('the end of a text detection', () => {
  const [, subscription] = only('AWS::SNS::Subscription');
  const topicId = idOf(subscription['TopicArn']);

  test('is published by Textract alone, for this account, with the one role it may take', () => {
    const [roleId, role] =
      ofType(pipeline, 'AWS::IAM::Role').find(([, { Properties }]) =>
        JSON.stringify(Properties['AssumeRolePolicyDocument']).includes('textract.amazonaws.com'),
      ) ?? [];
    expect(JSON.stringify(role?.Properties['AssumeRolePolicyDocument'])).toContain('"aws:SourceAccount"');
    const statements = statementsOfRole(pipeline, roleId ?? '');
    expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [['sns:Publish'], [`<${topicId}>`]],
      [['kms:GenerateDataKey', 'kms:Decrypt'], [expect.stringMatching(/OperationsKey.*Arn/)]],
    ]);
  });

  test('calls ocr-done, and is kept when that fails', () => {
    expect(subscription).toMatchObject({
      Protocol: 'lambda',
      Endpoint: { 'Fn::GetAtt': [functionId('ocr-done'), 'Arn'] },
      RedrivePolicy: { deadLetterTargetArn: expect.anything() },
    });
    expect(pipeline[functionId('ocr-done')]?.Properties['DeadLetterConfig']).toBeDefined();
  });
});

describe('the state machine', () => {
  const [machineId, machine] = only('AWS::StepFunctions::StateMachine');
  const statements = statementsOfRole(pipeline, idOf(machine['RoleArn']));

  test('logs every state and no data, and is traced', () => {
    expect(machineId).not.toBe('');
    expect(machine['LoggingConfiguration']).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
    expect(machine['TracingConfiguration']).toEqual({ Enabled: true });
  });

  test('calls the functions of its own states and no other', () => {
    const called = statements
      .filter(({ Action }) => Action.includes('lambda:InvokeFunction'))
      .flatMap((s) => s.Resource);
    const substitutions = Object.values(z.record(z.string(), z.unknown()).parse(machine['DefinitionSubstitutions']));
    const expected = substitutions.map(flat).filter((value) => value.endsWith('.Arn>'));
    expect(called.toSorted()).toEqual(expected.toSorted());
  });

  test('starts and follows the iterations of its distributed map, under the label of that map', () => {
    const found = (action: string) =>
      statements.filter(({ Action }) => Action.includes(action)).flatMap((s) => s.Resource);
    const states = 'arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>';
    expect(found('states:StartExecution')).toEqual([`${states}:stateMachine:imr-sandbox-case`]);
    const executions = [
      `${states}:execution:imr-sandbox-case:*`,
      `${states}:execution:imr-sandbox-case/ReadDocuments:*`,
    ];
    for (const action of ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution']) {
      expect(found(action)).toEqual(executions);
    }
  });

  test('reads the list of documents and nothing else of S3, and writes nothing', () => {
    const objects = statements.flatMap(({ Action, Resource }) =>
      Action.filter((action) => action.startsWith('s3:')).map((action) => [action, Resource]),
    );
    expect(objects).toEqual([
      ['s3:GetObject', ['arn:<AWS::Partition>:s3:::imr-sandbox-work-<AWS::AccountId>-<AWS::Region>/register/*']],
    ]);
  });
});

test('every log group is encrypted and does not keep for ever', () => {
  const groups = ofType(pipeline, 'AWS::Logs::LogGroup');
  expect(groups.length).toBeGreaterThan(16);
  for (const [, { Properties }] of groups) {
    expect(Properties['RetentionInDays']).toBe(30);
    expect(flat(Properties['KmsKeyId'])).toMatch(/^<OperationsKey\w+\.Arn>$/);
    expect(Properties['LogGroupName']).toMatch(/^\/imr\/sandbox\//);
  }
});

test('the functions together leave room in the usual account quota', () => {
  const reserved = ofType(pipeline, 'AWS::Lambda::Function').map(([, { Properties }]) =>
    z.number().parse(Properties['ReservedConcurrentExecutions']),
  );
  // AWS keeps 100 of the 1,000 for functions without a reservation and refuses to reserve those.
  expect(reserved.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(900);
});

describe('what AWS services may do by themselves', () => {
  const Statements = z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Action: z.unknown(),
        Principal: z.unknown(),
        Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
      }),
    ),
  });
  const resourcePolicies = Object.values(pipeline)
    .flatMap(({ Properties }) => [Properties['KeyPolicy'], Properties['PolicyDocument']])
    .flatMap((policy) => Statements.safeParse(policy).data?.Statement ?? []);
  const forServices = resourcePolicies.filter(
    ({ Effect, Principal }) => Effect === 'Allow' && JSON.stringify(Principal ?? '').includes('"Service"'),
  );

  test('is bound to this account or to one of its resources', () => {
    expect(forServices.length).toBeGreaterThan(4);
    const sources = ['aws:SourceAccount', 'aws:SourceArn', 'kms:EncryptionContext:aws:logs:arn'];
    const unbound = forServices.filter(
      ({ Condition }) => !Object.values(Condition).some((keys) => sources.some((source) => source in keys)),
    );
    expect(unbound).toEqual([]);
  });

  test('lets alarms speak', () => {
    const [alertsId] = ofType(pipeline, 'AWS::SNS::Topic').find(
      ([, { Properties }]) => Properties['TopicName'] === 'imr-sandbox-alerts',
    ) ?? [''];
    const policy = ofType(pipeline, 'AWS::SNS::TopicPolicy').find(([, { Properties }]) =>
      JSON.stringify(Properties['Topics']).includes(alertsId),
    );
    const spoken = Statements.parse(policy?.[1].Properties['PolicyDocument']).Statement.filter(
      ({ Effect }) => Effect === 'Allow',
    );
    expect(spoken).toMatchObject([{ Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' } }]);
  });
});
