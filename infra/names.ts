import { Aws } from 'aws-cdk-lib';
import type { bucketOfStage } from '../functions/steps.ts';

// Names that are known before anything is deployed. A stack that names another stack's bucket or state machine this
// way needs no export from it, so policies read plainly and no two stacks wait for each other (docs/decisions/0011).

export type BucketId = ReturnType<typeof bucketOfStage>;

const arn = (service: string, rest: string): string =>
  `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${rest}`;

export const prefixOf = (stage: string): string => `imr-${stage}`;

/** At most 63 characters: `imr-production-determinations-123456789012-ap-southeast-2` has 57. */
export const bucketName = (stage: string, id: string): string =>
  `${prefixOf(stage)}-${id}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;

export const bucketArn = (stage: string, id: BucketId): string => `arn:${Aws.PARTITION}:s3:::${bucketName(stage, id)}`;

export const functionName = (stage: string, step: string): string => `${prefixOf(stage)}-${step}`;

/** Under one root, so that one statement of the key policy covers the log groups of this stage and no others. */
export const logGroupName = (stage: string, name: string): string => `/imr/${stage}/${name}`;

export const stateMachineName = (stage: string): string => `${prefixOf(stage)}-case`;

/** The machine of a case; with the label of a Distributed Map, the machine that its iterations run as. */
export const stateMachineArn = (stage: string, label?: string): string =>
  arn('states', `stateMachine:${stateMachineName(stage)}${label === undefined ? '' : `/${label}`}`);

/** Every execution of that machine. */
export const executionsArn = (stage: string, label?: string): string =>
  arn('states', `execution:${stateMachineName(stage)}${label === undefined ? '' : `/${label}`}:*`);
