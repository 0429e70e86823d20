import path from 'node:path';

export const definitionPath = path.resolve(import.meta.dirname, '../../statemachines/case.asl.json');

/** What `cdk deploy` is told with `-c` for production. */
export const productionContext = {
  stage: 'production',
  domainName: 'casework.example.org',
  certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/example',
  alarmEmail: 'operations@example.org',
} as const;
