import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { z } from 'zod';
import { bucketOfStage, steps, type Permission, type Stage, type Step } from '../../functions/steps.ts';
import { flat, ofType, sandbox, statementsOfRole, type Statement } from './synthesised.ts';

const { pipeline } = sandbox;
const stages: readonly Stage[] = [...new Set(steps.flatMap((step) => [...step.reads, ...step.writes]))];
const bucketIds = ['case-files', 'work', 'determinations'] as const;

const functionOf = (step: Step): Record<string, unknown> => {
  const found = ofType(pipeline, 'AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties['FunctionName'] === `imr-sandbox-${step.name}`,
  );
  if (!found) throw new Error(`no function of ${step.name}`);
  return found[1].Properties;
};
const statementsByStep = new Map(
  steps.map((step) => [
    step.name,
    statementsOfRole(pipeline, flat(functionOf(step)['Role']).replace(/^<(.*)\.Arn>$/, '$1')),
  ]),
);
const statementsOf = (step: Step): Statement[] => statementsByStep.get(step.name) ?? [];
const textDetectionRole = flat(
  z
    .object({ Variables: z.object({ TEXT_DETECTION_ROLE_ARN: z.unknown() }) })
    .parse(Object.values(ofType(pipeline, 'AWS::Lambda::Function'))[0]?.[1].Properties['Environment']).Variables
    .TEXT_DETECTION_ROLE_ARN,
);

const bucket = (id: string): string => `arn:<AWS::Partition>:s3:::imr-sandbox-${id}-<AWS::AccountId>-<AWS::Region>`;
const prefix = (stage: Stage): string => `${bucket(bucketOfStage(stage))}/${stage}/*`;
const states = 'arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>';
const machine = `${states}:stateMachine:imr-sandbox-case`;
const executions = `${states}:execution:imr-sandbox-case:*`;

const actionsOf: Record<Permission, Record<string, string[]>> = {
  'start-execution': { 'states:StartExecution': [machine] },
  'describe-execution': {
    'states:DescribeExecution': [executions],
    'states:GetExecutionHistory': [executions],
    'states:ListExecutions': [machine],
  },
  'answer-task': Object.fromEntries(
    ['Success', 'Failure', 'Heartbeat'].map((kind) => [
      `states:SendTask${kind}`,
      [machine, `${machine}/ReadDocuments`],
    ]),
  ),
  'start-text-detection': {
    'textract:StartDocumentTextDetection': ['*'],
    'textract:StartDocumentAnalysis': ['*'],
    'iam:PassRole': [textDetectionRole],
  },
  'get-text-detection': { 'textract:GetDocumentTextDetection': ['*'], 'textract:GetDocumentAnalysis': ['*'] },
};

/** What the row says, written out by hand once more, so that the mapping in `infra` is not checked against itself. */
const expectedGrants = (step: Step): Record<string, string[]> => {
  const touched = [...new Set([...step.reads, ...step.writes])];
  const objects = touched.map(prefix);
  const written = step.writes.map(prefix);
  const buckets = [...new Set(touched.map((stage) => bucket(bucketOfStage(stage))))];
  return {
    ...(touched.length > 0
      ? { 's3:GetObject': objects, 's3:GetObjectVersion': objects, 's3:ListBucket': buckets }
      : {}),
    ...(written.length > 0
      ? { 's3:PutObject': written, 's3:AbortMultipartUpload': written, 's3:ListMultipartUploadParts': written }
      : {}),
    ...Object.assign({}, ...step.may.map((permission) => actionsOf[permission])),
  };
};

/** `action -> resources`, without those on keys, logs, traces and the queues of the event entries. */
const grantsOf = (statements: readonly Statement[]): Record<string, string[]> => {
  const found: Record<string, string[]> = {};
  for (const { Action, Resource } of statements) {
    for (const action of Action.filter((name) => !/^(kms|logs|xray|sqs):/.test(name))) {
      found[action] = [...(found[action] ?? []), ...Resource];
    }
  }
  return found;
};
const sorted = (grants: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(grants).map(([action, resources]) => [action, resources.toSorted()]));

