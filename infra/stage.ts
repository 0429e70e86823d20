import { z } from 'zod';

/** What differs between one deployment and another. Everything else is the same code and the same template. */
export const StageSettings = z.object({
  name: z.string().regex(/^[a-z]{2,12}$/),
  /**
   * Object Lock of issued determinations. GOVERNANCE may be lifted by a named privileged role; COMPLIANCE by nobody,
   * not even the account's root user, until the days are over.
   */
  determinationLock: z.object({ mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), days: z.int().min(1) }),
  /** Buckets, keys, logs and the user pool outlive a deleted stack. */
  keepsData: z.boolean(),
  logRetentionDays: z.int(),
  noncurrentWorkDays: z.int().min(1),
  /** Concurrent executions set aside per function, by the kind of its entry: the last line against a runaway loop. */
  reservedConcurrency: z.object({ http: z.int().min(1), event: z.int().min(1), state: z.int().min(1) }),
  /** API requests: steady rate a second and burst, of all callers together. */
  throttle: z.object({ ratePerSecond: z.int().min(1), burst: z.int().min(1) }),
  /** Where the page is served; without it CloudFront's own name is used. The certificate must lie in us-east-1. */
  domain: z.object({ name: z.string().min(1), certificateArn: z.string().startsWith('arn:') }).optional(),
  /** The origin that a browser shows the page under: the sign-in returns to it, and only it may upload. */
  pageOrigin: z.url({ protocol: /^https?$/ }),
  /** A WAFv2 web ACL of scope CLOUDFRONT, kept by the account's security team. */
  webAclArn: z.string().startsWith('arn:').optional(),
  /** Who is told of an alarm. */
  alarmEmail: z.email().optional(),
});
export type StageSettings = z.infer<typeof StageSettings>;

// Reserved for all functions: 4 http x 20 + 2 event x 10 + 10 state x 30 = 400 of the usual account quota of 1,000.
const sandbox: StageSettings = {
  name: 'sandbox',
  determinationLock: { mode: 'GOVERNANCE', days: 1 },
  keepsData: false,
  logRetentionDays: 30,
  noncurrentWorkDays: 7,
  reservedConcurrency: { http: 20, event: 10, state: 30 },
  throttle: { ratePerSecond: 50, burst: 100 },
  // Nobody knows CloudFront's name before the first deployment (docs/decisions/0015): a local page until then.
  pageOrigin: 'http://localhost:8080',
};

const production: StageSettings = {
  ...sandbox,
  name: 'production',
  // Seven years: longer than the six that 45 CFR 164.316(b)(2)(i) asks of compliance records.
  determinationLock: { mode: 'COMPLIANCE', days: 7 * 365 },
  keepsData: true,
  logRetentionDays: 2557,
  noncurrentWorkDays: 90,
};

const contextKeys = ['domainName', 'certificateArn', 'pageOrigin', 'webAclArn', 'alarmEmail'] as const;

/**
 * The settings of `cdk synth -c stage=production -c domainName=... -c certificateArn=... [-c pageOrigin=...]
 * [-c webAclArn=...] [-c alarmEmail=...]`; `sandbox` when nothing is said. Throws when production is asked for without its domain: its
 * page must not be served under a name whose oldest TLS version we cannot choose.
 */
export const stageSettings = (context: (key: string) => unknown): StageSettings => {
  const name = z
    .enum(['sandbox', 'production'])
    .default('sandbox')
    .parse(context('stage') ?? undefined);
  const given = z
    .object({
      domainName: z.string().optional(),
      certificateArn: z.string().optional(),
      pageOrigin: z.string().optional(),
      webAclArn: z.string().optional(),
      alarmEmail: z.string().optional(),
    })
    .parse(Object.fromEntries(contextKeys.map((key) => [key, context(key) ?? undefined])));
  if (name === 'production' && (given.domainName === undefined || given.certificateArn === undefined)) {
    throw new Error(
      'stage production needs -c domainName=NAME and -c certificateArn=ARN (of a certificate in us-east-1)',
    );
  }
  return StageSettings.parse({
    ...(name === 'production' ? production : sandbox),
    ...(given.domainName !== undefined
      ? {
          domain: { name: given.domainName, certificateArn: given.certificateArn },
          pageOrigin: `https://${given.domainName}`,
        }
      : {}),
    ...(given.pageOrigin !== undefined ? { pageOrigin: given.pageOrigin } : {}),
    ...(given.webAclArn !== undefined ? { webAclArn: given.webAclArn } : {}),
    ...(given.alarmEmail !== undefined ? { alarmEmail: given.alarmEmail } : {}),
  });
};
