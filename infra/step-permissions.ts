import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { bucketOfStage, pascalCase, type Permission, type Stage, type Step } from '../functions/steps.ts';
import { bucketArn, executionsArn, stateMachineArn, type BucketId } from './names.ts';

/** What the statements name besides the buckets and the state machine. ARNs. */
export type StepResources = {
  stage: string;
  dataKeyArn: string;
  textDetectionRoleArn: string;
  /** Of the Distributed Maps in the state machine: their iterations wait under an ARN of their own. */
  mapLabels: readonly string[];
};

const bucketIds: readonly BucketId[] = ['case-files', 'work', 'determinations'];

const prefixArn = (stage: string, prefix: Stage): string => `${bucketArn(stage, bucketOfStage(prefix))}/${prefix}/*`;

/** Reading what one writes is part of writing: `If-Match` asks for it, and a step run again looks for its result. */
const touched = (step: Step): Stage[] => [...new Set([...step.reads, ...step.writes])];

const objectStatements = (step: Step, resources: StepResources): iam.PolicyStatement[] => {
  const stages = touched(step);
  const buckets = bucketIds.filter((id) => stages.some((stage) => bucketOfStage(stage) === id));
  if (buckets.length === 0) return [];
  const arns = buckets.map((id) => bucketArn(resources.stage, id));
  const statements = [
    new iam.PolicyStatement({
      sid: 'ReadStages',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: stages.map((stage) => prefixArn(resources.stage, stage)),
    }),
    ...buckets.map(
      (id) =>
        new iam.PolicyStatement({
          sid: `List${pascalCase(id)}`,
          actions: ['s3:ListBucket'],
          resources: [bucketArn(resources.stage, id)],
          // IfExists: a GetObject names no prefix, and S3 answers 404 for a missing key only to callers that may list.
          conditions: {
            StringLikeIfExists: {
              's3:prefix': stages.filter((stage) => bucketOfStage(stage) === id).map((stage) => `${stage}/*`),
            },
          },
        }),
    ),
    new iam.PolicyStatement({
      sid: 'UseDataKey',
      actions: step.writes.length > 0 ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'],
      resources: [resources.dataKeyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.${Aws.URL_SUFFIX}` },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': arns.flatMap((arn) => [arn, `${arn}/*`]) },
      },
    }),
  ];
  if (step.writes.length > 0) {
    statements.push(
      new iam.PolicyStatement({
        sid: 'WriteStages',
        actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
        resources: step.writes.map((stage) => prefixArn(resources.stage, stage)),
      }),
    );
  }
  return statements;
};

const permissionStatements: Record<Permission, (resources: StepResources) => iam.PolicyStatement[]> = {
  'start-execution': ({ stage }) => [
    new iam.PolicyStatement({
      sid: 'StartCase',
      actions: ['states:StartExecution'],
      resources: [stateMachineArn(stage)],
    }),
  ],
  'describe-execution': ({ stage }) => [
    new iam.PolicyStatement({
      sid: 'DescribeCases',
      actions: ['states:DescribeExecution', 'states:GetExecutionHistory'],
      resources: [executionsArn(stage)],
    }),
    new iam.PolicyStatement({
      sid: 'ListCases',
      actions: ['states:ListExecutions'],
      resources: [stateMachineArn(stage)],
    }),
  ],
  'answer-task': ({ stage, mapLabels }) => [
    new iam.PolicyStatement({
      sid: 'AnswerTasks',
      actions: ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'],
      resources: [undefined, ...mapLabels].map((label) => stateMachineArn(stage, label)),
    }),
  ],
  // Textract has no resource that a policy could name.
  'start-text-detection': ({ textDetectionRoleArn }) => [
    new iam.PolicyStatement({
      sid: 'StartTextDetection',
      // Which of the two is a setting of the reading, by document.
      actions: ['textract:StartDocumentTextDetection', 'textract:StartDocumentAnalysis'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'PassNotifyingRole',
      actions: ['iam:PassRole'],
      resources: [textDetectionRoleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'textract.amazonaws.com' } },
    }),
  ],
  'get-text-detection': () => [
    new iam.PolicyStatement({
      sid: 'GetTextDetection',
      actions: ['textract:GetDocumentTextDetection', 'textract:GetDocumentAnalysis'],
      resources: ['*'],
    }),
  ],
};

/** The row of the step table as IAM statements: its stages as prefixes, its `may` as actions, and nothing else. */
export const stepPermissions = (step: Step, resources: StepResources): iam.PolicyStatement[] => [
  ...objectStatements(step, resources),
  ...step.may.flatMap((permission) => permissionStatements[permission](resources)),
];
