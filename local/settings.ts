/** The one machine's own account. Nothing outside of it knows these names. */
export const account = {
  region: 'us-west-2',
  accountId: '000000000000',
  accessKeyId: 'local',
  secretAccessKey: 'local-secret-key',
  buckets: { caseFiles: 'imr-case-files', work: 'imr-work', determinations: 'imr-determinations' },
  stateMachineName: 'imr-case',
} as const;

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${account.region}:${account.accountId}:${resource}`;

export const arns = {
  stateMachine: arn('states', `stateMachine:${account.stateMachineName}`),
  topic: arn('sns', 'imr-text-detection-done'),
  role: `arn:aws:iam::${account.accountId}:role/imr-local`,
  intakeQueue: arn('sqs', 'imr-intake'),
  function: (name: string): string => arn('lambda', `function:${name}`),
};

export const defaults = { dataDirectory: '.imr', host: '127.0.0.1', awsPort: 4566, webPort: 8080 };
