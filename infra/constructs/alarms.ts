import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { prefixOf } from '../names.ts';

/** Every heading of `docs/runbook.md`: an alarm has the name of the section that says what to do. */
export type AlarmHeading =
  | 'Uploads not taken in'
  | 'Uploads waiting'
  | 'Text detection answers lost'
  | 'Case failed'
  | 'Case timed out'
  | 'Case stopped'
  | 'Function failing'
  | 'Function throttled'
  | 'API failing';

export type WatchedMetric = {
  heading: AlarmHeading;
  /** Which of several, e.g. the step. */
  of?: string;
  metric: cloudwatch.IMetric;
  threshold: number;
};

/** `imr-sandbox: Function failing - extract`; the part between is the heading. */
export const alarmName = (stage: string, heading: AlarmHeading, of?: string): string =>
  `${prefixOf(stage)}: ${heading}${of === undefined ? '' : ` - ${of}`}`;

export const fiveMinutes = Duration.minutes(5);

/** Alarms that all tell the same topic, of trouble and of its end. */
export class Alarms extends Construct {
  private readonly stage: string;
  private readonly topic: sns.ITopic;

  constructor(scope: Construct, id: string, props: { stage: string; topic: sns.ITopic }) {
    super(scope, id);
    this.stage = props.stage;
    this.topic = props.topic;
  }

  watch(watched: WatchedMetric): void {
    const words = `${watched.heading} ${watched.of ?? ''}`.split(/[\s-]+/);
    const alarm = new cloudwatch.Alarm(
      this,
      words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
      {
        alarmName: alarmName(this.stage, watched.heading, watched.of),
        alarmDescription: `docs/runbook.md, "${watched.heading}"`,
        metric: watched.metric,
        threshold: watched.threshold,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        // These metrics are only written when something happens: silence is health.
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      },
    );
    const action = new actions.SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
