import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { Alarms, fiveMinutes } from './constructs/alarms.ts';
import { CaseApi } from './constructs/case-api.ts';
import { PageHosting } from './constructs/page-hosting.ts';
import { StaffPool } from './constructs/staff-pool.ts';
import { prefixOf } from './names.ts';
import type { StageSettings } from './stage.ts';

export type WebStackProps = StackProps & {
  settings: StageSettings;
  functions: ReadonlyMap<string, lambda.IFunction>;
  operationsKey: kms.IKey;
  alertTopic: sns.ITopic;
};

/** What people meet: the sign-in, the API and the page. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const { settings } = props;
    const { pageOrigin } = settings;
    const signInPrefix = `${prefixOf(settings.name)}-${Aws.ACCOUNT_ID}`;
    const signInHost = `${signInPrefix}.auth.${Aws.REGION}.amazoncognito.com`;

    const staff = new StaffPool(this, 'Staff', { settings, pageOrigin, signInPrefix });
    const { api } = new CaseApi(this, 'CaseApi', {
      settings,
      functions: props.functions,
      userPool: staff.userPool,
      client: staff.client,
      pageOrigin,
      operationsKey: props.operationsKey,
    });
    const hosting = new PageHosting(this, 'Hosting', { settings, signInHost, apiEndpoint: api.apiEndpoint });

    new Alarms(this, 'Alarms', { stage: settings.name, topic: props.alertTopic }).watch({
      heading: 'API failing',
      metric: api.metricServerError({ period: fiveMinutes, statistic: 'Sum' }),
      threshold: 3,
    });

    new CfnOutput(this, 'PageAddress', {
      value: `https://${settings.domain?.name ?? hosting.distribution.domainName}`,
    });
    new CfnOutput(this, 'PageBucket', { value: hosting.page.bucketName });
    new CfnOutput(this, 'DistributionId', { value: hosting.distribution.distributionId });
    new CfnOutput(this, 'SignInHost', { value: signInHost });
    new CfnOutput(this, 'PageClientId', { value: staff.client.userPoolClientId });
  }
}
