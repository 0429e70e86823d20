import { Aws, Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Step } from '../../functions/steps.ts';
import { bucketName, prefixOf } from '../names.ts';

const keepFor = Duration.days(14);

const viaService = (service: string) => ({
  StringEquals: { 'kms:ViaService': `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}` },
});

/**
 * New objects under `upload/` -> queue -> the function. EventBridge gives each event at least once and in any order;
 * the queue keeps them while the function is paused or failing, and gives up after five tries.
 */
export class ObjectCreatedEntry extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: { stage: string; step: Step; key: kms.IKey }) {
    super(scope, id);
    this.key = props.key;
    const secured = { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: props.key, enforceSSL: true };
    this.deadLetters = new sqs.Queue(this, 'DeadLetters', { ...secured, retentionPeriod: keepFor });
    this.queue = new sqs.Queue(this, 'Queue', {
      ...secured,
      retentionPeriod: keepFor,
      // Six times the function's time-out, as Lambda asks, so that no message is given out while it is worked on.
      visibilityTimeout: Duration.seconds(6 * props.step.timeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
    new events.Rule(this, 'Rule', {
      ruleName: `${prefixOf(props.stage)}-object-created`,
      description: 'A case file was uploaded',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [bucketName(props.stage, 'case-files')] },
          object: { key: [{ prefix: 'upload/' }] },
        },
      },
      targets: [
        new targets.SqsQueue(this.queue, { deadLetterQueue: this.deadLetters, maxEventAge: Duration.hours(24) }),
      ],
    });
  }

  /** What the function needs to take messages. */
  statements(): iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({
        sid: 'TakeMessages',
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
        resources: [this.queue.queueArn],
      }),
      new iam.PolicyStatement({
        sid: 'ReadMessages',
        actions: ['kms:Decrypt'],
        resources: [this.key.keyArn],
        conditions: viaService('sqs'),
      }),
    ];
  }

  feed(target: lambda.Function): void {
    target.addEventSource(
      new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 5 }),
    );
  }
}

/** Textract says on a topic that a job is done -> the function, which answers the waiting task. */
export class TextDetectionEntry extends Construct {
  readonly topic: sns.Topic;
  /** Textract assumes it to publish. */
  readonly role: iam.Role;
  readonly deadLetters: sqs.Queue;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: { stage: string; key: kms.IKey }) {
    super(scope, id);
    this.key = props.key;
    this.deadLetters = new sqs.Queue(this, 'DeadLetters', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      enforceSSL: true,
      retentionPeriod: keepFor,
    });
    this.topic = new sns.Topic(this, 'Topic', {
      topicName: `${prefixOf(props.stage)}-text-detection`,
      displayName: 'Textract has finished a document',
      masterKey: props.key,
      enforceSSL: true,
    });
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      description: 'What Textract may do for us: say that a job is done',
      statements: [
        new iam.PolicyStatement({ sid: 'Publish', actions: ['sns:Publish'], resources: [this.topic.topicArn] }),
        new iam.PolicyStatement({
          sid: 'EncryptMessages',
          actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
          resources: [props.key.keyArn],
          conditions: viaService('sns'),
        }),
      ],
    });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('textract.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      description: 'Lets Textract publish the end of a job',
      managedPolicies: [policy],
    });
  }

  /** What the function needs to leave an event that failed three times. */
  statements(): iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({
        sid: 'LeaveDeadLetters',
        actions: ['sqs:SendMessage'],
        resources: [this.deadLetters.queueArn],
      }),
      new iam.PolicyStatement({
        sid: 'EncryptDeadLetters',
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: [this.key.keyArn],
        conditions: viaService('sqs'),
      }),
    ];
  }

  feed(target: lambda.Function): void {
    this.topic.addSubscription(new subscriptions.LambdaSubscription(target, { deadLetterQueue: this.deadLetters }));
  }
}
