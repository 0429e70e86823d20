import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { z } from 'zod';
import { pascalCase, steps } from '../../functions/steps.ts';
import { logGroupName, prefixOf } from '../names.ts';
import type { StageSettings } from '../stage.ts';

export type CaseApiProps = {
  settings: StageSettings;
  functions: ReadonlyMap<string, lambda.IFunction>;
  userPool: cognito.UserPool;
  client: cognito.UserPoolClient;
  pageOrigin: string;
  operationsKey: kms.IKey;
};

const Method = z.enum(apigateway.HttpMethod);

/** The routes of every http row, each behind the same authorizer. */
export class CaseApi extends Construct {
  readonly api: apigateway.HttpApi;

  constructor(scope: Construct, id: string, props: CaseApiProps) {
    super(scope, id);
    const { settings } = props;
    const accessLog = new logs.LogGroup(this, 'AccessLog', {
      logGroupName: logGroupName(settings.name, 'api-access'),
      retention: settings.logRetentionDays,
      encryptionKey: props.operationsKey,
      removalPolicy: settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.api = new apigateway.HttpApi(this, 'Api', {
      apiName: `${prefixOf(settings.name)}-api`,
      createDefaultStage: false,
      defaultAuthorizer: new HttpJwtAuthorizer('Staff', props.userPool.userPoolProviderUrl, {
        jwtAudience: [props.client.userPoolClientId],
      }),
      corsPreflight: {
        allowOrigins: [props.pageOrigin],
        allowMethods: [apigateway.CorsHttpMethod.GET, apigateway.CorsHttpMethod.POST, apigateway.CorsHttpMethod.PUT],
        allowHeaders: ['authorization', 'content-type'],
        maxAge: Duration.hours(1),
      },
    });
    new apigateway.HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: settings.throttle.ratePerSecond, burstLimit: settings.throttle.burst },
      accessLogSettings: {
        destination: new apigateway.LogGroupLogDestination(accessLog),
        // The route and not the path, who by id and not by name: no case can be read out of this log.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            atTime: '$context.requestTime',
            route: '$context.routeKey',
            status: '$context.status',
            user: '$context.authorizer.claims.sub',
            sourceIp: '$context.identity.sourceIp',
            milliseconds: '$context.responseLatency',
            error: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    for (const step of steps) {
      const target = props.functions.get(step.name);
      if (step.entry.kind !== 'http' || !target) continue;
      const integration = new HttpLambdaIntegration(pascalCase(step.name), target);
      for (const route of step.entry.routes) {
        const [method, path = ''] = route.split(' ');
        this.api.addRoutes({ path, methods: [Method.parse(method)], integration });
      }
    }
  }
}
