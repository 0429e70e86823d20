import { cachedSigningKey } from './authenticate.ts';
import { S3Error } from './s3-error.ts';
import { isSameSignature, sign } from './signature-v4.ts';

export type SizeLimits = { minBytes: number; maxBytes: number };

const invalid = (reason: string): S3Error => new S3Error('AccessDenied', `Invalid according to Policy: ${reason}`);
const malformed = (): S3Error =>
  new S3Error(
    'InvalidPolicyDocument',
    'The content of the form does not meet the conditions specified in the policy document: Invalid Policy.',
  );

const parsePolicy = (encoded: string): { expiration: string; conditions: unknown[] } => {
  let policy: unknown;
  try {
    policy = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    throw malformed();
  }
  if (typeof policy !== 'object' || policy === null || !('expiration' in policy) || !('conditions' in policy))
    throw malformed();
  const { expiration, conditions } = policy;
  if (typeof expiration !== 'string' || !Array.isArray(conditions)) throw malformed();
  return { expiration, conditions };
};

/** Verifies who signed the policy of a form. Throws `AccessDenied`, `InvalidAccessKeyId`, `SignatureDoesNotMatch`. */
export const verifyPolicySignature = (
  fields: ReadonlyMap<string, string>,
  credentials: (accessKeyId: string) => string | undefined,
): void => {
  const policy = fields.get('policy');
  const signature = fields.get('x-amz-signature');
  if (policy === undefined || signature === undefined) throw new S3Error('AccessDenied', 'Access Denied');
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256')
    throw new S3Error(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  const [, accessKeyId = '', dateStamp = '', region = '', service = ''] =
    /^(.+)\/(\d{8})\/([^/]*)\/(s3)\/aws4_request$/.exec(fields.get('x-amz-credential') ?? '') ?? [];
  const secret = credentials(accessKeyId);
  if (secret === undefined)
    throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      AWSAccessKeyId: accessKeyId,
    });
  const key = cachedSigningKey(secret, { dateStamp, region, service });
  if (!isSameSignature(sign(key, policy), signature))
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
};

/** Every condition as a list: `{"key": "a"}` says the same as `["eq", "$key", "a"]`. */
const normalise = (condition: unknown): [operator: string, a: unknown, b: unknown] => {
  if (Array.isArray(condition) && condition.length === 3) {
    const [operator, a, b]: unknown[] = condition;
    return [String(operator).toLowerCase(), a, b];
  }
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) throw malformed();
  const [entry, ...others] = Object.entries(condition);
  if (!entry || others.length > 0) throw malformed();
  return ['eq', `$${entry[0]}`, entry[1]];
};

const notLimited = (name: string): boolean =>
  ['x-amz-signature', 'policy', 'file', 'awsaccesskeyid'].includes(name) || name.startsWith('x-ignore-');

/**
 * Holds the fields of a form (names in lower case, `bucket` among them) against its policy, and gives the sizes that it
 * allows. Every field must be named by a condition. Throws `AccessDenied`, `InvalidPolicyDocument`.
 */
export const assertPolicy = (fields: ReadonlyMap<string, string>, nowMs: number): SizeLimits => {
  const { expiration, conditions } = parsePolicy(fields.get('policy') ?? '');
  const endMs = Date.parse(expiration);
  if (Number.isNaN(endMs)) throw malformed();
  if (nowMs > endMs) throw invalid('Policy expired.');
  const limits: SizeLimits = { minBytes: 0, maxBytes: Infinity };
  const named = new Set(['bucket']);
  for (const condition of conditions) {
    const [operator, a, b] = normalise(condition);
    if (operator === 'content-length-range') {
      if (!Number.isInteger(Number(a)) || !Number.isInteger(Number(b))) throw malformed();
      limits.minBytes = Number(a);
      limits.maxBytes = Number(b);
      continue;
    }
    if (typeof a !== 'string' || typeof b !== 'string' || !a.startsWith('$')) throw malformed();
    const name = a.slice(1).toLowerCase();
    named.add(name);
    const value = fields.get(name) ?? '';
    const holds = operator === 'eq' ? value === b : operator === 'starts-with' && value.startsWith(b);
    if (!holds) throw invalid(`Policy Condition failed: ["${operator}", "${a}", "${b}"]`);
  }
  const extra = [...fields.keys()].filter((name) => !named.has(name) && !notLimited(name));
  if (extra.length > 0) throw invalid(`Extra input fields: ${extra.join(', ')}`);
  return limits;
};
