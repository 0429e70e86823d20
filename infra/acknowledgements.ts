import { Aws } from 'aws-cdk-lib';
import { bucketOfStage, pascalCase, steps, type Stage, type Step } from '../functions/steps.ts';
import { bucketArn, executionsArn } from './names.ts';
import type { StageSettings } from './stage.ts';

/** An answer to a finding of cdk-nag: where, which rules, and why it stands. The path is the construct's in the app. */
export type Acknowledgement = { path: string; rules: readonly string[]; reason: string };

const spelled: Readonly<Record<string, string>> = {
  [Aws.PARTITION]: '<AWS::Partition>',
  [Aws.REGION]: '<AWS::Region>',
  [Aws.ACCOUNT_ID]: '<AWS::AccountId>',
};

/** The finding on a resource with a star; cdk-nag writes what CloudFormation fills in in angle brackets. */
const wildcard = (resource: string): string =>
  `AwsSolutions-IAM5[Resource::${Object.entries(spelled).reduce((text, [token, name]) => text.replaceAll(token, name), resource)}]`;

const stagePrefix = (settings: StageSettings, stage: Stage): string =>
  `${bucketArn(settings.name, bucketOfStage(stage))}/${stage}/*`;

const ofStep = (settings: StageSettings, step: Step): Acknowledgement[] => {
  const path = `Pipeline/${pascalCase(step.name)}`;
  const isAsynchronous = step.entry.kind === 'event' && step.entry.source === 'text-detection-done';
  const callsTextract = step.may.some((may) => may === 'start-text-detection' || may === 'get-text-detection');
  const followsCases = step.may.includes('describe-execution');
  const inFull: Acknowledgement[] = [
    {
      path: `${path}/Policy`,
      rules: [...new Set([...step.reads, ...step.writes])].map((stage) => wildcard(stagePrefix(settings, stage))),
      reason:
        'Object keys hold case numbers that come into being after deployment, so a key prefix is the narrowest resource. ' +
        'Each statement names one bucket and one stage prefix, taken from this row of functions/steps.ts; ' +
        'test/infra/permissions.test.ts compares the deployed policy with the row action by action.',
    },
    {
      path: `${path}/Policy`,
      rules: [wildcard('*')],
      reason:
        'xray:PutTraceSegments and xray:PutTelemetryRecords accept no resource; both can only add traces.' +
        (callsTextract
          ? ' The Textract text detection calls accept no resource either: what a job may read is bounded by the ' +
            "caller's own S3 prefixes, and a result can only be fetched with its random job id."
          : ''),
    },
    {
      path: `${path}/Function`,
      rules: ['HIPAA.Security-LambdaInsideVPC'],
      reason:
        'The function has no inbound network path and calls only regional AWS endpoints (S3, Step Functions, Textract, ' +
        'KMS, CloudWatch, X-Ray) over TLS with signed requests; it reaches nothing inside a VPC. Confidentiality is held by ' +
        'IAM, the customer-managed key and TLS-only bucket policies. See docs/decisions/0014.',
    },
  ];
  if (followsCases) {
    inFull.push({
      path: `${path}/Policy`,
      rules: [wildcard(executionsArn(settings.name))],
      reason:
        'An execution is named from its case number after deployment. The resource names the one state machine of this ' +
        'stage and allows describing and history only; execution data holds references, never records.',
    });
  }
  if (!isAsynchronous) {
    inFull.push({
      path: `${path}/Function`,
      rules: ['HIPAA.Security-LambdaDLQ'],
      reason:
        'A dead-letter queue of a function takes asynchronous invocations only, and this function has none. ' +
        (step.entry.kind === 'state'
          ? 'Step Functions calls it synchronously; a failure goes to the Retry and Catch of its state and to an alarm.'
          : step.entry.kind === 'http'
            ? 'API Gateway calls it synchronously; the caller sees the failure, and an alarm counts it.'
            : 'A queue with a dead-letter queue of its own feeds it, and an alarm watches that one.'),
    });
  }
  return inFull;
};

const noReplication = (path: string, reason: string): Acknowledgement => ({
  path,
  rules: ['HIPAA.Security-S3BucketReplicationEnabled'],
  reason,
});

const recordsStayInRegion =
  'Medical records stay in the one Region that the agency has approved; a copy elsewhere would widen where they lie. ' +
  'S3 keeps every object in at least three Availability Zones, versioning undoes overwriting and deletion, ' +
  'and the bucket outlives its stack in production. See docs/decisions/0013.';