describe('the role of each function', () => {
  test.each(steps.map((step) => [step.name, step] as const))('%s: is its row, no more and no less', (_, step) => {
    const statements = statementsOf(step);
    expect(statements.every(({ Effect }) => Effect === 'Allow')).toBe(true);
    expect(sorted(grantsOf(statements))).toEqual(sorted(expectedGrants(step)));
  });

  test.each(steps.map((step) => [step.name, step] as const))('%s: lists only under its own prefixes', (_, step) => {
    const listed = statementsOf(step).filter(({ Action }) => Action.includes('s3:ListBucket'));
    const prefixes = listed.flatMap(
      ({ Condition }) => Condition?.['StringLikeIfExists']?.['s3:prefix'] ?? ['no condition'],
    );
    expect(prefixes.toSorted()).toEqual([...new Set([...step.reads, ...step.writes])].map((s) => `${s}/*`).toSorted());
  });

  test.each(steps.map((step) => [step.name, step] as const))('%s: uses keys only through a service', (_, step) => {
    const keyStatements = statementsOf(step).filter(({ Action }) => Action.some((action) => action.startsWith('kms:')));
    for (const { Action, Resource, Condition } of keyStatements) {
      expect(Action.every((action) => ['kms:Decrypt', 'kms:GenerateDataKey'].includes(action))).toBe(true);
      expect(Resource.every((resource) => /Key.*Arn/.test(resource))).toBe(true);
      const via = Condition?.['StringEquals']?.['kms:ViaService']?.[0];
      expect(via).toMatch(/^(s3|sqs)\.<AWS::Region>\.<AWS::URLSuffix>$/);
      if (via?.startsWith('s3')) {
        const contexts = Condition?.['StringLike']?.['kms:EncryptionContext:aws:s3:arn'] ?? [];
        const own = new Set([...step.reads, ...step.writes].map((stage) => bucket(bucketOfStage(stage))));
        expect(new Set(contexts.map((arn) => arn.replace(/\/\*$/, '')))).toEqual(own);
        expect(Action.includes('kms:GenerateDataKey')).toBe(step.writes.length > 0);
      }
    }
  });

  test.each(steps.map((step) => [step.name, step] as const))('%s: fits the size limit of a policy', (_, step) => {
    // IAM counts 6,144 characters without white space; an account id and the longest region name are filled in.
    const text = JSON.stringify(statementsOf(step))
      .replaceAll('<AWS::Partition>', 'aws')
      .replaceAll('<AWS::AccountId>', '123456789012')
      .replaceAll('<AWS::Region>', 'ap-southeast-2')
      .replaceAll('sandbox', 'production');
    expect(text.length).toBeLessThan(6144);
  });

  test('runs one function only, and only Lambda may take it', () => {
    const roles = steps.map((step) => flat(functionOf(step)['Role']));
    expect(new Set(roles).size).toBe(steps.length);
    for (const role of roles) {
      const resource = pipeline[role.replace(/^<(.*)\.Arn>$/, '$1')];
      expect(JSON.stringify(resource?.Properties['AssumeRolePolicyDocument'])).toContain('lambda.amazonaws.com');
    }
  });

  test('no inline policy is anywhere in the stack', () => {
    expect(ofType(pipeline, 'AWS::IAM::Policy')).toEqual([]);
    expect(ofType(pipeline, 'AWS::IAM::RolePolicy')).toEqual([]);
  });
});

/** IAM's own matching: `*` is any run of characters, everything else is itself. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replaceAll(/[.?+^$()[\]{}|\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);
const mayDo = (statements: readonly Statement[], action: string, resource: string): boolean =>
  statements.some(
    (statement) =>
      statement.Action.some((pattern) => matches(pattern, action)) &&
      statement.Resource.some((pattern) => matches(pattern, resource)),
  );

describe('as IAM would decide', () => {
  const aStep = fc.constantFrom(...steps);
  // Keys that look like a stage without being under it, and the other way round.
  const aKey = fc.oneof(
    fc
      .tuple(fc.constantFrom(...stages), fc.constantFrom('/', '', 's/', '-old/', '//'), fc.string())
      .map((p) => p.join('')),
    fc.string(),
  );
  const writing = [
    's3:PutObject',
    's3:AbortMultipartUpload',
    's3:DeleteObject',
    's3:PutObjectRetention',
    's3:PutObjectAcl',
    's3:BypassGovernanceRetention',
  ];

  test('no function writes outside the stages of its row', () => {
    fc.assert(
      fc.property(aStep, fc.constantFrom(...bucketIds), aKey, fc.constantFrom(...writing), (step, id, key, action) => {
        const allowed = mayDo(statementsOf(step), action, `${bucket(id)}/${key}`);
        const isOwn =
          ['s3:PutObject', 's3:AbortMultipartUpload'].includes(action) &&
          step.writes.some((stage) => bucketOfStage(stage) === id && key.startsWith(`${stage}/`));
        expect(allowed).toBe(isOwn);
      }),
      { numRuns: 500 },
    );
  });

  test('no function reads outside the stages of its row', () => {
    fc.assert(
      fc.property(aStep, fc.constantFrom(...bucketIds), aKey, (step, id, key) => {
        const allowed = mayDo(statementsOf(step), 's3:GetObject', `${bucket(id)}/${key}`);
        const isOwn = [...step.reads, ...step.writes].some(
          (stage) => bucketOfStage(stage) === id && key.startsWith(`${stage}/`),
        );
        expect(allowed).toBe(isOwn);
      }),
      { numRuns: 500 },
    );
  });

  test('nobody may delete, unlock or reconfigure anything', () => {
    for (const step of steps) {
      for (const { Action } of statementsOf(step)) {
        expect(
          Action.filter((action) => /Delete(?!Message)|Retention|LegalHold|PutBucket|Policy|\*/.test(action)),
        ).toEqual([]);
      }
    }
  });
});
