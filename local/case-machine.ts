import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pascalCase, steps } from '../functions/steps.ts';
import { account, arns } from './settings.ts';

/** The state machine's file with the names of this machine put in, as CloudFormation does it on AWS. */
export const caseMachine = (root: string): string => {
  const substitutions: Record<string, string> = {
    WorkBucket: account.buckets.work,
    ...Object.fromEntries(steps.map((step) => [pascalCase(step.name), arns.function(step.name)])),
  };
  return readFileSync(path.join(root, 'statemachines/case.asl.json'), 'utf8').replaceAll(
    /\$\{(\w+)\}/g,
    (placeholder, name: string) => substitutions[name] ?? placeholder,
  );
};
