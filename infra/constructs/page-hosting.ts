import { Aws, Duration, Fn } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketName } from '../names.ts';
import type { StageSettings } from '../stage.ts';
import { SecureBucket } from './secure-bucket.ts';

export type PageHostingProps = { settings: StageSettings; signInHost: string; apiEndpoint: string };

/** Where the page may send and read: itself, the sign-in, and S3 for signed addresses. */
const contentSecurityPolicy = (stage: string, signInHost: string): string => {
  const s3Hosts = ['case-files', 'work', 'determinations']
    .map((id) => `https://${bucketName(stage, id)}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`)
    .join(' ');
  return [
    "default-src 'self'",
    `connect-src 'self' https://${signInHost} ${s3Hosts}`,
    `img-src 'self' blob: data: ${s3Hosts}`,
    `frame-src 'self' blob: ${s3Hosts}`,
    // The PDF reader's image decoders are WebAssembly, its fonts are made in memory.
    "script-src 'self' 'wasm-unsafe-eval'",
    "font-src 'self' blob: data:",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action 'self' https://${signInHost}`,
  ].join('; ');
};

/** The page from a private bucket, and the API under the same name, so that the browser sees one origin. */
export class PageHosting extends Construct {
  readonly distribution: cloudfront.Distribution;
  readonly page: s3.IBucket;

  constructor(scope: Construct, id: string, props: PageHostingProps) {
    super(scope, id);
    const { settings } = props;
    const logs = new SecureBucket(this, 'Logs', {
      bucketName: bucketName(settings.name, 'page-logs'),
      keepsData: settings.keepsData,
      expireAfterDays: settings.logRetentionDays,
      takesCloudFrontLogs: true,
    }).bucket;
    this.page = new SecureBucket(this, 'Page', {
      bucketName: bucketName(settings.name, 'page'),
      accessLogs: logs,
      keepsData: false,
    }).bucket;

    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `IMR Casework, ${settings.name}`,
      defaultRootObject: 'index.html',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      logBucket: logs,
      logFilePrefix: 'cloudfront/',
      // California's cases are worked on in the United States.
      geoRestriction: cloudfront.GeoRestriction.allowlist('US'),
      ...(settings.domain
        ? {
            domainNames: [settings.domain.name],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', settings.domain.certificateArn),
            minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
          }
        : {}),
      ...(settings.webAclArn ? { webAclId: settings.webAclArn } : {}),
      defaultBehavior: {
        origin: origins.S3BucketOrigin.withOriginAccessControl(this.page),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: this.headers(contentSecurityPolicy(settings.name, props.signInHost)),
      },
      additionalBehaviors: {
        '/api/*': {
          origin: new origins.HttpOrigin(Fn.select(2, Fn.split('/', props.apiEndpoint)), {
            protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
          }),
          viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
          cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
    });
  }

  private headers(policy: string): cloudfront.ResponseHeadersPolicy {
    return new cloudfront.ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: true,
          override: true,
        },
      },
    });
  }
}
