import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { pascalCase } from '../../functions/steps.ts';
import { bucketArn, bucketName, executionsArn, logGroupName, stateMachineArn, stateMachineName } from '../names.ts';
import type { StageSettings } from '../stage.ts';

export type WorkflowProps = {
  settings: StageSettings;
  definitionPath: string;
  mapLabels: readonly string[];
  /** The functions of the rows with a state, by row name. */
  functions: ReadonlyMap<string, lambda.IFunction>;
  dataKeyArn: string;
  operationsKey: kms.IKey;
};

/**
 * The state machine of one case, from its file. The file's placeholders are `${Register}`, the function of the row
 * `register`, and `${WorkBucket}`, where the Distributed Map reads its list of documents.
 */
export class Workflow extends Construct {
  readonly stateMachine: stepfunctions.StateMachine;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { settings } = props;

    const logGroup = new logs.LogGroup(this, 'Log', {
      logGroupName: logGroupName(settings.name, 'case-machine'),
      retention: settings.logRetentionDays,
      encryptionKey: props.operationsKey,
      removalPolicy: settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    const policy = new iam.ManagedPolicy(this, 'Policy', {
      description: 'What the state machine of a case may do',
      statements: [
        new iam.PolicyStatement({
          sid: 'InvokeSteps',
          actions: ['lambda:InvokeFunction'],
          resources: [...props.functions.values()].map((step) => step.functionArn),
        }),
        // A Distributed Map runs its iterations as executions of the machine itself.
        new iam.PolicyStatement({
          sid: 'StartMapRun',
          actions: ['states:StartExecution'],
          resources: [stateMachineArn(settings.name)],
        }),
        new iam.PolicyStatement({
          sid: 'FollowMapRun',
          actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
          resources: [undefined, ...props.mapLabels].map((label) => executionsArn(settings.name, label)),
        }),
        new iam.PolicyStatement({
          sid: 'ReadMapItems',
          actions: ['s3:GetObject'],
          resources: [`${bucketArn(settings.name, 'work')}/register/*`],
        }),
        new iam.PolicyStatement({
          sid: 'UseDataKey',
          actions: ['kms:Decrypt'],
          resources: [props.dataKeyArn],
          conditions: {
            StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.${Aws.URL_SUFFIX}` },
            StringLike: {
              'kms:EncryptionContext:aws:s3:arn': [
                bucketArn(settings.name, 'work'),
                `${bucketArn(settings.name, 'work')}/*`,
              ],
            },
          },
        }),
        // CloudWatch's log deliveries and X-Ray have no resource that a policy could name.
        new iam.PolicyStatement({
          sid: 'DeliverLog',
          actions: [
            'logs:CreateLogDelivery',
            'logs:GetLogDelivery',
            'logs:UpdateLogDelivery',
            'logs:DeleteLogDelivery',
            'logs:ListLogDeliveries',
            'logs:PutResourcePolicy',
            'logs:DescribeResourcePolicies',
            'logs:DescribeLogGroups',
          ],
          resources: ['*'],
        }),
        new iam.PolicyStatement({
          sid: 'Trace',
          actions: [
            'xray:PutTraceSegments',
            'xray:PutTelemetryRecords',
            'xray:GetSamplingRules',
            'xray:GetSamplingTargets',
          ],
          resources: ['*'],
        }),
      ],
    });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      description: 'Runs the state machine of a case',
      managedPolicies: [policy],
    });

    this.stateMachine = new stepfunctions.StateMachine(this, 'StateMachine', {
      stateMachineName: stateMachineName(settings.name),
      definitionBody: stepfunctions.DefinitionBody.fromFile(props.definitionPath),
      definitionSubstitutions: {
        ...Object.fromEntries([...props.functions].map(([name, step]) => [pascalCase(name), step.functionArn])),
        WorkBucket: bucketName(settings.name, 'work'),
      },
      role: role.withoutPolicyUpdates(),
      // Names of states and their times, never what they carry.
      logs: { destination: logGroup, level: stepfunctions.LogLevel.ALL, includeExecutionData: false },
      tracingEnabled: true,
      removalPolicy: settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
