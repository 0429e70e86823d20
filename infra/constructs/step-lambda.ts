import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { environmentNames, Step } from '../../functions/steps.ts';
import { functionName, logGroupName } from '../names.ts';
import type { StageSettings } from '../stage.ts';

export type StepEnvironment = Record<(typeof environmentNames)[number], string>;

export type StepLambdaProps = {
  step: Step;
  settings: StageSettings;
  code: lambda.Code;
  environment: StepEnvironment;
  /** The row as statements, and what its entry needs. */
  statements: readonly iam.PolicyStatement[];
  /** Encrypts the log group. */
  operationsKey: kms.IKey;
  /** Where asynchronous invocations end that failed three times. */
  deadLetterQueue?: sqs.IQueue;
};

/** One row of the step table as a function, with a role that holds one readable policy and nothing else. */
export class StepLambda extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: StepLambdaProps) {
    super(scope, id);
    const { step, settings } = props;

    const logGroup = new logs.LogGroup(this, 'Log', {
      logGroupName: logGroupName(settings.name, step.name),
      retention: settings.logRetentionDays,
      encryptionKey: props.operationsKey,
      removalPolicy: settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    const policy = new iam.ManagedPolicy(this, 'Policy', {
      description: `What the step ${step.name} may do, from its row in functions/steps.ts`,
      statements: [
        new iam.PolicyStatement({
          sid: 'WriteLog',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
        new iam.PolicyStatement({
          sid: 'Trace',
          actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
          // X-Ray has no resource that a policy could name for these two.
          resources: ['*'],
        }),
        ...props.statements,
      ],
    });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: `Runs the step ${step.name}`,
      managedPolicies: [policy],
    });

    this.function = new lambda.Function(this, 'Function', {
      functionName: functionName(settings.name, step.name),
      description: `Step ${step.name}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: props.code,
      memorySize: step.memoryMegabytes,
      timeout: Duration.seconds(step.timeoutSeconds),
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      reservedConcurrentExecutions: settings.reservedConcurrency[step.entry.kind],
      tracing: lambda.Tracing.ACTIVE,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      // Nothing may be added to the role behind the table's back.
      role: role.withoutPolicyUpdates(),
      ...(props.deadLetterQueue ? { deadLetterQueue: props.deadLetterQueue } : {}),
    });
  }
}
