import { describe, expect, test } from '@jest/globals';
import { flat, ofType, production, sandbox, type Resource, type Resources } from './synthesised.ts';

const named = (resources: Resources, id: string): Resource => {
  const found = ofType(resources, 'AWS::S3::Bucket').find(([, { Properties }]) =>
    new RegExp(`^imr-[a-z]+-${id}-<`).test(flat(Properties['BucketName'])),
  );
  if (!found) throw new Error(`no bucket ${id}`);
  return found[1];
};
const records = ['case-files', 'work', 'determinations'] as const;

describe.each(records)('bucket %s', (id) => {
  const { Properties, DeletionPolicy } = named(production.storage, id);

  test('is encrypted with the key of the records, which rotates', () => {
    const [[keyId, key] = ['', undefined]] = ofType(production.storage, 'AWS::KMS::Key');
    expect(key?.Properties).toMatchObject({ EnableKeyRotation: true });
    expect(Properties['BucketEncryption']).toEqual({
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [keyId, 'Arn'] } },
        },
      ],
    });
  });

  test('is versioned, private, logged, and without access control lists', () => {
    expect(Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    const destination = JSON.stringify(Properties['LoggingConfiguration']);
    expect(destination).toMatch(/AccessLogs/);
  });

  test('gives up uploads that nobody finishes', () => {
    expect(Properties['LifecycleConfiguration']).toMatchObject({
      Rules: [{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
    });
  });

  test('outlives its stack in production', () => {
    expect(DeletionPolicy).toBe('Retain');
  });
});

test('every bucket refuses plain HTTP and TLS older than 1.2', () => {
  for (const resources of [production.storage, production.web]) {
    const buckets = ofType(resources, 'AWS::S3::Bucket').map(([id]) => id);
    const policies = ofType(resources, 'AWS::S3::BucketPolicy');
    expect(policies.map(([, { Properties }]) => flat(Properties['Bucket']).replaceAll(/[<>]/g, '')).toSorted()).toEqual(
      buckets.toSorted(),
    );
    for (const [, { Properties }] of policies) {
      const text = JSON.stringify(Properties['PolicyDocument']);
      expect(text).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
      expect(text).toContain('{"NumericLessThan":{"s3:TlsVersion":1.2}}');
    }
  }
});

describe('determinations', () => {
  const lock = (resources: Resources) => named(resources, 'determinations').Properties;

  test('cannot be deleted by anybody for seven years in production', () => {
    expect(lock(production.storage)).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2555 } },
      },
    });
  });

  test('can be cleared away by a privileged role in the sandbox', () => {
    expect(lock(sandbox.storage)).toMatchObject({
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } },
    });
  });
});

test('only work forgets replaced versions', () => {
  const forgets = (id: string) =>
    JSON.stringify(named(production.storage, id).Properties['LifecycleConfiguration']).includes('Noncurrent');
  expect(records.filter(forgets)).toEqual(['work']);
});

describe('case files', () => {
  const { Properties } = named(production.storage, 'case-files');

  test('announce new objects to EventBridge without a function of the library', () => {
    expect(Properties['NotificationConfiguration']).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    expect(ofType(production.storage, 'AWS::Lambda::Function')).toEqual([]);
  });

  test('take parts from the page and from no other origin, and show it their ETag', () => {
    expect(Properties['CorsConfiguration']).toMatchObject({
      CorsRules: [
        {
          AllowedOrigins: ['https://casework.example.org'],
          AllowedMethods: ['PUT', 'GET', 'HEAD'],
          ExposedHeaders: expect.arrayContaining(['ETag']),
        },
      ],
    });
  });
});
