import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { flat, ofType, production } from './synthesised.ts';

const { web } = production;
const only = (type: string): [string, Record<string, unknown>] => {
  const found = ofType(web, type);
  expect(found).toHaveLength(1);
  const [[id, { Properties }] = ['', { Properties: {} }]] = found;
  return [id, Properties];
};

describe('the sign-in', () => {
  const [poolId, pool] = only('AWS::Cognito::UserPool');
  const [clientId, client] = only('AWS::Cognito::UserPoolClient');

  test('lets nobody sign up alone and asks everybody for a second factor, not by SMS', () => {
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
    });
  });

  test('knows the three groups', () => {
    const groups = ofType(web, 'AWS::Cognito::UserPoolGroup').map(([, { Properties }]) => Properties['GroupName']);
    expect(groups.toSorted()).toEqual(['admins', 'clerks', 'reviewers']);
  });

  test('gives the page a code and never a token in its address', () => {
    expect(client).toMatchObject({
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
      CallbackURLs: ['https://casework.example.org/'],
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('is what every route of the API asks for', () => {
    const [authorizerId, authorizer] = only('AWS::ApiGatewayV2::Authorizer');
    expect(authorizer).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: [{ Ref: clientId }] },
    });
    expect(JSON.stringify(authorizer['JwtConfiguration'])).toContain(poolId);
    const routes = ofType(web, 'AWS::ApiGatewayV2::Route');
    expect(routes.length).toBeGreaterThan(10);
    for (const [, { Properties }] of routes) {
      expect(Properties).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: { Ref: authorizerId } });
    }
  });
});

describe('the API', () => {
  const [, stage] = only('AWS::ApiGatewayV2::Stage');

  test('is throttled and logged, by route and without the path', () => {
    expect(stage['DefaultRouteSettings']).toMatchObject({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
    const { Format } = z.object({ Format: z.string() }).parse(stage['AccessLogSettings']);
    expect(Format).toContain('$context.routeKey');
    expect(Format).not.toMatch(/\$context\.(path|requestOverride)|email|name"/);
  });

  test('answers the page and no other origin', () => {
    const [, api] = only('AWS::ApiGatewayV2::Api');
    expect(api['CorsConfiguration']).toMatchObject({ AllowOrigins: ['https://casework.example.org'] });
  });

  test('may call each function from its own route only', () => {
    for (const [, { Properties }] of ofType(web, 'AWS::Lambda::Permission')) {
      expect(Properties['Principal']).toBe('apigateway.amazonaws.com');
      expect(flat(Properties['SourceArn'])).toMatch(/\/api\//);
    }
  });
});

describe('the page', () => {
  const [, distribution] = only('AWS::CloudFront::Distribution');
  const config = z.record(z.string(), z.unknown()).parse(distribution['DistributionConfig']);

  test('is served from a private bucket over TLS 1.2 under its own name', () => {
    expect(config).toMatchObject({
      Aliases: ['casework.example.org'],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' },
    });
    expect(ofType(web, 'AWS::CloudFront::OriginAccessControl')).toHaveLength(1);
  });

  test('passes /api/* on to the API and keeps no answer of it', () => {
    expect(config['CacheBehaviors']).toMatchObject([
      {
        PathPattern: '/api/*',
        // The managed policy CachingDisabled.
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        ViewerProtocolPolicy: 'https-only',
        AllowedMethods: expect.arrayContaining(['GET', 'PUT', 'POST']),
      },
    ]);
  });

  test('comes with headers that keep it in its place', () => {
    const [, headers] = only('AWS::CloudFront::ResponseHeadersPolicy');
    const text = JSON.stringify(headers);
    for (const part of [
      "default-src 'self'",
      "frame-ancestors 'none'",
      'StrictTransportSecurity',
      'no-referrer',
      'DENY',
    ]) {
      expect(text).toContain(part);
    }
  });
});