const fixed = (settings: StageSettings): Acknowledgement[] => [
  noReplication('Storage/CaseFiles', recordsStayInRegion),
  noReplication(
    'Storage/Work',
    'Every object is derived from the case files and can be made again by running its step; ' + recordsStayInRegion,
  ),
  noReplication(
    'Storage/Determinations',
    'Object Lock forbids deletion and overwriting for the whole retention period. ' + recordsStayInRegion,
  ),
  noReplication(
    'Storage/AccessLogs',
    'Access logs are no records; they are kept versioned in three Availability Zones for the log retention period.',
  ),
  noReplication(
    'Web/Hosting/Logs',
    'Access logs are no records; they are kept versioned in three Availability Zones for the log retention period.',
  ),
  noReplication('Web/Hosting/Page', 'The page is built from the repository and can be uploaded again in a minute.'),
  {
    path: 'Storage/AccessLogs',
    rules: ['HIPAA.Security-S3DefaultEncryptionKMS'],
    reason:
      'S3 delivers server access logs only to a bucket encrypted with S3-managed keys (AES-256), which this one is. ' +
      'The lines hold object keys (case numbers, file names as they were uploaded) and never contents; no function may ' +
      'read this bucket.',
  },
  {
    path: 'Web/Hosting/Logs',
    rules: ['HIPAA.Security-S3DefaultEncryptionKMS'],
    reason:
      'S3 delivers server access logs only to a bucket encrypted with S3-managed keys (AES-256), which this one is. ' +
      'The lines name files of the page and API routes.',
  },
  {
    path: 'Web/Hosting/Page',
    rules: ['HIPAA.Security-S3DefaultEncryptionKMS'],
    reason:
      'Holds only the scripts and styles that every visitor downloads before signing in; nothing confidential. ' +
      'It is encrypted with S3-managed keys, private, and read by this one distribution through origin access control.',
  },
  {
    path: 'Pipeline/Case/Policy',
    rules: [wildcard(`${bucketArn(settings.name, 'work')}/register/*`)],
    reason:
      'The Distributed Map reads the list of documents of the case, whose key holds the case number. Reading only, ' +
      'in one bucket and under the one prefix where `register` writes that list.',
  },
  {
    path: 'Pipeline/Case/Policy',
    rules: [wildcard('*')],
    reason:
      'The log delivery actions that Step Functions needs to write to CloudWatch, and the X-Ray actions, accept no ' +
      'resource. They reach no record: logging leaves out execution data.',
  },
  {
    path: 'Pipeline/Case/Policy',
    rules: [wildcard(executionsArn(settings.name))],
    reason:
      'A Distributed Map runs its iterations as executions of the machine itself, named at run time; the resource names ' +
      'this one machine and its map run.',
  },
];

/** Only where a stage has no domain or web ACL of its own; production always has the domain. */
const ofPage = (settings: StageSettings): Acknowledgement[] => [
  ...(settings.domain
    ? []
    : [
        {
          path: 'Web/Hosting/Distribution',
          rules: ['AwsSolutions-CFR4'],
          reason:
            "The sandbox has no domain, and CloudFront's own certificate fixes the oldest TLS version. The sandbox holds " +
            'invented cases only; production cannot be synthesised without a domain, and then asks for TLS 1.2.',
        },
      ]),
  ...(settings.webAclArn
    ? []
    : [
        {
          path: 'Web/Hosting/Distribution',
          rules: ['AwsSolutions-CFR2'],
          reason:
            'No route can be reached without a token signed by the user pool, verified by API Gateway before any code of ' +
            'ours runs; requests are throttled, each function has a concurrency limit, and the page itself is static. ' +
            "The account's web ACL is attached by giving its ARN (-c webAclArn=...).",
        },
      ]),
];

/** Every finding that we live with, and why. `mapLabels` as in `map-labels.ts`. */
export const acknowledgements = (settings: StageSettings, mapLabels: readonly string[]): Acknowledgement[] => [
  ...steps.flatMap((step) => ofStep(settings, step)),
  ...fixed(settings),
  ...mapLabels.map((label) => ({
    path: 'Pipeline/Case/Policy',
    rules: [wildcard(executionsArn(settings.name, label))],
    reason: 'The iterations of this Distributed Map, which the machine itself starts, follows, stops and redrives.',
  })),
  ...ofPage(settings),
];
