import { Aws, Stack, type StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { pascalCase, steps, type Step } from '../functions/steps.ts';
import { Alarms, fiveMinutes } from './constructs/alarms.ts';
import { ObjectCreatedEntry, TextDetectionEntry } from './constructs/event-entries.ts';
import { OperationsKey } from './constructs/operations-key.ts';
import { StepLambda, type StepEnvironment } from './constructs/step-lambda.ts';
import { Workflow } from './constructs/workflow.ts';
import { mapLabels } from './map-labels.ts';
import { bucketName, prefixOf, stateMachineArn } from './names.ts';
import type { StageSettings } from './stage.ts';
import { stepPermissions } from './step-permissions.ts';

export type PipelineStackProps = StackProps & {
  settings: StageSettings;
  dataKey: kms.IKey;
  definitionPath: string;
  codeOf: (step: Step) => lambda.Code;
};

const entryStep = (source: 'object-created' | 'text-detection-done'): Step => {
  const step = steps.find(({ entry }) => entry.kind === 'event' && entry.source === source);
  if (!step) throw new Error(`no row of the step table is entered by ${source}`);
  return step;
};

/** Every row of the step table as a function, what starts them, and the state machine that leads a case through them. */
export class PipelineStack extends Stack {
  readonly operationsKey: kms.IKey;
  readonly alertTopic: sns.ITopic;
  /** By row name. */
  readonly functions: ReadonlyMap<string, lambda.Function>;

  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    super(scope, id, props);
    const { settings } = props;
    const operationsKey = new OperationsKey(this, 'OperationsKey', settings).key;
    const objectCreated = new ObjectCreatedEntry(this, 'ObjectCreated', {
      stage: settings.name,
      step: entryStep('object-created'),
      key: operationsKey,
    });
    const textDetection = new TextDetectionEntry(this, 'TextDetectionDone', {
      stage: settings.name,
      key: operationsKey,
    });

    const labels = mapLabels(props.definitionPath);
    const environment: StepEnvironment = {
      CASE_FILES_BUCKET: bucketName(settings.name, 'case-files'),
      WORK_BUCKET: bucketName(settings.name, 'work'),
      DETERMINATIONS_BUCKET: bucketName(settings.name, 'determinations'),
      STATE_MACHINE_ARN: stateMachineArn(settings.name),
      TEXT_DETECTION_TOPIC_ARN: textDetection.topic.topicArn,
      TEXT_DETECTION_ROLE_ARN: textDetection.role.roleArn,
      WORK_KEY_ARN: props.dataKey.keyArn,
    };
    const entryStatements = (step: Step): iam.PolicyStatement[] => {
      if (step.entry.kind !== 'event') return [];
      return step.entry.source === 'object-created' ? objectCreated.statements() : textDetection.statements();
    };
    const isAsynchronous = (step: Step): boolean =>
      step.entry.kind === 'event' && step.entry.source === 'text-detection-done';

    const functions = new Map(
      steps.map((step) => [
        step.name,
        new StepLambda(this, pascalCase(step.name), {
          step,
          settings,
          code: props.codeOf(step),
          environment,
          statements: [
            ...stepPermissions(step, {
              stage: settings.name,
              dataKeyArn: props.dataKey.keyArn,
              textDetectionRoleArn: textDetection.role.roleArn,
              mapLabels: labels,
            }),
            ...entryStatements(step),
          ],
          operationsKey,
          ...(isAsynchronous(step) ? { deadLetterQueue: textDetection.deadLetters } : {}),
        }).function,
      ]),
    );
    for (const step of steps) {
      const target = functions.get(step.name);
      if (!target || step.entry.kind !== 'event') continue;
      if (step.entry.source === 'object-created') objectCreated.feed(target);
      else textDetection.feed(target);
    }

    const { stateMachine } = new Workflow(this, 'Case', {
      settings,
      definitionPath: props.definitionPath,
      mapLabels: labels,
      functions: new Map(
        [...functions].filter(([name]) => steps.some((s) => s.name === name && s.entry.kind === 'state')),
      ),
      dataKeyArn: props.dataKey.keyArn,
      operationsKey,
    });

    const alertTopic = new sns.Topic(this, 'Alerts', {
      topicName: `${prefixOf(settings.name)}-alerts`,
      displayName: 'IMR Casework alarms',
      masterKey: operationsKey,
      enforceSSL: true,
    });
    // A policy of the topic's own, as TLS-only needs one, takes away the default by which CloudWatch may publish.
    alertTopic.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [alertTopic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (settings.alarmEmail) alertTopic.addSubscription(new subscriptions.EmailSubscription(settings.alarmEmail));

    const alarms = new Alarms(this, 'Alarms', { stage: settings.name, topic: alertTopic });
    alarms.watch({
      heading: 'Uploads not taken in',
      metric: objectCreated.deadLetters.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes }),
      threshold: 1,
    });
    alarms.watch({
      heading: 'Text detection answers lost',
      metric: textDetection.deadLetters.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes }),
      threshold: 1,
    });
    // A message is hidden for three minutes after a failed try: fifteen are four failed tries, or intake is paused.
    alarms.watch({
      heading: 'Uploads waiting',
      metric: objectCreated.queue.metricApproximateAgeOfOldestMessage({ period: fiveMinutes }),
      threshold: 15 * 60,
    });
    const counted = { period: fiveMinutes, statistic: 'Sum' };
    alarms.watch({ heading: 'Case failed', metric: stateMachine.metricFailed(counted), threshold: 1 });
    alarms.watch({ heading: 'Case timed out', metric: stateMachine.metricTimedOut(counted), threshold: 1 });
    alarms.watch({ heading: 'Case stopped', metric: stateMachine.metricAborted(counted), threshold: 1 });
    for (const [name, step] of functions) {
      // One failure is what Retry is for. Three in five minutes are a retried task that failed for good, or an outage.
      alarms.watch({ heading: 'Function failing', of: name, metric: step.metricErrors(counted), threshold: 3 });
      alarms.watch({ heading: 'Function throttled', of: name, metric: step.metricThrottles(counted), threshold: 1 });
    }

    this.operationsKey = operationsKey;
    this.alertTopic = alertTopic;
    this.functions = functions;
  }
}
