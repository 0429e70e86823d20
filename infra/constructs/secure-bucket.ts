import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export type SecureBucketProps = {
  bucketName: string;
  /** Without a key the bucket is encrypted by S3's own: server access logs can be delivered to no other. */
  encryptionKey?: kms.IKey;
  accessLogs?: s3.IBucket;
  keepsData: boolean;
  noncurrentDays?: number;
  expireAfterDays?: number;
  objectLock?: s3.ObjectLockRetention;
  cors?: s3.CorsRule[];
  /** Tells EventBridge of every new object. */
  announcesObjects?: boolean;
  /** CloudFront delivers through the bucket's access control list; every other bucket of ours has none. */
  takesCloudFrontLogs?: boolean;
};

/** A bucket as all of ours are: private, TLS 1.2 only, versioned, encrypted, logged, with no upload left half done. */
export class SecureBucket extends Construct {
  readonly bucket: s3.IBucket;

  constructor(scope: Construct, id: string, props: SecureBucketProps) {
    super(scope, id);
    const bucket = new s3.Bucket(this, 'Bucket', {
      bucketName: props.bucketName,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: props.takesCloudFrontLogs
        ? s3.ObjectOwnership.BUCKET_OWNER_PREFERRED
        : s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: props.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(props.encryptionKey
        ? { encryption: s3.BucketEncryption.KMS, encryptionKey: props.encryptionKey, bucketKeyEnabled: true }
        : { encryption: s3.BucketEncryption.S3_MANAGED }),
      ...(props.accessLogs
        ? { serverAccessLogsBucket: props.accessLogs, serverAccessLogsPrefix: `${id.toLowerCase()}/` }
        : {}),
      ...(props.objectLock ? { objectLockEnabled: true, objectLockDefaultRetention: props.objectLock } : {}),
      ...(props.cors ? { cors: props.cors } : {}),
      lifecycleRules: [
        {
          id: 'TidyUp',
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          ...(props.expireAfterDays === undefined ? {} : { expiration: Duration.days(props.expireAfterDays) }),
          ...(props.noncurrentDays === undefined
            ? {}
            : { noncurrentVersionExpiration: Duration.days(props.noncurrentDays) }),
        },
      ],
    });
    // The library declares `isWebsite` so that exactOptionalPropertyTypes does not take its class for its interface.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    this.bucket = bucket as s3.IBucket;
    if (props.announcesObjects) {
      // The L2 property would bring a Python function with a wildcard role that does nothing but set this one.
      const resource = bucket.node.defaultChild;
      if (!(resource instanceof s3.CfnBucket)) throw new Error('a bucket has no CfnBucket');
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
  }
}
