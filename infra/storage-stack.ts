import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { SecureBucket } from './constructs/secure-bucket.ts';
import { bucketName, prefixOf } from './names.ts';
import type { StageSettings } from './stage.ts';

/** The only store of the product: case files, work, determinations, under one key of the customer's. */
export class StorageStack extends Stack {
  readonly dataKey: kms.Key;
  readonly accessLogs: s3.IBucket;

  constructor(scope: Construct, id: string, props: StackProps & { settings: StageSettings }) {
    super(scope, id, props);
    const { settings } = props;

    this.dataKey = new kms.Key(this, 'DataKey', {
      alias: `alias/${prefixOf(settings.name)}-data`,
      description: 'Case files, work and determinations',
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      removalPolicy: settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    this.accessLogs = new SecureBucket(this, 'AccessLogs', {
      bucketName: bucketName(settings.name, 'access-logs'),
      expireAfterDays: settings.logRetentionDays,
      keepsData: settings.keepsData,
    }).bucket;

    const common = {
      encryptionKey: this.dataKey,
      accessLogs: this.accessLogs,
      keepsData: settings.keepsData,
    };

    // The page sends parts straight to S3 and must read the ETag of each to complete the upload.
    new SecureBucket(this, 'CaseFiles', {
      ...common,
      bucketName: bucketName(settings.name, 'case-files'),
      announcesObjects: true,
      cors: [
        {
          allowedMethods: [s3.HttpMethods.PUT, s3.HttpMethods.GET, s3.HttpMethods.HEAD],
          allowedOrigins: [settings.pageOrigin],
          allowedHeaders: ['content-type', 'content-md5', 'range', 'x-amz-*'],
          exposedHeaders: ['ETag', 'Content-Range', 'Accept-Ranges', 'Content-Length'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
    });

    // Every stage can be run again from its input, so what a later run has replaced need not be kept for ever.
    new SecureBucket(this, 'Work', {
      ...common,
      bucketName: bucketName(settings.name, 'work'),
      noncurrentDays: settings.noncurrentWorkDays,
    });

    const lockedFor = Duration.days(settings.determinationLock.days);
    new SecureBucket(this, 'Determinations', {
      ...common,
      bucketName: bucketName(settings.name, 'determinations'),
      objectLock:
        settings.determinationLock.mode === 'COMPLIANCE'
          ? s3.ObjectLockRetention.compliance(lockedFor)
          : s3.ObjectLockRetention.governance(lockedFor),
    });
  }
}
